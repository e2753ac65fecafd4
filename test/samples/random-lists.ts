/** Lists made by chance: rows as people have them, spoiled in every way, and what must hold of whatever is read of them. */
import Papa from 'papaparse'
import { recognizeColumns } from '../../domain/list/columns.ts'
import { judgeList } from '../../domain/list/invitee-list.ts'
import { peopleOf } from '../../domain/list/people-of.ts'
import { readText } from '../../functions/list/table/read-table.ts'

/** Numbers below `below`, the same for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
type Dice = ReturnType<typeof dice>
const pick = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)] as T

const GIVEN = ['Jane', 'Bob', 'María', 'JAMES', 'Wei', 'J.', 'Mary-Ann', 'al', 'Siobhán', 'T.J.', 'Kerr', '山田']
const FAMILY = [
  'Roe',
  'Lee',
  'de la Cruz',
  "O'Neil",
  'GARCÍA',
  'van Dyke',
  'Ma',
  'Ortiz-Lopez',
  'Foods',
  'Church',
  'Jr.',
]
const AROUND = [
  'Mr.',
  'Dr.',
  'Sra.',
  'Lic.',
  'Ed.D.',
  'CPA',
  'and',
  '&',
  'y',
  'III',
  '(Bob)',
  '"JR"',
  'CEO',
  ',',
  ';',
  '/',
  '-',
]
const NO_NAMES = [
  'N/A',
  'TBD',
  'Front Desk',
  '12345',
  '-',
  '',
  'Kerr Castings LLC',
  'info',
  '???',
  '@',
  '\u200b',
  'Mr.',
  '...',
  '①②',
]
const DOMAINS = [
  'roe.example',
  'gmail.com',
  'gmial.com',
  'lee.co.uk',
  'x.con',
  'müller.example',
  'a-b.example',
  'sub.roe.example',
]
const LOCALS = ['jane', 'bob.lee', 'j', "o'neil", 'jane+x', 'info', 'JANE', 'a_b', 'x-1']
const BETWEEN = [
  ';',
  ', ',
  ' ',
  '/',
  ' / ',
  '|',
  ' or ',
  '\n',
  ' (',
  ') ',
  ' <',
  '> ',
  ',',
  ' - ',
  ': ',
  'mailto:',
  '"',
  '',
]
const SPOIL = [
  ' ',
  '\u00a0',
  '\u200b',
  '\u00ad',
  '\u202e',
  '\u0000',
  ',',
  ';',
  '"',
  "'",
  '<',
  '>',
  '(',
  ')',
  '@',
  '.',
  '..',
  '-',
  '/',
  '\\',
  '\n',
  '\t',
  'é',
  'Ã©',
  '\ufffd',
  '\u0430',
  'Ⓐ',
  '=',
  '+',
  'x',
  '1',
  '😀',
]

const address = (roll: Dice): string => `${pick(roll, LOCALS)}@${pick(roll, DOMAINS)}`

/** A text with a few letters put in, taken out, doubled or swapped. */
function spoiled(roll: Dice, text: string): string {
  let made = text
  for (let times = roll(4); times > 0; times--) {
    const at = roll(made.length + 1)
    const how = roll(4)
    if (how === 0) made = made.slice(0, at) + pick(roll, SPOIL) + made.slice(at)
    else if (how === 1) made = made.slice(0, at) + made.slice(at + 1)
    else if (how === 2) made = made.slice(0, at) + made.slice(at, at + 1) + made.slice(at)
    else made = made.slice(0, at) + pick(roll, SPOIL) + made.slice(at + 1)
  }
  return made
}

function addressCell(roll: Dice): string {
  const parts = Array.from({ length: 1 + (roll(3) === 0 ? roll(3) : 0) }, () =>
    roll(6) === 0 ? name(roll) : address(roll),
  )
  return spoiled(
    roll,
    parts.reduce((text, part) => `${text}${pick(roll, BETWEEN)}${part}`),
  )
}

function name(roll: Dice): string {
  if (roll(8) === 0) return spoiled(roll, pick(roll, NO_NAMES))
  const words = [pick(roll, GIVEN), pick(roll, FAMILY)]
  for (let more = roll(3) === 0 ? roll(4) : 0; more > 0; more--)
    words.splice(roll(words.length + 1), 0, pick(roll, AROUND))
  return spoiled(roll, roll(4) === 0 ? `${words.slice(1).join(' ')}, ${words[0]}` : words.join(' '))
}

const HEADERS = [
  ['Name', 'Title', 'Company', 'Email', 'Assistant', 'Assistant email'],
  ['First Name', 'Last Name', 'Company', 'Email', 'Personal Email', 'Greeting'],
  ['Company', 'Contact 1 Name', 'Contact 1 Email', 'Contact 2 Name', 'Contact 2 Email', 'Notes'],
  ['', '', '', '', '', ''],
]

/** One row for these headings. */
function row(roll: Dice, header: readonly string[]): string[] {
  return header.map((title, at) => {
    if (/email/i.test(title) || (title === '' && at === 3)) return roll(12) === 0 ? '' : addressCell(roll)
    if (/company|title|notes/i.test(title))
      return roll(4) === 0 ? spoiled(roll, name(roll)) : pick(roll, ['Roe Works', 'Lee LLC', 'CEO', 'Owner', ''])
    return name(roll)
  })
}

/** What was read of a list: for each person who would be written to, the text of their row. */
export interface Written {
  text: string
  emails: string[]
  greeting: string
}

/** Makes a list of so many rows, as a table or as lines, reads it, and answers who would be written to. */
export function randomList(roll: Dice, rows: number): Written[] {
  const asLines = roll(4) === 0
  const header = asLines ? [] : pick(roll, HEADERS)
  const data = Array.from({ length: rows }, () =>
    asLines ? [`${name(roll)}${pick(roll, BETWEEN)}${addressCell(roll)}`] : row(roll, header),
  )
  const text = asLines
    ? data.map(([line]) => line).join('\n')
    : Papa.unparse(header.some(Boolean) ? [header, ...data] : data)
  return readText(text).sheets.flatMap(sheet => {
    const people = peopleOf(sheet, recognizeColumns(sheet))
    const judged = judgeList(people.map(each => each.row))
    return judged.rows.flatMap(({ invitee, read, greeting, leftOut }, at) => {
      // Lines lose what was split from them; there the whole text is the row.
      const cells = asLines ? [text] : (sheet.rows[people[at]?.at ?? 0] ?? [])
      // Not `invitee`: rows of one address are one person, who has the assistant of another row.
      const emails = [read.email, read.assistant?.email ?? ''].filter(Boolean)
      return invitee && !leftOut ? [{ text: cells.join('\n'), emails, greeting }] : []
    })
  })
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{DI}]/gu
/** What may stand beside an address without being a part of it. */
const BESIDE = /[\s<>()[\]{}"“”'‘’,;:|/!?–—]/

/** Whether an address stands in a text as a whole word, letter for letter; capitals do not count, nor what nobody sees. */
export function standsIn(text: string, email: string): boolean {
  const seen = text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replace(UNSEEN, '')
    .toLowerCase()
  for (let at = seen.indexOf(email); at >= 0; at = seen.indexOf(email, at + 1)) {
    const before = at === 0 ? ' ' : seen.slice(at - 1, at)
    const after = seen.slice(at + email.length).replace(/^[.]+(?=$|[\s<>()[\]{}"“”'‘’,;:|/!?])/, '')
    if (BESIDE.test(before) && (after === '' || BESIDE.test(after.slice(0, 1)))) return true
  }
  return false
}
