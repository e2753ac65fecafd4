/** Names in the letters that people write them in: "JAMES MCKERR-O'NEIL" is James McKerr-O'Neil. */
import { isGivenName } from './given-names.ts'
import { isGeneration, nameTitleOf } from './name-words.ts'

const hasLower = (text: string): boolean => /\p{Ll}/u.test(text)
const hasUpper = (text: string): boolean => /\p{Lu}/u.test(text)

/** All of its letters are capitals, and there are some. */
export const isShouted = (text: string): boolean => hasUpper(text) && !hasLower(text)
const isWhispered = (text: string): boolean => hasLower(text) && !hasUpper(text)

const SMALL = /^(?:de|del|della|di|da|das|dos|du|la|las|los|van|von|der|den|ten|ter|y|e|and|or)$/

/** A word with a capital where a name has one. */
function capital(word: string): string {
  const lower = word.toLocaleLowerCase('en')
  return lower
    .replace(/(^|[-'’.(“"])(\p{Ll})/gu, (whole, before: string, letter: string, at: number) =>
      // "Ann's" and "D'Angelo": a letter alone behind the mark is no name.
      /['’]/.test(before) && (lower.length - at <= 2 || at > 2) ? whole : before + letter.toLocaleUpperCase('en'),
    )
    .replace(/Mc(\p{Ll})/gu, (_, letter: string) => `Mc${letter.toLocaleUpperCase('en')}`)
}

/** "JR" as Jr, "iii" as III. */
export const inGenerationCase = (word: string): string => (/^[iv]/i.test(word) ? word.toUpperCase() : capital(word))

/** Initials written as a word: "JP", "T.J.", "III". */
const isInitials = (word: string): boolean =>
  (/^(?:\p{Lu}\.?){1,2}$/u.test(word) && !isGivenName(word.toLowerCase())) ||
  isGeneration(word) ||
  !/[aeiouy\u0080-\u{10ffff}]/iu.test(word)

/**
 * The name as it is written in a letter. Where all of it is in capitals or in small letters, each word gets its own;
 * where it is mixed, only a long word in capitals does ("Juan GARCÍA").
 */
export function inNameCase(name: string): string {
  // Most names are written so.
  if (/^[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*$/.test(name)) return name
  const shouted = isShouted(name)
  const whispered = isWhispered(name)
  return name
    .split(' ')
    .map((word, at) => {
      if (shouted || whispered) {
        if (nameTitleOf(word)) return capital(word)
        const lower = word.toLocaleLowerCase('en')
        if (SMALL.test(lower)) return at > 0 ? lower : capital(word)
        if (shouted && word.replace(/\./g, '').length <= 3 && isInitials(word) && at === 0) return word
        return isGeneration(word) ? inGenerationCase(word) : capital(word)
      }
      return isShouted(word) && word.length > 3 && !isInitials(word) && !/[.\d&/]/.test(word) ? capital(word) : word
    })
    .join(' ')
}
