/**
 * Plays seasons. `npm run simulate -- --seed 7` replays one and prints its trace (named again: several); `--seeds 2000 --from 1` plays many,
 * `--letters 1000000` as many as it takes. The last line is JSON.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { useBug } from './bug-hooks.ts'
import { apart, KINDS } from './plays/play.ts'
import { useQuickLetters } from './quick/hooks.ts'
import type { Season } from './season.ts'
import type { Place } from './weather.ts'

const { values: asked } = parseArgs({
  options: {
    seed: { type: 'string', multiple: true },
    seeds: { type: 'string' },
    from: { type: 'string' },
    letters: { type: 'string' },
    invitees: { type: 'string' },
    place: { type: 'string' },
    workers: { type: 'string' },
    step: { type: 'string' },
    seconds: { type: 'string' },
    first: { type: 'boolean' },
    'events-lost': { type: 'boolean' },
    'real-letters': { type: 'boolean' },
    plays: { type: 'string' },
    bug: { type: 'string' },
  },
})
const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

interface Sum {
  seeds: number
  letters: number
  faults: number
  duplicates: number
  lost: number
  in_doubt: number
  /** Letters that left twice because nothing was ever heard of the first; never more than those of which nothing was. */
  doubled_unheard: number
  unheard: number
  failing: number[]
}

const nothing = (): Sum => ({
  seeds: 0,
  letters: 0,
  faults: 0,
  duplicates: 0,
  lost: 0,
  in_doubt: 0,
  doubled_unheard: 0,
  unheard: 0,
  failing: [],
})

function add(sum: Sum, season: Season): void {
  sum.seeds++
  sum.letters += season.letters
  sum.faults += season.faults
  sum.duplicates += season.duplicates
  sum.lost += season.lost
  sum.in_doubt += season.inDoubt
  sum.doubled_unheard += season.doubledUnheard
  sum.unheard += season.unheard
  if (season.broken.length > 0) sum.failing.push(season.seed)
}

const wishes = {
  // Many letters are many people rather than many seasons.
  invitees: number(asked.invitees) ?? (asked.letters === undefined ? undefined : 150),
  place: asked.place as Place | undefined,
  eventsLost: asked['events-lost'],
  realLetters: asked['real-letters'],
  kinds: asked.plays === undefined ? undefined : apart(KINDS.filter(kind => asked.plays?.split(',').includes(kind))),
}

async function play(): Promise<Sum> {
  if (asked.bug !== undefined) useBug(asked.bug)
  if (!asked['real-letters']) useQuickLetters()
  const { playSeason } = await import('./season.ts')
  const { warmUp } = await import('./plays/playbill.ts')
  const sum = nothing()
  // What sends letters, and what plans errands, is loaded with the first of them, and loading takes its time: seasons that do not
  // count wait for it, until enough have left.
  await warmUp()
  const kinds = ['summary', 'replies'] as const
  for (let seed = 3, letters = 0; letters < 20 && seed < 9; seed++)
    letters += (await playSeason({ ...wishes, seed, invitees: 6, kinds })).letters
  if (asked.seed !== undefined) {
    for (const seed of asked.seed.map(Number)) {
      const season = await playSeason({ ...wishes, seed, trace: line => console.log(line) })
      for (const broken of season.broken) console.log(`seed ${seed}: ${broken}`)
      add(sum, season)
    }
    return sum
  }
  const from = number(asked.from) ?? 1
  const step = number(asked.step) ?? 1
  const letters = number(asked.letters)
  const seeds = letters === undefined ? (number(asked.seeds) ?? 1000) : Number.POSITIVE_INFINITY
  const until = performance.now() + (number(asked.seconds) ?? Number.POSITIVE_INFINITY) * 1000
  for (let n = 0; n < seeds && sum.letters < (letters ?? Number.POSITIVE_INFINITY); n++) {
    if (performance.now() > until) break
    const season = await playSeason({ ...wishes, seed: from + n * step })
    add(sum, season)
    if (season.broken.length === 0) continue
    console.log(`seed ${season.seed} (${season.place}): ${season.broken.join('; ')}`)
    if (asked.first) break
  }
  return sum
}

/** The same with several processes side by side, each with every so-many-th seed. */
async function share(workers: number): Promise<Sum> {
  const part = (name: 'seeds' | 'letters') => {
    const whole = number(asked[name])
    return whole === undefined ? [] : [`--${name}`, String(Math.ceil(whole / workers))]
  }
  const from = number(asked.from) ?? 1
  const rest = process.argv.slice(2).filter((arg, at, args) => {
    const names = ['--workers', '--seeds', '--letters', '--from']
    return !names.includes(arg) && !names.includes(args[at - 1] ?? '')
  })
  const sums = await Promise.all(
    Array.from({ length: workers }, async (_, n) => {
      // Said outright, for a part that is asked for letters would share them out again, without end.
      const which = ['--workers', '1', '--from', String(from + n), '--step', String(workers)]
      const args = [...part('seeds'), ...part('letters'), ...which]
      const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...rest, ...args], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      })
      let last = ''
      for await (const line of createInterface({ input: child.stdout as Readable })) {
        if (line.startsWith('{')) last = line
        else console.log(line)
      }
      if (last === '') throw new Error('a part of the simulation ended without a word')
      return JSON.parse(last) as Sum
    }),
  )
  return sums.reduce((sum, each) => ({
    seeds: sum.seeds + each.seeds,
    letters: sum.letters + each.letters,
    faults: sum.faults + each.faults,
    duplicates: sum.duplicates + each.duplicates,
    lost: sum.lost + each.lost,
    in_doubt: sum.in_doubt + each.in_doubt,
    doubled_unheard: sum.doubled_unheard + each.doubled_unheard,
    unheard: sum.unheard + each.unheard,
    failing: [...sum.failing, ...each.failing],
  }))
}

// A part ends with the whole that asked for it, however that ended.
process.channel?.unref()
process.once('disconnect', () => process.exit(1))

const workers = number(asked.workers) ?? (asked.letters === undefined ? 1 : availableParallelism())
const sum = workers > 1 && asked.seed === undefined ? await share(workers) : await play()
console.log(JSON.stringify(sum))
process.exitCode = sum.failing.length > 0 ? 1 : 0
