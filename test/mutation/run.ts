/**
 * Mutation testing: small bugs are put into a room's files, one at a time, and the room's tests run against each.
 *
 *     npm run mutation -- domain/answer              one room, or several, or all of a layer: domain, functions, mail
 *     npm run mutation -- domain/answer/turnout.ts   one file
 *     npm run mutation -- domain/answer --record     writes what it found into baseline.json
 *     npm run mutation                               what stands there
 *
 * Prints each bug that no test notices, and ends with 1 where a room got worse than it was.
 */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { LogLevel } from '@stryker-mutator/api/core'
import { Stryker } from '@stryker-mutator/core'
import { type Found, readBaseline, scoreOf, tableOf, writeBaseline } from './baseline.ts'
import { ROOMS, roomsOf, testsOf } from './rooms.ts'

type Tried = Awaited<ReturnType<Stryker['runMutationTest']>>

function mutate(files: string[], tests: string[], name: string): Promise<Tried> {
  process.env.MUTATION_TESTS = tests.join(' ')
  return new Stryker({
    mutate: files,
    testRunner: 'ours',
    plugins: ['./test/mutation/plugin.ts'],
    ignorers: ['untried'],
    // What runs once as a file is loaded would need everything loaded anew for each.
    ignoreStatic: true,
    concurrency: 2,
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

/** Each bug that nobody notices, in the order of the files. */
function show(tried: Tried): void {
  for (const { fileName, location, status, mutatorName, replacement } of tried) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue
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

function count(tried: Tried): Found {
  const many = (status: string) => tried.filter(each => each.status === status).length
  return {
    killed: many('Killed'),
    timeout: many('Timeout'),
    survived: many('Survived'),
    unreached: many('NoCoverage'),
    untried: many('Ignored'),
  }
}

async function tryOne(name: string, files: string[], tests: string[]): Promise<Found> {
  const begun = Date.now()
  const tried = await mutate(files, tests, name.replaceAll('/', '-'))
  show(tried)
  const found = count(tried)
  const minutes = ((Date.now() - begun) / 60_000).toFixed(1)
  console.log(
    `${name}: ${scoreOf(found).toFixed(1)} % of ${tried.length - found.untried} noticed, in ${minutes} minutes`,
  )
  return found
}

const { values, positionals } = parseArgs({ options: { record: { type: 'boolean' } }, allowPositionals: true })
if (positionals.length === 0) console.log(tableOf(readBaseline()))
for (const name of positionals) {
  const rooms = roomsOf(name)
  if (rooms.length === 0) {
    const room = Object.keys(ROOMS).findLast(each => name.startsWith(`${each}/`))
    if (room === undefined) throw new Error(`${name} is no room and no file of one: ${Object.keys(ROOMS).join(', ')}`)
    await tryOne(name, [name], testsOf(room))
  }
  for (const room of rooms) {
    const found = await tryOne(room, ROOMS[room]?.mutate ?? [], testsOf(room))
    const before = readBaseline()[room]
    if (values.record) writeBaseline(room, found)
    else if (before && scoreOf(found) < scoreOf(before)) {
      console.log(`${room} got worse: ${scoreOf(before).toFixed(1)} % before.`)
      process.exitCode = 1
    }
  }
}
