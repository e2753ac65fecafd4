/** Reads a list of who is not to be written to, out of any tool that can save one. */
import type { Suppression, SuppressionReason } from '../../domain/keep/invitation.ts'
import { type CanonicalAddress, canonicalAddress } from '../../domain/keep/partnership.ts'
import { type Instant, parseInstant } from '../../domain/keep/time.ts'
import type { ReadSuppressions } from '../../domain/list/list-import.ts'
import { parseMailbox } from '../../domain/list/mailbox.ts'
import { outranks } from '../send/suppress.ts'

const SHOWN = 20
/** What stands further on in a line is no word about an address. */
const LONGEST_LINE = 10_000
/** No list of this kind is older; what claims to be is a slip. */
const OLDEST: Instant = '1990-01-01T00:00:00.000Z'

/** `suppressions.csv` as Convoke writes it. */
export const HEADINGS = ['email', 'reason', 'at'] as const

interface Columns {
  email: number
  reason: number
  at: number
  /** Cells carry the mark that keeps spreadsheets from taking them for formulas. */
  ours: boolean
}

/** Takes one address a line, with the reason and the date beside it if it has them. `now` is when those without began. */
export function readSuppressions(text: string, now: Instant): ReadSuppressions {
  const found = new Map<CanonicalAddress, Suppression>()
  const read: ReadSuppressions = { entries: [], repeated: 0, wrong: [], wrongTotal: 0 }
  let columns: Columns | undefined
  let first = true
  for (const [n, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const raw = cellsOf(line.slice(0, LONGEST_LINE))
    const cells = columns?.ours ? raw.map(unmarked) : raw
    const address = addressIn(cells, columns)
    const isFirst = first
    first = false
    if (address === undefined) {
      // A first line without an address names the columns.
      if (isFirst) columns = columnsOf(cells)
      else {
        read.wrongTotal++
        if (read.wrong.length < SHOWN) read.wrong.push({ line: n + 1, text: line.slice(0, 80) })
      }
      continue
    }
    const others = cells.filter((_, column) => column !== address.column)
    const entry: Suppression = {
      email: address.email,
      reason: columns && columns.reason >= 0 ? reasonOf(cells[columns.reason] ?? '') : reasonAmong(others),
      at: (columns && columns.at >= 0 ? instantOf(cells[columns.at] ?? '', now) : instantAmong(others, now)) ?? now,
    }
    const key = canonicalAddress(entry.email)
    const stands = found.get(key)
    if (stands) read.repeated++
    if (!stands || outranks(entry, stands)) found.set(key, entry)
  }
  return { ...read, entries: [...found.values()] }
}

/** How many lines hold something. */
export const countLines = (text: string): number =>
  text.split(/\r\n|\r|\n/).reduce((lines, line) => (line.trim() === '' ? lines : lines + 1), 0)

/** Cells between commas, semicolons or tabs, which may stand in quotes; a quote in quotes is written twice. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  let blank = true
  for (let at = 0; at < line.length; at++) {
    const letter = line.charAt(at)
    if (letter === '"' && quoted && line[at + 1] === '"') {
      cell += letter
      at++
    } else if (letter === '"' && (quoted || blank)) quoted = !quoted
    else if (!quoted && (letter === ',' || letter === ';' || letter === '\t')) {
      cells.push(clean(cell))
      cell = ''
      blank = true
    } else {
      cell += letter
      blank &&= letter.trim() === ''
    }
  }
  cells.push(clean(cell))
  return cells
}

const clean = (cell: string): string => cell.replace(/\ufeff/g, '').trim()

/** Undoes what `write-csv.ts` does to cells that a spreadsheet would take for formulas. */
const unmarked = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '').replace(/([;|])'(?=[=+\-@])/g, '$1')

function addressIn(cells: readonly string[], columns: Columns | undefined) {
  const order = [...cells.keys()]
  if (columns && columns.email >= 0) order.unshift(columns.email)
  for (const column of order) {
    const email = parseMailbox(cells[column] ?? '')?.email
    if (email !== undefined) return { column, email }
  }
  return undefined
}

function columnsOf(header: readonly string[]): Columns {
  const titles = header.map(title => title.toLowerCase().replace(/[_-]+/g, ' '))
  const find = (...rules: RegExp[]): number => {
    for (const rule of rules) {
      const column = titles.findIndex(title => rule.test(title))
      if (column >= 0) return column
    }
    return -1
  }
  return {
    email: find(/^(?:e ?mail|mail|correo)(?: address)?$/, /mail|correo|address/),
    reason: find(/\breason\b|\bwhy\b|\bcause\b|\bmotivo\b/, /\bstatus\b|\bestado\b|\btype\b|\btipo\b|\bevent\b/),
    at: find(/^at$|\bsince\b|\bdate\b|\bfecha\b|\bwhen\b/, /\btime\b|\bcreated\b|\bupdated?\b/),
    ours: titles.length === HEADINGS.length && HEADINGS.every((title, column) => titles[column] === title),
  }
}

const NO = /\bopt(?:ed|s|ing)?[ _-]?(?:out|outs)\b|unsub|\bdo[ _-]?not\b|\bstop\b|\bno more\b|\bleave\b|\bbaja\b/i
const SPAM = /complain|spam|abuse|\bjunk\b/i
const DEAD =
  /bounc|invalid|undeliver|unknown (?:user|mailbox|recipient)|no such|(?:user|mailbox) (?:unknown|not found)/i

/**
 * What the cell that is there to say why says. A no outranks a dead address, and one that says neither asked to be left
 * alone: that is the safe reading.
 */
function reasonOf(cell: string): SuppressionReason {
  if (NO.test(cell)) return 'opted out'
  if (SPAM.test(cell)) return 'complained'
  return DEAD.test(cell) ? 'bounced' : 'opted out'
}

/** No longer cell is a reason and nothing else. */
const LONGEST_REASON = 200
const BY_ITSELF =
  /^(?:(?:hard|soft|permanent|temporary|transient)[ _-]?)?bounce[ds]?(?: (?:e-?mail|address))?$|^(?:invalid|undeliverable|undelivered)(?: (?:e-?mail|e-?mail address|address|mailbox|recipient))?$|^(?:unknown user|user unknown|no such (?:user|mailbox|address))$/i
const NO_BY_ITSELF =
  /^(?:has |have )?(?:opt(?:ed)?[ _-]?outs?|unsubscribed?|do[ _-]?not[ _-]?(?:contact|mail|e-?mail))$/i
const SPAM_BY_ITSELF = /^(?:complain(?:t|ts|ed)|spam(?: (?:complaint|report))?|abuse(?: report)?|marked as spam)$/i

/**
 * Where no heading tells which cell says why: only a cell that is a reason and nothing else counts, for "Invalid Corp" is
 * somebody's company. Of several the strongest holds.
 */
function reasonAmong(cells: readonly string[]): SuppressionReason {
  const whole = cells.filter(({ length }) => length <= LONGEST_REASON).map(cell => cell.replace(/\s*[:(].*$/, ''))
  const some = (rule: RegExp) => whole.some(cell => rule.test(cell))
  if (some(NO_BY_ITSELF)) return 'opted out'
  if (some(SPAM_BY_ITSELF)) return 'complained'
  return some(BY_ITSELF) ? 'bounced' : 'opted out'
}

/** Since when, where the cell says so and it can be: whoever said no did so before today. */
function instantOf(cell: string, now: Instant): Instant | undefined {
  const at = /^\d{4}-/.test(cell) ? parseInstant(cell) : undefined
  return at !== undefined && at >= OLDEST && at <= now ? at : undefined
}

const instantAmong = (cells: readonly string[], now: Instant): Instant | undefined =>
  cells.map(cell => instantOf(cell, now)).find(at => at !== undefined)
