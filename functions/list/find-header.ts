/** Where the headings of a table are: under title lines, in the first row, or nowhere. */
import { readMailbox } from '../../domain/list/mailbox.ts'
import { meaningOf } from './column-words.ts'

/** Headings are looked for in so many rows. */
const DEPTH = 25

export interface Table {
  /** Empty where the table has no headings. */
  header: string[]
  rows: string[][]
  /** The number each row has in its file, counted from 1. */
  lines: number[]
}

/** Splits a grid into headings and rows; rows without a word in them are left out. */
export function findHeader(grid: readonly string[][], given?: string[]): Table {
  const numbered = grid
    .map((cells, at) => ({ cells, line: at + 1 }))
    .filter(({ cells }) => cells.some(cell => cell !== ''))
  const at = given ? undefined : headerAt(numbered.map(({ cells }) => cells))
  const rows = numbered.slice(at === undefined ? 0 : at + 1)
  return {
    header: given ?? numbered[at ?? -1]?.cells ?? [],
    rows: rows.map(({ cells }) => cells),
    lines: rows.map(({ line }) => line),
  }
}

function headerAt(rows: readonly string[][]): number | undefined {
  const top = rows.slice(0, DEPTH).map(cells => (cells.some(isMail) ? -1 : known(cells)))
  const best = Math.max(0, ...top)
  const found = top.indexOf(best)
  if (best >= 2) return found
  if (best === 1 && filled(rows[found] ?? []) === Math.min(filled(rows[found + 1] ?? []), 2)) return found
  // Headings in words we do not know: a full first row without an address above rows that have one.
  const [first = [], ...others] = rows
  const below = others.slice(0, DEPTH)
  const looksLikeOne = filled(first) >= 2 && !first.some(isMail) && !first.some(cell => /\d{3}/.test(cell))
  const usual = below.filter(cells => cells.some(isMail) && filled(cells) <= filled(first)).length
  return looksLikeOne && usual > 0 && usual > below.length / 2 ? 0 : undefined
}

const filled = (cells: readonly string[]): number => cells.filter(cell => cell !== '').length
const isMail = (cell: string): boolean => cell.includes('@') && readMailbox(cell) !== undefined
const known = (cells: readonly string[]): number =>
  new Set(
    cells.flatMap((cell, at) => {
      const field = meaningOf(cell)?.field
      return field === undefined ? [] : field === 'ignored' ? [`ignored ${at}`] : [field]
    }),
  ).size
