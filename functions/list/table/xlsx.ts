/** Excel workbooks (.xlsx, ECMA-376): cells as a person sees them, and which rows are hidden or struck through. */
import { fromMillis } from '../../../domain/keep/time.ts'
import { BROKEN } from './archive.ts'
import { type Grid, type GridRow, isStruckRow, linked, MARKS, MOST_ROWS, Unreadable, unformulated } from './grid.ts'
import { columnOf, measure } from './xlsx-measure.ts'
import {
  isOn,
  type Parts,
  type RichText,
  relations,
  richText,
  type Style,
  sharedStrings,
  sheetsIn,
  stylesIn,
} from './xlsx-parts.ts'
import { readXml } from './xml.ts'

/** The sheets of a workbook in their order. */
export function readXlsx(parts: Parts): Grid[] {
  const workbook = parts.get('xl/workbook.xml') ?? ''
  // Any part may be named as a sheet.
  for (const xml of parts.values()) measure(xml)
  const places = relations(parts, 'xl/workbook.xml')
  const strings = sharedStrings(
    [...places.values()]
      .map(place => parts.get(place))
      .find(xml => xml !== undefined && /<(?:\w+:)?sst[\s>]/.test(xml.slice(0, 2000))) ?? '',
  )
  const styles = stylesIn(
    parts.get([...places.values()].find(place => /styles\.xml$/.test(place)) ?? 'xl/styles.xml') ?? '',
  )
  const found = sheetsIn(workbook)
  const base = /<(?:\w+:)?workbookPr[^>]*\sdate1904\s*=\s*["'](?:1|true)/.test(workbook) ? 1462 : 0
  const grids = found.flatMap(({ name, hidden, id }): Grid[] => {
    const place = places.get(id)
    const xml = place === undefined ? undefined : parts.get(place)
    // Charts have a sheet and no cells.
    if (place === undefined || xml === undefined || !/<(?:\w+:)?sheetData[\s/>]/.test(xml)) return []
    return [{ name, hidden, ...sheetIn(xml, { strings, styles, base, links: relations(parts, place) }) }]
  })
  if (grids.length === 0) throw new Unreadable(BROKEN)
  return grids
}

interface Known {
  strings: readonly RichText[]
  styles: readonly Style[]
  /** Days between the two ways in which Excel counts them. */
  base: number
  links: ReadonlyMap<string, string>
}

/** A cell as it is read, with where it stands, counted from 0. */
interface Cell extends RichText {
  column: number
}

function sheetIn(xml: string, known: Known): Pick<Grid, 'rows' | 'tooLong'> {
  const rows = new Map<number, { cells: Cell[]; hidden: boolean }>()
  const links: [place: string, link: string][] = []
  const merges: string[] = []
  const rich = richText()
  let row = 0
  let column = 0
  let cell: { type: string; style: number; column: number; value: string; formula: string } | undefined
  let reads: 'value' | 'formula' | undefined
  let hidden = false
  let tooLong = false
  readXml(
    xml,
    {
      open(name, attributes) {
        if (name === 'row') {
          row = attributes.r === undefined ? row + 1 : Number(attributes.r)
          column = 0
          hidden = (attributes.hidden !== undefined && isOn(attributes.hidden)) || attributes.ht === '0'
        } else if (name === 'c') {
          const [, letters = ''] = /^([A-Za-z]+)\d+$/.exec(attributes.r ?? '') ?? []
          column = letters === '' ? column + 1 : columnOf(letters)
          cell = {
            type: attributes.t ?? 'n',
            style: Number(attributes.s ?? -1),
            column: column - 1,
            value: '',
            formula: '',
          }
          rich.begin()
        } else if (name === 'v') reads = 'value'
        else if (name === 'f') reads = 'formula'
        else if (name === 'mergeCell' && attributes.ref && merges.length < MOST_ROWS) merges.push(attributes.ref)
        else if (name === 'hyperlink' && attributes.ref && links.length < MOST_ROWS) {
          const [, id = ''] = Object.entries(attributes).find(([key]) => /^\w+:id$/.test(key)) ?? []
          links.push([attributes.ref, known.links.get(id) ?? ''])
        } else if (cell) rich.open(name, attributes)
      },
      text(found) {
        if (!cell) return
        if (reads === 'value') cell.value += found
        else if (reads === 'formula') cell.formula += found
        else rich.text(found)
      },
      close(name) {
        if (name === 'v' || name === 'f') reads = undefined
        else rich.close(name)
        if (name !== 'c' || !cell) return
        const read = textOf(cell, rich.end(), known)
        if (read.text !== '') {
          const at = rows.get(row) ?? { cells: [], hidden }
          at.cells.push({ ...read, column: cell.column })
          rows.set(row, at)
          tooLong = rows.size > MOST_ROWS + 1
        }
        cell = undefined
      },
    },
    () => tooLong,
  )
  const read = [...rows]
    .sort(([a], [b]) => a - b)
    .map(([line, { cells, hidden: isHidden }]) => gridRow(line, cells, isHidden))
  const byLine = new Map(read.map(each => [each.line, each]))
  for (const [place, link] of links) {
    const { top, left } = rangeOf(place)
    const at = byLine.get(top)
    const shown = at?.cells[left]
    if (at && shown) at.cells[left] = linked(shown, link)
  }
  for (const merge of merges) spread(byLine, merge)
  return { rows: read, ...(tooLong ? { tooLong } : {}) }
}

function gridRow(line: number, cells: readonly Cell[], hidden: boolean): GridRow {
  const width = Math.max(0, ...cells.map(({ column }) => column + 1))
  const texts = Array.from({ length: width }, () => '')
  for (const { column, text } of cells) texts[column] = text
  const struck = isStruckRow(cells.toSorted((a, b) => a.column - b.column))
  return { line, cells: texts, ...(hidden ? { mark: MARKS.hidden } : struck ? { mark: MARKS.struck } : {}) }
}

/** A cell as a person reads it; what a broken formula shows is nothing. */
function textOf(
  cell: { type: string; style: number; value: string; formula: string },
  rich: RichText,
  { strings, styles, base }: Known,
): RichText {
  const style = styles[cell.style]
  const struck = style?.struck ?? false
  const { type, value } = cell
  if (type === 's') {
    const shared = strings[Number(value)]
    return { text: shared?.text.trim() ?? '', struck: struck || (shared?.struck ?? false) }
  }
  if (type === 'inlineStr') return { text: rich.text.trim(), struck: struck || rich.struck }
  if (type === 'b') return { text: value === '1' ? 'yes' : value === '' ? '' : 'no', struck }
  if (type === 'e') return { text: '', struck }
  const number = Number(value)
  if (type === 'n' && value.trim() !== '' && Number.isFinite(number))
    return { text: style?.date ? dateOf(number + base) : String(number), struck }
  const shown = /^\s*HYPERLINK\(/i.test(cell.formula) ? unformulated(cell.formula) : value
  return { text: (shown.includes('@') || value === '' ? shown : value).trim(), struck }
}

/** Days since the last one of 1899, as a date, with the time where there is one. */
function dateOf(days: number): string {
  const millis = Math.round((days - 25_569) * 86_400_000)
  if (!Number.isFinite(millis) || days < 0 || days > 2_958_465) return String(days)
  return fromMillis(millis)
    .replace(/T00:00:00\.000Z$|:\d\d\.\d{3}Z$/, '')
    .replace('T', ' ')
}

/** "B7:C9" by its corners: lines counted from 1, columns from 0. */
function rangeOf(ref: string): { top: number; left: number; bottom: number; right: number } {
  const [, a = 'A', b = '1', c = a, d = b] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(ref) ?? []
  return { top: Number(b), left: columnOf(a) - 1, bottom: Number(d), right: columnOf(c) - 1 }
}

/** What a merged cell says, it says in every row; one that goes across most of a row is its only one. */
function spread(rows: ReadonlyMap<number, GridRow>, ref: string): void {
  const { top, left, bottom, right } = rangeOf(ref)
  const first = rows.get(top)
  const text = first?.cells[left] ?? ''
  if (!first || text === '') return
  if (top === bottom) {
    if (right - left >= 2 && first.cells.filter(Boolean).length === 1) first.across = true
    return
  }
  for (let line = top + 1; line <= Math.min(bottom, top + MOST_ROWS); line++) {
    const below = rows.get(line)
    if (!below) continue
    while (below.cells.length <= left) below.cells.push('')
    if (below.cells[left] === '') below.cells[left] = text
  }
}
