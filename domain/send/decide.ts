/** Who gets a wave, decided for one invitee at the last moment before the letter leaves. Total and pure. */

import { type Campaign, isLive } from '../keep/campaign.ts'
import {
  HELD_BACK,
  type Invitation,
  isSettled,
  knownOf,
  mayHaveArrived,
  mayKnow,
  type Suppression,
  toldOf,
} from '../keep/invitation.ts'
import { AFTERWARDS } from '../keep/kinds.ts'
import { startOf } from '../keep/meeting.ts'
import { standing } from '../keep/standing.ts'
import { type Instant, shift } from '../keep/time.ts'
import { BREATHER, SIGNED, type Wave } from './plan.ts'

type SkipReason =
  | 'campaign is not running'
  | 'no longer invited'
  | 'opted out'
  | 'bounced'
  | 'complained'
  | 'already sent'
  | 'answered'
  | 'declined'
  | 'sends somebody'
  | 'not answered'
  | 'never invited'
  | 'written to a short while ago'
  | 'knows already'
  | 'not of a business'
  | 'the meeting has begun'
  | typeof HELD_BACK

export type Decision = { do: 'send' } | { do: 'skip'; reason: SkipReason } | { do: 'wait'; until: Instant }

const skip = (reason: SkipReason): Decision => ({ do: 'skip', reason })

/**
 * What a wave does to one invitee at `now`. Questions are asked in the order in which they matter: may anything leave,
 * may this person be written to, was this letter sent already, and is this person of the wave's audience.
 */
export function decide(
  campaign: Campaign,
  wave: Wave,
  invitation: Invitation,
  suppression: Suppression | undefined,
  now: Instant,
): Decision {
  const { meeting } = campaign
  if (!meeting || wave.off || (SIGNED.includes(wave.kind) && !isLive(campaign))) return skip('campaign is not running')
  if (now < wave.at) return { do: 'wait', until: wave.at }
  if (invitation.removedAt !== undefined) return skip('no longer invited')
  const barred = invitation.suppressed ?? suppression
  if (barred) return skip(barred.reason)
  const own = invitation.sends[wave.id]
  if (isSettled(own) && own?.status !== 'skipped') return skip('already sent')
  if (own?.reason === HELD_BACK && own.status === 'skipped') return skip(HELD_BACK)
  if (now >= startOf(meeting) && wave.kind !== 'cancellation' && !AFTERWARDS.includes(wave.kind))
    return skip('the meeting has begun')
  return audience(campaign, wave, invitation, now, meeting.sequence)
}

function audience(campaign: Campaign, wave: Wave, invitation: Invitation, now: Instant, sequence: number): Decision {
  const rsvp = standing(invitation, sequence)
  const invited = mayHaveArrived(invitation.sends.invite)
  switch (wave.audience) {
    case 'everyone':
      return rsvp ? skip('answered') : { do: 'send' }
    case 'the silent': {
      if (rsvp && !rsvp.toOldTime) return skip('answered')
      if (!invited) return skip('never invited')
      const letters = Object.values(invitation.sends).filter(mayHaveArrived)
      if (letters.some(({ at }) => at > shift(now, -BREATHER))) return skip('written to a short while ago')
      if (invitation.awayUntil !== undefined && invitation.awayUntil > now)
        return { do: 'wait', until: invitation.awayUntil }
      return { do: 'send' }
    }
    case 'coming or undecided':
      if (rsvp === undefined) return skip('not answered')
      if (rsvp.answer === 'delegated') return skip('sends somebody')
      return rsvp.answer === 'declined' ? skip('declined') : { do: 'send' }
    case 'not declined':
      if (rsvp?.answer === 'declined') return skip('declined')
      if (rsvp?.answer === 'delegated' && wave.kind === 'reminder') return skip('sends somebody')
      // A reminder reminds; an invitation asks those whom the hold missed as well.
      return wave.kind === 'reminder' && !rsvp && toldOf(invitation) === undefined
        ? skip('never invited')
        : { do: 'send' }
    case 'businesses':
      if (invitation.invitee.publicPartner) return skip('not of a business')
      if (wave.kind === 'pulse' && invitation.surveyed) return skip('answered')
      if (wave.id === 'pulse-again') {
        const first = invitation.sends.pulse
        if (first === undefined || !mayHaveArrived(first)) return skip('never invited')
        return first.at > shift(now, -BREATHER) ? skip('written to a short while ago') : { do: 'send' }
      }
      if (wave.kind !== 'agenda') return { do: 'send' }
      // Who was not asked to come is not asked what to talk about.
      if (toldOf(invitation) === undefined) return skip('never invited')
      return rsvp?.answer === 'declined' ? skip('declined') : { do: 'send' }
    case 'holders': {
      if (!mayKnow(invitation) && rsvp === undefined) return skip('never invited')
      const known = knownOf(invitation)
      if (wave.kind === 'update' && known !== undefined && known >= sequence) return skip('knows already')
      return campaign.changes.length === 0 && wave.kind === 'update' ? skip('knows already') : { do: 'send' }
    }
  }
}
