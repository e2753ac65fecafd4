/** Tables written as text: CSV with any separator, with quotes that pair up or do not. */
import Papa from 'papaparse'
import { meaningOf } from '../../../domain/list/heading.ts'
import { isAddress } from '../../../domain/list/mailbox.ts'

const SEPARATORS = [',', ';', '\t', '|'] as const

/** The cells of a text, row by row. */
export function readTextTable(text: string): string[][] {
  // Excel takes a first line "sep=;" as a word about the file.
  const told = /^sep=(.)\r?\n/i.exec(text)
  const rest = told ? text.slice(told[0].length) : text
  const separator = told?.[1] ?? bestSeparator(rest)
  return parse(rest, separator).map(row => row.map(cell => cell.trim()))
}

/** Whether the first line has a heading we know, so that the text is a table. */
export function hasHeadings(text: string): boolean {
  const line = text.slice(0, Math.min(text.search(/\n|$/), 5000))
  const cells = line.split(/[,;\t|]/).map(cell => cell.replace(/"/g, '').trim())
  const known = cells.filter(cell => !cell.includes('@') && meaningOf(cell) !== undefined).length
  return line.includes('@') ? false : known >= 2 || (known === 1 && cells.length <= 2)
}

function parse(text: string, delimiter: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false })
  return errors.some(isQuote) ? parseByLine(text, delimiter) : data
}

const isQuote = ({ type }: Papa.ParseError): boolean => type === 'Quotes'

/** A cell may go on over so many lines in a list with stray quotes. */
const LINES_OF_A_CELL = 8
/** So many failed readings are enough to see that quotes mean nothing here; without an end to them, 4 MB take minutes. */
const TRIES = 10_000

/** A quote that is never closed must not swallow the people below it: where quotes do not pair up they are letters. */
function parseByLine(text: string, delimiter: string): string[][] {
  const lines = text.split(/\r\n|\n|\r/)
  const rows: string[][] = []
  let tries = TRIES
  for (let at = 0; at < lines.length; ) {
    let taken = 0
    const most = lines[at]?.includes('"') && tries > 0 ? LINES_OF_A_CELL : 0
    for (let take = 1; take <= most && taken === 0; take++) {
      const { data, errors } = Papa.parse<string[]>(lines.slice(at, at + take).join('\n'), { delimiter })
      if (errors.some(isQuote)) {
        tries--
        continue
      }
      rows.push(...data)
      taken = take
    }
    if (taken === 0) rows.push((lines[at] ?? '').split(delimiter).map(cell => cell.replaceAll('"', '')))
    at += Math.max(1, taken)
  }
  return rows
}

/** So much of a text tells its separator. */
const SAMPLE = 100_000

/** The separator under which most cells make sense: addresses first, then known headings, then an even number of columns. */
function bestSeparator(text: string): string {
  const sample = text.slice(0, SAMPLE)
  let best: { separator: string; score: number } = { separator: ',', score: 0 }
  for (const separator of SEPARATORS) {
    const rows = Papa.parse<string[]>(sample, { delimiter: separator, preview: 60 }).data
    const cells = rows.flat()
    const sense = cells.filter(cell => isAddress(cell.trim())).length + cells.filter(cell => meaningOf(cell)).length
    const widths = rows.map(row => row.length).filter(width => width > 1)
    const usual = Math.max(0, ...[...new Set(widths)].map(width => widths.filter(other => other === width).length))
    const score = sense * 1000 + usual
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}
