/** What people have of their lists, as tables: files of any usual kind, and what they paste. */
import { MARKED, saysLeftOut } from '../../../domain/list/left-out.ts'
import { MOST_FILE_BYTES } from '../../../domain/list/list-import.ts'
import { TOO_LARGE, unpack } from './archive.ts'
import { decodeText } from './decode-text.ts'
import { findHeader } from './find-header.ts'
import { type Grid, MOST_ROWS, numbered, Unreadable, unformulated } from './grid.ts'
import { withoutGroups } from './group-rows.ts'
import { readOds } from './ods.ts'
import { readPeople } from './people-text.ts'
import { hasHeadings, readTextTable } from './text-table.ts'
import { isVcard, readVcards } from './vcard.ts'
import { readXlsx } from './xlsx.ts'

export interface Sheet {
  name: string
  /** Sheets that Excel does not show come last. */
  hidden: boolean
  /** Empty where the table has no headings. */
  header: string[]
  rows: string[][]
  /** The number each row has in its file, counted from 1. */
  lines: number[]
}

/** `sheets` hold a row each at least; every problem is a sentence that says how to fix it. */
export interface ReadTable {
  sheets: Sheet[]
  problems: string[]
}

const MOST_COLUMNS = 100
/** A cell of more is no word about a person. */
const LONGEST_CELL = 4000
/** A line of more is no row of a table. */
const LONGEST_LINE = 100_000
/** Characters of all cells together, each as it is written out: no list that is read has so many. */
const MOST_CHARACTERS = 20_000_000
/** Lines of a text: cells may go on over several. What has more is not even taken apart, which would take seconds. */
const MOST_LINES = 5 * MOST_ROWS

/** Reads an uploaded file by what is in it; its name only names the sheet. */
export function readFile(bytes: Uint8Array, filename: string): ReadTable {
  if (bytes.length === 0) return refused('The file is empty.')
  if (bytes.length > MOST_FILE_BYTES)
    return refused('The file is larger than 4 MB. Copy the list alone into a new file and upload that.')
  const other = otherKind(bytes)
  if (other) return refused(other)
  if (!startsWith(bytes, 'PK\u0003\u0004')) return readText(decodeText(bytes), filename)
  try {
    const parts = unpack(bytes)
    if (parts.get('xl/workbook.xml')) return collect(readXlsx(parts))
    const content = parts.get('content.xml')
    if (content !== undefined && /<(?:\w+:)?spreadsheet[\s>]/.test(content)) return collect(readOds(content))
    return refused(otherArchive([...parts.keys()]))
  } catch (error) {
    if (error instanceof Unreadable) return refused(error.message)
    throw error
  }
}

/** Reads pasted text: cells copied from a spreadsheet, CSV, contact cards, or people out of a mail program. */
export function readText(text: string, name = 'Pasted list'): ReadTable {
  if (text.length > MOST_FILE_BYTES) return refused('The text is longer than 4 MB. Paste it in parts.')
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(text))
    return refused(
      'This is a web page, whatever its name says. Open it in Excel and save it as "Excel Workbook (.xlsx)".',
    )
  const filled = withoutEmptyEnd(text.replace(/^\ufeff/, '').replaceAll('\0', ''))
  const lines = countLines(filled)
  if (isVcard(filled)) return collect([readVcards(filled, name)])
  if (lines > MOST_LINES) return refused(tooMany(name, `${lines.toLocaleString('en-US')} lines`))
  const people = hasHeadings(filled) || /^sep=.\r?\n/i.test(filled) ? undefined : readPeople(filled, name)
  if (!people && longestLine(filled) > LONGEST_LINE)
    return refused('A line of this text is longer than 100,000 characters. Put each person on a line of their own.')
  const cells = people ? [] : readTextTable(filled).map(row => row.map(unformulated))
  return collect([people ?? { name, hidden: false, rows: numbered(cells) }])
}

const tooMany = (name: string, what: string): string =>
  `"${name}" has ${what}; at most ${MOST_ROWS.toLocaleString('en-US')} rows can be read at once. Split it in parts.`

/** A text without the rows of separators that spreadsheets leave below a list. */
function withoutEmptyEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' ,;|\t\r\n\0'.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

const countLines = (text: string): number => 1 + Math.max(count(text, '\n'), count(text, '\r'))

function longestLine(text: string): number {
  let longest = 0
  let from = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    longest = Math.max(longest, at - from)
    from = at + 1
  }
  return Math.max(longest, text.length - from)
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}

const refused = (problem: string): ReadTable => ({ sheets: [], problems: [problem] })

