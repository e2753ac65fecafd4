/** What people said in the course of the days, and the letters that brought it: the curve on a board. */
import type { Campaign } from '../keep/campaign.ts'
import type { Rsvp } from '../keep/invitation.ts'
import type { Listed } from '../keep/listed.ts'
import type { Meeting } from '../keep/meeting.ts'
import { standing } from '../keep/standing.ts'
import { addDays, type Day, type Instant, wallOf } from '../keep/time.ts'
import { titleOf, waveKindOf } from '../keep/wave-id.ts'
import { WAVES, type WaveKind } from '../keep/wave-kinds.ts'
import { counting } from './folds.ts'
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
  return meeting ? daysUntil(moves(invitations, campaign), campaign, meeting, wallOf(now, meeting.zone).day) : []
}

/** The same of a long list in works of a turn each: whoever has done them finds it made. */
export const overTimeTurns = (campaign: Campaign, invitations: readonly Listed[]): (() => void)[] =>
  moves.turns(invitations, campaign)

/** By day how many began to count as something, less those who ceased to: `2027-03-01 coming`; by the day alone how many did either. */
const moves = counting((each: Listed, count, campaign: Campaign) => {
  if (each.answers.length === 0 || each.removedAt !== undefined || each.standsInFor !== undefined) return
  const dayOf = daysOf(campaign)
  for (const { at, was, is } of turnsOf(each, campaign, campaign.meeting?.sequence ?? 0)) {
    count(dayOf(at))
    if (was) count(`${dayOf(at)} ${was}`, -1)
    if (is) count(`${dayOf(at)} ${is}`)
  }
})

const daysUntil = remembering(
  (moved: ReadonlyMap<string, number>, campaign: Campaign, meeting: Meeting, today: Day): readonly AnswerDay[] => {
    const on = (day: Day, count: Count): number => moved.get(`${day} ${count}`) ?? 0
    const days = [...moved.keys()].filter(each => !each.includes(' '))
    const begun = [...Object.values(campaign.left).map(daysOf(campaign)), ...days].sort()
    const [first] = begun
    if (first === undefined) return []
    const [earlier = first] = [today, meeting.date].sort()
    const until = [earlier, ...days].sort().at(-1) ?? first
    const shown: AnswerDay[] = []
    let last: AnswerDay = { day: first, coming: 0, maybe: 0, no: 0 }
    for (let day = first; day <= until; day = addDays(day, 1)) {
      last = {
        day,
        coming: last.coming + on(day, 'coming'),
        maybe: last.maybe + on(day, 'maybe'),
        no: last.no + on(day, 'no'),
      }
      shown.push(last)
    }
    return shown
  },
)

/** What somebody counted as before and after a moment. */
interface Turn {
  at: Instant
  was: Count | undefined
  is: Count | undefined
}

/** Each moment at which somebody began to count as something else. */
function turnsOf(invitation: Listed, campaign: Campaign, sequence: number): readonly Turn[] {
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
}

/** The SEQUENCE the meeting had at a moment. */
const sequenceAt = ({ changes }: Campaign, now: number, moment: Instant): number =>
  changes.find(({ at }) => at > moment)?.was.sequence ?? now

/** Days of instants in the zone of a meeting, remembered by the minute: zones change on whole minutes, and answers come in crowds. */
const daysOf = remembering(({ meeting }: Campaign): ((at: Instant) => Day) => {
  const known = new Map<string, Day>()
  return at => {
    const minute = at.slice(0, 16)
    const day = known.get(minute) ?? wallOf(at, meeting?.zone ?? 'UTC').day
    known.set(minute, day)
    return day
  }
})

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
