/** How much a sheet holds, before it is read: cells far out, or in number more than a list can have. */
import { BROKEN, TOO_LARGE } from './archive.ts'
import { Unreadable } from './grid.ts'

/** A cell far out makes a reader fill in all that lie between. */
const MOST_CELLS = 4_000_000
/** So many are written down in a sheet of twenty thousand rows and fifty columns. */
const MOST_WRITTEN = 1_000_000

/** The start tags of rows and cells, whatever their prefix and however their attributes are quoted. */
const TAGS = /<(?:[^\s<>/"'=:]+:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>/g
const WHERE = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/

/**
 * Refuses a sheet whose furthest cells span more than can be held. A place is "B7" for a cell and "7" for a row; what
 * is written in any other way ("1e9", an entity) is read by nobody. A cell or row without one follows the last.
 */
export function measure(xml: string): void {
  let row = 0
  let column = 0
  let rows = 0
  let columns = 0
  let written = 0
  for (const [, tag, attributes = ''] of xml.matchAll(TAGS)) {
    if (++written > MOST_WRITTEN) throw new Unreadable(TOO_LARGE)
    const place = WHERE.exec(attributes)
    const where = place?.[1] ?? place?.[2]
    const [, letters = '', digits] = /^([A-Za-z]{0,4})(\d{1,9})$/.exec(where ?? '') ?? []
    if (where !== undefined && (digits === undefined || (letters === '') !== (tag === 'row')))
      throw new Unreadable(BROKEN)
    if (tag === 'row') column = 0
    row = digits === undefined ? row + (tag === 'row' ? 1 : 0) : Number(digits)
    if (tag === 'c') column = letters === '' ? column + 1 : columnOf(letters)
    columns = Math.max(columns, column)
    rows = Math.max(rows, row)
    if (columns > 16_384 || rows > 1_048_576 || columns * rows > MOST_CELLS)
      throw new Unreadable(
        'A sheet has cells far away from the list. Copy the list alone into a new workbook and upload that.',
      )
  }
}

/** "A" is 1, "AA" is 27. */
export const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
