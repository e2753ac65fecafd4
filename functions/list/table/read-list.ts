/** Reads what somebody brings as a list, finds the sheet and its columns, and cuts it into pieces that can be kept. */
import { recognizeColumns } from '../../../domain/list/columns.ts'
import type { ImportedRows, ListSource, ReadList, Recognized } from '../../../domain/list/list-import.ts'
import { domainsIn } from '../ask-domains.ts'
import { likeliestSheet } from '../judge-table.ts'
import { type ReadTable, readFile, readText, type Sheet } from './read-table.ts'

/** Characters and rows of one piece: small enough for a document of any store. */
const MOST_CHARACTERS = 80_000
const MOST_ROWS = 200

export const readTable = (source: ListSource): ReadTable =>
  'bytes' in source ? readFile(source.bytes, source.name) : readText(source.text, source.name)

export function readList(source: ListSource): ReadList {
  const { sheets, problems } = readTable(source)
  const sheet = likeliestSheet(sheets)
  const first = sheets[sheet]
  const pieces = sheets.map(inPieces)
  return {
    sheets: sheets.map(({ name, header, rows }, at) => ({
      name,
      header,
      rows: rows.length,
      chunks: pieces[at]?.length ?? 0,
    })),
    pieces: pieces.flat(),
    sheet,
    ...(first ? recognized(first) : { mapping: [], domains: [] }),
    problems,
  }
}

/** What a sheet holds. */
export const recognized = (sheet: Pick<Sheet, 'header' | 'rows'>): Recognized => ({
  mapping: recognizeColumns(sheet),
  domains: domainsIn(sheet.rows),
})

function inPieces({ rows, lines }: Sheet): ImportedRows[] {
  const pieces: ImportedRows[] = []
  let size = MOST_CHARACTERS
  for (const [i, cells] of rows.entries()) {
    const length = cells.reduce((sum, cell) => sum + cell.length + 3, 0)
    let piece = pieces.at(-1)
    if (!piece || size + length > MOST_CHARACTERS || piece.rows.length >= MOST_ROWS) {
      piece = { rows: [], lines: [] }
      pieces.push(piece)
      size = 0
    }
    piece.rows.push(cells)
    piece.lines.push(lines[i] ?? i + 1)
    size += length
  }
  return pieces
}
