/** Addresses as people write them: `"Roe, Jane" <jane@x.com>`, `mailto:jane@x.com`, `jane@x.com;`. */
import { cleanLine } from '../keep/clean-text.ts'

export interface Mailbox {
  name: string
  email: string
}

const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/

/** Whether mail can be addressed there: the everyday form, in ASCII, with a full domain. */
export const isAddress = (text: string): boolean => text.length <= 254 && text.indexOf('@') <= 64 && ADDRESS.test(text)

/** Nobody is written to at such an address (RFC 2606 section 2). */
const NOWHERE = 'no-address.invalid'

/** What stands for the address of somebody who has given none. */
export const nowhere = (id: string): string => `${id}@${NOWHERE}`
export const isNowhere = (email: string): boolean => email.endsWith(`@${NOWHERE}`)

/** Whether somebody can be written to. */
export const isReachable = (email: string): boolean => isAddress(email) && !isNowhere(email)

/**
 * The address and, where one is written beside it, the name; undefined when there is no address to be read, or when a
 * name holds another address, so that it may mean two.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  if (text.length > 1000) return undefined
  const line = cleanLine(text)
  const bracketed = /^([^<>]*?)[<[(]\s*(?:mailto:)?([^<>[\]()\s@]+@[^<>[\]()\s@]+)\s*[>\])][\s;,.]*$/i.exec(line)
  const name = unquoted(bracketed?.[1] ?? '')
  const email = inAscii((bracketed?.[2] ?? line).replace(/^mailto:|^['"]|['";,.]+$/gi, ''))
  if (email === undefined || !isAddress(email)) return undefined
  // Outlook writes the address where it knows no name; anything else with an @ is more than one address.
  if (name.includes('@') && inAscii(name.replace(/^mailto:/i, ''))?.toLowerCase() !== email.toLowerCase())
    return undefined
  return { name: name.includes('@') ? '' : name, email }
}

/**
 * A text without what links begin with. An apostrophe may be a letter of an address: what stands before "'mailto:" is not
 * joined to what follows.
 */
export const withoutMailto = (text: string): string =>
  text.replace(/(?<=^|[\s<>("[,;:])mailto:/gi, '').replace(/(?<=')mailto:/gi, ' ')

const unquoted = (name: string): string =>
  name
    .trim()
    .replace(/^["']+|["'\]]+$/g, '')
    .replace(/^\[+/, '')
    .replace(/\\(.)/g, '$1')
    .trim()

/**
 * An address as it is written in mail: "müller.example" is "xn--mller-kva.example" there. Undefined where letters of the
 * domain would become others on the way (a "ⓖ" a "g"), or where alphabets are mixed within a label, so that it only
 * looks like another domain (UTS 39).
 */
export function inAscii(email: string): string | undefined {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  if (at < 1 || !/[^\x20-\x7e]/.test(domain)) return email
  const plain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && domain.normalize('NFKC') === domain.normalize('NFC')
  const mixed = domain
    .split('.')
    .some(label => /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label))
  if (!plain || mixed) return undefined
  try {
    return `${email.slice(0, at)}@${new URL(`http://${domain}`).hostname}`
  } catch {
    return undefined
  }
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

const ROLES = new Set(
  (
    'accounting accounts accountspayable admin administration administracion ap ar billing bookings business careers contact contactus ' +
    'contacto customerservice customercare compras enquiries enquiry events facturacion feedback finance frontdesk general ' +
    'hello help helpdesk hola hr humanresources info information inquiries inquiry jobs legal mail mailbox ' +
    'main marketing media membership news newsletter noreply office oficina orders postmaster press purchasing ' +
    'quotes reception recepcion recruiting reservations rfq sales service services shipping shop staff ' +
    'support team tech ventas webmaster'
  ).split(' '),
)

/** Whether an address belongs to an office rather than a person: info@, sales@, no-reply@. */
export const isRoleAddress = (email: string): boolean => {
  const local = email.slice(0, email.indexOf('@')).toLowerCase().replace(/\+.*$/, '')
  return ROLES.has(local.replace(/[._-]/g, '')) || ROLES.has(local.split(/[._-]/)[0] ?? '')
}

const FREE_MAIL =
  /^(?:(?:gmail|googlemail|icloud|me|mac|aol|msn|proton|protonmail|gmx|zoho|fastmail|comcast|att|sbcglobal|verizon|cox|charter|earthlink|q|centurylink|bellsouth)\.[a-z]{2,3}|(?:yahoo|ymail|rocketmail|hotmail|outlook|live)\.(?:com|net|[a-z]{2}|com?\.[a-z]{2}|com\.[a-z]{2}))$/

/** Whether an address is one that anybody can open, and so says nothing of a company. */
export const isFreeMail = (email: string): boolean => FREE_MAIL.test(domainOf(email))
