/** Names of people: said the way a letter says them, greeted by their given name, and compared the way a convener would. */
import { cleanLine } from '../keep/clean-text.ts'
import { companyKey, plainWords } from './company.ts'
import { looksLikeCompany } from './company-like.ts'
import { beginsWithGivenName, isGivenName } from './given-names.ts'
import { isJob } from './job-title.ts'
import { inGenerationCase, inNameCase, isShouted } from './letter-case.ts'
import { isCredential, isDesk, isGeneration, isParticle, nameTitleOf, saysNothing } from './name-words.ts'

/** Why a person should look at a name. */
type NameDoubt =
  | 'nothing'
  | 'not a person'
  | 'an address'
  | 'a company'
  | 'two people'
  | 'one name'
  | 'no given name'
  | 'an initial'
  | 'more beside it'

export interface ReadName {
  /** As a letter or a badge says it; empty where there is none. */
  name: string
  /** What a letter says behind "Dear": "Jane", "Mr. Lee". It holds a letter, or is empty where nobody can be greeted by this. */
  greeting: string
  /** A job that stood beside the name: "Jane Roe, CEO". */
  job?: string
  /** A company that stood beside it: "Jane Roe, Acme Inc.". */
  works?: string
  doubt?: NameDoubt | undefined
}

const nobody = (name: string, doubt: NameDoubt): ReadName => ({ name, greeting: '', doubt })
const wordsOf = (text: string): string[] => text.split(' ').filter(Boolean)
const beginsWithTitle = (text: string): boolean => text.split(' ', 1).some(word => nameTitleOf(word) !== undefined)

/** Reads a name as somebody wrote it: "Ortiz, Dr. Jane, Ed.D.", "ROBERT (BOB) LEE", "Sra. Ana López", "N/A". */
export function readName(written: string): ReadName {
  if (isPlain(written)) return { name: written, greeting: firstWord(written) }
  const line = unmarked(cleanLine(written))
  if (saysNothing(line) || (line === '' && written.trim() !== '')) return nobody('', 'nothing')
  if (line === '') return { name: '', greeting: '' }
  if (!/\p{L}/u.test(line)) return nobody(line, 'not a person')
  if (line.includes('@')) return nobody(line, 'an address')
  if (isDesk(line)) return nobody(line, 'not a person')
  if (nameTitleOf(line) === 'courtesy') return nobody(line, 'no given name')
  const { rest, nick, dropped, works } = asideOf(line)
  const pair = readPair(rest)
  if (pair) return pair
  if (looksLikeCompany(rest) && !isPersonOf(rest)) return nobody(rest, 'a company')
  const read = readOne(rest)
  const more = dropped && !read.doubt ? { doubt: 'more beside it' as const } : {}
  const own = works === '' ? {} : { works }
  return { ...own, ...read, ...more, ...(nick && !read.doubt ? { greeting: nick } : {}) }
}

/** "Jane Roe, Acme Inc.": a person, with the company behind a comma. */
function isPersonOf(line: string): boolean {
  const [before = '', ...behind] = line.split(/, ?| [-–—|] /)
  const suffixAlone = companyKey(`x ${behind.join(' ')}`) === 'x'
  return !suffixAlone && wordsOf(before).length > 1 && beginsWithGivenName(before) && !looksLikeCompany(before)
}

/** Who is greeted, and how: "Jane" of "Dr. Jane Roe". Empty where a name tells nobody to greet. */
export function greetingOf(name: string): string {
  return isPlain(name) ? firstWord(name) : readName(name).greeting
}

const firstWord = (name: string): string => name.slice(0, name.indexOf(' '))
/** Most names are two plain words, of which the first is a given name that everybody knows. */
const isPlain = (name: string): boolean =>
  /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name) && isGivenName(firstWord(name).toLowerCase())

/** "Dear Jane Roe", copied from a letter. "Hi Lo" is somebody. */
const SALUTATION = /^(dear|hello|attn\.?|attention|hi|hey) (?=\p{L})(.*)$/iu
const unsaluted = (line: string): string =>
  line.replace(SALUTATION, (whole, word: string, name: string) => {
    const isWordAlone = !/^h(?:i|ey)$/i.test(word)
    return isWordAlone || beginsWithTitle(name) || beginsWithGivenName(name) ? name : whole
  })

