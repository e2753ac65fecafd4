/**
 * Two houses in one store: a year of one partnership and its neighbors, and beside it its twin, in which every id, every
 * address and every name of a person or company is another. So for each id of one there is exactly one of the other that
 * stands for the same, and whatever of the twin shows is known by its mark.
 */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { shortId } from '../../mail/token.ts'
import type { StoredRow } from '../samples/mid-year.ts'

/** What stands in every name of the twin, and nowhere else. */
export const MARK = 'Zwilling'
/** What stands in every address of the twin, and nowhere else. */
export const THERE = '@twin.'

const ADDRESS = /[\w.+-]+@[\w.-]+\w/g
const ID = /(?<![A-Za-z0-9])[a-z2-7]{16}(?![A-Za-z0-9])/g
const there = (text: string): string => text.replace(ADDRESS, found => found.replace('@', THERE))

/** Documents of a machine or a sitting, which two houses share. */
const SHARED = /^(session#|sessions#[0-9a-f]{64}|sign-in|claim|pace|mailbox|sweep|inbox|vouched|logins)/

function idsIn(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (/^[a-z2-7]{16}$/.test(value)) found.add(value)
  } else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) idsIn(each, found)
}

/** What each id of the house is called in its twin. Ids that follow from an address follow there from the other address. */
function twinIds(rows: readonly StoredRow[]): Map<string, string> {
  const ids = new Set<string>()
  const addresses = new Set<string>()
  for (const { partition, key, value } of rows) {
    for (const [id] of `${partition} ${key}`.matchAll(ID)) ids.add(id)
    idsIn(value, ids)
    for (const [address] of JSON.stringify(value).matchAll(ADDRESS)) addresses.add(canonicalAddress(address))
  }
  const twins = new Map([...ids].map(id => [id, shortId(`twin:${id}`)]))
  const places = rows.flatMap(({ partition, key }) =>
    key === 'campaign' || key === 'partnership' ? [partition.split('#')[1] ?? ''] : [],
  )
  for (const address of addresses) {
    const other = there(address)
    twins.set(shortId(address), shortId(other))
    for (const place of places)
      for (const as of ['', 'champion:'])
        twins.set(shortId(`${place}:${as}${address}`), shortId(`${twins.get(place)}:${as}${other}`))
  }
  return twins
}

const NAMES = new Set(['name', 'company'])

const marked = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(marked)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([name, held]) => [
            name,
            NAMES.has(name) && typeof held === 'string' && held !== '' ? `${held} ${MARK}` : marked(held),
          ]),
        )
      : value

export interface Twins {
  /** The rows of the twin. */
  rows: StoredRow[]
  /** The same in the twin: what bears no id and no address is itself. */
  twin(text: string): string
  /** Whether a text names anything of the twin by its id. */
  names(text: string): boolean
}

export function twins(rows: readonly StoredRow[]): Twins {
  const ids = twinIds(rows)
  const twin = (text: string): string => there(text).replace(ID, id => ids.get(id) ?? id)
  // A row that cannot be read is known by its place.
  for (const place of rows.map(({ partition, key }) => [partition, key])) {
    const [id, other] = [place, place.map(twin)].map(each => shortId(JSON.stringify(each)))
    if (id !== undefined && other !== undefined) ids.set(id, other)
  }
  const theirs = new Set(ids.values())
  return {
    rows: rows
      .filter(({ partition }) => !SHARED.test(partition))
      .map(({ partition, key, value, ...rest }) => ({
        ...rest,
        partition: twin(partition),
        key: twin(key),
        value: marked(JSON.parse(twin(JSON.stringify(value)))) as Record<string, unknown>,
      })),
    twin,
    names: text => text.includes(THERE) || [...text.matchAll(ID)].some(([id]) => theirs.has(id)),
  }
}

