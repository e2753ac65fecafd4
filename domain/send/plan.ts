/** What leaves when: a campaign's waves, from its meeting, its timing and what has happened to it. */
import type { Campaign } from '../keep/campaign.ts'
import { askingRows, certainRows, kindOf, type WaveRow } from '../keep/kinds.ts'
import { endOf, type Meeting, startOf } from '../keep/meeting.ts'
import {
  addDays,
  addMonths,
  DAY,
  type Day,
  dayNote,
  EVENING,
  HOUR,
  type Hour,
  type Instant,
  instantOf,
  isWorkingDay,
  MORNING,
  nextWorkingMoment,
  shift,
  shortDate,
  wallOf,
} from '../keep/time.ts'
import { PULSE_AGAIN_KEY, PULSE_KEY, rowKey, type WaveId, waveKey } from '../keep/wave-id.ts'
import { type Audience, type Tone, WAVES, type WaveKind } from '../keep/wave-kinds.ts'

/** Why a wave will not leave. */
export type Off =
  | 'switched off'
  | 'the invitation leaves at once'
  | 'its time has passed'
  | 'too soon after the letter'
  | 'not before the meeting'
  | 'before the end of the meeting'

export interface Wave {
  id: WaveId
  kind: WaveKind
  audience: Audience
  at: Instant
  /** When it was to leave, where that had passed by the time it might. */
  wanted?: Instant
  tone: Tone
  /** The key of the letter that it asks once more: it goes to those whom that one reached, days before. */
  repeats?: string | undefined
  /** Why the wave will not leave although the kind has one. */
  off?: Off | undefined
}

/** What it goes by in documents and schedules. */
export const keyOf = ({ id }: Pick<Wave, 'id'>): string => waveKey(id)

/** The letter as which a row of the defaults leaves next: once more for each time a moved meeting needs another. */
export const nextOf = (campaign: Pick<Campaign, 'rounds'>, row: string): WaveId => ({
  of: 'row',
  row,
  round: (campaign.rounds[row] ?? 0) + 1,
})

/** When a row of the defaults began to leave; undefined while it, or its next round after a move, is still to come. */
export const sentAt = (campaign: Pick<Campaign, 'left' | 'rounds'>, { id }: Pick<WaveRow, 'id'>): Instant | undefined =>
  campaign.left[waveKey(nextOf(campaign, id))]

/** The key of the letter that asks whoever is added now: the latest that asks, if one has begun to leave. */
export function askingLetter(campaign: Pick<Campaign, 'meeting' | 'left'>): string | undefined {
  const keys = askingRows(kindOf(campaign)).map(({ id }) => rowKey(id))
  return keys.findLast(key => campaign.left[key] !== undefined)
}

/** Whether the letter has begun to leave that asks to a time that is certain. */
export const hasInvited = (campaign: Pick<Campaign, 'meeting' | 'left'>): boolean =>
  certainRows(kindOf(campaign)).some(({ id }) => campaign.left[rowKey(id)] !== undefined)

/** Whether the letter has begun to leave that reminds of the meeting. */
export const hasReminded = (campaign: Pick<Campaign, 'meeting' | 'left'>): boolean =>
  kindOf(campaign).waves.some(({ id, kind }) => WAVES[kind].reminds && campaign.left[rowKey(id)] !== undefined)

/** At least this long lies between two letters that ask the same question. */
export const BREATHER = 3 * DAY

/**
 * The wall time a wave is set for, before anything that happened is taken into account; undefined for one that leaves as
 * soon as it is sent.
 */
export function wishOf(campaign: Campaign, meeting: Meeting, wave: WaveRow): { day: Day; hour: Hour } | undefined {
  const { holidays, waves } = campaign.timing
  const wish = waves[wave.id]
  const usual = usualTime(wave, meeting, holidays)
  const day = wish?.date ?? usual?.day
  return day === undefined ? undefined : { day, hour: wish?.hour ?? usual?.hour ?? MORNING }
}

function usualTime(
  { day, hoursAfter }: WaveRow,
  meeting: Meeting,
  holidays: readonly Day[],
): { day: Day; hour: Hour } | undefined {
  if (day) return { day: day(meeting.date, holidays), hour: MORNING }
  if (hoursAfter === undefined) return undefined
  return wallOf(nextWorkingMoment(shift(endOf(meeting), hoursAfter * HOUR), meeting.zone, holidays), meeting.zone)
}

