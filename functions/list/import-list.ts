/**
 * A list of people on its way in: kept for a day as it was read, with what the convener said of its columns and rows.
 * `take-in.ts` adds its people.
 */

import * as z from 'zod'
import { DAY, type Instant, SECOND, shift } from '../../domain/keep/time.ts'
import { recogniseColumns } from '../../domain/list/columns.ts'
import { COLUMNS, type Column, FIELDS, type Mapping, type Row } from '../../domain/list/fields.ts'
import { FLAG_KINDS, type FlagKind } from '../../domain/list/invitee-row.ts'
import { type Read, type Ref, read, write } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { withoutMail } from './ask-domains.ts'
import { likeliestSheet } from './judge-table.ts'
import type { ReadTable, Sheet } from './table/read-table.ts'

export interface ListImport {
  id: string
  campaign: string
  by: string
  at: Instant
  /** The file's name, or what else the list came as. */
  name: string
  /** What of the file could not be read, in sentences. */
  problems: string[]
  sheets: { name: string; header: string[]; rows: number; chunks: number }[]
  /** Which sheet is looked at, by position. */
  sheet: number
  mapping: Mapping
  /** Notes that the convener has dismissed, for all rows. */
  dismissed: FlagKind[]
  /** Domains of the sheet that take no mail, as far as the domain name system could be asked. */
  noMail: string[]
  when: 'now' | 'with the wave'
  state: 'open' | 'running' | 'done'
  /** People to take in, and how many are in. */
  total: number
  done: number
  /** When it last got on; a run that has not for a while is dead. */
  touchedAt: Instant
  result?: { added: number; updated: number; same: number; bad: number } | undefined
}

const row = z.partialRecord(z.enum([...FIELDS, 'include']), z.string())

const schema: z.ZodType<ListImport> = z.object({
  id: z.string(),
  campaign: z.string(),
  by: z.string(),
  at: z.string(),
  name: z.string(),
  problems: z.array(z.string()),
  sheets: z.array(z.object({ name: z.string(), header: z.array(z.string()), rows: z.number(), chunks: z.number() })),
  sheet: z.number(),
  mapping: z.array(z.custom<Column>(column => COLUMNS.some(known => known === column))),
  dismissed: z.array(z.enum(FLAG_KINDS)).default([]),
  noMail: z.array(z.string()).default([]),
  when: z.enum(['now', 'with the wave']),
  state: z.enum(['open', 'running', 'done']),
  total: z.number(),
  done: z.number(),
  touchedAt: z.string(),
  result: z.object({ added: z.number(), updated: z.number(), same: z.number(), bad: z.number() }).optional(),
})

const importRef = (id: string): Ref<ListImport> => ({ partition: `import#${id}`, key: 'import', schema })

interface Chunk {
  rows: string[][]
  lines: number[]
}
const chunkOfRows = z.object({ rows: z.array(z.array(z.string())), lines: z.array(z.number()) })

const chunkRef = (id: string, sheet: number, chunk: number): Ref<Chunk> => ({
  partition: `import#${id}`,
  key: `rows#${sheet}#${String(chunk).padStart(5, '0')}`,
  schema: chunkOfRows,
})

/** Rows as the convener corrected them, by their key. */
type Corrections = Record<string, Row>
const corrections = z.record(z.string(), row)

const correctionsRef = (id: string, sheet: number): Ref<Corrections> => ({
  partition: `import#${id}`,
  key: `corrections#${sheet}`,
  schema: corrections,
})

/** Characters and rows of one document: small enough for any store. */
const MOST_CHARACTERS = 80_000
const MOST_ROWS = 200
const KEPT_FOR = DAY
/** A run that has not got on for so long is over, whatever it says. */
const DEAD_AFTER = 20 * SECOND

/** Keeps a list as it was read and answers its id. */
export async function beginImport(
  world: World,
  campaign: string,
  by: string,
  name: string,
  { sheets, problems }: ReadTable,
): Promise<string> {
  const id = world.chance.id(10)
  const at = world.clock.now()
  const expires = shift(at, KEPT_FOR)
  const kept: ListImport['sheets'] = []
  for (const [s, sheet] of sheets.entries()) {
    const chunks = inChunks(sheet)
    await Promise.all(chunks.map((chunk, c) => write(world.store, chunkRef(id, s, c), chunk, undefined, expires)))
    kept.push({ name: sheet.name, header: sheet.header, rows: sheet.rows.length, chunks: chunks.length })
  }
  const sheet = likeliestSheet(sheets)
  const first = sheets[sheet]
  const list: ListImport = {
    id,
    campaign,
    by,
    at,
    name,
    problems,
    sheets: kept,
    sheet,
    mapping: first ? recogniseColumns(first) : [],
    dismissed: [],
    noMail: first ? await withoutMail(world, first.rows) : [],
    when: 'with the wave',
    state: 'open',
    total: 0,
    done: 0,
    touchedAt: at,
  }
  await write(world.store, importRef(id), list, undefined, expires)
  return id
}

