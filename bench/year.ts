/**
 * A year of 10,000 partnerships of 40 people, and of one of 100,000, on AWS on paper: what it asks for and costs, how long anything
 * waits, and which limit is met first. Played for real are the whole years of a few, and three whiles of all 10,000: a night, a morning's
 * digests, and the hour in which most letters are due. What is scaled from there says so. docs/scale.md quotes what this prints.
 */
import { DAY, fromMillis, HOUR } from '../domain/keep/time.ts'
import { PRICES } from './prices.ts'
import { PARTITION } from './scale-table.ts'
import { sized, wished } from './size.ts'
import { type Account, DOORS, type DoorName, EVERY, QUOTAS, type Used } from './year/account.ts'
import { busyHours, type Hour } from './year/busy.ts'
import { calendarOf } from './year/calendar.ts'
import { dollarsOf } from './year/dollars.ts'
import { busiestHour, type Row } from './year/hours.ts'
import { PEOPLE } from './year/play.ts'
import { wholeYears } from './year/whole.ts'

const [PARTNERSHIPS = 10_000] = wished(sized([10_000, 2000, 200], [4]))
/** Whole years, spread over the calendar as all are. */
const WHOLE = sized(8, 1)
/** The one of 100,000 is played with so many and with half of them: what each person more asks for is the difference. */
const LARGE = { people: 100_000, played: sized(400, 8) }
const SES = sized(200, 14)
/** A new table on demand. */
const TABLE = { write: 4000, read: 12_000 }
const YEAR_OF_SWEEPS = (365 * DAY) / EVERY
const EACH = sized(PEOPLE, 6)

const combined = (one: Used, other: Used, by: (one: number, other: number) => number): Used =>
  Object.fromEntries(
    Object.entries(one).map(([what, count]) => [what, by(count, other[what as keyof Used])]),
  ) as unknown as Used
const times = (used: Used, by: number): Used => combined(used, used, count => count * by)

type ByDoor = Record<DoorName, Used>
const byDoor = (of: (door: DoorName) => Used): ByDoor =>
  Object.fromEntries(DOORS.map(door => [door, of(door)])) as ByDoor

const line = (words: string) => console.log(words)
const count = (number: number): string => Math.round(number).toLocaleString('en')
const dollars = (number: number): string => `$${number < 10 ? number.toFixed(3) : count(number)}`
const seconds = (millis: number): string => `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`

/** What the doors of one partnership were asked for in its year; the sweep is reckoned apart. */
function tellYear(name: string, all: ByDoor): { dollars: number; requests: number; emails: number } {
  const sum = { dollars: 0, requests: 0, emails: 0 }
  line(`${name}:`)
  for (const door of DOORS.filter(each => each !== 'sweep')) {
    const used = all[door]
    const cost = dollarsOf(door, used)
    const requests = used.reads + used.writes + used.schedules
    line(
      `  ${door.padEnd(8)} ${count(used.calls)} calls, ${count(used.reads)} reads, ${count(used.writes)} writes, ${count(used.schedules)} of schedules, ${count(used.emails)} emails, ${dollars(cost)}`,
    )
    sum.dollars += cost
    sum.requests += requests
    sum.emails += used.emails
  }
  line(`  together ${count(sum.requests)} requests, ${count(sum.emails)} emails, ${dollars(sum.dollars)}`)
  return sum
}

function tellHour({ name, from, minutes, partnerships, campaigns, account, cpu }: Hour): void {
  const { waits, state, used, errors, ses, schedules, table } = account
  const emails = DOORS.reduce((sum, door) => sum + used[door].emails, 0)
  const hot = table.hottest()
  line(
    `${name}, ${minutes} minutes from ${from.slice(0, 16)}Z, played: ${count(partnerships)} partnerships, ${count(campaigns)} meetings under way, ${count(emails)} emails`,
  )
  line(
    `  longest wait: a letter ${seconds(waits.wave)}, an errand ${seconds(waits.errand)}, a thank-you ${seconds(waits.thanks)}, a page after a click ${seconds(waits.answer)}, a round of the sweep ${seconds(waits.round)}, a function for its place ${seconds(waits.place)}`,
  )
  line(
    `  at most: ${state.most} functions at one time, ${schedules.most.fired} schedules a second, ${hot.write.units} writes a second of one partition (${hot.write.partition.replace(/#.*/, '#…')}), ${count(hot.write.together)} of the table, ${count(hot.read.units)} read units of one (${hot.read.partition.replace(/#.*/, '#…')})`,
  )
  line(
    `  ${state.failed} calls failed, ${table.throttled()} requests throttled, ${ses.overruns()} overruns of SES, ${state.unfinished} rounds unfinished, ${state.overdue} waves overdue${[...errors].map(([what, n]) => `, ${n} times ${what}`).join('')} [${cpu.toFixed(0)} s of a processor here]`,
  )
}

