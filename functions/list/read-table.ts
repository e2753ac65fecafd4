/** What people have of their lists, as tables: files of any usual kind, and what they paste. */
import { decodeText } from './decode-text.ts'
import { findHeader } from './find-header.ts'
import { readTextTable } from './read-text-table.ts'
import { readWorkbook, Unreadable } from './read-workbook.ts'

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

/** `sheets` hold a row each at least; every problem is a sentence that says how to mend it. */
export interface ReadTable {
  sheets: Sheet[]
  problems: string[]
}

/** What an upload may have everywhere, because Lambda takes no more: 6 MB of it with everything in base64. */
export const MOST_FILE_BYTES = 4 * 1024 * 1024
export const MOST_ROWS = 20_000
const MOST_COLUMNS = 100
/** Lines of a text: cells may go on over several. What has more is not even taken apart, which would take seconds. */
const MOST_LINES = 5 * MOST_ROWS

/** Reads an uploaded file by what is in it; its name only names the sheet. */
export async function readFile(bytes: Uint8Array, filename: string): Promise<ReadTable> {
  if (bytes.length === 0) return refused('The file is empty.')
  if (bytes.length > MOST_FILE_BYTES)
    return refused('The file is larger than 4 MB. Copy the list alone into a new file and upload that.')
  const other = otherKind(bytes)
  if (other) return refused(other)
  if (!startsWith(bytes, 'PK\u0003\u0004')) return readText(decodeText(bytes), filename)
  try {
    return collect((await readWorkbook(bytes)).map(({ name, hidden, cells }) => ({ name, hidden, grid: cells })))
  } catch (error) {
    if (error instanceof Unreadable) return refused(error.message)
    throw error
  }
}

/** Reads pasted text: cells copied from a spreadsheet, CSV, or addresses out of a mail program. */
export function readText(text: string, name = 'Pasted list'): ReadTable {
  if (text.length > MOST_FILE_BYTES) return refused('The text is longer than 4 MB. Paste it in parts.')
  if (/^\s*<(?:!doctype|html|table|\?xml)/i.test(text))
    return refused(
      'This is a web page, whatever its name says. Open it in Excel and save it as "Excel Workbook (.xlsx)".',
    )
  if (/^\s*BEGIN:VCARD/i.test(text))
    return refused('These are contact cards (vCard). Export the contacts as CSV and upload that.')
  const filled = withoutEmptyEnd(text)
  const lines = countLines(filled)
  if (lines > MOST_LINES)
    return refused(
      `"${name}" has ${lines.toLocaleString('en-US')} lines; at most ${MOST_ROWS.toLocaleString('en-US')} rows can be read at once. Split it in parts.`,
    )
  const { header, cells } = readTextTable(filled)
  return collect([{ name, hidden: false, grid: cells, header }])
}

/** A text without the rows of separators that spreadsheets leave below a list. */
function withoutEmptyEnd(text: string): string {
  let end = text.length
  while (end > 0 && ' ,;|\t\r\n\0'.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

const countLines = (text: string): number => 1 + Math.max(count(text, '\n'), count(text, '\r'))

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}

const refused = (problem: string): ReadTable => ({ sheets: [], problems: [problem] })

function collect(
  found: readonly { name: string; hidden: boolean; grid: string[][]; header?: string[] | undefined }[],
): ReadTable {
  const problems: string[] = []
  const sheets = found.flatMap(({ name, hidden, grid, header }) => {
    const widest = grid.reduce((most, row) => Math.max(most, row.findLastIndex(cell => cell !== '') + 1), 0)
    if (widest > MOST_COLUMNS) problems.push(`"${name}" has ${widest} columns; the first ${MOST_COLUMNS} are read.`)
    const width = Math.min(widest, MOST_COLUMNS)
    const square = grid.map(row => Array.from({ length: width }, (_, at) => row[at] ?? ''))
    const table = findHeader(square, header)
    if (table.rows.length === 0) return []
    // Part of a list would pass for the whole one, so that a list too long is not read at all.
    if (table.rows.length > MOST_ROWS) {
      problems.push(
        `"${name}" has ${table.rows.length.toLocaleString('en-US')} rows; at most ${MOST_ROWS.toLocaleString('en-US')} can be read at once. Split it in parts.`,
      )
      return []
    }
    return [{ name, hidden, ...table }]
  })
  if (sheets.length === 0 && problems.length === 0) problems.push('There are no rows in it.')
  return { sheets, problems }
}

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
