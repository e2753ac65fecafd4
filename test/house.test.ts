/** The house as it is to be: `test/house/rules.ts` has the rules, `test/house/rules.test.ts` breaks each of them. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  broken,
  circles,
  crowded,
  dead,
  isMade,
  LAYERS,
  namedForNothing,
  roomsAhead,
  tooLong,
  twoHomes,
  withoutRoom,
  wrongArrows,
} from './house/rules.ts'
import { exportsOf, importsOf } from './house/source.ts'

const filesIn = (folders: readonly string[], endings: string) =>
  globSync(`{${folders.join(',')}}/**/*.{${endings}}`)
    .map(normalize)
    .sort()
const FILES = filesIn(LAYERS, 'ts,tsx')
const HOUSE = new Map(FILES.map(file => [file, importsOf(file).files]))
/** What people write and read, besides samples. */
const WRITTEN = filesIn([...LAYERS, 'test', 'bench'], 'ts,tsx,js,css,mjml,grit').filter(
  file => !file.includes('/compiled/'),
)

/** Longer than others for a reason, and by how much at most. */
const LONG: Record<string, number> = {
  // Stories over one setup, each told in the order in which things happen.
  'test/functions/teams/teams.test.ts': 570,
  'test/functions/campaign/campaign.test.ts': 480,
  'test/functions/campaign/steps.test.ts': 470,
  'test/local/mail/listener.test.ts': 490,
  // Every route there is: one list.
  'test/year.test.ts': 440,
}

describe('the house', () => {
  test('is looked at as a whole', () => {
    expect(FILES.length).toBeGreaterThan(300)
    expect(importsOf('functions/web.tsx').files.length).toBeGreaterThan(10)
  })

  test('arrows between layers go one way', () => expect(wrongArrows(HOUSE)).toEqual([]))

  test('arrows between the rooms of a layer go one way, in the order of the method', () =>
    expect(roomsAhead(HOUSE)).toEqual([]))

  test('every import says what it imports, and it is there', () => {
    expect(FILES.filter(file => !isMade(file)).flatMap(file => importsOf(file).untold)).toEqual([])
    expect(broken(HOUSE, existsSync)).toEqual([])
  })

  test('no circle of imports', () => expect(circles(HOUSE)).toEqual([]))

  test('no dead files', () => {
    const local = ['main', 'dev', 'account/connect', 'backup', 'export'].map(name => `local/${name}.ts`)
    const commands = [...local, 'aws/import.ts', 'infra/main.ts']
    const doors = [...commands, 'local/lists/thread.ts']
    const benches = globSync('bench/*.ts').flatMap(bench => importsOf(bench).files)
    const started = FILES.filter(file => file.startsWith('aws/doors/') || file.includes('/build/'))
    const standIns = ['light-fetch', 'credentials', 'load-config', 'temporal-later'].map(name => `aws/start/${name}.ts`)
    started.push('aws/steps/receipt-rules.ts', ...standIns)
    expect(dead(HOUSE, [...doors, ...started, ...benches])).toEqual([])
  })

  test('every file of a layer with rooms stands in one', () => expect(withoutRoom(HOUSE)).toEqual([]))

  test('a room can be taken in at a glance', () => expect(crowded(WRITTEN)).toEqual([]))

  test('a file is one idea: of a length one can read, under a name that says which', () => {
    const lines = new Map(WRITTEN.map(file => [file, readFileSync(file, 'utf8').split('\n').length - 1]))
    expect(tooLong(lines, LONG)).toEqual([])
    expect(namedForNothing(WRITTEN)).toEqual([])
  })

  test('a name means one thing', () => {
    const exports = new Map(FILES.filter(file => !isMade(file)).map(file => [file, exportsOf(file)]))
    expect(twoHomes(exports)).toEqual({})
  })
})
