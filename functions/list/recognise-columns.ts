/** Which column holds what: by its heading, and where headings say nothing, by what stands below. */
import type { Invitation } from '../../domain/keep/invitation.ts'
import {
  type Field,
  type JudgedList,
  type JudgedRow,
  judgeList,
  type Row,
  saysPublic,
} from '../../domain/list/invitee-list.ts'
import { isTopRole } from '../../domain/list/job-title.ts'
import type { Mapping } from '../../domain/list/list-import.ts'
import { readMailbox } from '../../domain/list/mailbox.ts'
import { meaningOf } from './column-words.ts'
import type { Sheet } from './read-table.ts'

type Table = Pick<Sheet, 'header' | 'rows'>

/** So many rows are looked at to tell a column by its contents. */
const LOOKED_AT = 200

/** What each column of a table holds, as far as can be told. */
export function recogniseColumns(table: Table): Mapping {
  const width = Math.max(table.header.length, ...table.rows.slice(0, LOOKED_AT).map(row => row.length))
  const mapping: Mapping = Array.from({ length: width }, () => 'ignored')
  const cellsOf = (column: number): string[] => table.rows.slice(0, LOOKED_AT).flatMap(row => row[column] || [])

  const meanings = Array.from({ length: width }, (_, column) => meaningOf(table.header[column] ?? ''))
  const byWeight = [...meanings.entries()].sort(
    ([a, left], [b, right]) => (right?.weight ?? 0) - (left?.weight ?? 0) || a - b,
  )
  for (const [column, meaning] of byWeight) {
    if (!meaning || meaning.field === 'ignored' || mapping.includes(meaning.field)) continue
    if (meaning.field === 'publicPartner' && !isYesOrNo(cellsOf(column))) continue
    mapping[column] = meaning.field
  }
  // A heading can be wrong about addresses, of which everything depends; contents cannot.
  const claimed = mapping.indexOf('email')
  if (
    claimed >= 0 &&
    share(cellsOf(claimed), isMail) < 0.1 &&
    mapping.some((_, at) => share(cellsOf(at), isMail) > 0.5)
  )
    mapping[claimed] = 'ignored'
  const unknown = [...mapping.keys()].filter(
    column => mapping[column] === 'ignored' && (!meanings[column] || column === claimed),
  )
  fillFromContents(mapping, unknown, cellsOf)
  return mapping
}

/** Gives the fields that no heading named to the columns whose cells look most like them. */
function fillFromContents(mapping: Mapping, unknown: readonly number[], cellsOf: (column: number) => string[]): void {
  const hasName = () => mapping.some(field => field === 'name' || field === 'firstName' || field === 'lastName')
  const missing = (field: Field) => !mapping.includes(field) && !(field === 'name' && hasName())
  const scores = unknown.flatMap(column => {
    const cells = cellsOf(column)
    return LOOKS.map(({ field, looks, least }) => ({ column, field, score: share(cells, looks), least }))
  })
  const sure = scores
    .filter(({ score, least }) => score >= least)
    .sort((a, b) => b.score - a.score || a.column - b.column)
  for (const field of ['email', undefined] as const)
    for (const found of sure)
      if ((field === undefined || found.field === field) && mapping[found.column] === 'ignored' && missing(found.field))
        mapping[found.column] = found.field
}

const isMail = (cell: string): boolean => cell.includes('@') && readMailbox(cell) !== undefined
const isYesOrNo = (cells: readonly string[]): boolean => share(cells, cell => saysPublic(cell) !== undefined) >= 0.5
const share = (cells: readonly string[], looks: (cell: string) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(looks).length / cells.length

const TITLE =
  /\b(?:manager|director|vp|vice president|president|owner|ceo|cfo|coo|chief|partner|founder|supervisor|officer|dean|principal|superintendent|coordinator|engineer|controller|head of|gerente|presidente)\b/i
const COMPANY =
  /\b(?:inc|llc|ltd|corp|co|company|group|machin(?:e|ing)|manufacturing|mfg|industries|industrial|systems|services|solutions|technologies|works|tool|metals?|plastics|foods?|brewing|college|university|school|district|county|department|association|chamber|council|foundation|hospital|health|bank|construction|supply|products|international|enterprises|partners|fabrication)\b\.?/i

const LOOKS: { field: Field; looks: (cell: string) => boolean; least: number }[] = [
  { field: 'email', looks: isMail, least: 0.3 },
  { field: 'phone', looks: cell => /^[+(]?\d[\d\s().+/-]{6,}(?:\s*(?:x|ext\.?)\s*\d+)?$/i.test(cell), least: 0.5 },
  { field: 'title', looks: cell => !cell.includes('@') && (isTopRole(cell) || TITLE.test(cell)), least: 0.4 },
  { field: 'company', looks: cell => COMPANY.test(cell) && !TITLE.test(cell) && !cell.includes('@'), least: 0.25 },
  { field: 'name', looks: isNameLike, least: 0.5 },
]

/** Two to five words, mostly with a capital, without digits: "María Elena de la Cruz", "Ortiz, Jane". */
function isNameLike(cell: string): boolean {
  const words = cell.split(/[\s,]+/).filter(Boolean)
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    cell.length <= 50 &&
    !/[\d@/:&]/.test(cell) &&
    words.filter(word => /^\p{Lu}/u.test(word)).length >= 2 &&
    !COMPANY.test(cell) &&
    !TITLE.test(cell)
  )
}

/** The rows of a table by field; a field that two columns hold takes the first cell that is not empty. */
export function rowsOf(table: Table, mapping: Mapping): Row[] {
  return table.rows.map(cells => {
    const row: Row = {}
    for (const [column, field] of mapping.entries()) {
      const cell = cells[column] ?? ''
      if (field !== 'ignored' && cell !== '' && row[field] === undefined) row[field] = cell
    }
    return row
  })
}

export interface JudgedSheet extends JudgedList {
  rows: (JudgedRow & { line: number })[]
}

/** Reads a whole sheet: every row judged, each with the number it has in its file. */
export function judgeSheet(sheet: Sheet, mapping: Mapping, existing: readonly Invitation[] = []): JudgedSheet {
  const { rows, invitees } = judgeList(rowsOf(sheet, mapping), existing)
  return { rows: rows.map((row, at) => ({ ...row, line: sheet.lines[at] ?? at + 1 })), invitees }
}

/** Which of the sheets is the list: the one with most addresses, by position. */
export function likeliestSheet(sheets: readonly Sheet[]): number {
  const addresses = sheets.map(({ rows }) => rows.filter(row => row.some(isMail)).length)
  return Math.max(0, addresses.indexOf(Math.max(...addresses)))
}
