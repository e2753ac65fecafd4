/** Every email to somebody who helps, a row each, by the id that their own words are kept under: so it stays as it is. */
import { DAY } from './day.ts'
import { PREPARE } from './prepare.ts'
import type { ErrandRow } from './row.ts'
import { TABLE } from './table.ts'
import { TEAMS } from './teams.ts'

const ROWS = { ...PREPARE, ...DAY, ...TEAMS, ...TABLE }

export type ErrandTextId = keyof typeof ROWS

export const ERRAND_TEXTS: Readonly<Record<ErrandTextId, ErrandRow>> = ROWS

/** What the own fields of a text hold: each of them, and no other. */
export type ErrandFields<Id extends ErrandTextId> = {
  [Field in keyof (typeof ROWS)[Id]['fields']]: (typeof ROWS)[Id]['fields'][Field] extends string
    ? string
    : { data: string }
}

export const isErrandText = (id: string): id is ErrandTextId => Object.hasOwn(ERRAND_TEXTS, id)
