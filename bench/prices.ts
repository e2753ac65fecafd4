/** What AWS asks for, in dollars, us-east-1, as we last read it on AWS's pages; and the memory of each function (infra/doors.ts). */

export const PRICES = {
  letter: 0.1 / 1000,
  readUnit: 0.125 / 1_000_000,
  writeUnit: 0.625 / 1_000_000,
  /** Of a function on arm64. */
  gigabyteSecond: 0.000_013_333_4,
  invocation: 0.2 / 1_000_000,
  /** A schedule that fires. */
  schedule: 1 / 1_000_000,
  /** A month, each. */
  secret: 0.4,
  alarm: 0.1,
}

export const GIGABYTES = { wave: 1, news: 0.5, web: 1, sweep: 1 }

/** Of 1,024 MB a function has so much of a processor. */
export const SHARE = 1024 / 1769

/** A function that is called so often and is at work so many seconds in all. */
export const functionDollars = (gigabytes: number, seconds: number, calls: number): number =>
  gigabytes * seconds * PRICES.gigabyteSecond + calls * PRICES.invocation

export const tableDollars = ({ readUnits, writeUnits }: { readUnits: number; writeUnits: number }): number =>
  readUnits * PRICES.readUnit + writeUnits * PRICES.writeUnit
