/** What the first version left behind in the middle of a year, and a world that holds it. */
import { readFileSync } from 'node:fs'
import { onSchedule } from '../../functions/rounds/on-schedule.ts'
import { sweep } from '../../functions/rounds/sweep.ts'
import { makeWorld, type TestWorld } from '../world.ts'

export interface StoredRow {
  partition: string
  key: string
  value: Record<string, unknown>
  version: number
  expiresAt?: string
}

interface Known {
  now: string
  settings: { url: string; from: string; replyDomain: string; secret: string; conveners: string[] }
  convener: string
  partnership: string
  campaigns: Record<string, string>
  champions: Record<'stays' | 'handed over', { id: string; email: string }>
  lead: string
  others: Record<string, { campaign: string }>
  people: Record<string, { campaign: string; invitation: string; name: string; email: string }>
}

const text = (file: string): string => readFileSync(new URL(`./mid-year/${file}`, import.meta.url), 'utf8')

export const IDS = JSON.parse(text('ids.json')) as Known

/** Every row, each time anew. */
export const rowsOfMidYear = (): StoredRow[] =>
  text('mid-year.ndjson')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as StoredRow)

/** A world of today's code over these rows, at the instant at which they were read out. */
export async function midYear(): Promise<TestWorld> {
  const t = makeWorld({
    start: IDS.now,
    settings: IDS.settings,
    release: async (world, schedule) => void (await onSchedule(world, schedule)),
    sweep,
  })
  await Promise.all(
    rowsOfMidYear().map(({ partition, key, value, expiresAt }) =>
      t.world.store.put(partition, key, value, undefined, expiresAt),
    ),
  )
  return t
}
