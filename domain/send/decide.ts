/** Who gets a wave, decided for one invitee at the last moment before the letter leaves. Total and pure. */

import { type Campaign, isLive } from '../keep/campaign.ts'
import {
  HELD_BACK,
  isSettled,
  knownOf,
  mayEverHaveArrived,
  mayHaveArrived,
  mayKnow,
  type SkipReason,
  type Suppression,
  toldOf,
} from '../keep/invitation.ts'
import { askingRows, kindOf } from '../keep/kinds.ts'
import type { Listed } from '../keep/listed.ts'
import { hasWritten } from '../keep/matter.ts'
import { hasBegun, type Meeting } from '../keep/meeting.ts'
import type { Partnership } from '../keep/partnership.ts'
import { ownPartOf } from '../keep/partnership.ts'
import { type StandingAnswer, standing } from '../keep/standing.ts'
import { DAY, type Instant, shift, wallOf } from '../keep/time.ts'
import { rowKey, type WaveId, waveKey } from '../keep/wave-id.ts'
import { type Audience, type Condition, WAVES, type WaveKind } from '../keep/wave-kinds.ts'
import { BREATHER, keyOf, type Wave, waitsForTheLetter } from './plan.ts'

export type Decision = { do: 'send' } | { do: 'skip'; reason: SkipReason } | { do: 'wait'; until: Instant }

const skip = (reason: SkipReason): Decision => ({ do: 'skip', reason })

/**
 * What a wave does to one invitee at `now`. Questions are asked in the order in which they matter: may anything leave,
 * may this person be written to, was this letter sent already, and is this person of the wave's audience.
 */
export function decide(
  campaign: Campaign,
  wave: Wave,
  invitation: Listed,
  suppression: Suppression | undefined,
  now: Instant,
): Decision {
  const { meeting } = campaign
  const traits = WAVES[wave.kind]
  if (!meeting || wave.off || (traits.needsSignatures && !mayRun(campaign, wave.kind)))
    return skip('campaign is not running')
  if (now < wave.at) return { do: 'wait', until: wave.at }
  if (invitation.removedAt !== undefined) return skip('no longer invited')
  const barred = invitation.suppressed ?? suppression
  if (barred) return skip(barred.reason)
  const own = invitation.sends[keyOf(wave)]
  if (isSettled(own) && own?.status !== 'skipped') return skip('already sent')
  if (own?.why === HELD_BACK && own.status === 'skipped') return skip(HELD_BACK)
  if (hasBegun(meeting, now) && !traits.outlastsStart) return skip('the meeting has begun')
  const rsvp = standing(invitation, meeting.sequence)
  const met: Met = { campaign, meeting, wave, invitation, rsvp, now }
  for (const condition of [...AUDIENCES[wave.audience], ...traits.conditions, ...(wave.repeats ? REPEATED : [])]) {
    const decision = CONDITIONS[condition](met)
    if (decision) return decision
  }
  return { do: 'send' }
}

/** The same among a partnership's own people: champions do not invite themselves, nor those who help. */
export function decideFor(
  { campaign, partnership }: { campaign: Campaign; partnership: Pick<Partnership, 'champions' | 'team'> },
  wave: Wave,
  invitation: Listed,
  suppression: Suppression | undefined,
  now: Instant,
): Decision {
  const decision = decide(campaign, wave, invitation, suppression, now)
  const isTheirs = kindOf(campaign).signed && WAVES[wave.kind].needsSignatures === true
  return decision.do === 'send' && isTheirs && ownPartOf(partnership, invitation.invitee.email)
    ? skip('never invited')
    : decision
}

const mayRun = (campaign: Campaign, kind: WaveKind): boolean =>
  isLive(campaign) || (campaign.status === 'awaiting signatures' && !waitsForTheLetter(campaign, kind))

/** What makes somebody one of an audience. */
const AUDIENCES: Record<Audience, readonly Condition[]> = {
  everyone: ['has not answered'],
  'the silent': ['is silent about this time'],
  coming: ['has said yes to this time'],
  'coming or undecided': ['has answered', 'has not declined'],
  'not declined': ['has not declined'],
  businesses: ['is of a business'],
  holders: ['may know'],
  'who came': ['was there, or may have been'],
}

/** What a letter asks besides that repeats another. */
const REPEATED: readonly Condition[] = ['had the letter before']

