/** Names of people: turned the way a letter says them, and compared the way a convener would. */
import { plainWords } from './company.ts'

/** What stands after a comma without being a first name. */
const AFTER_A_NAME =
  /^(?:jr|sr|ii|iii|iv|v|ph\.? ?d|m\.?d|mba|cpa|p\.?e|esq|jd|edd|rn|cfa|pmp|sphr|shrm-\w+|m\.?s|m\.?a|b\.?s|dds|dvm|aia|leed ap|inc|llc|ltd|co|corp|c[efot]o|president|owner)\.?$/i

/** "Ortiz, Jane" as "Jane Ortiz", and "Hale, Robert, Jr." as "Robert Hale Jr."; "Jane Ortiz, PhD" stays as it is. */
export function turnName(written: string): string {
  const name = written
    .replace(/\s+/g, ' ')
    .replace(/^["']|["']$/g, '')
    .trim()
  const parts = name
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
  const [last = '', first = '', ...rest] = parts
  if (parts.length < 2) return parts.join('')
  if (AFTER_A_NAME.test(first)) {
    // "Hale, Jr., Robert": the suffix belongs to the family name.
    const given = rest.shift()
    return given !== undefined && !AFTER_A_NAME.test(given) ? `${given} ${last} ${first}` : parts.join(', ')
  }
  return [`${first} ${last}`, ...rest].join(' ')
}

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
