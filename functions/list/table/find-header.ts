/** Where the headings of a table are: under title lines, in the first row or in two, or nowhere. */
import { readAddressCell } from '../../../domain/list/address-cell.ts'
import { plainWords } from '../../../domain/list/company.ts'
import { meaningOf } from '../../../domain/list/heading.ts'
import type { GridRow } from './grid.ts'

/** Headings are looked for in so many rows. */
const DEPTH = 25

/** A table's headings (none: empty) and the rows below them. */
export interface Headed {
  header: string[]
  rows: GridRow[]
}

/** Splits rows into headings and the others; rows without a word in them are left out. */
export function findHeader(rows: readonly GridRow[], given?: string[]): Headed {
  // Rows of lines, as tables in text have them below their headings, say nothing.
  const filledRows = rows.filter(({ cells }) => cells.some(cell => cell !== '' && !/^[-:=_+]{2,}$/.test(cell)))
  if (given) return { header: given, rows: filledRows }
  const cells = filledRows.map(row => row.cells)
  const at = headerAt(cells)
  if (at === undefined) return { header: [], rows: filledRows }
  const { header, last } = inTwoRows(cells, at)
  return { header, rows: filledRows.slice(last + 1).filter(row => !isSame(row.cells, cells[last] ?? [])) }
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

/** Headings of two rows, "Primary contact" above "Name" and "Email", as one. */
function inTwoRows(rows: readonly string[][], at: number): { header: string[]; last: number } {
  const own = rows[at] ?? []
  const above = at > 0 ? rows[at - 1] : undefined
  const below = rows[at + 1]
  if (
    below &&
    filled(below) >= 2 &&
    below.every(cell => cell === '' || (isLabel(cell) && meaningOf(cell) !== undefined)) &&
    !isSame(below, own)
  )
    return { header: together(own, below), last: at + 1 }
  // A title stands alone in the first column, and is about the whole list.
  const isOver = above?.every(cell => cell === '' || isLabel(cell)) && (filled(above) >= 2 || above[0] === '')
  return above && isOver ? { header: together(above, own), last: at } : { header: own, last: at }
}

const isLabel = (cell: string): boolean => cell.length <= 40 && !cell.includes('@') && !/\d{3}/.test(cell)

function together(above: readonly string[], below: readonly string[]): string[] {
  let over = ''
  return Array.from({ length: Math.max(above.length, below.length) }, (_, column) => {
    const upper = above[column] ?? ''
    const lower = below[column] ?? ''
    if (upper !== '') over = upper
    if (lower === '') return upper
    const both = `${over} ${lower}`.trim()
    return meaningOf(both) === undefined ? lower : both
  })
}

const filled = (cells: readonly string[]): number => cells.filter(cell => cell !== '').length
const isMail = (cell: string): boolean => cell.includes('@') && readAddressCell(cell) !== undefined
const known = (cells: readonly string[]): number =>
  new Set(
    cells.flatMap((cell, at) => {
      const meaning = meaningOf(cell)
      return meaning === undefined
        ? []
        : meaning.thing === 'label'
          ? [`label ${at}`]
          : [`${meaning.thing} ${meaning.who}`]
    }),
  ).size

/** The headings once more, as on every page of a printed list. */
function isSame(cells: readonly string[], header: readonly string[]): boolean {
  const titles = [...header.entries()].filter(([, title]) => title !== '')
  const same = titles.filter(([column, title]) => plainWords(cells[column] ?? '') === plainWords(title)).length
  return titles.length >= 2 && same >= titles.length * 0.7
}
