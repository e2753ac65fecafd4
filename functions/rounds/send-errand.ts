/** One errand to its reader, once for an occasion and an address. */
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { isSettled, type Send } from '../../domain/keep/invitation.ts'
import { canonicalAddress, mayEdit, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { DAY, shift } from '../../domain/keep/time.ts'
import type { Errand, ErrandSent } from '../../domain/send/errand.ts'
import type { ReaderPart } from '../../domain/send/messages.ts'
import { setLetter } from '../../mail/set-letter.ts'
import { deskOf } from '../keep/desk-of.ts'
import { look, read, suppressionRef } from '../keep/documents.ts'
import type { Overview } from '../keep/overview.ts'
import type { Knows, Reads, Sends, Timed } from '../keep/ports.ts'
import type { Composed } from '../keep/submit.ts'
import { deliver, type SendSlot } from '../send/deliver.ts'
import type { Pace } from '../send/pace.ts'
import { errandRequest, errandValues, replyReader } from '../send/texts/errand-texts.ts'
import { sentRef } from './errands-sent.ts'

/** Sends it unless that was done, or its reader wants no letters. `later`: it was not taken, come back. */
export async function sendErrand(
  world: Sends,
  overview: Overview,
  errand: Errand,
  pace: Pace,
): Promise<'done' | 'later'> {
  const { partnership } = overview
  const slot = errandSlot(partnership.id, errand)
  const found = await read(world.store, slot.ref)
  if (found && isSettled(slot.read(found.value))) return 'done'
  const barred = !found && (await isBarred(world, overview, errand))
  const delivered = await deliver(
    world,
    {
      kind: 'errand',
      slot,
      about: { wave: errand.kind, campaign: partnership.id },
      sequence: 0,
      pace,
      decide: (_, now) =>
        barred || now >= errand.until ? { do: 'skip', reason: 'not wanted any more' } : { do: 'send' },
      compose: (_, attempt) => compose(world, overview, errand, attempt),
    },
    found,
  )
  return delivered === 'later' ? 'later' : 'done'
}

/** A document of its own is the send; there is none before the claim, nor of an errand that was not wanted. */
function errandSlot(partnership: PartnershipId, errand: Errand): SendSlot<ErrandSent> {
  const { kind } = errand
  return {
    ref: sentRef(partnership, errand),
    blank: { kind, status: 'due', at: errand.at, attempt: '' },
    expiresAt: shift(errand.until, 60 * DAY),
    read: sent => ({ ...sent, attempts: 1, sequence: 0 }),
    write: (sent, { status, at, attempt }) =>
      status === 'skipped' ? sent : { ...sent, kind, status: STATUS[status] ?? 'sent', at, attempt },
  }
}

const STATUS: Partial<Record<Send['status'], ErrandSent['status']>> = {
  due: 'due',
  claimed: 'claimed',
  'in doubt': 'in doubt',
  failed: 'failed',
  bounced: 'failed',
}

/** Whoever does not want letters gets none of these either; those who run the partnership need theirs. */
async function isBarred(world: Reads, { partnership }: Overview, { to }: Errand): Promise<boolean> {
  const runs = partnership.team.some(
    ({ email, role }) => mayEdit(role) && canonicalAddress(email) === canonicalAddress(to.email),
  )
  return !runs && (await look(world.store, suppressionRef(partnership.id, to.email))) !== undefined
}

async function compose(
  world: Timed & Knows<'from' | 'replyDomain'>,
  { partnership }: Overview,
  errand: Errand,
  attempt: string,
): Promise<Composed> {
  const { to } = errand
  const press = await setLetter(errandRequest(partnership, errand), { from: world.settings.from })
  const bytes = press.fill({
    to,
    replyTo: replyReader(partnership, errand) ?? deskOf(world.settings),
    attempt,
    at: world.clock.now(),
    values: errandValues(errand),
  })
  return 'refused' in bytes
    ? bytes
    : { from: world.settings.from, to: [to.email], bytes, part: partOf(partnership, to.email) }
}

/** In which part somebody is written to outside any list: who runs the partnership first. */
function partOf({ team, champions }: Partnership, email: string): ReaderPart {
  const member = team.find(each => sameAddress(each.email, email))
  if (member && mayEdit(member.role)) return 'convener'
  if (champions.some(each => sameAddress(each.email, email))) return 'champion'
  return member ? 'team' : 'member'
}
