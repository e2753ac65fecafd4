/** When ten thousand partnerships write: every letter of their calendars as the plan says it, and the hour in which most are due. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { startOf } from '../../domain/keep/meeting.ts'
import { addDays, DAY, type Day, HOUR, toMillis } from '../../domain/keep/time.ts'
import { keyOf, plan } from '../../domain/send/plan.ts'
import { campaign as blank, launch as launchAt } from '../../test/domain/keep/campaigns.ts'
import { type Calendar, calendarOf } from './calendar.ts'
import { AHEAD } from './play.ts'

/** A letter of a kind of meeting, as `launch invite`. */
export type Row = `${'launch' | 'table'} ${string}`

interface Due {
  row: Row
  zone: string
  at: number
}

/** Weekdays stay where they are: whoever launched a year before is at the same place of their own year. */
const YEAR = 364 * DAY
/** A series is sent so long after its launch. */
export const SENT_AFTER = 15

const planned = (date: Day, zone: string, kind: 'launch' | 'quarterly', sent: Day): Campaign => ({
  ...blank(),
  meeting: { ...launchAt(), kind, date, zone, ...(kind === 'launch' ? {} : { start: '08:00', end: '09:30' }) },
  scheduledAt: `${sent}T16:00:00.000Z`,
})

/** Every letter of a partnership that goes round, when it is due. */
function dueOf({ zone, launch, quarterly }: Calendar): Due[] {
  const of = (what: 'launch' | 'table', campaign: Campaign) =>
    plan(campaign).flatMap((wave): Due[] =>
      wave.off ? [] : [{ row: `${what} ${keyOf(wave)}`, zone, at: toMillis(wave.at) }],
    )
  return [
    ...of('launch', planned(launch, zone, 'launch', addDays(launch, 2 - AHEAD))),
    ...quarterly.flatMap(date => of('table', planned(date, zone, 'quarterly', addDays(launch, SENT_AFTER)))),
  ]
}

export interface Busiest {
  /** When the hour begins, in the first of the years in which letters of it are due. */
  at: number
  letters: number
  /** How many waves of which letter begin in it. */
  waves: Map<Row, number>
  zone: string
  /** Letters of all hours, the most first. */
  hours: number[]
}

/** The hour in which most letters are due, where each wave of a letter has so many. */
export function busiestHour(partnerships: number, lettersOf: (row: Row) => number): Busiest {
  const hours = new Map<number, Due[]>()
  for (let n = 0; n < partnerships; n++)
    for (const due of dueOf(calendarOf(n))) {
      const hour = Math.floor((due.at % YEAR) / HOUR)
      const known = hours.get(hour)
      if (known) known.push(due)
      else hours.set(hour, [due])
    }
  const sums = [...hours.values()].map(all => ({ all, sum: all.reduce((sum, { row }) => sum + lettersOf(row), 0) }))
  sums.sort((a, b) => b.sum - a.sum)
  const [most] = sums
  if (!most) throw new Error('nothing is due')
  const waves = new Map<Row, number>()
  for (const { row } of most.all) waves.set(row, (waves.get(row) ?? 0) + 1)
  const first = most.all.map(({ at }) => at).sort((a, b) => a - b)[0] ?? 0
  return {
    at: HOUR * Math.floor(first / HOUR),
    letters: most.sum,
    waves,
    zone: most.all[0]?.zone ?? '',
    hours: sums.map(({ sum }) => sum),
  }
}

/** A calendar in which this letter is due at that instant: the launch, or the first of the tables, is on the day that makes it so. */
export function calendarWith(n: number, row: Row, zone: string, at: number): Calendar | undefined {
  const [what] = row.split(' ')
  const from = new Date(at).toISOString().slice(0, 10)
  for (let ahead = -2; ahead < 60; ahead++) {
    const day = addDays(from, ahead)
    const calendar: Calendar =
      what === 'launch'
        ? { n, zone, launch: day, quarterly: quartersFrom(addDays(day, 84)) }
        : { n, zone, launch: addDays(day, -84), quarterly: quartersFrom(day) }
    if (dueOf(calendar).some(due => due.row === row && due.at === at)) return calendar
  }
  return undefined
}

export const quartersFrom = (first: Day): Day[] => [0, 91, 182, 273].map(days => addDays(first, days))

/** What a partnership has under way at an instant of the year: its launch, and tables that are still to come. */
export function underWay({ zone, launch, quarterly }: Calendar, at: number): { launch: boolean; tables: number } {
  const start = (date: Day) => toMillis(startOf({ ...launchAt(), date, zone }))
  // Of those who launched in the year before it is the second year that counts.
  const moments = [at, at + YEAR]
  const now =
    moments.find(each => each >= start(launch) - AHEAD * DAY && each < start(quarterly.at(-1) ?? launch)) ?? at
  const begun = now >= start(launch) - AHEAD * DAY
  return {
    launch: begun && now < start(launch) + DAY,
    tables: now < start(launch) + SENT_AFTER * DAY ? 0 : quarterly.filter(date => now < start(date) + DAY).length,
  }
}
