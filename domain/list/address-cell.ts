/**
 * The address in a cell, read strictly: a word of the cell, letter for letter, or nothing. A blank inside an address, a
 * part behind a comma, or a name that may belong to it makes the cell unreadable; it is shown and never shortened.
 */
import { cleanLine } from '../keep/clean-text.ts'
import { inAscii, isAddress, parseMailbox, withoutMailto } from './mailbox.ts'

export interface ReadAddress {
  /** In small letters. */
  email: string
  /** The name beside it, where one is. */
  name: string
  /** What else stands in the cell, where one address of it is used: a person should look. */
  beside?: string
}

const LONGEST_CELL = 1000
/** Words that say of an address that another is meant. */
const OTHER = /\b(?:assist|asst|secretar|asist|spouse|wife|husband|personal|home|private|privado|cc|copy|backup)/i
const DEAD =
  /\b(?:do not|don['’]?t|bounc|invalid|no longer|obsolete|old|former|wrong|dead|left|inactive|not valid|unsubscrib)/i
/** Words between addresses that belong to none of them. */
const BETWEEN = /(?:^|[\s,;/])(?:or|and|y|o|e|u|to|cc|bcc|y\/o|and\/or|&|\/|-|–|—|\||\+)\s*$/i

interface Found {
  email: string
  /** What stands between the address before and this one. */
  before: string
  /** Whether nothing of the cell may be a part of it. */
  whole: boolean
  start: number
  end: number
}

/** Reads a cell of addresses; undefined where none can be read for sure. */
export function readAddressCell(written: string): ReadAddress | undefined {
  if (!written.includes('@') || written.length > LONGEST_CELL) return undefined
  const line = withoutMailto(cleanLine(written))
  const simple = parseMailbox(line)
  if (simple) return { email: simple.email.toLowerCase(), name: simple.name }
  const found = addressesIn(line)
  const [first] = found
  // An "@" that is in no address before the first one that is: the one meant may be broken.
  if (!first?.whole || line.slice(0, first.start).includes('@') || /[" ]@\S/.test(line)) return undefined
  const whole = found.filter(each => each.whole)
  const told = whole.map((each, at) => ({ ...each, label: labelOf(line, each, whole[at + 1]) }))
  const usable = told.filter(({ label }) => !DEAD.test(label))
  const meant = usable.filter(({ label }) => !OTHER.test(label))
  const isBracketed = ({ start }: Found) => line[start - 1] === '<'
  const used = meant.find(isBracketed) ?? meant[0] ?? usable[0]
  if (!used) return undefined
  const rest = `${line.slice(0, used.start)} ${line.slice(used.end)}`
  const name =
    /^([^@<>,;:|]*[^@<>,;:| ]) ?< ?$/.exec(line.slice(0, used.start))?.[1]?.replace(/^["']+|["']+$/g, '') ?? ''
  const more = rest
    .replace(name, ' ')
    .toLowerCase()
    .split(/[<>()[\]{}"'“”,;:|/ –—]/)
  const isAlone = more.every(word => /^[.-]*$/.test(word) || word === used.email || isLabel(word))
  return {
    email: used.email,
    name,
    ...(isAlone ? {} : { beside: rest.replace(/ +/g, ' ').replace(/^[ ,;|/]+|[ ,;|/]+$/g, '') }),
  }
}

/** Words that only say that an address follows. */
const isLabel = (word: string): boolean => /^(?:e-?mail|mail|work|business|office|correo|address)$/.test(word)

const WORD = /[^\s<>()[\]{},;|"]+/g

function addressesIn(line: string): Found[] {
  const found: Found[] = []
  let last = 0
  for (const match of line.matchAll(WORD)) {
    for (const { text, at } of piecesOf(match[0])) {
      const start = match.index + at
      const email = inAscii(text)
      if (email === undefined || !isAddress(email)) continue
      const end = start + text.length
      const whole = isWhole(line.slice(last, start), line.slice(end), found.length > 0)
      found.push({ email: email.toLowerCase(), before: line.slice(last, start), whole, start, end })
      last = end
    }
  }
  return found
}

/** A word without the marks around it; "a@x.com/b@y.com" is two, where each is an address. */
function piecesOf(word: string): { text: string; at: number }[] {
  const bare = (text: string, at: number) => {
    const opened = text.replace(/^['“‘:]+/, '')
    return { text: opened.replace(/[.:'”’]+$/, ''), at: at + text.length - opened.length }
  }
  const labeled = /^[\p{L}-]+:(?=[^:]*@)/u.exec(word)?.[0].length ?? 0
  const rest = word.slice(labeled)
  const parts = [...rest.matchAll(/[^/]+/g)]
  if (!parts.every(([part]) => isAddress(inAscii(part) ?? part))) return [bare(rest, labeled)]
  return parts.map(part => bare(part[0], labeled + part.index))
}

/** A bracket that closes, and nothing close behind it: "<jane@x.ex>mple" may be one word that was spoiled. */
const CLOSED = /^['"”]? ?[>)\]}]+['"”]?(?:$|[ ,;|/.:<([{])/

/** Whether nothing that stands beside an address may be a part of it. */
export function isWhole(before: string, behind: string, isFollower: boolean): boolean {
  const isOpened = /[<([{] ?['"]?$/.test(before)
  if (isOpened && CLOSED.test(behind)) return true
  // A bracket that does not close is a slip, and stands by itself.
  if (isOpened && !/(?:^| )[<([{] ?['"]?$/.test(before)) return false
  return endsWell(before, isFollower) && startsWell(behind)
}

/** Whether what stands before an address cannot be the beginning of it. */
function endsWell(before: string, isFollower: boolean): boolean {
  if (/^[ '"“]*$/.test(before) || /[<([{:] ?['"]?$/.test(before) || BETWEEN.test(before)) return true
  // Behind a comma and no blank only another address is sure to be none of the word before.
  if (/[,;|/)\]>}]$/.test(before)) return isFollower && /^['">)\]} ]*[,;|/]+$|[)\]>}]$/.test(before)
  return /[,;|)\]>}] $/.test(before) && (isFollower || /\S \S/.test(before))
}

/** Whether what stands behind an address cannot be the end of it. */
function startsWell(behind: string): boolean {
  if (/^[ '"”.,;:|>)\]}]*$/.test(behind) || CLOSED.test(behind)) return true
  if (/^ ?[<([{]|^ [|–—]|^ [-/&+] |^ ?[;,|:/]+ \S/.test(behind)) return true
  // Close behind a separator, or behind a blank alone, only an address is sure to be none of this one.
  const next = /^ ?[;,|/]? ?['"<(]?(\S+?)['">).,;|]*(?:[ ,;|/<(]|$)/.exec(behind)?.[1] ?? ''
  return /^(?:or|and|y|o|cc|to)$/i.test(next)
    ? behind.includes('@')
    : isAddress(inAscii(next.replace(/^[^:@]*:/, '')) ?? '')
}

/** What a cell says of one of its addresses: the words before it, and those in brackets or behind a dash after it. */
function labelOf(line: string, { before, end }: Found, next: Found | undefined): string {
  const behind = line.slice(end, next?.start ?? line.length)
  const own = before.replace(/^[^,;|/)\]]*[,;|/)\]]/, '')
  const aside = /^['"> ]*(?:\(([^)@]*)\)|\[([^\]@]*)\]|[-–—:]([^,;|]*)|[,;]([^,;|@]*))/.exec(behind)
  const bracket = /[([] ?$/.test(before) ? ' copy' : ''
  return `${own} ${aside?.slice(1).join(' ') ?? ''}${bracket}`
}
