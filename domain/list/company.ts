/** Companies as people write them: "Ridgeline Machining, Inc." and "RIDGELINE MACHINING" are one. */
import type { Invitee } from '../keep/invitation.ts'
import { domainOf, isFreeMail } from './mailbox.ts'

const SUFFIX =
  /^(?:inc|incorporated|llc|ltd|limited|co|cos|company|corp|corporation|lp|llp|lllp|pllc|pc|pbc|plc|gmbh|sa|sas|srl|cv|de)$/

/** Letters and digits alone, without accents or case: the form in which two spellings of a word are one. */
export const plainWords = (text: string): string => {
  if (/^[A-Za-z0-9]+$/.test(text)) return text.toLowerCase()
  const isAscii = /^[\x20-\x7e]*$/.test(text)
  const bare = (isAscii ? text : text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase()
  const words = bare.replace(/&/g, ' and ').replace(/['’.]/g, '')
  return words.replace(isAscii ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** The form of a company's name in which spellings of it are one; empty only for a name without a letter or digit. */
export function companyKey(name: string): string {
  const words = plainWords(name).split(' ')
  if (words[0] === 'the' && words.length > 1) words.shift()
  while (words.length > 1 && SUFFIX.test(words.at(-1) ?? '')) words.pop()
  if (words.length > 1 && words.at(-1) === 'and') words.pop()
  return words.join(' ')
}

/**
 * The company somebody counts for. Who gave none counts for their mail domain, so that two colleagues without a
 * company are not two companies; who writes from a free mail service counts alone.
 */
export function companyOf(invitee: Pick<Invitee, 'company' | 'email'>): { key: string; name: string } {
  const name = invitee.company.trim()
  const key = companyKey(name)
  if (key !== '') return { key, name }
  const domain = domainOf(invitee.email)
  return isFreeMail(invitee.email)
    ? { key: invitee.email.toLowerCase(), name: invitee.email }
    : { key: `@${domain}`, name: domain }
}
