/** Excel workbooks (.xlsx), opened only after a look at what they would unpack to. */
import { strToU8, Unzip, UnzipInflate, unzipSync, zipSync } from 'fflate'
import { Parser } from 'htmlparser2'
import readXlsxFile from 'read-excel-file/universal'

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
  const hidden = hiddenIn(workbook)
  const sheets = await readXml([...parts].filter(([name]) => isXml(name)))
  const named = sheets
    // Charts have a sheet and no cells.
    .filter(({ data }) => Array.isArray(data))
    .map(({ sheet, data }) => ({ name: sheet, hidden: hidden.has(sheet), cells: data.map(row => row.map(textOf)) }))
  return [...named.filter(sheet => !sheet.hidden), ...named.filter(sheet => sheet.hidden)]
}

/** What the reader gets is what was measured, and not the archive, which two programs may read differently. */
async function readXml(xml: readonly (readonly [name: string, text: string])[]) {
  const files = Object.fromEntries(xml.map(([name, text]) => [name, strToU8(text)]))
  try {
    return await readXlsxFile(new Blob([zipSync(files, { level: 0, mtime: '2000-01-02' })]))
  } catch {
    throw new Unreadable(BROKEN)
  }
}

/** In so much of its text, and no deeper, a workbook names its sheets. */
const NAMING = { characters: 1_000_000, depth: 20 }

/** Names of the sheets that Excel does not show. */
function hiddenIn(workbook: string): Set<string> {
  const names = new Set<string>()
  let depth = 0
  const parser = new Parser(
    {
      onopentag(tag, { name, state = '' }) {
        if (++depth > NAMING.depth) parser.pause()
        if (/^(?:\w+:)?sheet$/.test(tag) && /^(?:hidden|veryHidden)$/.test(state) && name !== undefined) names.add(name)
      },
      onclosetag() {
        depth--
      },
    },
    { xmlMode: true },
  )
  parser.end(workbook.slice(0, NAMING.characters))
  return names
}

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

/** Bytes of the archive that are unpacked at a time: at most a thousandfold comes of them before it is counted. */
const BITE = 4096

/**
 * The XML parts of an archive by name; what else is in it stays packed. It is read from front to back, each byte unpacked
 * at most once and what comes of it counted, because the sizes it claims and the places it names may be lies. An archive
 * whose directory names other parts than were found breaks off, or holds another one inside: it is not read at all.
 */
function unpack(bytes: Uint8Array): Map<string, string> {
  const parts = new Map<string, string>()
  const found: string[] = []
  let left = MOST_BYTES
  const archive = new Unzip(file => {
    if (found.push(file.name) > MOST_ENTRIES) throw new Unreadable(TOO_LARGE)
    parts.set(file.name, '')
    if (!isXml(file.name)) return
    const decoder = new TextDecoder()
    let text = ''
    file.ondata = (error, content, last) => {
      if (error) throw error
      left -= content.length
      if (left < 0) throw new Unreadable(TOO_LARGE)
      text += decoder.decode(content, { stream: !last })
      if (last) parts.set(file.name, text)
    }
    file.start()
  })
  archive.register(UnzipInflate)
  try {
    const listed = directoryOf(bytes)
    for (let at = 0; at < bytes.length; at += BITE)
      archive.push(bytes.subarray(at, at + BITE), at + BITE >= bytes.length)
    if (found.sort().join('\n') !== listed.sort().join('\n')) throw new Unreadable(BROKEN)
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(BROKEN)
  }
  return parts
}

/** The names in an archive's directory, unless it lists or claims too much. Nothing is unpacked for them. */
function directoryOf(bytes: Uint8Array): string[] {
  const names: string[] = []
  let claimed = 0
  unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (isXml(name)) claimed += originalSize
      if (names.push(name) > MOST_ENTRIES || claimed > MOST_BYTES) throw new Unreadable(TOO_LARGE)
      return false
    },
  })
  return names
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
