/** What every format is read into: rows of cells, with what a sheet shows beside them. */

export interface GridRow {
  /** The number the row has in its file, counted from 1. */
  line: number
  cells: string[]
  /** Why a person who looks at the sheet does not see the row, or sees that it is out. */
  mark?: string | undefined
  /** One cell goes across all columns. */
  across?: true | undefined
}

export interface Grid {
  name: string
  /** Sheets that the program does not show. */
  hidden: boolean
  rows: GridRow[]
  /** Headings, where the format has them and not the text. */
  header?: string[]
  /** Has more rows than are read at once; the first are there. */
  tooLong?: true
}

/** A file that will not be read; the message says what to do instead. */
export class Unreadable extends Error {}

export const MOST_ROWS = 20_000
/** What a row may be called that is not to be seen, or crossed out. */
export const MARKS = { hidden: 'Hidden in the sheet', struck: 'Struck through' } as const

/**
 * Whether a person who looks at a row sees it crossed out: in its first cell, where the name or the company stands, in
 * its address, or in most of its cells.
 */
export function isStruckRow(cells: readonly { text: string; struck: boolean }[]): boolean {
  const said = cells.filter(({ text }) => text !== '')
  const struck = said.filter(cell => cell.struck)
  return said[0]?.struck === true || struck.some(({ text }) => text.includes('@')) || struck.length * 2 > said.length
}

/** Rows as they come, numbered. */
export const numbered = (cells: readonly string[][]): GridRow[] =>
  cells.map((row, at) => ({ line: at + 1, cells: row }))

/**
 * A cell that leads to an address: what it shows, with the address it does not show. Where it shows another one, both
 * stand there, and a person is asked.
 */
export function linked(shown: string, link: string): string {
  const [, target = ''] = /^mailto:([^?]+)/i.exec(link) ?? []
  const address = decoded(target).trim()
  if (!address.includes('@') || shown.toLowerCase().includes(address.toLowerCase())) return shown
  return shown.includes('@') ? `${shown}; ${address}` : `${shown} <${address}>`.trim()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A formula that makes a link, as text: =HYPERLINK("mailto:jane@x.com","Jane"). */
export function unformulated(cell: string): string {
  const [, link = '', shown = ''] = /^=?\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)$/i.exec(cell) ?? []
  return link === '' ? cell : linked(shown, link)
}
