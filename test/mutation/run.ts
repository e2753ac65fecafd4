/**
 * Mutation testing: small bugs are put into a room's files, one at a time, and the room's tests run against each.
 *
 *     npm run mutation -- domain/answer              one room, or several, or all of a layer: domain, functions, mail
 *     npm run mutation -- domain/answer/turnout.ts   one file
 *     npm run mutation -- domain/answer --record     writes what it found into baseline.json
 *     npm run mutation -- functions/day --one-of 5   tries one bug of five, the same ones each time
 *     npm run mutation -- functions/day --one-of 5 --part 3   another fifth: for whoever has looked at what survived of the first
 *     npm run mutation -- functions/day --again      tries what survived the last time; all else counts as it did then
 *     npm run mutation -- domain/day --workers 1     on one core, where others need theirs (two otherwise)
 *     npm run mutation                               what stands there
 *
 * Prints each bug that no test notices, and ends with 1 where a room got worse than it was.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { LogLevel } from '@stryker-mutator/api/core'
import type { Stryker } from '@stryker-mutator/core'
import { type Found, isWorse, readBaseline, scoreOf, tableOf, writeBaseline } from './baseline.ts'
import { codeOf, keepRun, type LastRun, lastRun } from './last-run.ts'
import { ROOMS, roomsOf, slowIn, testsOf } from './rooms.ts'
import { isChosen, keyOf, wish } from './wishes.ts'

type Tried = Awaited<ReturnType<Stryker['runMutationTest']>>

const NOTES = resolve('mutation.tmp/notes.txt')

async function mutate(files: string[], name: string): Promise<Tried> {
  const { Stryker } = await import('@stryker-mutator/core')
  return new Stryker({
    mutate: files,
    testRunner: 'ours',
    plugins: ['./test/mutation/plugin.ts'],
    ignorers: ['untried'],
    // What runs once as a file is loaded would need everything loaded anew for each.
    ignoreStatic: true,
    concurrency: Number(values.workers),
    // Time is for the tests to keep (resident.ts); this is for loops that they cannot leave. Milliseconds.
    timeoutMS: 120_000,
    reporters: ['html', 'progress-append-only'],
    htmlReporter: { fileName: `mutation.tmp/${name}.html` },
    tempDirName: 'mutants.tmp',
    cleanTempDir: 'always',
    disableTypeChecks: false,
    // Stryker would rewrite it by the TypeScript of before version 7.
    tsconfigFile: 'none',
    logLevel: 'warn' as LogLevel,
  }).runMutationTest()
}

const noticed = (status: string): boolean => status === 'Killed' || status === 'Timeout'

/** Each bug that nobody notices, in the order of the files. */
function show(tried: Tried): void {
  for (const { fileName, location, status, mutatorName, replacement } of tried) {
    if (noticed(status)) continue
    const { start, end } = location
    const was = readFileSync(fileName, 'utf8')
      .split('\n')
      .slice(start.line - 1, end.line)
    const text =
      was.length > 1 ? `${was[0]?.slice(start.column - 1)} …` : was[0]?.slice(start.column - 1, end.column - 1)
    const instead = replacement.replaceAll(/\s+/g, ' ').slice(0, 100)
    const where = `${relative('.', fileName)}:${start.line}:${start.column}`
    console.log(`${where} ${mutatorName}${status === 'Survived' ? '' : ' (no test comes here)'}: ${text} → ${instead}`)
  }
}

function count(came: Record<string, string>, untried: number, { oneOf, part }: Pick<LastRun, 'oneOf' | 'part'>): Found {
  const many = (status: string) => Object.values(came).filter(each => each === status).length
  return {
    killed: many('Killed'),
    timeout: many('Timeout'),
    survived: many('Survived'),
    unreached: many('NoCoverage'),
    untried,
    ...(oneOf > 1 ? { oneOf, part } : {}),
  }
}

async function tryOne(name: string, files: string[], room: string): Promise<Found> {
  const begun = Date.now()
  const code = codeOf(files)
  const last = values.again ? lastRun(name, files) : undefined
  const oneOf = last?.oneOf ?? Number(values['one-of'])
  const part = last?.part ?? Number(values.part)
  const only = last && Object.keys(last.came).filter(key => !noticed(last.came[key] ?? ''))
  mkdirSync('mutation.tmp', { recursive: true })
  rmSync(NOTES, { force: true })
  const wishes = { tests: testsOf(room), every: oneOf, part, only, slow: slowIn(room), notes: NOTES }
  wish(wishes)
  const all = await mutate(files, name.replaceAll('/', '-'))
  const tried = all.filter(each => each.status !== 'Ignored' && isChosen(each, wishes))
  show(tried)
  if (existsSync(NOTES)) process.stdout.write(readFileSync(NOTES))
  const came = { ...last?.came, ...Object.fromEntries(tried.map(each => [keyOf(each), each.status])) }
  keepRun(name, { code, oneOf, part, came })
  const found = count(came, all.filter(({ status }) => status === 'Ignored').length, { oneOf, part })
  const minutes = ((Date.now() - begun) / 60_000).toFixed(1)
  const share = oneOf > 1 ? `, one of ${oneOf} tried` : ''
  console.log(
    `${name}: ${scoreOf(found).toFixed(1)} % of ${Object.keys(came).length} noticed${share}, in ${minutes} minutes`,
  )
  return found
}

const { values, positionals } = parseArgs({
  options: {
    record: { type: 'boolean' },
    again: { type: 'boolean' },
    'one-of': { type: 'string', default: '1' },
    part: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
  },
  allowPositionals: true,
})
if (positionals.length === 0) console.log(tableOf(readBaseline()))
for (const name of positionals) {
  const rooms = roomsOf(name)
  if (rooms.length === 0) {
    const room = Object.keys(ROOMS).findLast(each => name.startsWith(`${each}/`))
    if (room === undefined) throw new Error(`${name} is no room and no file of one: ${Object.keys(ROOMS).join(', ')}`)
    await tryOne(name, [name], room)
  }
  for (const room of rooms) {
    const found = await tryOne(room, ROOMS[room]?.mutate ?? [], room)
    const before = readBaseline()[room]
    if (values.record) writeBaseline(room, found)
    else if (before && isWorse(found, before)) {
      console.log(`${room} got worse: ${scoreOf(before).toFixed(1)} % before.`)
      process.exitCode = 1
    }
  }
}
