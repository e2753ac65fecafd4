/** Tables written as text: CSV with any separator, and lists of addresses as mail programs copy them. */
import Papa from 'papaparse'
import { isAddress, readMailbox } from '../../domain/list/mailbox.ts'
import { meaningOf } from './column-words.ts'

const SEPARATORS = [',', ';', '\t', '|'] as const

/** The cells of a text, row by row; the header is given where the text cannot have one of its own. */
export function readTextTable(text: string): { header?: string[]; cells: string[][] } {
  const body = text.replace(/^\ufeff/, '').replaceAll('\0', '')
  const list = readAddressList(body)
  if (list) return { header: ['Name', 'Email'], cells: list }
  // Excel takes a first line "sep=;" as a word about the file.
  const told = /^sep=(.)\r?\n/i.exec(body)
  const rest = told ? body.slice(told[0].length) : body
  const separator = told?.[1] ?? bestSeparator(rest)
  const cells = parse(rest, separator).map(row => row.map(cell => cell.trim()))
  return { cells }
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

/** The separator under which most cells make sense: addresses first, then known headings, then an even number of columns. */
function bestSeparator(text: string): string {
  let best: { separator: string; score: number } = { separator: ',', score: 0 }
  for (const separator of SEPARATORS) {
    const rows = Papa.parse<string[]>(text, { delimiter: separator, preview: 60 }).data
    const cells = rows.flat()
    const sense = cells.filter(cell => isAddress(cell.trim())).length + cells.filter(cell => meaningOf(cell)).length
    const widths = rows.map(row => row.length).filter(width => width > 1)
    const usual = Math.max(0, ...[...new Set(widths)].map(width => widths.filter(other => other === width).length))
    const score = sense * 1000 + usual
    if (score > best.score) best = { separator, score }
  }
  return best.separator
}

/**
 * "Jane Roe <jane@x.com>, Bob Lee <bob@x.com>", one to a line or Outlook's semicolons: rows of name and address, or
 * undefined when the text is no such list. A piece that is no address is kept, so that somebody sees it.
 */
function readAddressList(text: string): string[][] | undefined {
  if (
    text
      .slice(0, text.search(/\n|$/))
      .split(/[,;\t|]/)
      .some(cell => !cell.includes('@') && meaningOf(cell.replace(/"/g, '')))
  )
    return undefined
  const pieces = text.split(/[\r\n;]+/).flatMap(piece => (readMailbox(piece) ? [piece] : splitAtCommas(piece)))
  const written = pieces.map(piece => piece.trim()).filter(piece => piece !== '')
  const mailboxes = written.map(readMailbox)
  const readable = mailboxes.filter(Boolean).length
  if (readable === 0 || readable < written.length * 0.7) return undefined
  return written.map((piece, at) => {
    const mailbox = mailboxes[at]
    return mailbox ? [mailbox.name, mailbox.email] : piece.includes('@') ? ['', piece] : [piece, '']
  })
}

/** Commas within quotes, and those of "Roe, Jane <jane@x.com>", do not part people. */
function splitAtCommas(piece: string): string[] {
  const people: string[] = []
  let held = ''
  for (const part of piece.match(/(?:"[^"]*"|[^,"]|"(?=[^"]*$))+/g) ?? []) {
    const whole = held === '' ? part : `${held},${part}`
    held = part.includes('@') ? '' : whole
    if (held !== '') continue
    if (whole === part || readMailbox(whole) || !readMailbox(part)) people.push(whole)
    else people.push(whole.slice(0, -part.length - 1), part)
  }
  return held === '' ? people : [...people, held]
}