/** Without what a list puts around names: bullets, numbers, quotes, "Attn:". */
const unmarked = (line: string): string =>
  unsaluted(line.replace(/^(?:[•·▪◦*‣–—-]|\(?\d{1,3}[.)]) /, ''))
    .replace(/^(?:dear|attn|attention|contact|name|c\/o) ?: ?/i, '')
    .replace(/\b(?:she|he|they) ?\/ ?(?:hers?|him|his|them|they)(?: ?\/ ?\w+)?\b/gi, '')
    .replace(/\( ?\)|\[ ?\]/g, '')
    .replace(/^["'“”‘’]+(.*?)["'“”’]+$/, '$1')
    .replace(/^[\s,;:|–—-]+|[\s,;:|–—]+$/g, '')
    .replace(/\s+/g, ' ')

const NICK = /\s*(?:"([^"]*)"|“([^”]*)”|(?<=\s|^)['‘]([\p{L}.]+)['’](?=\s|$)|\(([^)]*)\)|\[([^\]]*)\])\s*/gu

/** A name without what stands in quotes or brackets, and the name somebody goes by, where that stood there. */
function asideOf(line: string): { rest: string; nick: string; dropped: boolean; works: string } {
  let nick = ''
  let works = ''
  let dropped = false
  const rest = line
    .replace(NICK, (_, a?: string, b?: string, c?: string, round?: string, square?: string) => {
      const quoted = a ?? b ?? c
      const inside = (quoted ?? round ?? square ?? '').trim()
      const isNick = /^\p{L}[\p{L}.'’-]+$/u.test(inside) && !isGeneration(inside) && !nameTitleOf(inside)
      if (isNick && (quoted !== undefined || isGivenName(plainWords(inside)))) nick ||= inNameCase(inside)
      else if (!isCredential(inside)) dropped = true
      if (looksLikeCompany(inside)) works ||= inside
      return ' '
    })
    .replace(/ +,/g, ',')
    .trim()
  if (rest === '') return { rest: line, nick: '', dropped: false, works: '' }
  return { rest: rest.replace(/ +/g, ' '), nick, dropped, works }
}

const PAIRED = / (?:and|&|\+|or) | ?; ?| ?\/ ?(?=\p{L}{2})| ?& ?/iu
const PAIRED_IN_SPANISH = / [ye] /

const isLetters = (word: string): boolean => isGeneration(word) || isCredential(word)

/** Two people in one cell; undefined where it is one, or a company such as "Smith & Wesson". */
function readPair(line: string): ReadName | undefined {
  const [before = '', ...rest] = line.split(/, ?/)
  // "Jane Roe, President & CEO" is one person.
  if (isJob(rest.join(', ')) && !PAIRED.test(before)) return undefined
  const spanish = line.split(PAIRED_IN_SPANISH)
  const isCouple = (pieces: readonly string[]) =>
    pieces.every(piece => beginsWithTitle(piece) || beginsWithGivenName(piece))
  const pieces = spanish.length === 2 && isCouple(spanish) ? spanish : line.split(PAIRED)
  const [left = '', right = ''] = pieces
  if (pieces.length < 2 || pieces.some(piece => !/\p{L}/u.test(piece) || /\d/.test(piece))) return undefined
  // "Jane Roe, CPA/PFS" is one as well.
  if (rest.length > 0 && rest.flatMap(wordsOf).every(isLetters)) return undefined
  if (looksLikeCompany(line) && !isCouple(pieces)) return nobody(line, 'a company')
  if (pieces.length > 3) return nobody(line, 'two people')
  const name = inNameCase(line)
  const titles = wordsOf(left)
  if (titles.every(word => nameTitleOf(word))) {
    // "Dr. and Mrs. Bob Lee" are Dr. & Mrs. Lee.
    const [title, ...own] = wordsOf(right)
    const greeting = beginsWithTitle(right) && own.length > 0 ? `${left} & ${title} ${own.at(-1)}` : ''
    return { name, greeting: inNameCase(greeting), doubt: 'two people' }
  }
  if (pieces.every(piece => wordsOf(piece).length === 1) && !isCouple(pieces)) return nobody(line, 'a company')
  const greetings = pieces.map(piece => readOne(piece).greeting)
  const single = (greeting: string) => greeting !== '' && !greeting.includes(' ')
  const isOrder = line.includes(',')
  return { name, greeting: !isOrder && greetings.every(single) ? greetings.join(' and ') : '', doubt: 'two people' }
}

/** Parts between commas, in the order in which they are said. */
interface Said {
  words: string[]
  behind: string[]
  job?: string
  works?: string
  /** Something else stood behind the comma, and is left out. */
  more?: true
}

function readOne(line: string): ReadName {
  const shouted = isShouted(line)
  const [before = '', ...asides] = line.split(/ [-–—|] /)
  const cut = wordsOf(before).length > 1
  const said = inOrder(cut ? before : line, shouted)
  const aside = cut ? asides.join(', ') : ''
  const job = said.job ?? (isJob(aside) ? aside : undefined)
  const works = said.works ?? (looksLikeCompany(aside) ? aside : undefined)
  const { titles, main, behind } = peeled(said.words, shouted)
  const read = greeted(titles, main)
  const earned = titles.filter(word => nameTitleOf(word) === 'earned' || main.length < 2)
  const own = inNameCase([...earned, ...main].join(' '))
  const generations = [...behind, ...said.behind].filter(isGeneration).map(inGenerationCase)
  const letters = [...behind, ...said.behind].filter(word => !isGeneration(word))
  const name = [[own, ...generations].join(' '), ...letters].join(', ')
  const beside = said.more || works !== undefined || (aside !== '' && !isJob(aside))
  return {
    name,
    ...read,
    ...(job ? { job } : {}),
    ...(works ? { works } : {}),
    ...(beside && !read.doubt ? { doubt: 'more beside it' as const } : {}),
  }
}

/** "Ortiz, Jane" as Jane Ortiz, "Hale, Jr., Robert" as Robert Hale Jr.; "Jane Ortiz, PhD" is in order. */
function inOrder(line: string, shouted: boolean): Said {
  const [first = '', ...rest] = line.split(/ ?, ?/).filter(Boolean)
  const words = wordsOf(first)
  const own = words.filter(word => !nameTitleOf(word))
  // Only the first part behind a family name can be the given one.
  const kinds = rest.map((part, at) => ({ part, kind: kindOf(part, own.length + at, shouted) }))
  const behind = kinds.filter(({ kind }) => kind === 'letters').flatMap(({ part }) => part.split(/ (?!AP\b)/))
  const job = kinds.find(({ kind }) => kind === 'job')?.part
  const works = kinds.find(({ part }) => looksLikeCompany(part))?.part
  const given = kinds.find(({ kind }) => kind === 'name')?.part
  const base = { behind, ...(job ? { job } : {}), ...(works ? { works } : {}) }
  if (given === undefined) return { ...base, words }
  // "Mary Smith, Denver": what is behind the comma is no given name, and what is before it begins with one.
  const isPlace = beginsWithGivenName(own.join(' ')) && !own.slice(0, 1).some(isParticle) && !beginsWithGivenName(given)
  if (own.length > 1 && isPlace) return { ...base, words, more: true }
  const titles = words.filter(word => nameTitleOf(word))
  // "Hale, Robert Jr." and "Ortiz, Jane MD": what is behind the given name goes behind the family name.
  const said = peeled(wordsOf(given), shouted)
  return { ...base, words: [...titles, ...said.titles, ...said.main, ...own, ...said.behind] }
}

function kindOf(part: string, wordsBefore: number, shouted: boolean): 'letters' | 'job' | 'name' | 'other' {
  const words = wordsOf(part)
  // Behind a family name alone stands a given name, unless it is surely none.
  const isLetters = (word: string) => isGeneration(word) || isCredential(word, shouted || wordsBefore < 2)
  const isName = wordsBefore < 2 && words.some(word => isGivenName(plainWords(word)))
  if (isJob(part) && !isName) return 'job'
  if (words.every(isLetters) && !isName) return 'letters'
  if (looksLikeCompany(part) || /\d/.test(part)) return 'other'
  return 'name'
}

/** A name's words without the titles before them and the degrees behind. */
function peeled(words: readonly string[], shouted: boolean) {
  const main = words.filter((word, at) => !(at === 0 && /^the$/i.test(word) && nameTitleOf(words[1] ?? '')))
  const titles: string[] = []
  const behind: string[] = []
  while (main.length > 1 && isTitle(main)) titles.push(main.shift() ?? '')
  while (main.length > 1) {
    const last = main.at(-1) ?? ''
    const isLetters =
      isCredential(last, shouted || !/^[A-Z]{2,3}$/.test(last)) && (main.length > 2 || !isGivenName(plainWords(last)))
    if (nameTitleOf(last) === 'courtesy' && !isGeneration(last)) main.pop()
    else if (isGeneration(last) || isLetters) behind.unshift(main.pop() ?? '')
    else break
  }
  return { titles, main, behind }
}

const JOB_BEFORE =
  /^(?:ceo|cfo|coo|president|presidente|owner|chairman|chairwoman|chancellor|provost|coach|director|superintendent)$/

function isTitle([word = '', ...rest]: readonly string[]): boolean {
  if (nameTitleOf(word) || JOB_BEFORE.test(plainWords(word))) return true
  // Don is a title before a Spanish name with a family name, and a name by itself.
  return (
    /^don$/i.test(word) &&
    rest.length > 1 &&
    /^(?:jose|juan|carlos|luis|jesus|francisco|miguel|pedro|manuel)$/.test(plainWords(rest[0] ?? ''))
  )
}

const INITIAL = /^\p{L}\.?$|^Ma\.$/u

function greeted(titles: readonly string[], main: readonly string[]): Pick<ReadName, 'greeting' | 'doubt'> {
  const [first = '', second = ''] = main.map(word => inNameCase(word))
  const family = inNameCase([titles[0] ?? '', ...main].join(' '))
  const isNameLike = /^\p{L}[\p{L}\p{M}.'’`´-]*$/u.test(first)
  const isFamily = /^\p{Ll}/u.test(main[0] ?? '') && isParticle(first) && main.some(word => /^\p{Lu}/u.test(word))
  if (!isNameLike || (isDesk(first) && !isFamily && !isGivenName(plainWords(first))))
    return { greeting: '', doubt: 'not a person' }
  if (main.length === 1 || isFamily) {
    if (titles.length > 0) return { greeting: family, doubt: 'no given name' }
    if (isFamily || INITIAL.test(first)) return { greeting: '', doubt: 'no given name' }
    return { greeting: first.replace(/\.$/, ''), doubt: 'one name' }
  }
  if (!INITIAL.test(first)) return { greeting: first.replace(/(?<=\p{L}{3})\.$/u, '') }
  // "J. Robert Hale" and "A. J. Foyt" go by both; "J. Hale" by none that is written here.
  if (main.length > 2) return { greeting: `${first} ${second}` }
  return { greeting: family.replace(/^ /, ''), doubt: 'an initial' }
}

/**
 * Whether the names of a list stand family name first without a comma: "KERR JAMES", "MOSS LIA". One name alone could not
 * tell; of several, most begin with what is no given name and go on with one.
 */
export function areTurned(names: readonly string[]): boolean {
  const pairs = names.map(name => wordsOf(plainWords(name))).filter(words => words.length === 2 || words.length === 3)
  const plain = names.filter(name => !/[,;&/(]/.test(name)).length
  const turned = pairs.filter(([first = '', second = '']) => !isGivenName(first) && isGivenName(second)).length
  const straight = pairs.filter(([first = '']) => isGivenName(first)).length
  return pairs.length >= 3 && plain === names.length && turned >= pairs.length * 0.6 && straight <= pairs.length * 0.2
}

/** "KERR JAMES A" of such a list as "KERR, JAMES A". */
export const turned = (name: string): string => name.replace(/ +/, ', ')

/** The form in which "Jane A. Ortíz" and "JANE ORTIZ" are one person: first and last word, plain. */
export function personKey(name: string): string {
  const words = plainWords(name)
    .split(' ')
    .filter(word => !/^(?:mr|mrs|ms|mx|dr|prof|jr|sr|ii|iii|iv|phd|md)$/.test(word))
  return words.length < 2 ? words.join(' ') : `${words[0]} ${words.at(-1)}`
}

/** "jane.roe@x.com" is Jane Roe; of "jroe@x.com" nobody can tell, and the answer is empty. */
export function nameInAddress(email: string): string {
  const [, ...words] = /^([a-z]{2,})[._](?:[a-z][._])?([a-z]{2,})@/i.exec(email) ?? []
  return words.map(word => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join(' ')
}
