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

/** As Markdown: each room, and each layer over its rooms that were recorded. */
export function tableOf(baseline: Baseline): string {
  const layers = Map.groupBy(Object.entries(baseline), ([room]) => room.split('/')[0] ?? room)
  const row = (name: string, found: Found) =>
    `| ${name} | ${scoreOf(found).toFixed(1)} % | ${found.killed + found.timeout} | ${found.survived} | ${found.unreached} | ${found.untried} |`
  const rows = [...layers].flatMap(([layer, rooms]) => [
    ...rooms.map(([room, found]) => row(room, found)),
    row(`**${layer}, these rooms**`, rooms.map(([, found]) => found).reduce(sum)),
  ])
  return [
    '| room | score | noticed | survived | not reached | not tried |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n')
}

const sum = (a: Found, b: Found): Found => ({
  killed: a.killed + b.killed,
  timeout: a.timeout + b.timeout,
  survived: a.survived + b.survived,
  unreached: a.unreached + b.unreached,
  untried: a.untried + b.untried,
})
