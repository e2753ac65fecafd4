/**
 * The calendar entry once more, for somebody whose calendar asked for it (REFRESH, RFC 5546 section 3.2.6): to the
 * invitee's own address whoever asked, and seldom, so that two machines that talk to each other soon fall silent.
 */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { holdsEntry, type Invitation, inPlaceOf } from '../../../domain/keep/invitation.ts'
import { hasBegun } from '../../../domain/keep/meeting.ts'
import { HOUR, type Instant, shift } from '../../../domain/keep/time.ts'
import { ENTRY_AGAIN } from '../../../domain/keep/wave-id.ts'
import type { Context } from '../../keep/context.ts'
import { change, invitationRef } from '../../keep/documents.ts'
import type { Keeps, Sends, Timed } from '../../keep/ports.ts'
import { lazyEntryComposer } from '../../send/composers.ts'
import { deliver } from '../../send/deliver.ts'
import { isOpen, letterJob } from '../../send/letter-slot.ts'
import type { Pace } from '../../send/pace.ts'

/** At most one in so long. */
const SELDOM = 6 * HOUR

const mayHave = ({ status, meeting }: Campaign, invitation: Invitation, now: Instant): boolean =>
  meeting !== undefined &&
  !hasBegun(meeting, now) &&
  status !== 'canceled' &&
  invitation.removedAt === undefined &&
  invitation.suppressed === undefined &&
  holdsEntry(invitation)

/** Makes the entry due, where it has one and got none a short while ago; answers the invitation that holds it as due. */
export async function askForEntry(
  world: Keeps & Timed,
  { campaign }: Context,
  { id }: Invitation,
): Promise<Invitation | undefined> {
  const at = world.clock.now()
  let isDue = false
  const stands = await change(world.store, invitationRef(campaign.id, id), each => {
    const before = each.sends[ENTRY_AGAIN]
    isDue = mayHave(campaign, each, at) && (before === undefined || before.at <= shift(at, -SELDOM))
    if (!isDue) return undefined
    const due = inPlaceOf(before, { status: 'due', at, attempt: '', attempts: 0, sequence: 0 })
    return { ...each, sends: { ...each.sends, [ENTRY_AGAIN]: due } }
  })
  return isDue ? stands : undefined
}

/** Sends it if it is due. The sweep calls it too, which heals a crash in between. */
export async function sendEntryAgain(
  world: Sends,
  context: Context,
  invitation: Invitation,
  pace: Pace,
): Promise<void> {
  const { campaign } = context
  const { meeting } = campaign
  if (!meeting || !isOpen(world, invitation, ENTRY_AGAIN)) return
  await deliver(world, {
    ...letterJob(campaign.id, invitation.id, ENTRY_AGAIN),
    sequence: meeting.sequence,
    pace,
    decide: (stands, now) => {
      if (stands.sends[ENTRY_AGAIN]?.status !== 'due') return { do: 'skip', reason: 'already sent' }
      return mayHave(campaign, stands, now) ? { do: 'send' } : { do: 'skip', reason: 'not wanted any more' }
    },
    compose: lazyEntryComposer(world, context),
  })
}
