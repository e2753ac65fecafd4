/** Contact cards: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), as phones, Outlook and address books export them. */
import type { Grid } from './grid.ts'
import { MOST_ROWS } from './grid.ts'

interface Property {
  name: string
  /** Types and other parameters, in capitals. */
  parameters: string
  value: string
}

/** A property of more characters is a picture. */
const LONGEST = 20_000
const HEADER = [
  'Prefix',
  'First name',
  'Last name',
  'Name',
  'Preferred name',
  'Title',
  'Company',
  'Email',
  'Other email',
  'Phone',
  'City',
  'Notes',
  'LinkedIn',
]

export const isVcard = (text: string): boolean => /^\s*BEGIN:VCARD/i.test(text)

/** A row for each card that is a person or a company. */
export function readVcards(text: string, name: string): Grid {
  const cards = cardsIn(text)
  const rows = cards.slice(0, MOST_ROWS + 1).map((card, at) => ({ line: at + 1, cells: rowOf(card) }))
  return { name, hidden: false, header: HEADER, rows, ...(cards.length > MOST_ROWS ? { tooLong: true as const } : {}) }
}

function cardsIn(text: string): Property[][] {
  const cards: Property[][] = []
  let card: Property[] | undefined
  for (const line of unfolded(text)) {
    const property = propertyOf(line)
    if (!property) continue
    if (property.name === 'BEGIN' && /^vcard$/i.test(property.value)) card = []
    else if (property.name === 'END' && card) {
      const isGroup = card.some(({ name, value }) => name === 'KIND' && /^group$/i.test(value))
      if (!isGroup && card.length > 0) cards.push(card)
      card = undefined
    } else card?.push(property)
  }
  if (card && card.length > 0) cards.push(card)
  return cards
}

/** Lines as they were before they were folded; quoted-printable ones of 2.1 are folded by their own sign. */
function unfolded(text: string): string[] {
  const lines: string[] = []
  let pieces: string[] = []
  let length = 0
  let isQuoted = false
  const end = () => {
    if (pieces.length > 0) lines.push(pieces.join(''))
  }
  for (const line of text.split(/\r\n|\n|\r/)) {
    const goesOn = isQuoted && pieces.at(-1)?.endsWith('=')
    const isFolded = pieces.length > 0 && /^[ \t]/.test(line)
    if (goesOn || isFolded) {
      if (goesOn) pieces[pieces.length - 1] = (pieces.at(-1) ?? '').slice(0, -1)
      // A picture goes on for thousands of lines, and nobody looks at it.
      if (length < LONGEST) pieces.push(goesOn ? line : line.slice(1))
      length += line.length
      continue
    }
    end()
    pieces = [line]
    length = line.length
    isQuoted = /^[^:]{0,200}QUOTED-PRINTABLE[^:]{0,200}:/i.test(line)
  }
  end()
  return lines
}

function propertyOf(line: string): Property | undefined {
  const [, name, parameters = '', value = ''] =
    /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:"])*)?):(.*)$/s.exec(line) ?? []
  if (name === undefined || line.length > LONGEST + 1000) return undefined
  const isQuoted = /QUOTED-PRINTABLE/i.test(parameters)
  return {
    name: name.toUpperCase(),
    parameters: parameters.toUpperCase(),
    value: isQuoted ? unquoted(value, parameters) : value,
  }
}

/** RFC 2045 section 6.7, in the character set that the line names. */
function unquoted(value: string, parameters: string): string {
  const bytes = Array.from(
    value.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    letter => letter.charCodeAt(0),
  )
  const isLatin = /CHARSET="?(?:ISO-8859-1|WINDOWS-1252|LATIN1)/i.test(parameters)
  try {
    return new TextDecoder(isLatin ? 'windows-1252' : 'utf-8', { fatal: true }).decode(new Uint8Array(bytes))
  } catch {
    return new TextDecoder('windows-1252').decode(new Uint8Array(bytes))
  }
}

const plain = (value: string): string => value.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim()
/** The parts of a value between semicolons that are none of it. */
const parts = (value: string): string[] =>
  (value.match(/(?:\\.|[^;\\])*(?:;|$)/g) ?? []).map(part => plain(part.replace(/;$/, '')))

function rowOf(card: readonly Property[]): string[] {
  const all = (name: string) => card.filter(property => property.name === name && property.value.trim() !== '')
  const first = (name: string) => plain(all(name)[0]?.value ?? '')
  const [last = '', given = '', , prefix = '', suffix = ''] = parts(all('N')[0]?.value ?? '')
  const full = first('FN')
  const [company = ''] = parts(all('ORG')[0]?.value ?? '')
  const isCompany =
    given === '' && (full === company || (last === '' && /^(?:ORG|X-?ABSHOWAS)/i.test(first('KIND')))) && company !== ''
  const emails = byUse(all('EMAIL'))
  const phones = byUse(all('TEL').filter(({ parameters }) => !/FAX|PAGER/.test(parameters)))
  const [, , , city = ''] = parts(byUse(all('ADR'))[0]?.value ?? '')
  const links = [...all('X-SOCIALPROFILE'), ...all('URL'), ...all('SOCIALPROFILE')].map(({ value }) => plain(value))
  const named = given !== '' && last !== ''
  const family =
    suffix === '' ? last : /^[JS]r\b|^I{2,3}$|^IV$/i.test(suffix) ? `${last} ${suffix}` : `${last}, ${suffix}`
  return [
    named ? prefix : '',
    named ? given : '',
    named ? family : '',
    named || isCompany ? '' : full || [prefix, given, last].filter(Boolean).join(' '),
    first('NICKNAME').split(',')[0] ?? '',
    first('TITLE') || first('ROLE'),
    company || (isCompany ? full : ''),
    emails[0] ? plain(emails[0].value) : '',
    emails
      .slice(1)
      .map(({ value }) => plain(value))
      .join('; '),
    phones[0] ? plain(phones[0].value).replace(/^tel:/i, '') : '',
    city,
    first('NOTE'),
    links.find(link => /linkedin/i.test(link)) ?? '',
  ]
}

/** Those of work before others, the preferred one first among them, private ones last. */
const byUse = (properties: readonly Property[]): Property[] => {
  const weight = ({ parameters }: Property) =>
    (/\bWORK\b/.test(parameters) ? 4 : 0) +
    (/\bPREF\b/.test(parameters) ? 2 : 0) -
    (/\bHOME\b/.test(parameters) ? 4 : 0)
  return properties.toSorted((a, b) => weight(b) - weight(a))
}
