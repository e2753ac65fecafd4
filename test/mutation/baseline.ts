/** What mutation testing found in each room when somebody last wrote it down. */
import { readFileSync, writeFileSync } from 'node:fs'

/** How many bugs were tried, and what came of them. */
export interface Found {
  /** A test failed. */
  killed: number
  /** The tests went on without end, which is noticed as well. */
  timeout: number
  survived: number
  /** No test comes there. */
  unreached: number
  /** Not tried: runs once, as its file is loaded, or is words. */
  untried: number
  /** Only one bug of so many was tried; all of them where it is missing. `untried` is of all. */
  oneOf?: number
  /** Which of these parts, from zero. */
  part?: number
}

type Baseline = Record<string, Found>

const FILE = 'test/mutation/baseline.json'
/** Shows it to people. */
const PAGE = 'docs/testing.md'

export const readBaseline = (): Baseline => JSON.parse(readFileSync(FILE, 'utf8')) as Baseline

/** Also into the table of docs/testing.md. */
export function writeBaseline(room: string, found: Found): void {
  const all = { ...readBaseline(), [room]: found }
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`)
  writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(/^\| room \|(?:.*\n)(?:\|.*\n)*/m, `${tableOf(sorted)}\n`))
}

/** Of the bugs that were tried, how many were noticed. Percent. */
export function scoreOf({ killed, timeout, survived, unreached }: Found): number {
  const noticed = killed + timeout
  return (100 * noticed) / (noticed + survived + unreached)
}

/**
 * Whether a room has got worse. Where only a part is tried, other code brings other bugs into that part: chance by itself moves the
 * score by two standard errors one time in twenty, so it is worse only past them.
 */
export function isWorse(found: Found, before: Found): boolean {
  const part = scoreOf(before) / 100
  const tried = found.killed + found.timeout + found.survived + found.unreached
  const chance = found.oneOf || before.oneOf ? 200 * Math.sqrt((part * (1 - part)) / tried) : 0
  return scoreOf(found) < scoreOf(before) - chance
}

/** As Markdown: each room, and each layer over its rooms that were recorded. */
export function tableOf(baseline: Baseline): string {
  const layers = Map.groupBy(Object.entries(baseline), ([room]) => room.split('/')[0] ?? room)
  const row = (name: string, found: Found, score: number, share: string) =>
    `| ${name} | ${score.toFixed(1)} % | ${share} | ${found.killed + found.timeout} | ${found.survived} | ${found.unreached} | ${found.untried} |`
  const rows = [...layers].flatMap(([layer, rooms]) => {
    const found = rooms.map(([, each]) => each)
    return [
      ...rooms.map(([room, each]) => row(room, each, scoreOf(each), each.oneOf ? `one of ${each.oneOf}` : 'all')),
      row(`**${layer}, these rooms**`, found.reduce(sum), scoreOf(found.map(estimated).reduce(sum)), ''),
    ]
  })
  return [
    '| room | score | tried | noticed | survived | not reached | not tried |',
    '|---|---:|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

/** As if all had been tried: a room of which one of five was counts by all it has. */
const estimated = ({ killed, timeout, survived, unreached, untried, oneOf = 1 }: Found): Found => ({
  killed: killed * oneOf,
  timeout: timeout * oneOf,
  survived: survived * oneOf,
  unreached: unreached * oneOf,
  untried,
})

const sum = (a: Found, b: Found): Found => ({
  killed: a.killed + b.killed,
  timeout: a.timeout + b.timeout,
  survived: a.survived + b.survived,
  unreached: a.unreached + b.unreached,
  untried: a.untried + b.untried,
})