export async function run(): Promise<object> {
  // What is loaded when it is first needed takes real time, which the clock on paper does not see.
  for (const load of [import('../functions/send/letters.ts'), import('../functions/rounds/planners.ts')]) await load
  if (sized(true, false)) await wholeYears([calendarOf(PARTNERSHIPS)], 4, SES)
  const step = Math.max(1, Math.floor(PARTNERSHIPS / WHOLE))
  const few = await wholeYears(
    Array.from({ length: WHOLE }, (_, n) => calendarOf(n * step)),
    EACH,
    SES,
  )
  const one = tellYear(
    `a partnership of ${EACH}, a year, the mean of ${WHOLE} played`,
    byDoor(door => times(few.used[door], 1 / WHOLE)),
  )
  const { people, played } = LARGE
  const calendar = [calendarOf(PARTNERSHIPS + 1)]
  const playedBy = async (so: number) => (await wholeYears(calendar, so, SES)).used
  const [whole, half] = sized(true, false) ? [await playedBy(played), await playedBy(played / 2)] : [few.used, few.used]
  const more = (people - played) / (played / 2)
  const big = tellYear(
    `one of ${count(people)}, scaled: as one of ${played} that was played, and for each person more what it asked for beyond one of ${played / 2}`,
    // What goes to the people of a partnership does not grow with its list.
    byDoor(door =>
      door === 'errands' ? whole[door] : combined(whole[door], half[door], (two, one) => two + more * (two - one)),
    ),
  )

  const lettersOf = (row: Row): number => {
    const kind = row.startsWith('launch') ? 1 : 4
    return (few.letters.get(row.replace(/\.\d+$/, '')) ?? 0) / WHOLE / kind
  }
  const busiest = busiestHour(PARTNERSHIPS, lettersOf)
  const dueThen = [...busiest.waves].map(([row, waves]) => `${waves} of “${row}”`).join(', ')
  line(
    `the hour in which most of ${count(PARTNERSHIPS)} are due, by their plans: ${fromMillis(busiest.at).slice(0, 16)}Z, about ${count(busiest.letters)} emails (${dueThen}); the tenth hour has ${count(busiest.hours[9] ?? 0)}`,
  )
  const hours = await busyHours(busiest, PARTNERSHIPS, SES, EACH)
  for (const hour of hours) tellHour(hour)
  const [night] = hours as [Hour]
  const rounds = night.account.used.sweep.calls
  const aRound = times(night.account.used.sweep, 1 / rounds)
  const sweeps = dollarsOf('sweep', aRound) * YEAR_OF_SWEEPS
  line(
    `the sweeps of a year, scaled from ${rounds} rounds of the night: ${count((aRound.reads + aRound.writes + aRound.schedules) * YEAR_OF_SWEEPS)} requests, ${dollars(sweeps)}`,
  )
  const all = one.dollars * PARTNERSHIPS + sweeps
  line(
    `${count(PARTNERSHIPS)} partnerships, a year, scaled: ${count(one.requests * PARTNERSHIPS)} requests beside the sweeps, ${count(one.emails * PARTNERSHIPS)} emails, ${dollars(all)}, ${dollars(all / PARTNERSHIPS)} each; of it SES ${dollars(one.emails * PARTNERSHIPS * PRICES.letter)}`,
  )
  const binds = bindsFirst(hours, busiest.letters)
  for (const { limit, used, of, at } of binds)
    line(
      `${limit}: ${count(used)} of ${count(of)}, ${used >= of ? `met, at ${count(at)} partnerships or before` : `met at ${count(at)} if it goes on as it is`}`,
    )
  return {
    bench: 'year',
    partnerships: PARTNERSHIPS,
    played_years: WHOLE,
    dollars: Math.round(all),
    dollars_each: Math.round(1000 * (all / PARTNERSHIPS)) / 1000,
    dollars_of_the_large: Math.round(big.dollars),
    sweeps: Math.round(sweeps),
    longest_wait_of_a_letter: Math.max(...hours.map(({ account }) => account.waits.wave)) / 1000,
    longest_round: Math.max(...hours.map(({ account }) => account.waits.round)) / 1000,
    failed: hours.reduce((sum, { account }) => sum + account.state.failed, 0),
    binds,
  }
}

interface Bound {
  limit: string
  used: number
  of: number
  /** The number of partnerships at which it would be met. */
  at: number
}

/** Which limit is met first, as they grow with the partnerships. */
function bindsFirst(hours: readonly Hour[], due: number): Bound[] {
  const most = (of: (account: Account) => number) => Math.max(...hours.map(({ account }) => of(account)))
  const bound = (limit: string, used: number, of: number): Bound => ({
    limit,
    used: Math.round(used),
    of: Math.round(of),
    at: Math.round((PARTNERSHIPS * of) / Math.max(used, 1e-9)),
  })
  return [
    bound('emails due in the busiest hour, of what SES sends in it', due, (SES * HOUR) / 1000),
    bound(
      'functions at one time',
      most(({ state }) => state.most),
      QUOTAS.functions,
    ),
    bound(
      'schedules a second',
      most(({ schedules }) => schedules.most.fired),
      QUOTAS.schedules,
    ),
    bound(
      'writes a second of the hottest partition',
      most(({ table }) => table.hottest().write.units),
      PARTITION.write,
    ),
    bound(
      'read units a second of the hottest partition',
      most(({ table }) => table.hottest().read.units),
      PARTITION.read,
    ),
    bound(
      'writes a second of a new table',
      most(({ table }) => table.hottest().write.together),
      TABLE.write,
    ),
    bound('seconds of a round of the sweep', most(({ waits }) => waits.round) / 1000, 255),
  ].sort((a, b) => a.at - b.at)
}
