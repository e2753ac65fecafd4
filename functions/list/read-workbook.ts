/** Excel workbooks (.xlsx), opened only after a look at what they would unpack to. */
import { inflateRawSync } from 'node:zlib'
import readXlsxFile from 'read-excel-file/universal'
import { packStored } from './pack-stored.ts'

export interface WorkbookSheet {
  name: string
  hidden: boolean
  cells: string[][]
}

/** A file that will not be read; the message says what to do instead. */
export class Unreadable extends Error {}

const MOST_ENTRIES = 1000
const MOST_BYTES = 50 * 1024 * 1024
/** A cell far out makes a reader fill in all that lie between. */
const MOST_CELLS = 4_000_000

const BROKEN =
  'This Excel file is damaged. Open it in Excel, save it again as "Excel Workbook (.xlsx)" and try once more.'
const TOO_LARGE = 'This Excel file unpacks to far more than a list of people. Copy the list alone into a new workbook.'

/** The sheets of a workbook in their order, those that can be seen first. */
export async function readWorkbook(bytes: Uint8Array): Promise<WorkbookSheet[]> {
  const parts = unpack(bytes)
  const workbook = parts.get('xl/workbook.xml')
  if (!workbook) throw new Unreadable(otherKind([...parts.keys()]))
  // Any part may be named as a sheet.
  for (const xml of parts.values()) measure(xml)
  const hidden = new Set(
    [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([tag]) =>
      /\bstate="(?:hidden|veryHidden)"/.test(tag) ? readEntities(/\bname="([^"]*)"/.exec(tag)?.[1] ?? '') : [],
    ),
  )
  // What the reader gets is what was measured, and not the archive, whose directory two programs may read differently.
  const xml = [...parts].filter(([name]) => isXml(name))
  const sheets = await readXlsxFile(new Blob([packStored(xml)])).catch(() => {
    throw new Unreadable(BROKEN)
  })
  const named = sheets
    // Charts have a sheet and no cells.
    .filter(({ data }) => Array.isArray(data))
    .map(({ sheet, data }) => ({ name: sheet, hidden: hidden.has(sheet), cells: data.map(row => row.map(textOf)) }))
  return [...named.filter(sheet => !sheet.hidden), ...named.filter(sheet => sheet.hidden)]
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const readEntities = (text: string): string => text.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole)

/** A cell as a person reads it; what a broken formula shows is nothing. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$|:00\.000Z$/, '')
      .replace('T', ' ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value).trim()
  return /^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/.test(text) ? '' : text
}

const isXml = (name: string): boolean => /\.(?:xml|rels)$/.test(name)

/** The XML parts of an archive by name, inflated here once with a hard limit: the sizes it claims may be lies. */
function unpack(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = new Map<string, string>()
  let left = MOST_BYTES
  try {
    const end = endOfDirectory(view)
    const entries = view.getUint16(end + 10, true)
    if (entries > MOST_ENTRIES) throw new Unreadable(TOO_LARGE)
    let at = view.getUint32(end + 16, true)
    for (let entry = 0; entry < entries; entry++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new Unreadable(BROKEN)
      const method = view.getUint16(at + 10, true)
      const size = view.getUint32(at + 20, true)
      const claimed = view.getUint32(at + 24, true)
      const nameSize = view.getUint16(at + 28, true)
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize))
      if (claimed > left) throw new Unreadable(TOO_LARGE)
      if (isXml(name)) {
        const local = view.getUint32(at + 42, true)
        const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
        const content = inflate(bytes.subarray(start, start + size), method, left)
        if (content.length !== claimed) throw new Unreadable(TOO_LARGE)
        parts.set(name, new TextDecoder().decode(content))
      } else parts.set(name, '')
      left -= claimed
      at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(BROKEN)
  }
  return parts
}

function inflate(packed: Uint8Array, method: number, limit: number): Uint8Array {
  if (method === 0) return packed
  if (method !== 8) throw new Unreadable(BROKEN)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    throw new Unreadable(code === 'ERR_BUFFER_TOO_LARGE' ? TOO_LARGE : BROKEN)
  }
}

/** The end record stands last, before a comment of at most 65,535 bytes. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  throw new Unreadable(BROKEN)
}

/** The start tags of rows and cells, whatever their prefix and however their attributes are quoted. */
const TAGS = /<(?:[^\s<>/"'=:]+:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>/g
const WHERE = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/

/**
 * Refuses a sheet whose furthest cells span more than can be held. A place is "B7" for a cell and "7" for a row; what
 * is written in any other way ("1e9", an entity) is read by nobody. A cell or row without one follows the last.
 */
function measure(xml: string): void {
  let row = 0
  let column = 0
  let rows = 0
  let columns = 0
  for (const [, tag, attributes = ''] of xml.matchAll(TAGS)) {
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
const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

function otherKind(names: readonly string[]): string {
  const has = (pattern: RegExp) => names.some(name => pattern.test(name))
  const save = 'Save it as "Excel Workbook (.xlsx)" or CSV and upload that.'
  if (has(/^xl\/workbook\.bin$/)) return `This is a binary Excel workbook (.xlsb). ${save}`
  if (has(/^word\//)) return 'This is a Word document. Copy its table, and paste it here or into a spreadsheet.'
  if (has(/\.iwa$/)) return `This is an Apple Numbers file. Choose File › Export To › Excel. ${save}`
  if (has(/^content\.xml$/)) return `This is an OpenDocument file (.ods). ${save}`
  return `This is a ZIP archive, not a list. Unpack it and upload the list itself.`
}
