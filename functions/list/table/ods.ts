/** OpenDocument spreadsheets (.ods, ODF 1.3 part 3): LibreOffice, Google Sheets and others write them. */
import { TOO_LARGE } from './archive.ts'
import { type Grid, type GridRow, isStruckRow, linked, MARKS, MOST_ROWS, Unreadable } from './grid.ts'
import { readXml } from './xml.ts'

/** Columns of a sheet that are looked at; programs write down thousands of empty ones. */
const MOST_COLUMNS = 200
const MOST_CELLS = 1_000_000

interface Cell {
  text: string
  style: string
  span: number
  down: number
}

/** The sheets of a document in their order. */
export function readOds(content: string): Grid[] {
  const grids: Grid[] = []
  const struckStyles = new Set<string>()
  const hiddenStyles = new Set<string>()
  /** Cells that go on below, by column: what they say and for how many rows yet. */
  let going = new Map<number, { text: string; rows: number }>()
  let style = ''
  let grid: Grid | undefined
  let line = 0
  let cells: Cell[] = []
  let row: { repeated: number; hidden: boolean } | undefined
  let cell: (Cell & { repeated: number; link: string; struckLength: number; value: string }) | undefined
  let spans: string[] = []
  let written = 0
  let aside = 0

  readXml(content, {
    open(name, a) {
      if (name === 'style') style = a['style:name'] ?? ''
      else if (name === 'text-properties' && isStruck(a)) struckStyles.add(style)
      else if (name === 'table-properties' && a['table:display'] === 'false') hiddenStyles.add(style)
      else if (name === 'table') {
        grid = { name: a['table:name'] ?? '', hidden: hiddenStyles.has(a['table:style-name'] ?? ''), rows: [] }
        going = new Map()
        line = 0
      } else if (name === 'table-row') {
        cells = []
        row = {
          repeated: times(a['table:number-rows-repeated']),
          hidden: /^(?:filter|collapse)$/.test(a['table:visibility'] ?? ''),
        }
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        if (++written > MOST_CELLS) throw new Unreadable(TOO_LARGE)
        spans = []
        cell = {
          text: '',
          style: a['table:style-name'] ?? '',
          repeated: times(a['table:number-columns-repeated']),
          span: times(a['table:number-columns-spanned']),
          down: times(a['table:number-rows-spanned']),
          link: '',
          struckLength: 0,
          value:
            a['office:date-value']?.replace('T', ' ').replace(/ 00:00:00$/, '') ??
            (a['office:value-type'] === 'float' ? (a['office:value'] ?? '') : ''),
        }
      } else if (name === 'annotation') aside++
      else if (cell && (name === 'p' || name === 'line-break')) cell.text += cell.text === '' ? '' : '\n'
      else if (cell && (name === 's' || name === 'tab')) cell.text += ' '
      else if (cell && name === 'span') spans.push(a['text:style-name'] ?? '')
      else if (cell && name === 'a') cell.link ||= a['xlink:href'] ?? ''
    },
    text(found) {
      if (!cell || aside > 0) return
      cell.text += found
      if (spans.some(each => struckStyles.has(each))) cell.struckLength += found.trim().length
    },
    close(name) {
      if (name === 'annotation') aside--
      else if (name === 'span') spans.pop()
      else if ((name === 'table-cell' || name === 'covered-table-cell') && cell) {
        const shown = (cell.value || cell.text).trim()
        const text = cell.link === '' ? shown : linked(shown, cell.link)
        const isOut = struckStyles.has(cell.style) || (cell.struckLength > 0 && cell.struckLength * 2 > shown.length)
        const read = { text, style: isOut ? MARKS.struck : '', span: cell.span, down: cell.down }
        for (let n = 0; n < cell.repeated && cells.length < MOST_COLUMNS; n++) cells.push(read)
        cell = undefined
      } else if (name === 'table-row' && row && grid) {
        const isEmpty = cells.every(({ text }) => text === '') && going.size === 0
        for (let n = 0; n < (isEmpty ? 0 : row.repeated) && !grid.tooLong; n++) {
          grid.rows.push(rowOf(line + n + 1, cells, row.hidden, going))
          if (grid.rows.length > MOST_ROWS + 1) grid.tooLong = true
        }
        line += row.repeated
        row = undefined
      } else if (name === 'table' && grid) {
        grids.push(grid)
        grid = undefined
      }
    },
  })
  return grids
}

const isStruck = (a: Record<string, string>): boolean =>
  /^(?!none)./.test(a['style:text-line-through-style'] ?? '') ||
  /^(?!none)./.test(a['style:text-line-through-type'] ?? '')

const times = (repeated: string | undefined): number => {
  const number = Number(repeated ?? 1)
  return Number.isInteger(number) && number > 0 ? number : 1
}

function rowOf(
  line: number,
  cells: readonly Cell[],
  hidden: boolean,
  going: Map<number, { text: string; rows: number }>,
): GridRow {
  const texts = cells.map(({ text }, column) => {
    const above = going.get(column)
    if (!above) return text
    if (--above.rows <= 0) going.delete(column)
    return text === '' ? above.text : text
  })
  for (const [column, { text, down }] of cells.entries())
    if (text !== '' && down > 1) going.set(column, { text, rows: down - 1 })
  const said = cells.filter(({ text }) => text !== '')
  const isOut = isStruckRow(said.map(({ text, style }) => ({ text, struck: style === MARKS.struck })))
  const across = said.length === 1 && (said[0]?.span ?? 1) >= 3
  const mark = hidden ? MARKS.hidden : isOut ? MARKS.struck : undefined
  return { line, cells: texts, ...(mark ? { mark } : {}), ...(across ? { across } : {}) }
}