/** All that a condition looks at. */
interface Met {
  campaign: Campaign
  meeting: Meeting
  wave: Wave
  invitation: Listed
  rsvp: StandingAnswer | undefined
  now: Instant
}

/** What becomes of a letter to somebody who does not meet a condition; undefined for whoever does. */
const CONDITIONS: Record<Condition, (met: Met) => Decision | undefined> = {
  'has not answered': ({ rsvp }) => (rsvp ? skip('answered') : undefined),
  'is silent about this time': ({ rsvp }) => (rsvp && !rsvp.toOldTime ? skip('answered') : undefined),
  'has answered': ({ rsvp }) => (rsvp ? undefined : skip('not answered')),
  'has not declined': ({ rsvp }) => (rsvp?.answer === 'declined' ? skip('declined') : undefined),
  'has said yes to this time': ({ rsvp }) => {
    if (rsvp?.answer === 'declined') return skip('declined')
    return rsvp === undefined || rsvp.toOldTime || rsvp.answer === 'tentative' ? skip('not answered') : undefined
  },
  // Where it was noted who came, whoever said yes and was not seen hears nothing of it: the summary says so kindly.
  'was there, or may have been': met => {
    if (met.invitation.came) return undefined
    return met.campaign.doorOpenedAt === undefined
      ? CONDITIONS['has said yes to this time'](met)
      : skip('was not seen there')
  },
  'gets no summary that day': ({ campaign: { summary }, meeting: { zone }, invitation, now }) =>
    summary && !invitation.invitee.publicPartner && wallOf(summary.at, zone).day <= wallOf(now, zone).day
      ? skip('hears it with the summary')
      : undefined,
  'comes in person': ({ rsvp }) => (rsvp?.answer === 'delegated' ? skip('sends somebody') : undefined),
  'is of a business': ({ invitation }) => (invitation.invitee.publicPartner ? skip('not of a business') : undefined),
  'was asked': ({ campaign, invitation }) =>
    askingRows(kindOf(campaign)).some(({ id }) => mayHaveArrived(invitation.sends[rowKey(id)]))
      ? undefined
      : skip('never invited'),
  'was told': ({ invitation }) => (toldOf(invitation) === undefined ? skip('never invited') : undefined),
  'was told or has answered': ({ invitation, rsvp }) =>
    !rsvp && toldOf(invitation) === undefined ? skip('never invited') : undefined,
  'may know': ({ invitation, rsvp }) => (!mayKnow(invitation) && !rsvp ? skip('never invited') : undefined),
  'has not heard of the change': ({ campaign, invitation, meeting }) => {
    const known = knownOf(invitation)
    const knows = campaign.changes.length === 0 || (known !== undefined && known >= meeting.sequence)
    return knows ? skip('knows already') : undefined
  },
  'has not said how it goes': ({ invitation }) => (invitation.surveyed ? skip('answered') : undefined),
  'had the letter before': ({ invitation, wave, now }) => {
    const before = wave.repeats === undefined ? undefined : invitation.sends[wave.repeats]
    if (before === undefined || !mayHaveArrived(before)) return skip('never invited')
    return before.at > shift(now, -BREATHER) ? skip('written to a short while ago') : undefined
  },
  'was left in peace': ({ invitation, now }) =>
    Object.values(invitation.sends).some(send => mayEverHaveArrived(send) && send.at > shift(now, -BREATHER))
      ? skip('written to a short while ago')
      : undefined,
  'is not away': ({ invitation: { awayUntil }, now }) =>
    awayUntil !== undefined && awayUntil > now ? { do: 'wait', until: awayUntil } : undefined,
  // Silence is what nothing has come from. Whoever has written is asked again only when a person has settled what it says.
  'has nothing to be read': ({ invitation, now }) =>
    hasWritten(invitation.matters) ? { do: 'wait', until: shift(now, DAY) } : undefined,
  // A meeting that moved is no reason to ask the silent the same again: the update has asked them.
  'has not had these words': ({ wave: { id }, invitation, rsvp }) =>
    rsvp === undefined && id.of === 'row' && hadBefore(invitation, id) ? skip('already sent') : undefined,
}

/** Whether an earlier round of the same letter may have reached them. */
const hadBefore = ({ sends }: Pick<Listed, 'sends'>, { row, round }: Extract<WaveId, { of: 'row' }>): boolean =>
  Array.from({ length: round - 1 }, (_, n) => sends[waveKey({ of: 'row', row, round: n + 1 })]).some(
    send => send !== undefined && mayHaveArrived(send),
  )