function collect(grids: readonly Grid[]): ReadTable {
  if (charactersIn(grids) > MOST_CHARACTERS) return refused(TOO_LARGE)
  const problems: string[] = []
  // A file's name says nothing of its people; that of one sheet among others may: "Declined".
  const sheets = grids.flatMap(grid => sheetOf(grid, grids.length > 1 && saysLeftOut(grid.name), problems) ?? [])
  if (sheets.length === 0 && problems.length === 0) problems.push('There are no rows in it.')
  return { sheets: [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)], problems }
}

/** A text that many cells name, or a row that is told to be repeated, takes little room until it is written out. */
const charactersIn = (grids: readonly Grid[]): number =>
  grids.reduce(
    (sum, { rows }) => rows.reduce((some, { cells }) => cells.reduce((each, { length }) => each + length, some), sum),
    0,
  )

/** A grid as a sheet: its headings found, its groups and what is hidden as columns beside the others. */
function sheetOf(
  { name, hidden, rows: all, header: given, tooLong }: Grid,
  isOut: boolean,
  problems: string[],
): Sheet | undefined {
  const widest = all.reduce((most, { cells }) => Math.max(most, cells.findLastIndex(cell => cell !== '') + 1), 0)
  if (widest > MOST_COLUMNS) problems.push(`"${name}" has ${widest} columns; the first ${MOST_COLUMNS} are read.`)
  const width = Math.min(widest, MOST_COLUMNS)
  const square = all.map(row => ({ ...row, cells: Array.from({ length: width }, (_, at) => cellOf(row.cells[at])) }))
  const { header, rows: below } = findHeader(square, given)
  const { rows, below: left } = withoutGroups({ header, rows: below })
  if (rows.length === 0) return undefined
  // Part of a list would pass for the whole one, so that a list too long is not read at all.
  if (rows.length > MOST_ROWS || tooLong) {
    problems.push(
      tooMany(
        name,
        tooLong ? `more than ${MOST_ROWS.toLocaleString('en-US')} rows` : `${rows.length.toLocaleString('en-US')} rows`,
      ),
    )
    return undefined
  }
  for (const text of left.slice(0, 3))
    problems.push(`Below the list it says “${text.slice(0, 100)}”, which is not read as a person.`)
  const whole = isOut ? name : undefined
  const marked = rows.map(row => row.mark ?? whole ?? '')
  const grouped = rows.map(({ group = '' }) => group)
  const beside = [
    { title: 'Group', cells: grouped },
    { title: MARKED, cells: marked },
  ].filter(({ cells }) => cells.some(cell => cell !== ''))
  const titles = header.length === 0 && beside.length > 0 ? Array.from({ length: width }, () => '') : header
  return {
    name,
    hidden,
    header: [...titles, ...beside.map(({ title }) => title)],
    rows: rows.map((row, at) => [...row.cells, ...beside.map(({ cells }) => cells[at] ?? '')]),
    lines: rows.map(({ line }) => line),
  }
}

const cellOf = (cell = ''): string => (cell.length > LONGEST_CELL ? cell.slice(0, LONGEST_CELL) : cell)

const startsWith = (bytes: Uint8Array, start: string): boolean =>
  Array.from(start).every((letter, at) => bytes[at] === letter.charCodeAt(0))

/** What a file that is no list begins with, and what to do about it. */
function otherKind(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, '\u00d0\u00cf\u0011\u00e0'))
    return 'This is an old Excel file (.xls), or one with a password. Open it in Excel, choose File › Save As, pick "Excel Workbook (.xlsx)" without a password, and upload that.'
  if (startsWith(bytes, '%PDF'))
    return 'This is a PDF, and people cannot be read from it reliably. Upload the spreadsheet it was made from, or copy the list and paste it.'
  if (startsWith(bytes, '\u0089PNG') || startsWith(bytes, '\u00ff\u00d8\u00ff') || startsWith(bytes, 'GIF8'))
    return 'This is a picture. Upload the list as Excel or CSV, or paste the names and addresses.'
  return undefined
}

function otherArchive(names: readonly string[]): string {
  const has = (pattern: RegExp) => names.some(name => pattern.test(name))
  const save = 'Save it as "Excel Workbook (.xlsx)" or CSV and upload that.'
  if (has(/^xl\/workbook\.bin$/)) return `This is a binary Excel workbook (.xlsb). ${save}`
  if (has(/^word\//)) return 'This is a Word document. Copy its table, and paste it here or into a spreadsheet.'
  if (has(/\.iwa$/)) return `This is an Apple Numbers file. Choose File › Export To › Excel. ${save}`
  if (has(/^content\.xml$/))
    return 'This is an OpenDocument text. Copy its table, and paste it here or into a spreadsheet.'
  return `This is a ZIP archive, not a list. Unpack it and upload the list itself.`
}
