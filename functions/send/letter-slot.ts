/** Letters to those on a list: an invitation holds the send of each, so that one write decides whether it may leave. */
import { CONVOKE } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { type Invitation, inPlaceOf, type Send } from '../../domain/keep/invitation.ts'
import { DAY, MINUTE, shift } from '../../domain/keep/time.ts'
import { ENTRY_AGAIN, isThanks, WITHDRAWN } from '../../domain/keep/wave-id.ts'
import type { ClaimedKind } from '../../domain/send/messages.ts'
import { change, invitationRef } from '../keep/documents.ts'
import type { Keeps, Knows, Timed, World } from '../keep/ports.ts'
import { isUnheard, type Job, recoverClaim, type SendSlot } from './deliver.ts'
import { isOfTheAddress } from './suppress.ts'

/** The send of a letter, by its key. */
const letterSlot = (campaign: CampaignId, id: InvitationId, key: string): SendSlot<Invitation> => ({
  ref: invitationRef(campaign, id),
  isTold: true,
  read: ({ sends }) => sends[key],
  write: (invitation, send) => withSend(invitation, key, send),
})

function withSend(invitation: Invitation, key: string, send: Send): Invitation {
  const again = send.again && !invitation.sends[key]?.again
  const event = { at: send.at, by: CONVOKE, event: 'sent again unheard' as const, wave: key }
  return {
    ...invitation,
    sends: { ...invitation.sends, [key]: inPlaceOf(invitation.sends[key], send) },
    ...(again ? { history: [...invitation.history, event] } : {}),
    // A dead address is written to no more.
    ...(isOfTheAddress(send)
      ? { suppressed: { email: invitation.invitee.email, reason: 'bounced' as const, at: send.at } }
      : {}),
  }
}

const ONLY: Record<string, ClaimedKind> = { [WITHDRAWN]: 'withdrawal', [ENTRY_AGAIN]: 'entry' }
const kindOf = (key: string): ClaimedKind => (isThanks(key) ? 'thanks' : (ONLY[key] ?? 'wave'))

/** What is the same in every job about a letter to somebody on a list. */
export const letterJob = (
  campaign: CampaignId,
  id: InvitationId,
  key: string,
): Pick<Job<Invitation>, 'kind' | 'slot' | 'about'> => ({
  kind: kindOf(key),
  slot: letterSlot(campaign, id, key),
  about: { wave: key, campaign, invitation: id },
})

/** Whether something is still to be done about a letter: it is due, its claim is open, or nothing was heard of it. */
export const isOpen = (
  world: Timed & Pick<World, 'post'> & Knows<'restoredAt'>,
  { sends }: Invitation,
  key: string,
): boolean => {
  const send = sends[key]
  return send?.status === 'due' || send?.status === 'claimed' || isUnheard(world, send)
}

/**
 * Whether a letter was due before a backup was brought back, so that it may have left since that was taken. What may have
 * arrived anyway is due once more by somebody's word.
 */
export const isOfLostTime = (world: Knows<'restoredAt'>, { sends }: Invitation, key: string): boolean => {
  const send = sends[key]
  return send?.status === 'due' && !send.doubt && send.at < (world.settings.restoredAt ?? '')
}

/** A letter of which nobody can tell whether it left: a person says what becomes of it. */
export const doubt = (
  world: Keeps & Knows<'restoredAt'>,
  campaign: CampaignId,
  { id }: Invitation,
  key: string,
): Promise<Invitation | undefined> =>
  change(world.store, invitationRef(campaign, id), stands => {
    const own = stands.sends[key]
    return own && isOfLostTime(world, stands, key)
      ? withSend(stands, key, { ...own, status: 'in doubt', why: 'cut off' })
      : undefined
  })

/** The carrier is asked about a letter in doubt between these: it may know a while later what it could not say at once. */
const ASK_FROM = 2 * MINUTE
const ASK_UNTIL = DAY

/** Whether the carrier of a letter in doubt will be asked about it, now or in a moment. */
export const isAskedAfter = ({ clock }: Timed, { status, at }: Send): boolean =>
  status === 'in doubt' && clock.now() <= shift(at, ASK_UNTIL)

/** Asks again about a letter in doubt. That it left is believed; that nothing is known of it leaves it in doubt. */
export async function settleDoubt(
  world: Keeps & Timed & Pick<World, 'post'>,
  campaign: CampaignId,
  invitation: Invitation,
  key: string,
): Promise<void> {
  const send = invitation.sends[key]
  if (!send || !isAskedAfter(world, send) || world.clock.now() < shift(send.at, ASK_FROM)) return
  if ((await world.post.fateOf(send.attempt)) !== 'sent') return
  await change(world.store, invitationRef(campaign, invitation.id), stands => {
    const own = stands.sends[key]
    if (own?.status !== 'in doubt' || own.attempt !== send.attempt) return undefined
    const { why: _, detail: __, ...rest } = own
    return withSend(stands, key, { ...rest, status: 'sent' })
  })
}

/**
 * Settles a letter that no pass of its wave may come to: a claim that is old, and, where the wave is `over` for good
 * (replaced, canceled or dropped), a letter that is due.
 */
export async function recoverLeft(
  world: Keeps & Timed & Pick<World, 'post' | 'run'>,
  campaign: CampaignId,
  invitation: Invitation,
  key: string,
  over: boolean,
): Promise<void> {
  const send = invitation.sends[key]
  if (send?.status === 'claimed') await recoverClaim(world, letterJob(campaign, invitation.id, key), send)
  if (send?.status !== 'due' || !over) return
  const at = world.clock.now()
  await change(world.store, invitationRef(campaign, invitation.id), stands => {
    const own = stands.sends[key]
    if (own?.status !== 'due') return undefined
    return withSend(stands, key, { ...own, status: 'skipped', at, why: 'its wave does not leave any more' })
  })
}
