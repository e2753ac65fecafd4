/** Words around names that are no names: titles, credentials, generations, and what people write for want of a name. */
import { plainWords } from './company.ts'

/** What courtesy alone puts before a name; a letter that says "Dear Jane" leaves it out. */
const COURTESY = new Set(
  'mr mister mrs ms miss mx messrs mme madame monsieur sir madam señor señora señorita senor senora senorita sr sra srta sres doña dona'.split(
    ' ',
  ),
)
/** Earned: it stays with the name. */
const EARNED = new Set(
  (
    'dr doctor dra doctora drs prof professor profesor profesora profa hon honorable rev reverend fr father pastor rabbi imam deacon sister brother ' +
    'lic licenciado licenciada licda ing ingeniero ingeniera arq arquitecto arquitecta mtro mtra maestro maestra cp ' +
    'capt captain col colonel gen lt lieutenant maj sgt sergeant cmdr commander adm admiral cpl ltc ltcol msgt ' +
    'sen senator rep representative gov governor mayor judge justice amb ambassador councilman councilwoman councilmember ' +
    'councilor commissioner comm atty attorney'
  ).split(' '),
)
/** "Sr." before a name is Señor, and after it Senior. */
const GENERATION = /^(?:jr|sr|junior|senior|snr|jnr|i{2,3}|iv|vi{0,3}|2nd|3rd|4th)$/
/** Degrees, licenses and memberships that are known in any case of letters. */
const KNOWN = new Set(
  (
    'phd md mba cpa esq jd edd eds dds dmd dvm psyd dba dha dpt rn lpn msn bsn aprn msw lcsw lmsw pmp phr sphr shrm shrmcp shrmscp aicp faia ' +
    'leed cfa cfp chfc clu cpcu cae iom cce ace cecd edfp cwdp cfre fache llm llb mph mpa mfa cissp cisa usmc'
  ).split(' '),
)
/** Known in capitals or with dots alone: in other letters they are names or words. */
const IN_CAPITALS = new Set(
  (
    'pe pa pt ot rd ra do od dc np pls ls se eit ba bs bsc bba aa aas as ma ms msc med mpp mha mls mdiv cia cma cgma cfe ap cp scp ccp cebs gphr cplp cptd ' +
    'acc pcc mcc aia asla riba fcae cvp apr nha lnha cnha cphq fhfma chfp ccim sior cre cpm gri crs abr csp chmm cih ' +
    'cqe cqa cpim cscp cpsm cpp cem cea ret usa usn usaf uscg obe mbe cbe facs facp facep fhm cde rdn ldn cdr ccm cmp cmm cdp tmp cts ccie mcse cpc cic crm arm ' +
    'aai csm cgfm cafm icma bcba lpc lpcc lmft cac pfs abv cff'
  ).split(' '),
)

export type NameTitle = 'courtesy' | 'earned'

const plainWord = (word: string): string => plainWords(word).replace(/ /g, '')

/** What a word before a name is; undefined where it is (a part of) the name. */
export function nameTitleOf(word: string): NameTitle | undefined {
  const plain = plainWord(word)
  if (COURTESY.has(plain)) return 'courtesy'
  return EARNED.has(plain) ? 'earned' : undefined
}

export const isGeneration = (word: string): boolean => GENERATION.test(plainWord(word))

/**
 * Whether a word behind a name is a degree, a license or a membership: one that is known, letters with dots (Ed.D.), or
 * capitals where a name has none (CEcD, CWDP). `sure`: capitals alone say nothing, because other words have them as well or
 * no comma parts the word from the name.
 */
export function isCredential(word: string, sure = false): boolean {
  const bare = word.replace(/[®™*]+$/, '')
  const parts = plainWords(bare.replace(/[-–/]/g, ' ')).split(' ')
  const plain = parts.join('')
  if (
    plain === '' ||
    KNOWN.has(plain) ||
    (parts.length > 1 && parts.every(part => KNOWN.has(part) || IN_CAPITALS.has(part)))
  )
    return true
  const dotted = /^(?:\p{L}{1,4}\.){2,}\p{L}{0,3}$/u.test(bare)
  if (IN_CAPITALS.has(plain)) return dotted || (!sure && /^[A-Z]{2,}$/.test(bare))
  if (dotted) return !/^(?:\p{L}\.){2}$/u.test(bare)
  const oddCapitals = /^(?=.{3,12}$)\p{Lu}[\p{Lu}\d-]*\p{Ll}{0,2}\p{Lu}[\p{Lu}\d-]*$/u
  return !sure && oddCapitals.test(bare) && !/^Ma?c\p{Lu}|^D[ei]\p{Lu}|^La\p{Lu}/u.test(bare)
}

/** Particles that belong to the family name behind them. */
export const isParticle = (word: string): boolean =>
  /^(?:de|del|della|di|da|das|do|dos|du|la|las|los|le|van|von|vom|zu|zum|der|den|ten|ter|y|e|al|el|bin|ibn|san|santa|st)$/.test(
    plainWord(word),
  )

const NOTHING =
  /^(?:n ?a|na|none|no name|nil|null|undefined|nan|unknown|unk|tbd|tba|tbc|to be (?:determined|announced|confirmed|hired|filled)|vacant|vacancy|open|open position|position open|pending|test|xxx*|x|same|same as above|see (?:above|below|notes?)|ditto|various|multiple|anonymous|plus one|not (?:applicable|available|listed|known|provided|sure)|no contact|no one|nobody|ninguno|ninguna|sin nombre|por definir|pendiente|vacante|desconocido|desconocida|to whom it may concern|sir or madam|dear sir|name|first last|first name|last name|(?:main |primary |key )?contact(?: person)?)$/

/** "N/A", "TBD", "Vacant": what stands where there is no name. */
export const saysNothing = (text: string): boolean =>
  // "Unknown Unknown" stands in first and last name.
  NOTHING.test(plainWords(text).replace(/^(\S+) \1$/, '$1'))

const DESK = new Set(
  (
    'front desk reception receptionist office info information sales service services customer support help helpdesk team staff department dept ' +
    'admin administration administrator administrative accounting accounts payable receivable billing hr human resources personnel recruiting hiring marketing ' +
    'purchasing procurement operations shipping receiving orders membership member members manager management owner owners president ceo cfo coo ' +
    'director executive assistant secretary treasurer supervisor coordinator officer board committee chair chairman chairperson general main contact desk ' +
    'inquiries enquiries mailbox mail email central dispatch store shop plant facility site headquarters hq corporate admissions registrar ' +
    'principal superintendent faculty maintenance safety quality engineering finance legal compliance it webmaster postmaster press media news events ' +
    'the of for to our and & a current resident occupant whoever whom it may concern decision maker key chief vice vp gm lead training development public relations ' +
    'recepcion oficina ventas administracion compras recursos humanos gerente dueno propietario director encargado contacto gerencia el la de del'
  ).split(' '),
)

/** Words for a desk, an office or a function: "Front Desk", "Plant Manager", "Accounts Payable". */
export function isDesk(text: string): boolean {
  const words = plainWords(text).split(' ')
  if (/^(?:the )?[\p{L}’'-]+ (?:family|household)$|^estate of\b/iu.test(text)) return true
  return words.every(word => DESK.has(word) || /^\d+$/.test(word)) && words.some(word => word.length > 1)
}
