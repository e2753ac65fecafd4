/** What a door of the account on paper costs, by what it was asked for. Traces, logs and what is free are left out. */
import { functionDollars, GIGABYTES, PRICES, tableDollars } from '../prices.ts'
import type { DoorName, Used } from './account.ts'

const MEMORY: Record<DoorName, number> = {
  waves: GIGABYTES.wave,
  errands: GIGABYTES.wave,
  news: GIGABYTES.news,
  web: GIGABYTES.web,
  sweep: GIGABYTES.sweep,
}

export function dollarsOf(door: DoorName, used: Used): number {
  const fires = door === 'waves' || door === 'errands' ? used.calls * PRICES.schedule : 0
  const { calls, millis, emails } = used
  return tableDollars(used) + functionDollars(MEMORY[door], millis / 1000, calls) + emails * PRICES.letter + fires
}
