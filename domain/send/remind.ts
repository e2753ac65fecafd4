/** Which follow-up reminds one person ahead of its wave, or why none does. Pure; `decide` has the last word. */
import type { Campaign } from '../keep/campaign.ts'
import type { InvitationId } from '../keep/ids.ts'
import { type Invitation, isSettled, type SkipReason, type Suppression } from '../keep/invitation.ts'
import type { Partnership } from '../keep/partnership.ts'
import type { Instant } from '../keep/time.ts'
import { WAVES } from '../keep/wave-kinds.ts'
import { decideFor } from './decide.ts'
import { keyOf, plan, type Wave } from './plan.ts'

/** Why somebody who was chosen is passed over. */
export type PassedOver =
  | SkipReason
  | 'away'
  | 'has replied'
  | 'reminded already'
  | 'had every follow-up'
  | 'not signed'
  | 'not on the list'
  | 'in doubt'
  | 'nothing to send again'
  | 'is so already'

/** Somebody as they were chosen, with the email that was shown beside them: pressed twice it is sent once. */
export interface Pressed {
  id: InvitationId
  wave: string
  attempt?: string | undefined
}

/** What a press did: who is in it, and who was passed over. */
export interface Done {
  touched: Invitation[]
  passed: { invitation: Invitation; why: PassedOver }[]
}

/** What may remind somebody: the follow-ups of the plan that still leave, in their order. */
export const followUpsToCome = (campaign: Campaign): Wave[] =>
  plan(campaign).filter(({ kind, off }) => WAVES[kind].asksAgain && !off)

/** Whether the wave goes to them if it leaves now; otherwise why not. */
export function remindable(
  context: { campaign: Campaign; partnership: Pick<Partnership, 'champions' | 'team'> },
  wave: Wave,
  invitation: Invitation,
  suppression: Suppression | undefined,
  now: Instant,
): { send: true } | { passed: PassedOver } {
  const own = invitation.sends[keyOf(wave)]
  if (own?.early && invitation.removedAt === undefined) return { passed: 'reminded already' }
  const decision = decideFor(context, { ...wave, at: now }, invitation, suppression, now)
  if (decision.do === 'send') return { send: true }
  if (decision.do === 'skip') return { passed: decision.reason }
  return { passed: invitation.awayUntil !== undefined && invitation.awayUntil > now ? 'away' : 'has replied' }
}

/** The follow-up that they get next, by its wave. */
export function reminderFor(
  context: { campaign: Campaign; partnership: Pick<Partnership, 'champions' | 'team'> },
  invitation: Invitation,
  suppression: Suppression | undefined,
  now: Instant,
): { wave: Wave } | { passed: PassedOver } {
  const left = followUpsToCome(context.campaign).filter(wave => {
    const own = invitation.sends[keyOf(wave)]
    return !isSettled(own) || own?.status === 'skipped'
  })
  let why: PassedOver = 'had every follow-up'
  for (const [at, wave] of left.entries()) {
    const may = remindable(context, wave, invitation, suppression, now)
    if ('send' in may) return { wave }
    if (at === 0) why = may.passed
  }
  return { passed: why }
}
