/** Hours of all partnerships at once, played for real: copies of a few that were played up to that hour. */
import { campaignIdFrom, invitationIdFrom } from '../../domain/keep/ids.ts'
import { addDays, fromMillis, HOUR, instantOf, MINUTE, SECOND } from '../../domain/keep/time.ts'
import type { Outgoing } from '../../functions/keep/ports.ts'
import { sized } from '../size.ts'
import { type Account, createAccount, EVERY } from './account.ts'
import { type Calendar, calendarOf, luck } from './calendar.ts'
import { type Copies, createCopies, type Sample, sampleOf } from './copies.ts'
import { type Busiest, calendarWith, quartersFrom, type Row, underWay } from './hours.ts'
import { AHEAD, ANSWERS, partnershipIdOf, playPartnership, pressed, WITHIN_THE_HOUR } from './play.ts'

/** So long each is played: what is due in it is over by then. */
const MINUTES = { night: 30, morning: 25, busiest: 40 }
/** How long before its hour a morning is taken up: digests are due half past seven, letters at nine. */
const BEFORE = { morning: 95 * MINUTE, busiest: 5 * MINUTE }

/** So many letters of the busiest hour are played: all there are. */
const ROWS = sized(Number.POSITIVE_INFINITY, 1)

/** What docs/scale.md advises for so many partnerships. */
const WAVES_AT_ONCE = 20

/** Numbers of the samples: no partnership of the calendars has them. */
const FIRST_SAMPLE = 900_000

interface Planned {
  /** What is due of it in the hour; nothing: it rests. */
  row?: Row
  rests?: 'launch' | 'tables'
  calendar: Calendar
}

/** The partnerships that have to be played so that each of all is like one of them. */
function samplesFor({ at, waves, zone }: Busiest): Planned[] {
  const day = fromMillis(at).slice(0, 10)
  const planned: Planned[] = []
  const next = () => FIRST_SAMPLE + planned.length
  for (const row of [...waves.keys()].slice(0, ROWS)) {
    const calendar = calendarWith(next(), row, zone, at)
    if (calendar) planned.push({ row, calendar })
  }
  for (const each of new Set(sized([zone, 'America/Chicago'], [zone]))) {
    const launch = addDays(day, 26)
    planned.push({
      rests: 'launch',
      calendar: { n: next(), zone: each, launch, quarterly: quartersFrom(addDays(launch, 84)) },
    })
    const quarterly = quartersFrom(addDays(day, -60))
    planned.push({ rests: 'tables', calendar: { n: next(), zone: each, launch: addDays(day, -150), quarterly } })
  }
  return planned
}

/** Plays them, and answers what they were at each of these moments. */
async function samplesAt(planned: readonly Planned[], moments: readonly number[], people: number): Promise<Sample[][]> {
  const first = planned.map(({ calendar }) => calendar.launch).sort()[0] ?? ''
  const account = createAccount({
    start: instantOf(addDays(first, -AHEAD - 1), '00:00', 'UTC'),
    rate: 100,
    sweeps: 'after something',
  })
  for (const { calendar } of planned) void playPartnership(account, calendar, people)
  const found: Sample[][] = []
  for (const moment of moments) {
    await account.time.at(moment)
    const samples: Sample[] = []
    for (const { calendar } of planned) samples.push(await sampleOf(account, partnershipIdOf(calendar.n)))
    found.push(samples)
  }
  account.time.end()
  return found
}

export interface Hour {
  name: string
  from: string
  minutes: number
  partnerships: number
  campaigns: number
  cpu: number
  account: Account
}

/** So many partnerships through one hour. `of` says of which sample each of them is. */
async function play(
  name: string,
  from: number,
  minutes: number,
  rate: number,
  of: readonly Sample[],
  wavesAtOnce?: number,
): Promise<Hour> {
  const copies: Copies = createCopies(of, from)
  const begun = process.cpuUsage()
  const account = createAccount({
    start: fromMillis(from),
    rate,
    wavesAtOnce,
    born: copies.born,
    schedules: copies.schedules,
    onTaken: message => answers(account, message, until),
  })
  const until = from + minutes * MINUTE
  for (const schedule of copies.firing(until)) account.schedules.place(schedule)
  for (let at = from + 2 * MINUTE; at < until; at += EVERY) void account.time.at(at).then(() => account.round())
  await account.time.at(until)
  // What is under way comes to its end, and nothing more begins.
  while (account.state.pending > 0) await account.time.rest(SECOND)
  account.time.end()
  const { user, system } = process.cpuUsage(begun)
  return {
    name,
    from: fromMillis(from),
    minutes,
    partnerships: of.length,
    campaigns: copies.campaigns,
    cpu: (user + system) / 1e6,
    account,
  }
}

let asked = 0
/** Of those who get a letter that asks, some answer within the hour. */
function answers(account: Account, { campaign, invitation = '', wave }: Outgoing, until: number): void {
  if (!['invite', 'follow-up-1', 'follow-up-2', 'hold'].includes(wave)) return
  const lot = (k: number) => luck(asked, k)
  asked++
  if (lot(1) > ANSWERS.first * WITHIN_THE_HOUR) return
  const moment = account.time.millis() + 2 * MINUTE + lot(2) * (HOUR - 2 * MINUTE)
  if (moment > until) return
  void account.time
    .at(moment)
    .then(() =>
      pressed(
        account,
        campaignIdFrom(campaign),
        invitationIdFrom(invitation),
        lot(3) < ANSWERS.coming ? 'accepted' : 'declined',
      ),
    )
}

/** A while of a night, the morning's digests of the day on which most is due, and that hour, as deployed and with waves bounded. */
export async function busyHours(busiest: Busiest, partnerships: number, rate: number, people: number): Promise<Hour[]> {
  const planned = samplesFor(busiest)
  const night = busiest.at - (((busiest.at / (24 * HOUR) + 4) % 7) | 0) * 24 * HOUR - 6 * HOUR
  const morning = busiest.at - BEFORE.morning
  const hour = busiest.at - BEFORE.busiest
  const [atNight = [], atMorning = [], atHour = []] = await samplesAt(planned, [night, morning, hour], people)
  // Those in which something is due first, as often as the calendars say; the others by what they have under way.
  const rows = [...busiest.waves].flatMap(([row, times]) => {
    const found = planned.findIndex(each => each.row === row)
    return found < 0 ? [] : Array.from({ length: times }, () => found)
  })
  const kinds: number[] = []
  for (let n = 0; n < partnerships; n++) {
    const due = rows[n]
    if (due !== undefined) {
      kinds.push(due)
      continue
    }
    const calendar = calendarOf(n)
    const { launch, tables } = underWay(calendar, busiest.at)
    if (!launch && tables === 0) continue
    const found = planned.findIndex(
      ({ rests, calendar: { zone } }) =>
        rests === (tables > 0 ? 'tables' : 'launch') &&
        sized((zone === busiest.zone) === (calendar.zone === busiest.zone), true),
    )
    kinds.push(found)
  }
  const of = (samples: readonly Sample[]) => kinds.flatMap(kind => samples[kind] ?? [])
  return [
    await play('a night', night, MINUTES.night, rate, of(atNight)),
    await play('the morning’s digests', morning, MINUTES.morning, rate, of(atMorning)),
    await play('the busiest hour', hour, MINUTES.busiest, rate, of(atHour)),
    await play(`the same with ${WAVES_AT_ONCE} waves at once`, hour, MINUTES.busiest, rate, of(atHour), WAVES_AT_ONCE),
  ]
}
