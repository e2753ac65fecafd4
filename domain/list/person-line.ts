/** A line about one person, in any form people write it: "Jane Roe, CEO, Roe Works <jane@roe.example>". */
import { cleanLine } from '../keep/clean-text.ts'
import { isWhole } from './address-cell.ts'
import { plainWords } from './company.ts'
import { looksLikeCompany } from './company-like.ts'
import { beginsWithGivenName } from './given-names.ts'
import { isJob, isTopRole } from './job-title.ts'
import { isShouted } from './letter-case.ts'
import { inAscii, isAddress, withoutMailto } from './mailbox.ts'
import { isCredential, isDesk, isGeneration, nameTitleOf } from './name-words.ts'

export interface PersonLine {
  name: string
  title: string
  company: string
  /** The cell to read an address from: as written, where it is not sure to be one. */
  email: string
  phone: string
}

const LONGEST = 1000
const PHONE =
  /(?:\b(?:tel|phone|ph|cell|mobile|direct|office|c|o|m|p|t)[.:]?\s*)?((?:\+?1[\s.-])?\+?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?)/i
/**
 * What lists put before a person: bullets, boxes, arrows, "3.", "(3)", "a)". Close to an address it may be a part of it.
 */
const BULLET =
  /^(?:[^\p{L}\p{N}("'“<[@]+(?=\s|[^\s@]*(?:\s|$))|\(?\d{1,4}(?:[.)](?![^\s@]*@)|\s+-)\s*|[a-z][.)]\s+|\d{1,4}\s+(?=\p{Lu}\p{Ll}))\s*/u

/** Reads a line; undefined for one that is none, such as a heading that ends in a colon. */
export function readPersonLine(written: string): PersonLine | undefined {
  const line = withoutMailto(cleanLine(written).slice(0, LONGEST).replace(BULLET, ''))
  if ((!line.includes('@') && /:$/.test(line)) || !/[\p{L}\d]/u.test(line)) return undefined
  const { email, rest } = takeAddress(line)
  const number = PHONE.exec(rest)?.[1] ?? ''
  return { ...readWords(cleanLine(rest.replace(PHONE, ' | '))), email, phone: number }
}

/** An address with what encloses it: "<a@x.com>", "(a@x.com)", "[a@x.com](a@x.com)", or bare. */
const ENCLOSED =
  /\[[^\]@]*@[^\]]*\]\(\s*([^()\s]+@[^()\s]+)\s*\)|[<(["]\s*([^\s<>()[\]"]+@[^\s<>()[\]"]+)\s*[>)\]"]|([^\s<>()[\]{},;|"]+@[^\s<>()[\]{},;|"]+)/g

/**
 * The addresses of a line, and the rest. Words that stand close before an address with no mark between must read as the
 * name of its owner: "jane doe@x.com" may be one broken address.
 */
function takeAddress(line: string): { email: string; rest: string } {
  if (!line.includes('@')) return { email: '', rest: line }
  const found: string[] = []
  let unsure = false
  const others = line
    .replace(ENCLOSED, (whole, link?: string, enclosed?: string, bare?: string, ...[at]: [number]) => {
      const text = (link ?? enclosed ?? whole).replace(/^['“‘:]+|[.:'”’!?]+$/g, '')
      const address = text.replace(/^[\p{L}-]+:/u, '')
      if (!isAddress(inAscii(address) ?? '')) {
        unsure = true
        return whole
      }
      if (bare !== undefined && !isOwn(line.slice(0, at), line.slice(at + whole.length), address, found.length > 0))
        unsure = true
      if (!found.some(each => each.toLowerCase() === address.toLowerCase())) found.push(address)
      return ' | '
    })
    .replace(/[<>]/g, ' ')
  const rest = cleanLine(others)
  if (unsure || rest.includes('@')) return unsureLine(line)
  return { email: found.join('; '), rest: rest.replace(/\b(?:e-?mail|correo) ?:? ?(?=\|)/gi, '') }
}

/** Where it cannot be told what the address is: what reads as a name before the first mark stays one. */
function unsureLine(line: string): { email: string; rest: string } {
  const [, name = '', cell = line] = /^([^@,;|<(]*[^@,;|<( ]) ?(?:[,;|<]| [-–—] ) ?(.*@.*)/.exec(line) ?? []
  return { email: cell.replace(/>$/, ''), rest: name }
}

function isOwn(before: string, behind: string, address: string, isFollower: boolean): boolean {
  if (/^\S/.test(behind) && !isWhole('', behind, isFollower)) return false
  if (/\S[<([{]$/.test(before)) return false
  // Close behind it a word may be its end: "jane@x.exam ple".
  const next = /^ ([^,;|<(–—-]\S*)/.exec(behind)?.[1]
  const words = before
    .replace(/.*(?:[,;|<>()[\]:–—]| - )/, '')
    .split(' ')
    .filter(Boolean)
  const isFirst = before === ''
  if (next !== undefined && !next.includes('@') && !(isFirst && /^\p{Lu}/u.test(next))) return false
  if (words.length === 0 || isFollower) return true
  const local = plainWords(address.slice(0, address.indexOf('@'))).replace(/ /g, '')
  const own = words.some(word => {
    const plain = plainWords(word).replace(/ /g, '')
    return plain.length >= 3 && local.includes(plain)
  })
  return own || words.filter(word => /^\p{Lu}/u.test(word)).length >= 2
}

type Kind = 'name' | 'title' | 'company' | 'other'

function readWords(text: string): Pick<PersonLine, 'name' | 'title' | 'company'> {
  const parts = partsOf(text)
  const read = { name: '', title: '', company: '' }
  const others: string[] = []
  for (const part of parts) {
    const kind = kindOf(part)
    const at = atWork(part)
    if (at) {
      read.title ||= at.job
      read.company ||= at.works
    } else if (kind === 'title' && read.title === '' && parts.length > 1) read.title = part
    else if (kind === 'company' && read.company === '' && parts.length > 1) read.company = part
    else if (kind === 'name' && read.name === '') read.name = part
    else others.push(part)
  }
  // What is left is the company where one is missing, and the name where nothing else is.
  if (read.name === '') read.name = others.shift() ?? ''
  if (read.company === '') read.company = others.find(other => /\p{L}{2}/u.test(other) && !isBehind(other, true)) ?? ''
  return read
}

/** "Owner at Roe Works", "CEO of Roe Works": a job and the company. "Director of Sales" is a job alone. */
function atWork(part: string): { job: string; works: string } | undefined {
  const [, job = '', link = '', works = ''] = /^(.+?) (at|of|with|en|de) (\p{Lu}.*)/u.exec(part) ?? []
  const isPartOfJob = ['of', 'de'].includes(link) && !looksLikeCompany(works) && (isDesk(works) || !isTopRole(job))
  return isJob(job) && !isJob(works) && !isPartOfJob ? { job, works } : undefined
}

function kindOf(written: string): Kind {
  const part = cleanLine(written.replace(/\([^)]*\)/g, ''))
  // "Dean of Nursing" is a job, "Dean Owner" may be somebody.
  if (isJob(part) && (/ (?:of|at) /.test(part) || !beginsWithGivenName(part))) return 'title'
  if (looksLikeCompany(part)) return 'company'
  return /^\p{L}/u.test(part) && !/\d/.test(part) && part.split(' ').length <= 6 ? 'name' : 'other'
}

/** The parts of a line: between bars, dashes and commas, but not those of "Roe, Jane" and "Jane Roe, Ed.D.". */
function partsOf(text: string): string[] {
  const pieces = text
    .replace(/["“”]([^"“”]*)["“”]/g, (whole, inside: string) => (/[,\s]/.test(inside) ? inside : whole))
    .replace(/\(([^)]*)\)/g, (whole, inside: string) =>
      looksLikeCompany(inside) || isJob(inside) ? ` | ${inside} | ` : whole,
    )
    .split(/[|;•·]| [-–—]+ /)
    .map(piece => piece.replace(/^[\s,:=~–—-]+|[\s,:=~–—-]+$/g, '').replace(/^\(([^()]*)\)$/, '$1'))
    .filter(Boolean)
  return pieces.flatMap((piece, at) => (at === 0 ? atCommas(piece, pieces.length) : piece.split(/ ?, ?(?=\p{L}{3})/u)))
}

function atCommas(piece: string, pieces: number): string[] {
  const [first = '', second, ...rest] = piece.split(/ ?, ?/).filter(Boolean)
  if (second === undefined) return [first]
  const isTurned =
    kindOf(first) === 'name' &&
    kindOf(second) === 'name' &&
    (isFamily(first) || (rest.length === 0 && pieces === 1 && !beginsWithGivenName(first))) &&
    (rest.length === 0 ||
      beginsWithGivenName(second) ||
      rest.every(part => isJob(part) || isBehind(part, isShouted(piece))))
  const others = isTurned ? rest : [second, ...rest]
  const end = others.findIndex(part => !isBehind(part, isShouted(piece)))
  const behind = end < 0 ? others : others.slice(0, end)
  return [[first, ...(isTurned ? [second] : []), ...behind].join(', '), ...others.slice(behind.length)]
}

/** Letters behind a name: "Jr.", "PhD". "CEO" is a job, and "ROE WORKS" among capitals a company. */
const isBehind = (part: string, shouted: boolean): boolean =>
  !isJob(part) && part.split(' ').every(word => isGeneration(word) || isCredential(word, shouted))

/** A family name, with its particles: "Roe", "de la Cruz", "van Dyke". */
const isFamily = (text: string): boolean => {
  const words = text.split(' ').filter(word => !nameTitleOf(word))
  return words.slice(0, -1).every(word => /^\p{Ll}/u.test(word) || /^(?:De|La|Las|Los|Van|Von|Di|Del|St\.)$/.test(word))
}