/** Everything that is written down, as bytes: documents, schedules, and what has left. */
export interface Kept {
  /** Another number after each write (SQLite, PRAGMA data_version). */
  version(): number
  /** Each row by its place. */
  read(): Map<string, string>
  /** Puts back what has changed since. */
  restore(before: ReadonlyMap<string, string>): void
  close(): void
}

/** The whole database of a world, beside it. What has left stays left, and is told by its number. */
export function keptOf(folder: string): Kept {
  const sql = new DatabaseSync(join(folder, 'convoke.db'), { timeout: 5000 })
  // To read every document again after each request would take most of a test's time.
  const docs = sql.prepare('SELECT partition, key, version, expires_at, octet_length(value) AS size FROM docs')
  const doc = sql.prepare('SELECT partition, key, value, version, expires_at FROM docs WHERE partition = ? AND key = ?')
  const schedules = sql.prepare('SELECT name, campaign, wave, at FROM schedules')
  const sent = sql.prepare('SELECT id, recipients, wave FROM outbox')
  const version = sql.prepare('PRAGMA data_version')
  const drop = sql.prepare('DELETE FROM docs WHERE partition = ? AND key = ?')
  const put = sql.prepare('INSERT INTO docs (partition, key, value, version, expires_at) VALUES (?, ?, ?, ?, ?)')
  const forget = sql.prepare('DELETE FROM schedules WHERE name = ?')
  const plan = sql.prepare('INSERT INTO schedules (name, campaign, wave, at) VALUES (?, ?, ?, ?)')
  /** Documents as they were last read, with what tells whether they are still the same: each write raises the version. */
  let known = new Map<string, { stands: string; row: string }>()
  /** All of it as it was last read or put back, and when. */
  let last = { at: -1, rows: new Map<string, string>() }
  const versionNow = () => Number(version.get()?.data_version)
  const read = (): Map<string, string> => {
    const at = versionNow()
    if (last.at === at) return last.rows
    const found = new Map<string, { stands: string; row: string }>()
    for (const { partition, key, version, expires_at, size } of docs.all()) {
      const place = `doc ${partition} ${key}`
      const stands = `${version} ${expires_at} ${size}`
      const before = known.get(place)
      const row =
        before?.stands === stands
          ? before.row
          : JSON.stringify(Object.values(doc.get(String(partition), String(key)) ?? {}))
      found.set(place, { stands, row })
    }
    known = found
    const rows = new Map([
      ...[...found].map(([place, { row }]): [string, string] => [place, row]),
      ...schedules.all().map((row): [string, string] => [`plan ${row.name}`, JSON.stringify(Object.values(row))]),
      ...sent.all().map((row): [string, string] => [`sent ${row.id}`, JSON.stringify(Object.values(row))]),
    ])
    last = { at, rows }
    return rows
  }
  return {
    version: versionNow,
    read,
    close: () => sql.close(),
    restore(before) {
      const now = read()
      const values = (row: string) => JSON.parse(row) as (string | number | null)[]
      for (const [place, row] of now) {
        if (before.get(place) === row || place.startsWith('sent ')) continue
        const [partition = '', key = ''] = values(row)
        known.delete(place)
        if (place.startsWith('doc ')) drop.run(partition, key)
        else forget.run(partition)
      }
      for (const [place, row] of before) {
        if (now.get(place) === row || place.startsWith('sent ')) continue
        if (place.startsWith('doc ')) put.run(...values(row))
        else plan.run(...values(row))
      }
      const stands = [...before].filter(([place]) => !place.startsWith('sent '))
      const left = [...now].filter(([place]) => place.startsWith('sent '))
      // What this connection writes is no other version to it.
      last = { at: last.at, rows: new Map([...stands, ...left]) }
    },
  }
}

/** The places at which two states differ, with what stands there now. */
export const changedBetween = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] => [
  ...[...after].flatMap(([place, row]) => (before.get(place) === row ? [] : [`${place} ${row}`])),
  ...[...before.keys()].filter(place => !after.has(place)).map(place => `${place} is gone`),
]
