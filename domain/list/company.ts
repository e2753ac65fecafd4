/** Companies as people write them: "Ridgeline Machining, Inc." and "RIDGELINE MACHINING" are one. */
import type { Invitee } from '../keep/invitation.ts'
import { isGivenName } from './given-names.ts'
import { domainOf, isFreeMail } from './mailbox.ts'

const SUFFIX =
  /^(?:inc|incorporated|llc|ltd|limited|co|cos|company|corp|corporation|lp|llp|lllp|pllc|pc|pbc|plc|gmbh|sa|sas|srl|cv|de)$/

/** Letters and digits alone, without accents or case: the form in which two spellings of a word are one. */
export const plainWords = (text: string): string => {
  if (/^[a-z0-9]+$/.test(text)) return text
  const isAscii = /^[\x20-\x7e]*$/.test(text)
  const bare = (isAscii ? text : text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase()
  const words = bare.replace(/&/g, ' and ').replace(/['’.]/g, '')
  return words.replace(isAscii ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** Words that no person is called by. */
const SURELY =
  /\b(?:inc|incorporated|llc|ltd|limited|corp|corporation|pllc|llp|lllp|gmbh|s ?a de c ?v|srl|plc|mfg|manufacturing|industries|enterprises|systems|technologies|solutions|services|university|college|department|dept|association|assn|chamber|foundation|council|commission|authority|institute|hospital|clinic|district|agency|bureau|partnership|holdings|international|laboratories|consulting|construction|fabrication|machining|castings|plastics|restaurant|hotel|brewing|brewery|bakery|winery|farms|dairy|logistics|trucking|electric|electronics|automotive|aerospace|healthcare|pharmacy|dental|medical|insurance|realty|properties|credit union|school|schools|academy|library|center|centre|nursing home|senior living|company|cooperative|coop|empresa|compania|universidad|colegio|fabrica|servicios|industrias|talleres|asociacion|camara)\b|^(?:city|county|town|village|state|port|university|college|board|department|office|bank|ymca|united way) of\b|\band (?:sons?|co|associates|partners|bros|brothers|daughters?)\b|\bbros\b/
/** Words in names of companies, some of which are family names as well. */
const PERHAPS =
  /\b(?:co|group|works|tools?|die|metals?|steel|foods?|bank|supply|products?|partners|associates|brothers|studios?|labs?|design|designs|builders|homes?|energy|power|solar|water|gas|oil|motors?|auto|tire|paint|printing|press|media|marketing|shop|store|market|mart|grill|cafe|inn|lodge|resort|ranch|nursery|garden|gardens|care|health|wellness|fitness|security|staffing|capital|ventures|financial|trust|fund|church|temple|museum|theater|club|society|union|league|network|alliance|coalition|initiative|project|county|forge|foundry|mills?|packaging|paper|glass|wood|lumber|concrete|roofing|plumbing|heating|cooling|welding|machine|precision|engineering|contracting|contractors|equipment|instruments|controls|robotics|software|data|digital|cloud|bio|pharma|optical|composites|coatings|chemical|freight|transport|airlines|aviation|dynamics|innovations|concepts|resources|management|development|properties|taller|grupo|hermanos|panaderia|ferreteria)\b/

/** Whether a text reads like the name of a company, a school or an office, and not like that of a person. */
export function looksLikeCompany(text: string): boolean {
  if (/#\d|[®™]|\.com\b|\.org\b/i.test(text)) return /\p{L}/u.test(text)
  const words = plainWords(text)
  if (SURELY.test(words)) return true
  if (!PERHAPS.test(words)) return false
  const [first = '', ...others] = words.split(' ')
  return others.length > 1 || (others.length === 1 && !isGivenName(first) && !FAMILIES.test(words))
}

/** Family names among these words. */
const FAMILIES = / (?:banks?|church|garden|glass|homes?|lodge|mills|power|press|steel|temple|wood)$/

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