/**
 * The waves of a campaign in the order in which they leave; none while letters may not leave at all. A letter whose
 * moment has passed when the last champion signs leaves at the next working moment, or at once where the meeting begins
 * before that; a follow-up that would then come too close to it, or after the meeting began, is off. Callers treat a wave
 * that is off as not planned.
 */
export function plan(campaign: Campaign): readonly Wave[] {
  const known = plans.get(campaign)
  if (known) return known
  const made = planned(campaign)
  plans.set(campaign, made)
  return made
}

/** Nobody changes a campaign in place, and a page or a sweep asks for its plan many times. */
const plans = new WeakMap<Campaign, readonly Wave[]>()

function planned(campaign: Campaign): readonly Wave[] {
  const { meeting, timing } = campaign
  if (!meeting) return []
  if (campaign.status === 'canceled') {
    if (!campaign.canceledAt || !campaign.scheduledAt) return []
    // Nobody is told of a meeting long past that it is off.
    if (campaign.canceledAt >= endOf(meeting)) return []
    const id: WaveId = { of: 'cancellation' }
    return [{ id, kind: 'cancellation', audience: 'holders', at: campaign.canceledAt, tone: 'warm' }]
  }
  if (campaign.scheduledAt === undefined || campaign.status === 'paused') return []
  const waves = forecast(campaign, meeting, campaign.scheduledAt, timing.holidays)
  return waves.filter(({ kind }) => !waitsForTheLetter(campaign, kind))
}

/**
 * Whether a wave waits because the letter of invitation does: while champions have not signed what stands of it, neither
 * it leaves nor, until it has, what follows it. Each later text waits for its own signatures, and for no other's.
 */
export const waitsForTheLetter = (campaign: Campaign, kind: WaveKind): boolean => {
  const { asks, needsSignatures, wordsByPresence } = WAVES[kind]
  // Nobody is thanked for having come where nobody was asked.
  const follows = needsSignatures === true || wordsByPresence === true
  return (
    campaign.status === 'awaiting signatures' && follows && (asks !== undefined || askingLetter(campaign) === undefined)
  )
}

