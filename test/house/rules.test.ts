/** Houses with one thing wrong each, which the rules have to see, and the same thing right. */
import { describe, expect, test } from 'vitest'
import {
  broken,
  circles,
  crowded,
  dead,
  type House,
  namedForNothing,
  roomsAhead,
  tooLong,
  twoHomes,
  withoutRoom,
  wrongArrows,
} from './rules.ts'

const house = (files: Record<string, string[]>): House => new Map(Object.entries(files))

describe('arrows between layers', () => {
  test.each([
    ['domain/keep/time.ts', 'mail/press.ts'],
    ['domain/keep/time.ts', 'templates/texts.ts'],
    ['templates/texts.ts', 'domain/keep/time.ts'],
    ['mail/press.ts', 'functions/keep/ports.ts'],
    ['mail/press.ts', 'pages/web/pdf.ts'],
    ['pages/web/pdf.ts', 'mail/press.ts'],
    ['pages/day/day.tsx', 'functions/day/day.ts'],
    ['functions/keep/ports.ts', 'local/store.ts'],
    ['functions/keep/ports.ts', 'aws/store.ts'],
    ['functions/send/letters.ts', 'templates/frame.ts'],
    ['aws/store.ts', 'local/store.ts'],
    ['aws/store.ts', 'pages/web/pdf.ts'],
    ['local/store.ts', 'aws/store.ts'],
    ['local/store.ts', 'templates/texts.ts'],
    ['infra/stack.ts', 'aws/store.ts'],
    ['infra/stack.ts', 'domain/keep/time.ts'],
    ['functions/keep/ports.ts', 'test/world.ts'],
    ['functions/keep/ports.ts', 'bench/main.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(wrongArrows(house({ [from]: [to], [to]: [] }))).toEqual([`${from} imports ${to}`])
  })

  test.each([
    ['mail/press.ts', 'domain/keep/time.ts'],
    ['mail/letter.ts', 'templates/frame.ts'],
    ['functions/send/letters.ts', 'templates/texts.ts'],
    ['functions/day/day.routes.tsx', 'pages/day/day.tsx'],
    ['aws/store.ts', 'functions/keep/ports.ts'],
    ['local/store.ts', 'local/database.ts'],
    ['infra/stack.ts', 'aws/environment.ts'],
  ])('%s may import %s', (from, to) => {
    expect(wrongArrows(house({ [from]: [to], [to]: [] }))).toEqual([])
  })
})

describe('rooms of a layer', () => {
  test.each([
    ['domain/keep/time.ts', 'domain/send/plan.ts'],
    ['functions/send/letters.ts', 'functions/list/import-list.ts'],
    ['functions/table/report.ts', 'functions/rounds/sweep.ts'],
    ['functions/rounds/sweep.ts', 'functions/web.tsx'],
    ['pages/answer/board.tsx', 'pages/day/day.tsx'],
  ])('%s may not import %s', (from, to) => {
    expect(roomsAhead(house({ [from]: [to], [to]: [] }))).toEqual([`${from} imports ${to}`])
  })

  test('may use those before them, and the front uses them all', () => {
    const right = house({
      'functions/rounds/sweep.ts': ['functions/keep/ports.ts', 'domain/table/report.ts'],
      'functions/web.tsx': ['functions/rounds/sweep.ts'],
      'pages/web/pdf.ts': ['pages/compiled/fonts.ts'],
    })
    expect(roomsAhead(right)).toEqual([])
    expect(withoutRoom(right)).toEqual([])
  })

  test('are where every file stands', () => {
    expect(withoutRoom(house({ 'domain/loose.ts': [], 'pages/misc/loose.tsx': [], 'mail/press.ts': [] }))).toEqual([
      'domain/loose.ts',
      'pages/misc/loose.tsx',
    ])
  })
})

test('a circle of imports is seen, however long, once', () => {
  const round = house({ 'a.ts': ['b.ts'], 'b.ts': ['c.ts', 'd.ts'], 'c.ts': ['a.ts'], 'd.ts': [] })
  expect(circles(round)).toEqual(['a.ts → b.ts → c.ts → a.ts'])
  expect(circles(house({ 'a.ts': ['a.ts'] }))).toEqual(['a.ts → a.ts'])
  expect(circles(house({ 'a.ts': ['b.ts', 'c.ts'], 'b.ts': ['d.ts'], 'c.ts': ['d.ts'], 'd.ts': [] }))).toEqual([])
})

test('a file that no door leads to is dead, though others that are dead import it', () => {
  const files = house({ 'door.ts': ['a.ts'], 'a.ts': [], 'b.ts': ['c.ts'], 'c.ts': ['b.ts', 'a.ts'] })
  expect(dead(files, ['door.ts'])).toEqual(['b.ts', 'c.ts'])
})

test('an import of what is not there is seen', () => {
  expect(broken(house({ 'a.ts': ['b.ts', 'c.json'] }), file => file === 'c.json')).toEqual(['a.ts imports b.ts'])
})

test('a folder of 26 files is crowded, one of 25 is not, and folders within count for themselves', () => {
  const files = (folder: string, count: number) => Array.from({ length: count }, (_, n) => `${folder}/${n}.ts`)
  expect(crowded([...files('pages/day', 26), ...files('pages/web', 25), 'pages/web/more/1.ts'])).toEqual([
    'pages/day: 26',
  ])
})

test('a file above 300 lines is long, a test above 400; an exception has an end, and goes when nothing needs it', () => {
  const lines = new Map([
    ['mail/a.ts', 300],
    ['mail/b.ts', 301],
    ['mail/c.css', 350],
    ['mail/d.ts', 361],
    ['mail/e.ts', 299],
    ['test/a.test.ts', 400],
    ['test/b.test.ts', 401],
  ])
  const exceptions = { 'mail/c.css': 360, 'mail/d.ts': 360, 'mail/e.ts': 310, 'mail/gone.ts': 400 }
  expect(tooLong(lines, exceptions)).toEqual([
    'mail/b.ts: 301',
    'mail/d.ts: 361',
    'test/b.test.ts: 401',
    'mail/e.ts: needs no exception',
    'mail/gone.ts: needs no exception',
  ])
})

test('a name that says nothing is seen', () => {
  expect(namedForNothing(['mail/utils.ts', 'mail/date-helper.ts', 'mail/common.tsx', 'mail/commons-house.ts'])).toEqual(
    ['mail/utils.ts', 'mail/date-helper.ts', 'mail/common.tsx'],
  )
})

test('a name with two homes is seen, but for the ports that both edges make, and the doors of AWS', () => {
  const exports = new Map([
    ['domain/a.ts', ['Call', 'one']],
    ['pages/b.ts', ['Call', 'other']],
    ['local/store.ts', ['createStore', 'base']],
    ['aws/store.ts', ['createStore']],
    ['mail/base.ts', ['base']],
    ['aws/doors/a.ts', ['handler']],
    ['aws/doors/b.ts', ['handler']],
    ['aws/c.ts', ['twice']],
    ['aws/d.ts', ['twice']],
  ])
  expect(twoHomes(exports)).toEqual({
    Call: ['domain/a.ts', 'pages/b.ts'],
    base: ['local/store.ts', 'mail/base.ts'],
    twice: ['aws/c.ts', 'aws/d.ts'],
  })
})