function inChunks({ rows, lines }: Sheet): Chunk[] {
  const chunks: Chunk[] = []
  let size = MOST_CHARACTERS
  for (const [i, cells] of rows.entries()) {
    const length = cells.reduce((sum, cell) => sum + cell.length + 3, 0)
    let chunk = chunks.at(-1)
    if (!chunk || size + length > MOST_CHARACTERS || chunk.rows.length >= MOST_ROWS) {
      chunk = { rows: [], lines: [] }
      chunks.push(chunk)
      size = 0
    }
    chunk.rows.push(cells)
    chunk.lines.push(lines[i] ?? i + 1)
    size += length
  }
  return chunks
}

/** The import of that id in that campaign, unless its day is over. */
export async function readImport(world: World, campaign: string, id: string): Promise<ListImport | undefined> {
  const list = (await read(world.store, importRef(id)))?.value
  return list && list.campaign === campaign && shift(list.at, KEPT_FOR) > world.clock.now() ? list : undefined
}

/** A sheet of the list as it was read. */
export async function tableOf(world: World, list: ListImport, position: number): Promise<Chunk & { header: string[] }> {
  const sheet = list.sheets[position]
  const table = { header: sheet?.header ?? [], rows: [] as string[][], lines: [] as number[] }
  for (let c = 0; c < (sheet?.chunks ?? 0); c++) {
    const chunk = (await read(world.store, chunkRef(list.id, position, c)))?.value
    table.rows.push(...(chunk?.rows ?? []))
    table.lines.push(...(chunk?.lines ?? []))
  }
  return table
}

/** Looks at another sheet, recognising its columns. */
export async function chooseSheet(world: World, list: ListImport, sheet: number): Promise<void> {
  if (!list.sheets[sheet]) return
  const table = await tableOf(world, list, sheet)
  const mapping = recogniseColumns(table)
  const noMail = await withoutMail(world, table.rows)
  await changeImport(world, list.id, open => ({ ...open, sheet, mapping, noMail }))
}

/** Sets what each column holds. */
export async function chooseColumns(world: World, list: ListImport, mapping: Mapping): Promise<void> {
  await changeImport(world, list.id, open => ({ ...open, mapping }))
}

/** Hides a note in all rows, or shows those that were hidden. */
export async function dismiss(world: World, list: ListImport, kind: FlagKind | 'none'): Promise<void> {
  await changeImport(world, list.id, open => ({
    ...open,
    dismissed: kind === 'none' ? [] : [...new Set([...open.dismissed, kind])],
  }))
}

/** What the convener corrected, by the key of the row. */
export const correctionsOf = async (world: World, list: ListImport): Promise<Corrections> =>
  (await read(world.store, correctionsRef(list.id, list.sheet)))?.value ?? {}

/** Takes corrections of single rows, by their key. */
export async function correct(world: World, list: ListImport, rows: ReadonlyMap<string, Row>): Promise<void> {
  await changeKept(world, list, correctionsRef(list.id, list.sheet), before => {
    const next: Corrections = { ...before }
    for (const [key, corrected] of rows) next[key] = { ...next[key], ...corrected }
    return next
  })
}

/** Like `change` of documents, for what the store may forget after a day. */
async function changeKept<T>(
  world: World,
  list: Pick<ListImport, 'at'>,
  ref: Ref<T>,
  edit: (before: T | undefined) => T | undefined,
): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const found: Read<T> | undefined = await read(world.store, ref)
    const next = edit(found?.value)
    if (next === undefined) return
    const expires = shift(list.at, KEPT_FOR)
    if ((await write(world.store, ref, next, found?.version, expires)) !== 'conflict') return
  }
}

/** Changes what is kept of a list, however many write at once. */
export async function changeImport(world: World, id: string, edit: (open: ListImport) => ListImport): Promise<void> {
  const list = (await read(world.store, importRef(id)))?.value
  if (list)
    await changeKept(world, list, importRef(id), stands => stands && { ...edit(stands), touchedAt: world.clock.now() })
}

/** Whether a run says that it is under way and has not died. */
export const isAtWork = (world: World, list: ListImport): boolean =>
  list.state === 'running' && shift(list.touchedAt, DEAD_AFTER) > world.clock.now()
