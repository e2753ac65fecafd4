/** How much of an account's rate the pace reaches on a real clock and a real disk, and whether any second holds more. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPace } from '../functions/send/pace.ts'
import { createClock } from '../local/clock.ts'
import { openDatabase } from '../local/database.ts'
import { createOutbox } from '../local/mail/outbox.ts'
import { createStore } from '../local/store.ts'
import { sized } from './size.ts'

const RATES = sized([1, 5, 14, 50, 100, 250, 500], [50])
const SECONDS = sized(6, 1)

export async function run(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-pace-'))
  const database = openDatabase(folder)
  try {
    const clock = createClock(database)
    const store = createStore(database)
    const post = createOutbox(database, clock)
    const reached: Record<string, number> = {}
    let over = Number.NEGATIVE_INFINITY
    for (const rate of RATES) {
      const { turn } = createPace({
        store,
        clock,
        post: { ...post, rate: async () => rate },
        run: { id: 'pace', alone: true },
      })
      const came: number[] = []
      for (let n = 0; n <= rate * SECONDS; n++) {
        await turn()
        came.push(performance.now())
      }
      const seconds = ((came.at(-1) ?? 0) - (came[0] ?? 0)) / 1000
      const share = (rate * SECONDS) / seconds / rate
      const most = fullest(came)
      reached[rate] = Math.round(share * 1000) / 1000
      over = Math.max(over, most - rate)
      console.log(`${String(rate).padStart(4)}/s  reached ${(100 * share).toFixed(1)} %  fullest second ${most}`)
    }
    return { bench: 'pace', reached, least: Math.min(...Object.values(reached)), fullest_over_rate: over }
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The most turns in any second that begins with a turn. */
function fullest(came: readonly number[]): number {
  let most = 0
  for (let first = 0, last = 0; first < came.length; first++) {
    while (last < came.length && (came[last] ?? 0) < (came[first] ?? 0) + 1000) last++
    most = Math.max(most, last - first)
  }
  return most
}
