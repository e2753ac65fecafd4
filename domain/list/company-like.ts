/** What reads like the name of a company and not like that of a person. */
import { plainWords } from './company.ts'
import { beginsWithGivenName } from './given-names.ts'
import { isCredential, isGeneration, nameTitleOf } from './name-words.ts'

/** Words that no person is called by. */
const SURELY =
  /\b(?:inc|incorporated|llc|ltd|limited|corp|corporation|pllc|llp|lllp|gmbh|s ?a de c ?v|srl|plc|mfg|manufacturing|industries|enterprises|systems|technologies|solutions|services|university|college|department|dept|association|assn|chamber|foundation|council|commission|authority|institute|hospital|clinic|district|agency|bureau|partnership|holdings|international|laboratories|consulting|construction|fabrication|machining|castings|plastics|restaurant|hotel|brewing|brewery|bakery|winery|farms|dairy|logistics|trucking|electric|electronics|automotive|aerospace|healthcare|pharmacy|dental|medical|insurance|realty|properties|credit union|school|schools|academy|library|center|centre|nursing home|senior living|company|cooperative|coop|empresa|compania|universidad|colegio|fabrica|servicios|industrias|talleres|asociacion|camara)\b|^(?:city|county|town|village|state|port|university|college|board|department|office|bank|ymca|united way) of\b|\band (?:sons?|co|associates|partners|bros|brothers|daughters?)\b|\bbros\b/
/** Words in names of companies, some of which are family names as well. */
const PERHAPS =
  /\b(?:co|group|works|tools?|die|metals?|steel|foods?|bank|supply|products?|partners|associates|brothers|studios?|labs?|design|designs|builders|homes?|energy|power|solar|water|gas|oil|motors?|auto|tire|paint|printing|press|media|marketing|shop|store|market|mart|grill|cafe|inn|lodge|resort|ranch|nursery|garden|gardens|care|health|wellness|fitness|security|staffing|capital|ventures|financial|trust|fund|church|temple|museum|theater|club|society|union|league|network|alliance|coalition|initiative|project|county|forge|foundry|mills?|packaging|paper|glass|wood|lumber|concrete|roofing|plumbing|heating|cooling|welding|machine|precision|engineering|contracting|contractors|equipment|instruments|controls|robotics|software|data|digital|cloud|bio|pharma|optical|composites|coatings|chemical|freight|transport|airlines|aviation|dynamics|innovations|concepts|resources|management|development|properties|taller|grupo|hermanos|panaderia|ferreteria)\b/

/** Those of these words that are family names as well. */
const FAMILIES = new Set(
  'bank banks church garden glass home homes lodge mills power press steel temple wood'.split(' '),
)

/** Whether a text reads like the name of a company, a school or an office, and not like that of a person. */
export function looksLikeCompany(text: string): boolean {
  if (/#\d|™|\.com\b|\.org\b/i.test(text) || text.split(' ').some(isProduct)) return /\p{L}/u.test(text)
  const plain = plainWords(text)
  if (SURELY.test(plain)) return true
  const words = plain.split(' ')
  if (words.length < 2 || !PERHAPS.test(plain)) return false
  const isFamilyAlone = words.filter(word => PERHAPS.test(word)).every(word => FAMILIES.has(word))
  // "Adrea Mills, MBA" and "Church, Adena" are people; "Kerr Steel Mills" and "First Baptist Church" are none.
  if (isFamilyAlone) return words.length > 2 && !beginsWithGivenName(text) && !hasMarksOfAPerson(text)
  return words.length > 2 || !beginsWithGivenName(text)
}

/** "Hale®" bears the mark of a product, "CFP®" that of a degree. */
const isProduct = (word: string): boolean => word.includes('®') && !isCredential(word, true)

/** A comma, a title, an initial, a particle or a degree. */
const hasMarksOfAPerson = (text: string): boolean =>
  text.includes(',') ||
  text.includes('-') ||
  text
    .split(' ')
    .some(
      word =>
        /^\p{L}\.?$/u.test(word) ||
        nameTitleOf(word) !== undefined ||
        isGeneration(word) ||
        isCredential(word, text === text.toUpperCase()) ||
        /^(?:de|la|van|von|del)$/i.test(word),
    )
