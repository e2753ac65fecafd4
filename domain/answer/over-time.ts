/** What people said in the course of the days, and the letters that brought it: the curve on a board. */
import type { Campaign } from '../keep/campaign.ts'
import type { Rsvp } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import type { Meeting } from '../keep/meeting.ts'
import { standing } from '../keep/standing.ts'
import { addDays, type Day, type Instant, wallOf } from '../keep/time.ts'
import { titleOf, waveKindOf } from '../keep/wave-id.ts'
import { WAVES, type WaveKind } from '../keep/wave-kinds.ts'
import { remembering } from './remembering.ts'

/** How many invitees had said what by the end of a day; yes and "somebody in my place" are both coming. */
export interface AnswerDay {
  day: Day
  coming: number
  maybe: number
  no: number
}

type Count = Exclude<keyof AnswerDay, 'day'>

const COUNTS: Record<Rsvp, Count> = { accepted: 'coming', delegated: 'coming', tentative: 'maybe', declined: 'no' }

/**
 * What stood at the end of each day, from the first letter or answer until `now` or the meeting, whichever is earlier.
 * When the meeting moved, answers to the old time stopped counting on that day.
 */
export function answersOverTime(
  campaign: Campaign,
  invitations: readonly Listed[],
  now: Instant,
): readonly AnswerDay[] {
  const { meeting } = campaign
  return meeting ? daysUntil(invitations, campaign, meeting, wallOf(now, meeting.zone).day) : []
}

const daysUntil = remembering((invitations: readonly Listed[], campaign: Campaign, meeting: Meeting, today: Day) => {
  const dayOf = daysOf(meeting.zone)
  const current = invitations.filter(each => each.removedAt === undefined && each.standsInFor === undefined)
  const moved = new Map<Day, Record<Count, number>>()
  const move = (day: Day, count: Count, by: number) => {
    const change = moved.get(day) ?? { coming: 0, maybe: 0, no: 0 }
    change[count] += by
    moved.set(day, change)
  }
  for (const invitation of current)
    if (invitation.answers.length > 0)
      for (const { at, was, is } of turnsOf(invitation, campaign, meeting.sequence)) {
        if (was) move(dayOf(at), was, -1)
        if (is) move(dayOf(at), is, 1)
      }
  const begun = [...Object.values(campaign.left).map(dayOf), ...moved.keys()].sort()
  const [first] = begun
  if (first === undefined) return []
  const [earlier = first] = [today, meeting.date].sort()
  const until = [earlier, ...moved.keys()].sort().at(-1) ?? first
  const days: AnswerDay[] = []
  let last: AnswerDay = { day: first, coming: 0, maybe: 0, no: 0 }
  for (let day = first; day <= until; day = addDays(day, 1)) {
    const change = moved.get(day) ?? { coming: 0, maybe: 0, no: 0 }
    last = { day, coming: last.coming + change.coming, maybe: last.maybe + change.maybe, no: last.no + change.no }
    days.push(last)
  }
  return days
})

/** What somebody counted as before and after a moment. */
interface Turn {
  at: Instant
  was: Count | undefined
  is: Count | undefined
}

/** Each moment at which somebody began to count as something else. */
const turnsOf = remembering((invitation: Listed, campaign: Campaign, sequence: number): readonly Turn[] => {
  const found: Turn[] = []
  let was: Count | undefined
  const moments = new Set([...invitation.answers, ...campaign.changes].map(({ at }) => at))
  for (const at of [...moments].sort()) {
    const then = { ...invitation, answers: invitation.answers.filter(answer => answer.at <= at) }
    const rsvp = standing(then, sequenceAt(campaign, sequence, at))
    const is = rsvp && !rsvp.toOldTime ? COUNTS[rsvp.answer] : undefined
    if (is !== was) found.push({ at, was, is })
    was = is
  }
  return found
})

/** The SEQUENCE the meeting had at a moment. */
const sequenceAt = ({ changes }: Campaign, now: number, moment: Instant): number =>
  changes.find(({ at }) => at > moment)?.was.sequence ?? now

/** Days of instants, remembered by the minute: zones change on whole minutes, and answers come in crowds. */
function daysOf(zone: string): (at: Instant) => Day {
  const known = new Map<string, Day>()
  return at => {
    const minute = at.slice(0, 16)
    const day = known.get(minute) ?? wallOf(at, zone).day
    known.set(minute, day)
    return day
  }
}

/** The days on which waves began to leave, to see what each brought; what follows the meeting brings no answers. */
export function wavesLeft(campaign: Campaign): { day: Day; title: string }[] {
  const zone = campaign.meeting?.zone
  if (zone === undefined) return []
  return Object.entries(campaign.left)
    .filter(([wave]) => !outlastsStart(wave))
    .map(([wave, at]) => ({ day: wallOf(at, zone).day, title: titleOf(wave) }))
}

const outlastsStart = (key: string): boolean => {
  const kind = waveKindOf(key)
  return kind !== undefined && kind in WAVES && WAVES[kind as WaveKind].outlastsStart === true
}
