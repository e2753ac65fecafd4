/**
 * What a campaign costs on AWS: the requests of its letters, counted at the table while the real handlers send them and
 * take the news of them, times AWS's prices.
 */
import { type Counted, countLetters } from '../test/aws/counted-letters.ts'
import type { Reading } from '../test/aws/meter.ts'
import { sized } from './size.ts'

const INVITEES = sized(1000, 5)
const LETTERS = 8
/** What SES gives a young account. */
const RATE = 14

/** Dollars, us-east-1, as we last read them on AWS's pages. */
const PRICES = {
  letter: 0.1 / 1000,
  writeUnit: 0.625 / 1_000_000,
  readUnit: 0.125 / 1_000_000,
  /** Of a function on arm64. */
  gigabyteSecond: 0.000_013_333_4,
  invocation: 0.2 / 1_000_000,
}

/** Gigabytes and seconds of the functions, an estimate: one letter's share of a wave, and one piece of news. */
const WAVE = { gigabytes: 1, seconds: 1 / RATE }
const NEWS = { gigabytes: 0.5, seconds: 0.015 }
const NEWS_OF_A_LETTER = 2

export async function run(): Promise<object> {
  const counted = await countLetters({ invitees: INVITEES, rate: RATE, letters: LETTERS })
  for (const { wave, letters, sending, news } of counted)
    console.log(
      `${wave.padEnd(12)} ${letters} letters: ${sending.writes} writes, ${sending.reads} reads; their news: ${news.writes} writes, ${news.reads} reads`,
    )
  const letters = counted.reduce((sum, each) => sum + each.letters, 0)
  const per = (of: (each: Counted) => number) => counted.reduce((sum, each) => sum + of(each), 0) / letters
  const dollars = ({ writeUnits, readUnits }: Reading) => writeUnits * PRICES.writeUnit + readUnits * PRICES.readUnit
  const ses = letters * PRICES.letter
  const sending = counted.reduce((sum, each) => sum + dollars(each.sending), 0)
  const news = counted.reduce((sum, each) => sum + dollars(each.news), 0)
  const second = ({ gigabytes, seconds }: typeof WAVE) => gigabytes * seconds * PRICES.gigabyteSecond
  const functions = letters * (second(WAVE) + NEWS_OF_A_LETTER * (second(NEWS) + PRICES.invocation))
  const line = (what: string, sum: number) =>
    console.log(`${what.padEnd(44)} $${sum.toFixed(4)}  ${((100 * sum) / ses).toFixed(2).padStart(6)} % of SES`)
  line(`SES, ${letters} letters`, ses)
  line('DynamoDB, counted: to send them', sending)
  line('DynamoDB, counted: the news of them', news)
  line(`Lambda, estimated at ${RATE} letters a second`, functions)
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
  }
}

const digits = (number: number): number => Math.round(number * 10_000) / 10_000
