/** Whole years of a few partnerships, played through one account from their first day to the end of the fourth table. */
import { addDays, instantOf, toMillis } from '../../domain/keep/time.ts'
import { type Account, createAccount } from './account.ts'
import type { Calendar } from './calendar.ts'
import { AHEAD, launchIdOf, playPartnership } from './play.ts'

/** What follows the last table is told by then. */
const AFTER = 40

/** The sweep comes after whatever happened, and once a day: what it costs in between is no part of this. */
export async function wholeYears(calendars: readonly Calendar[], people: number, rate: number): Promise<Account> {
  const launches = calendars.map(({ launch }) => launch).sort()
  const lasts = calendars.map(({ quarterly, launch }) => quarterly.at(-1) ?? launch).sort()
  const ids = new Set<string>(calendars.map(({ n }) => launchIdOf(n)))
  const account = createAccount({
    start: instantOf(addDays(launches[0] ?? '', -AHEAD - 1), '00:00', 'UTC'),
    rate,
    sweeps: 'after something',
    isLaunch: campaign => ids.has(campaign),
  })
  for (const calendar of calendars) void playPartnership(account, calendar, people)
  await account.time.at(toMillis(instantOf(addDays(lasts.at(-1) ?? '', AFTER), '00:00', 'UTC')))
  account.time.end()
  return account
}