/** The waves as they would be if the last champion signed at `since`: what `plan` says, ahead of time. */
export function forecast(campaign: Campaign, meeting: Meeting, since: Instant, holidays: readonly Day[]): Wave[] {
  const starts = startOf(meeting)
  const waves: Wave[] = []
  let letterAt: Instant | undefined
  const kind = kindOf({ meeting })
  const wallTime = (row: WaveRow): Instant => {
    const set = wishOf(campaign, meeting, row)
    return set ? instantOf(set.day, set.hour, meeting.zone) : since
  }
  const certain = certainRows(kind)
  for (const row of kind.waves) {
    const { asks, asksAgain, outlastsStart } = WAVES[row.kind]
    const wish = campaign.timing.waves[row.id]
    const id = nextOf(campaign, row.id)
    const left = campaign.left[waveKey(id)]
    const set = wallTime(row)
    let at = left ?? set
    let off: Off | undefined = wish?.off ? 'switched off' : undefined
    if (asks !== undefined) {
      if (left === undefined && at <= since) {
        const working = nextWorkingMoment(since, meeting.zone, holidays)
        // Rather in the evening or at the weekend than when it is too late for everybody.
        at = working < starts ? working : since
      }
      // What would leave with the invitation, or behind it, holds nothing any more.
      if (asks === 'to hold' && left === undefined && certain.some(invite => wallTime(invite) <= at))
        off ??= 'the invitation leaves at once'
      letterAt = off ? letterAt : at
    } else if (left !== undefined) off = undefined
    // A kind may have gained the letter after such a meeting was over.
    else if (at < since || campaign.status === 'finished') off ??= 'its time has passed'
    else if (asksAgain && letterAt !== undefined && at < shift(letterAt, BREATHER)) off ??= 'too soon after the letter'
    if (outlastsStart && at < endOf(meeting)) off ??= 'before the end of the meeting'
    if (!outlastsStart && at >= starts) off ??= 'not before the meeting'
    const wanted = left === undefined && set < at ? { wanted: set } : {}
    waves.push({ id, kind: row.kind, audience: row.audience, at, ...wanted, tone: wish?.tone ?? row.tone, off })
  }
  const change = campaign.changes.at(-1)
  if (change)
    waves.push({
      id: { of: 'update', sequence: change.sequence },
      kind: 'update',
      audience: 'holders',
      at: change.at,
      tone: 'warm',
      off: change.at >= starts ? 'not before the meeting' : undefined,
    })
  if (campaign.summary)
    waves.push({
      id: { of: 'summary' },
      kind: 'summary',
      audience: 'businesses',
      at: campaign.summary.at,
      tone: 'warm',
    })
  const asked = pulseAt(campaign, meeting)
  if (asked !== undefined) {
    const again =
      campaign.left[PULSE_AGAIN_KEY] ?? nextWorkingMoment(shift(asked, PULSE_AGAIN_AFTER), meeting.zone, holidays)
    const pulse = { kind: 'pulse', audience: 'businesses' } as const
    waves.push({ ...pulse, id: { of: 'pulse' }, at: asked, tone: 'warm' })
    waves.push({ ...pulse, id: { of: 'pulse, once more' }, at: again, tone: 'brief', repeats: PULSE_KEY })
  }
  return waves.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** When members are asked how the partnership does: a week after the meeting, or as soon as that is wanted later. */
export function pulseAt({ pulse, left, timing }: Campaign, { date, zone }: Meeting): Instant | undefined {
  if (!pulse) return undefined
  const week = instantOf(addDays(date, PULSE_AFTER), MORNING, zone)
  return left[PULSE_KEY] ?? nextWorkingMoment(week < pulse ? pulse : week, zone, timing.holidays)
}

/** Days after a meeting until its members are asked how the partnership does. */
const PULSE_AFTER = 7
/** From then on those who have said nothing are asked once more; the survey stays open for three weeks. */
const PULSE_AGAIN_AFTER = 14 * DAY

/** Something about the timing that the convener should know before it happens. */
export interface Warning {
  /** The key of the letter, or `meeting`. */
  wave: string
  message: string
}

/** Plain warnings about a forecast, seen from `now`. */
export function warnings(campaign: Campaign, meeting: Meeting, waves: readonly Wave[], now: Instant): Warning[] {
  const { zone } = meeting
  const { holidays } = campaign.timing
  const day = dayNote(meeting.date, holidays)
  const found: Warning[] = day === undefined ? [] : [{ wave: 'meeting', message: `The meeting: ${day}` }]
  const days = new Map<Day, string>()
  for (const wave of waves) {
    const key = keyOf(wave)
    const row = kindOf({ meeting }).waves.find(({ id }) => waveKey(nextOf(campaign, id)) === key)
    // What has left needs no warning any more.
    if (!row || campaign.timing.waves[row.id]?.off || campaign.left[key]) continue
    const wish = wishOf(campaign, meeting, row)
    if (!wish) continue
    const wished = instantOf(wish.day, wish.hour, zone)
    const leaves = wallOf(wave.at, zone)
    if (row.needsMonth) {
      const month = instantOf(addMonths(meeting.date, -1), EVENING, zone)
      if (wished < now)
        found.push({
          wave: key,
          message: `Less than a month is left: the letter should have been sent on ${shortDate(wish.day)}. It will be sent as soon as the champions have signed, in working hours, and executives have less time to make room for the meeting.`,
        })
      else if (wished > month)
        found.push({ wave: key, message: 'The letter goes out less than a month before the meeting.' })
    } else if (wave.off === 'its time has passed')
      found.push({ wave: key, message: `${row.title}: ${shortDate(wish.day)} has passed, so it won’t be sent.` })
    else if (wave.off === 'too soon after the letter')
      found.push({
        wave: key,
        message: `${row.title}: it would come within three days of the letter, so it won’t be sent.`,
      })
    if (wave.off === 'not before the meeting')
      found.push({
        wave: key,
        message: `${row.title}: it is set for after the meeting starts, so it won’t be sent.`,
      })
    if (wave.off === 'before the end of the meeting')
      found.push({ wave: key, message: `${row.title}: the meeting isn’t over by then, so it won’t be sent.` })
    if (wave.off) continue
    if (!isWorkingDay(leaves.day, holidays))
      found.push({ wave: key, message: `${row.title}: ${shortDate(leaves.day)} is not a working day.` })
    else if (leaves.hour < '07:00' || leaves.hour >= '18:00')
      found.push({ wave: key, message: `${row.title}: ${leaves.hour} is outside working hours.` })
    const other = days.get(leaves.day)
    if (other) found.push({ wave: key, message: `${row.title} and ${other} go out on the same day.` })
    else days.set(leaves.day, row.title)
  }
  return found
}
