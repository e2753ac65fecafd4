/**
 * A list of people on its way in: kept for a day as it was read, with what the convener said of its columns and rows.
 * `take-in.ts` adds its people.
 */

import type { CampaignId } from '../../domain/keep/ids.ts'
import { DAY, SECOND, shift } from '../../domain/keep/time.ts'
import type { FlagKind, Mapping, Row } from '../../domain/list/fields.ts'
import type { CorrectedRows, ImportedRows, ListImport } from '../../domain/list/list-import.ts'
import { isOverrun, type Overrun, type ReadList } from '../../domain/list/list-import.ts'
import { idsOf, type Ref, read, refOf, rowsIn, upsert, write } from '../keep/documents.ts'
import type { AsksNames, Draws, Keeps, Reads, ReadsLists, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { withoutMail } from './ask-domains.ts'

const importRef = (id: string) => refOf(DOCUMENTS.listImport, id)
const chunkRef = (id: string, sheet: number, chunk: number) =>
  refOf(DOCUMENTS.importedRows, id, `${sheet}#${String(chunk).padStart(5, '0')}`)
const correctionsRef = (id: string, sheet: number) => refOf(DOCUMENTS.correctedRows, id, String(sheet))

/** So many pieces are written side by side. */
const HANDS = 8
const KEPT_FOR = DAY
/** A run that has not got on for so long is over, whatever it says. */
const DEAD_AFTER = 20 * SECOND
/** A schedule has begun a list that waits for it by then. */
const FOUND_BY = 60 * SECOND

/** Keeps a list as it was read and answers its id. */
export async function beginImport(
  world: Keeps & AsksNames & Draws,
  campaign: CampaignId,
  by: string,
  name: string,
  { sheets, pieces, sheet, mapping, domains, problems }: ReadList,
): Promise<string> {
  const id = world.chance.id(10)
  const at = world.clock.now()
  const expires = shift(at, KEPT_FOR)
  const places = sheets.flatMap(({ chunks }, s) => Array.from({ length: chunks }, (_, c) => chunkRef(id, s, c)))
  // A few at a time, so that others get their turn in between.
  await sideBySide(
    places.entries(),
    async ([n, ref]) => {
      const piece = pieces[n]
      if (piece) await write(world.store, ref, piece, undefined, expires)
    },
    { hands: HANDS },
  )
  const list: ListImport = {
    id,
    campaign,
    by,
    at,
    name,
    problems,
    sheets,
    sheet,
    mapping,
    dismissed: [],
    noMail: await withoutMail(world, domains),
    when: 'with the wave',
    state: 'open',
    total: 0,
    done: 0,
    touchedAt: at,
  }
  await write(world.store, importRef(id), list, undefined, expires)
  await write(world.store, refOf(DOCUMENTS.importOf, campaign, id), { id }, undefined, expires)
  return id
}

/** Lets go of every list that was brought to a campaign; answers how many rows of the store that were. */
export async function dropImports(world: Keeps, campaign: CampaignId): Promise<number> {
  let count = 0
  for (const id of await idsOf(world.store, DOCUMENTS.importOf, campaign)) {
    const { partition } = importRef(id)
    for await (const row of rowsIn(world.store, partition, ''))
      if ((await world.store.remove(partition, row.key, row.version)) === 'removed') count++
    const pointer = refOf(DOCUMENTS.importOf, campaign, id)
    const stands = await world.store.get(pointer.partition, pointer.key)
    if (stands) await world.store.remove(pointer.partition, pointer.key, stands.version)
  }
  return count
}

/** The import of that id in that campaign, unless its day is over. */
export async function readImport(
  world: Reads & Timed,
  campaign: CampaignId,
  id: string,
): Promise<ListImport | undefined> {
  const list = (await read(world.store, importRef(id)))?.value
  return list && list.campaign === campaign && shift(list.at, KEPT_FOR) > world.clock.now() ? list : undefined
}

/** A sheet of the list as it was read. */
export async function tableOf(
  world: Reads,
  list: ListImport,
  position: number,
): Promise<ImportedRows & { header: string[] }> {
  const sheet = list.sheets[position]
  const table = { header: sheet?.header ?? [], rows: [] as string[][], lines: [] as number[] }
  for (let c = 0; c < (sheet?.chunks ?? 0); c++) {
    const chunk = (await read(world.store, chunkRef(list.id, position, c)))?.value
    table.rows.push(...(chunk?.rows ?? []))
    table.lines.push(...(chunk?.lines ?? []))
  }
  return table
}

/** Looks at another sheet, recognizing its columns. While a list is taken in nothing about it changes. */
export async function chooseSheet(
  world: Keeps & AsksNames & ReadsLists,
  list: ListImport,
  sheet: number,
): Promise<Overrun | undefined> {
  if (!list.sheets[sheet] || isAtWork(world, list)) return undefined
  const found = await world.lists.recognize(list, sheet)
  if (isOverrun(found)) return found
  const { mapping, domains } = found
  const noMail = await withoutMail(world, domains)
  await changeImport(world, list.id, open => (isAtWork(world, open) ? undefined : { ...open, sheet, mapping, noMail }))
  return undefined
}

/** Sets what each column holds, unless the list is being taken in. */
export async function chooseColumns(world: Keeps & Timed, list: ListImport, mapping: Mapping): Promise<void> {
  await changeImport(world, list.id, open => (isAtWork(world, open) ? undefined : { ...open, mapping }))
}

/** Hides a note in all rows, or shows those that were hidden. */
export async function dismiss(world: Keeps & Timed, list: ListImport, kind: FlagKind | 'none'): Promise<void> {
  await changeImport(world, list.id, open =>
    isAtWork(world, open)
      ? undefined
      : { ...open, dismissed: kind === 'none' ? [] : [...new Set([...(open.dismissed ?? []), kind])] },
  )
}

/** What the convener corrected, by the key of the row. */
export const correctionsOf = async (world: Reads, list: ListImport): Promise<CorrectedRows> =>
  (await read(world.store, correctionsRef(list.id, list.sheet)))?.value ?? {}

/** Takes corrections of single rows, by their key, unless the list is being taken in. */
export async function correct(world: Keeps & Timed, list: ListImport, rows: ReadonlyMap<string, Row>): Promise<void> {
  if (isAtWork(world, list)) return
  await keep(world, list, correctionsRef(list.id, list.sheet), before => {
    const next: CorrectedRows = { ...before }
    for (const [key, corrected] of rows) next[key] = { ...next[key], ...corrected }
    return next
  })
}

/** What the store may forget after a day. */
const keep = <T>(
  world: Keeps,
  { at }: Pick<ListImport, 'at'>,
  ref: Ref<T>,
  edit: (before: T | undefined) => T | undefined,
): Promise<T | undefined> => upsert(world.store, ref, edit, shift(at, KEPT_FOR))

/** Changes an import, which by that is under way; `edit` answers undefined to leave it. */
export async function changeImport(
  world: Keeps & Timed,
  id: string,
  edit: (open: ListImport) => ListImport | undefined,
): Promise<void> {
  const list = (await read(world.store, importRef(id)))?.value
  if (!list) return
  await keep(world, list, importRef(id), stands => {
    const next = stands && edit(stands)
    return next && { ...next, touchedAt: world.clock.now() }
  })
}

/** Whether a run says that it is under way and has not died, or a schedule is about to begin one. */
export const isAtWork = (world: Timed, { state, touchedAt, taking }: ListImport): boolean =>
  state === 'running' && shift(touchedAt, taking?.waits ? FOUND_BY : DEAD_AFTER) > world.clock.now()
