/**
 * What a campaign costs on AWS: the requests of its letters, counted at the table while the real handlers send them and
 * take the news of them, times AWS's prices. And what a partnership costs through its whole year, with its share of the sweeps, and an
 * account in which nothing is under way.
 */
import { daysBetween } from '../domain/keep/time.ts'
import { type Counted, countLetters } from '../test/aws/counted-letters.ts'
import { atRest } from './idle.ts'
import { functionDollars, GIGABYTES, PRICES, tableDollars } from './prices.ts'
import { sized } from './size.ts'
import { DOORS } from './year/account.ts'
import { type Calendar, calendarOf } from './year/calendar.ts'
import { dollarsOf } from './year/dollars.ts'
import { SENT_AFTER } from './year/hours.ts'
import { AHEAD } from './year/play.ts'
import { wholeYears } from './year/whole.ts'

const INVITEES = sized(1000, 5)
const LETTERS = 8
/** What SES gives a young account. */
const RATE = 14

/** Gigabytes and seconds of the functions, an estimate: one letter's share of a wave, and one piece of news. */
const WAVE = { gigabytes: GIGABYTES.wave, seconds: 1 / RATE }
const NEWS = { gigabytes: GIGABYTES.news, seconds: 0.015 }
const NEWS_OF_A_LETTER = 2

export async function run(): Promise<object> {
  const counted = await countLetters({ invitees: INVITEES, rate: RATE, letters: LETTERS })
  for (const { wave, letters, sending, news } of counted)
    console.log(
      `${wave.padEnd(12)} ${letters} letters: ${sending.writes} writes, ${sending.reads} reads; their news: ${news.writes} writes, ${news.reads} reads`,
    )
  const letters = counted.reduce((sum, each) => sum + each.letters, 0)
  const per = (of: (each: Counted) => number) => counted.reduce((sum, each) => sum + of(each), 0) / letters
  const ses = letters * PRICES.letter
  const sending = counted.reduce((sum, each) => sum + tableDollars(each.sending), 0)
  const news = counted.reduce((sum, each) => sum + tableDollars(each.news), 0)
  const functions =
    functionDollars(WAVE.gigabytes, WAVE.seconds * letters, 0) +
    functionDollars(NEWS.gigabytes, NEWS.seconds * NEWS_OF_A_LETTER * letters, NEWS_OF_A_LETTER * letters)
  const line = (what: string, sum: number) =>
    console.log(`${what.padEnd(44)} $${sum.toFixed(4)}  ${((100 * sum) / ses).toFixed(2).padStart(6)} % of SES`)
  line(`SES, ${letters} letters`, ses)
  line('DynamoDB, counted: to send them', sending)
  line('DynamoDB, counted: the news of them', news)
  line(`Lambda, estimated at ${RATE} letters a second`, functions)
  const year = await wholeYear()
  return {
    bench: 'cost',
    invitees: INVITEES,
    letters,
    writes_per_letter: digits(per(({ sending }) => sending.writes)),
    reads_per_letter: digits(per(({ sending }) => sending.reads)),
    writes_for_news: digits(per(({ news }) => news.writes)),
    reads_for_news: digits(per(({ news }) => news.reads)),
    ses_dollars: digits(ses),
    dynamodb_dollars: digits(sending + news),
    dynamodb_percent: digits((100 * (sending + news)) / ses),
    with_lambda_percent: digits((100 * (sending + news + functions)) / ses),
    ...year,
  }
}

/** The accounts among which a partnership shares its sweeps. */
const ACCOUNTS = sized([1, 100, 1000], [1])
const PEOPLE = sized(40, 4)
/** Alarms of a stack with an address for them (infra/alarms.ts); a new account has ten of them free. */
const ALARMS = 11
const MONTH = 30

/** A partnership's year: its letters, answers, errands and news as played (`year/play.ts`), and its share of the sweeps. */
async function wholeYear(): Promise<object> {
  const calendar = calendarOf(0)
  const { used } = await wholeYears([calendar], PEOPLE, RATE)
  const own = DOORS.filter(door => door !== 'sweep').reduce((sum, door) => sum + dollarsOf(door, used[door]), 0)
  const emails = DOORS.reduce((sum, door) => sum + used[door].emails, 0)
  console.log(
    `a partnership of ${PEOPLE}, a year: ${emails} emails with those to its convener and champions; SES, DynamoDB, Lambda and Scheduler $${own.toFixed(3)}, of it SES $${(emails * PRICES.letter).toFixed(3)}`,
  )
  const months = monthsUnderWay(calendar)
  const years: Record<number, object> = {}
  for (const partnerships of ACCOUNTS) {
    const underWay = (await atRest(partnerships, 'under way')).dollars_a_month
    const over = (await atRest(partnerships, 'over')).dollars_a_month
    const sweeps = (12 * over + months * (underWay - over)) / partnerships
    console.log(
      `with ${partnerships} in the account: its share of the sweeps $${sweeps.toFixed(3)} (${months.toFixed(1)} months of meetings under way), the year $${(own + sweeps).toFixed(3)}; a month of the account with nothing under way $${over.toFixed(3)}`,
    )
    years[partnerships] = { sweeps: digits(sweeps), year: digits(own + sweeps), month_at_rest: digits(over) }
  }
  const fixed = PRICES.secret + ALARMS * PRICES.alarm
  console.log(`besides, each month of an account: $${fixed.toFixed(2)} for its secret and ${ALARMS} alarms`)
  return { year_emails: emails, year_dollars: digits(own), years, fixed_a_month: digits(fixed) }
}

/** Months in which the sweep looks after a meeting, summed over a launch and the tables that are sent soon after it. */
const monthsUnderWay = ({ launch, quarterly }: Calendar): number =>
  quarterly.reduce((sum, date) => sum + daysBetween(launch, date) - SENT_AFTER, AHEAD) / MONTH

const digits = (number: number): number => Math.round(number * 10_000) / 10_000
