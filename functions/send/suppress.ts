/** An address is written to no more, in every campaign of a partnership. */
import { isDead } from '../../domain/keep/bounce.ts'
import type { Actor } from '../../domain/keep/history.ts'
import { campaignIdFrom, type PartnershipId, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation, Invitee, Send, Suppression } from '../../domain/keep/invitation.ts'
import { type CanonicalAddress, canonicalAddress } from '../../domain/keep/partnership.ts'
import {
  campaignIdsOf,
  campaignRef,
  change,
  create,
  everyOne,
  invitationRef,
  invitationsOf,
  look,
  partnershipRef,
  read,
  remove,
  suppressionRef,
  UnreadableRow,
} from '../keep/documents.ts'
import type { Keeps, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

/** A person's no outranks a dead address: that one is lifted by another address, or by the convener. */
export const outranks = (news: Pick<Suppression, 'reason'>, stands: Pick<Suppression, 'reason'>): boolean =>
  stands.reason === 'bounced' && news.reason !== 'bounced'

/** Notes it, and answers what it was: news, a stronger reason than before, or known. */
export async function suppress(
  world: Keeps,
  partnership: PartnershipId,
  suppression: Suppression,
): Promise<'added' | 'stronger' | 'known'> {
  const ref = suppressionRef(partnership, suppression.email)
  if (await create(world.store, ref, suppression)) return 'added'
  // One that cannot be read holds all the same, whatever its reason was.
  if ((await look(world.store, ref)) instanceof UnreadableRow) return 'known'
  let stronger = false
  const stands = await change(world.store, ref, known => {
    stronger = outranks(suppression, known)
    return stronger ? { ...known, ...suppression } : undefined
  })
  // Let go of between the two: it holds again.
  if (!stands) return suppress(world, partnership, suppression)
  return stronger ? 'stronger' : 'known'
}

/** Nobody can tell why, and whether for good: the address is left in peace. */
const inPeace = ({ clock }: Timed, email: string): Suppression => ({ email, reason: 'opted out', at: clock.now() })

/** Why somebody at an address is not written to by a partnership, on whichever of its lists that came about. */
export async function suppressionOf(
  world: Reads & Timed,
  partnership: PartnershipId,
  email: string,
): Promise<Suppression | undefined> {
  const row = await look(world.store, suppressionRef(partnership, email))
  return row instanceof UnreadableRow ? inPeace(world, email) : row?.value
}

/**
 * Somebody of a list gets another address: whoever asked for no letters, there or under the old one, wants none at that either, in
 * every campaign of the partnership. That the old one was dead says nothing of it.
 */
export async function wantsNone(
  world: Keeps & Timed,
  partnership: PartnershipId,
  { invitee, suppressed }: Pick<Invitation, 'invitee' | 'suppressed'>,
  email: string,
): Promise<void> {
  const known = await suppressionOf(world, partnership, invitee.email)
  const no = [suppressed, known].find(each => each && each.reason !== 'bounced')
  if (no) await suppress(world, partnership, { ...no, email })
}

/** Whether a letter came back because there is no such address, so that nothing more is sent to it. */
export const isOfTheAddress = ({ status, bounce }: Pick<Send, 'status' | 'bounce'>): boolean =>
  status === 'bounced' && (bounce === undefined || isDead(bounce))

/**
 * A server would not take a letter about `of`, a campaign or the partnership itself, because there is no such address: it is known
 * in all of the partnership, as if that had come back by mail.
 */
export async function silence(world: Keeps, of: string, dead: Pick<Suppression, 'email' | 'at'>): Promise<void> {
  const partnership =
    (await read(world.store, campaignRef(campaignIdFrom(of))))?.value.partnership ??
    (await read(world.store, partnershipRef(partnershipIdFrom(of))))?.value.id
  if (partnership !== undefined) await suppress(world, partnership, { ...dead, reason: 'bounced' })
}

export type Lifting = 'lifted' | 'not there' | 'not yours to lift'

/** Lets an address be written to again, in every campaign of the partnership, where `may` says that this one may be. */
export async function lift(
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  email: string,
  by: Actor,
  may: (suppression: Suppression) => boolean,
): Promise<Lifting> {
  const ref = suppressionRef(partnershipId, email)
  const found = await read(world.store, ref)
  if (!found) return 'not there'
  if (!may(found.value)) return 'not yours to lift'
  const at = world.clock.now()
  for (const campaign of await campaignIdsOf(world.store, partnershipId))
    for await (const { value } of invitationsOf(world.store, campaign)) {
      if (canonicalAddress(value.invitee.email) !== canonicalAddress(email)) continue
      await change(world.store, invitationRef(campaign, value.id), stands =>
        stands.suppressed && may(stands.suppressed)
          ? {
              ...stands,
              suppressed: undefined,
              history: [...stands.history, { at, by, event: 'may be written to again' as const }],
            }
          : undefined,
      )
    }
  return (await remove(world.store, ref, found.version)) === 'removed' ? 'lifted' : 'not there'
}

export type Suppressed = (of: { invitee: Pick<Invitee, 'email'> }) => Suppression | undefined

/** Who of a partnership is not written to. `note` hears of rows that cannot be read. */
export async function suppressedOf(
  world: Reads & Timed,
  partnershipId: PartnershipId,
  note: (row: UnreadableRow) => void = () => {},
): Promise<Suppressed> {
  const found = new Map<CanonicalAddress, Suppression>()
  for await (const row of everyOne(world.store, DOCUMENTS.suppression, partnershipId))
    if (row instanceof UnreadableRow) {
      // The address stands in its place.
      note(row)
      found.set(canonicalAddress(row.place.key), inPeace(world, row.place.key))
    } else found.set(canonicalAddress(row.value.email), row.value)
  return ({ invitee }) => found.get(canonicalAddress(invitee.email))
}
