/**
 * Proves the rules: puts each deliberate bug into a copy of the source, plays seasons with it, and says which were
 * noticed. `npm run -s mutants`; the last line is `N of N caught`. A change that fits no more is an error.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bug, withBug } from './bug.ts'
import { BUGS } from './bugs.ts'
import type { Kind } from './plays/play.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const COPIED = ['domain', 'functions', 'mail', 'templates', 'pages', 'test/simulation', 'package.json', 'tsconfig.json']

/** The first broken promise, or undefined where nothing was noticed. */
async function play(
  folder: string,
  bug: Bug | undefined,
  which: { from: number; seeds: number; plays: readonly Kind[] | undefined },
): Promise<string | undefined> {
  const files = bug ? withBug(bug) : []
  for (const { file, text } of files) writeFileSync(join(folder, file), text)
  const seeds = [
    '--seeds',
    String(which.seeds),
    '--from',
    String(which.from),
    '--first',
    '--plays',
    which.plays?.join(',') ?? 'none',
  ]
  const args = ['--import', 'tsx', 'test/simulation/run.ts', ...seeds]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', text => {
    said += text
  })
  child.stderr.on('data', text => {
    said += text
  })
  const code = await new Promise(done => child.once('exit', done))
  for (const { file } of files) cpSync(join(ROOT, file), join(folder, file))
  if (!/^\{"seeds"/m.test(said)) throw new Error(`the simulation broke down${bug ? ` at "${bug.name}"` : ''}: ${said}`)
  return code === 0 ? undefined : said.split('\n').find(line => line.startsWith('seed '))
}

/** Whether a season breaks a promise without any bug, and so proves nothing. */
const provesNothing = async (folder: string, { plays }: Bug, noticed: string): Promise<boolean> =>
  (await play(folder, undefined, { from: Number(/\d+/.exec(noticed)?.[0]), seeds: 1, plays })) !== undefined

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-mutants-'))
  for (const part of COPIED) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

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
  const folder = copy()
  try {
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const noticed = await play(folder, bug, { from: bug.from ?? 1, seeds: SEASONS, plays: bug.plays })
      if (noticed && (await provesNothing(folder, bug, noticed)))
        throw new Error(`the source itself breaks a promise: ${noticed}`)
      if (noticed !== undefined) caught++
      console.log(
        `${noticed === undefined ? 'MISSED' : 'caught'}: ${bug.name}${noticed ? ` — ${noticed.slice(0, 140)}` : ''}`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
const workers = Number(values.workers ?? Math.min(2, availableParallelism()))
await Promise.all(Array.from({ length: workers }, worker))
console.log(`${caught} of ${all} caught`)
process.exitCode = caught === all ? 0 : 1
