/**
 * Proves the rules: puts each deliberate bug into the source as it is loaded, plays seasons with it, and says which were
 * noticed. `npm run -s mutants`; the last line is `N of N caught`. A change that fits no more is an error.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Bug, withBug } from './bug.ts'
import { BUGS } from './bugs.ts'
import type { Kind } from './plays/play.ts'

/** The first broken promise, or undefined where nothing was noticed. */
async function play(
  bug: Bug | undefined,
  which: { from: number; seeds: number; plays: readonly Kind[] | undefined },
): Promise<string | undefined> {
  const seeds = ['--seeds', String(which.seeds), '--from', String(which.from), '--first']
  const plays = ['--plays', which.plays?.join(',') ?? 'none']
  const args = ['--import', 'tsx', 'test/simulation/run.ts', ...seeds, ...plays, ...(bug ? ['--bug', bug.name] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      said += text
    })
  const code = await new Promise(done => child.once('exit', done))
  if (!/^\{"seeds"/m.test(said)) throw new Error(`the simulation broke down${bug ? ` at "${bug.name}"` : ''}: ${said}`)
  return code === 0 ? undefined : said.split('\n').find(line => line.startsWith('seed '))
}

/** Whether a season breaks a promise without any bug, and so proves nothing. */
const provesNothing = async ({ plays }: Bug, noticed: string): Promise<boolean> =>
  (await play(undefined, { from: Number(/\d+/.exec(noticed)?.[0]), seeds: 1, plays })) !== undefined

const { values } = parseArgs({
  options: { workers: { type: 'string' }, only: { type: 'string' }, seasons: { type: 'string' } },
})
const { only } = values
/** So many seasons a bug gets to show itself. */
const SEASONS = Number(values.seasons ?? 1500)
const waiting = BUGS.filter(({ name }) => only === undefined || name.includes(only))
const all = waiting.length
for (const bug of waiting) withBug(bug)
let caught = 0
const worker = async () => {
  for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
    const noticed = await play(bug, { from: bug.from ?? 1, seeds: SEASONS, plays: bug.plays })
    if (noticed && (await provesNothing(bug, noticed)))
      throw new Error(`the source itself breaks a promise: ${noticed}`)
    if (noticed !== undefined) caught++
    console.log(
      `${noticed === undefined ? 'MISSED' : 'caught'}: ${bug.name}${noticed ? ` — ${noticed.slice(0, 140)}` : ''}`,
    )
  }
}
const workers = Number(values.workers ?? Math.min(2, availableParallelism()))
await Promise.all(Array.from({ length: workers }, worker))
console.log(`${caught} of ${all} caught`)
process.exitCode = caught === all ? 0 : 1
