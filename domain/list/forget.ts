/**
 * Forgetting somebody: what is theirs in a document goes, and what counts people stays. Where a text of others names them
 * (a note, a summary), the name and the address go and the rest of the text stays.
 */
import type * as z from 'zod'
import type { Invitee } from '../keep/invitation.ts'
import { type CanonicalAddress, canonicalAddress } from '../keep/partnership.ts'
import { type PersonalText, rewrite } from '../keep/personal.ts'
import { nowhere } from './mailbox.ts'
import { readName } from './person-name.ts'

/** Who is forgotten, by everything by which a text can name them. */
export interface Forgotten {
  /** Stands in the place of their address. */
  id: string
  /** In canonical form. */
  addresses: readonly CanonicalAddress[]
  names: readonly string[]
  phones: readonly string[]
}

const SOMEBODY = 'Somebody'
const TAKEN_OUT = '(taken out)'

/** Titles before a family name by which people speak of somebody. */
const TITLES = ['Mr', 'Mrs', 'Ms', 'Mx', 'Dr', 'Sr', 'Sra', 'Srta', 'Señor', 'Señora']

/**
 * Somebody on a list, by name in every usual form. `alone`: nobody else of the partnership has that name; where somebody
 * has, texts of others are searched for the address alone, for a name would take theirs.
 */
export function forgottenOf(id: string, { name, email, phone }: Invitee, alone: boolean): Forgotten {
  return {
    id,
    addresses: [canonicalAddress(email)],
    names: alone ? namesOf(name) : [],
    phones: phone.replace(/\D/g, '').length >= 7 ? [phone] : [],
  }
}

function namesOf(written: string): string[] {
  const { name } = readName(written)
  const words = name.replace(/,.*$/, '').split(' ').filter(Boolean)
  const [first = '', last = ''] = [words[0], words.at(-1)]
  // One word alone is also a word, or another's name.
  if (words.length < 2) return []
  const spoken = TITLES.flatMap(title => [`${title}. ${last}`, `${title} ${last}`])
  return [...new Set([written, name, words.join(' '), `${first} ${last}`, `${last}, ${first}`, ...spoken])]
}

/** In small letters, of the same length: of all letters this one alone would become two. */
const lowered = (text: string): string => text.replaceAll('İ', 'I').toLowerCase()

const WORDY = /^[\p{L}\p{N}]$/u

/** Whether a letter or a digit stands before or behind a place in a text, so that what stands there is a part of a word. */
const isPart = (text: string, from: number, until: number): boolean =>
  [[...text.slice(Math.max(0, from - 2), from)].at(-1), [...text.slice(until, until + 2)][0]].some(
    each => each !== undefined && WORDY.test(each),
  )

/** A text with every place taken out where one of `terms` stands as whole words, in any case of letters. */
function replaced(text: string, terms: readonly string[], instead: string): string {
  let out = text
  for (const wanted of terms.map(term => lowered(term.trim())).filter(term => term !== '')) {
    const before = out
    const lower = lowered(before)
    let from = 0
    out = ''
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, Math.max(from, at + 1))) {
      if (isPart(before, at, at + wanted.length)) continue
      out += before.slice(from, at) + instead
      from = at + wanted.length
    }
    out += before.slice(from)
  }
  return out
}

/** Finds and takes out whatever names somebody in a text. */
export function namer({ addresses, names, phones }: Forgotten): {
  isIn(text: string): boolean
  out(text: string): string
} {
  const places = [...addresses, ...phones]
  // A line may be broken within a name.
  const people = names.flatMap(name => [name, name.replaceAll(' ', '\n'), name.replaceAll(' ', '\r\n')])
  people.sort((a, b) => b.length - a.length)
  const out = (text: string) => replaced(replaced(text, places, TAKEN_OUT), people, SOMEBODY)
  return { isIn: text => out(text) !== text, out }
}

/** Company and organization stay: they are what a table of businesses counts. */
const isCompany = (field: string): boolean => field === 'company' || field === 'organization'
/** Who did something, which may be somebody else. */
const isActor = (field: string): boolean => field === 'by' || field === 'person'

/** A document without them. `own`: it is about them from end to end, as their invitation is. */
export function withoutThem<T>(shape: z.ZodType | undefined, value: T, who: Forgotten, own = false): T {
  const { out } = namer(who)
  const isTheirs = (address: string) => who.addresses.includes(canonicalAddress(address))
  const change = ({ text, mark, field, about }: PersonalText): string => {
    if (mark === undefined || text === '') return text
    if (mark === 'address' && isTheirs(text)) return nowhere(who.id)
    if (!about || mark === 'unknown' || isActor(field)) return out(text)
    if (mark === 'work' && isCompany(field)) return out(text)
    if (mark === 'address') return nowhere(who.id)
    return mark === 'name' ? SOMEBODY : ''
  }
  return rewrite(shape, value, { isTheirs, change }, own)
}

/** What a document holds about them: each text with where it stands. */
export function heldAbout(
  shape: z.ZodType | undefined,
  value: unknown,
  who: Forgotten,
  own = false,
): { path: string; text: string }[] {
  const { isIn } = namer(who)
  const found: { path: string; text: string }[] = []
  const isTheirs = (address: string) => who.addresses.includes(canonicalAddress(address))
  rewrite(
    shape,
    value,
    {
      isTheirs,
      change({ text, mark, about, path }) {
        if (mark !== undefined && text !== '' && (about || isTheirs(text) || isIn(text))) found.push({ path, text })
        return text
      },
    },
    own,
  )
  return found
}
