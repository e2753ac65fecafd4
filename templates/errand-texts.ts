/** Every email to somebody who helps, a row each, by the id that their own words are kept under: so it stays as it is. */
import { DAY_ERRANDS } from './errands/day.ts'
import { PREPARE_ERRANDS } from './errands/prepare.ts'
import type { FieldsOf, HelperRow } from './errands/row.ts'
import { TABLE_ERRANDS } from './errands/table.ts'
import { TEAMS_ERRANDS } from './errands/teams.ts'

const ROWS = { ...PREPARE_ERRANDS, ...DAY_ERRANDS, ...TEAMS_ERRANDS, ...TABLE_ERRANDS }

export type ErrandTextId = keyof typeof ROWS

export const ERRAND_TEXTS: Readonly<Record<ErrandTextId, HelperRow>> = ROWS

/** What the own fields of a text hold: each of them, and no other. */
export type ErrandFields<Id extends ErrandTextId> = FieldsOf<(typeof ROWS)[Id]>

export const isErrandText = (id: string): id is ErrandTextId => Object.hasOwn(ERRAND_TEXTS, id)

/** In the order of the method. */
export const ERRAND_GROUPS: readonly { title: string; ids: readonly ErrandTextId[] }[] = [
  { title: 'To your helpers: before a meeting', ids: idsOf(PREPARE_ERRANDS) },
  { title: 'To your helpers: around the day', ids: idsOf(DAY_ERRANDS) },
  { title: 'Action teams and commitments', ids: idsOf(TEAMS_ERRANDS) },
  { title: 'Quarterly tables, handovers and the digest', ids: idsOf(TABLE_ERRANDS) },
]

function idsOf<Id extends ErrandTextId>(rows: Readonly<Record<Id, HelperRow>>): Id[] {
  return Object.keys(rows) as Id[]
}
