/** Job titles: who decides for a company, and who a letter from champions should not be addressed to by mistake. */

const NEVER =
  /\b(?:assistant|asst|asistente|secretary to|secretaria de|office of|chief of staff|former|formerly|retired|ret['’]?d|past (?:chair|president)|ex-)|\b(?:product|process|project|scrum|system|data|account) owners?\b|\bto the (?:president|ceo|owner|director)\b/i
const VICE = /\b(?:vice|vp|svp|evp|avp|vicepresident[ae]?|deputy|subdirector[a]?|subgerente)\b|\bv\.p\.|\bassociate\b/i
const TOP = [
  /\bC(?:[EFOTIMAPRSDL]O|HRO|ISO|SCO|XO|NO)\b/,
  /\bc\.?[efo]\.?o\b\.?/i,
  /\bchief\b/i,
  /\b(?:co-?)?(?:owners?|founders?|president|proprietors?|chair(?:man|woman|person)?|principals?)(?:[/ -]operator)?$/i,
  /\b(?:co-?)?(?:owners?|founders?|president|proprietors?|chair(?:man|woman|person)?)\b/i,
  /\b(?:founding|managing|general|senior|equity|name) (?:partner|member|director|principal|shareholder|broker)\b/i,
  /\bgen(?:eral|\.)? (?:manager|mgr)\b|\bG\.?M\b\.?/i,
  /^(?:founding |managing |senior )?principal(?: owner)?$/i,
  /\bexec(?:utive|\.)? dir(?:ector|\.)?(?![\p{L}])|\bexecutive officer\b/iu,
  /^(?:owner[ -]?)?operators?$|^(?:sole |majority )?shareholder$/i,
  /\b(?:duen[oa]s?|propietari[oa]s?|president[ae]|fundador[a]?|gerente general|director[a]? (?:general|ejecutiv[oa])|soci[oa]s? (?:director[a]?|fundador[a]?|propietari[oa])|administrador[a]? (?:general|unic[oa])|jef[ea] ejecutiv[oa])(?![\p{L}])/iu,
]

/** Who decides in one industry and is an employee in another: what the title says, and what the company does. */
const BY_INDUSTRY: { title: RegExp; company: RegExp }[] = [
  {
    title:
      /^(?:(?:nursing home|hospital|facility|clinic|licensed|executive|campus|practice|interim|center) )?administrator$|^(?:medical|clinical|medico) director$|^director[a]? (?:medic[oa]|clinic[oa])$|^medic[oa] director[a]?$|^director of nursing$/i,
    company:
      /\b(?:care|nursing|health|healthcare|hospital|medical|clinic|clinica|rehab|rehabilitation|senior|living|hospice|surgery|surgical|dental|wellness|therapy|physicians|pediatrics|home|manor|village|center|salud|medico)\b/i,
  },
  {
    title: /^(?:superintendent|chancellor|provost|head of school|rector[a]?)$/i,
    company: /\b(?:school|schools|district|college|university|academy|isd|unified|colegio|universidad)\b|\b\w+-\d+\b/i,
  },
  {
    title: /^(?:(?:city|county|town|village) )?(?:manager|administrator)$|^(?:mayor|county (?:judge|executive))$/i,
    company: /\b(?:city|county|town|village|municipality) of\b|\bcounty\b|\bcity\b/i,
  },
  {
    title: /^(?:managing |designated |employing )?broker(?:[ -]owner)?$/i,
    company: /\b(?:realty|real estate|properties|homes|realtors?)\b/i,
  },
  {
    title: /^(?:farm|ranch|vineyard|dairy) (?:manager|operator)$|^(?:farmer|rancher|grower|winemaker|vintner)$/i,
    company: /./,
  },
  { title: /^(?:executive chef|innkeeper|restaurateur)$/i, company: /./ },
  { title: /^(?:plant|site|mill|operations|division) (?:manager|director|leader)$/i, company: /\bplant\b|\bmill\b/i },
  { title: /^medic[oa] director[a]?$|^director[a]? medic[oa]$|^medical director$|^administrators?$/i, company: /^$/ },
]

const plainTitle = (written: string): string => written.normalize('NFD').replace(/\p{M}/gu, '')

/**
 * Whether a title is one of the people who decide: owners, presidents, chiefs, general managers, and those who do so in
 * the industry of `company`, as far as its name tells.
 */
export function isTopRole(written: string, company?: string): boolean {
  const title = plainTitle(written)
  if (NEVER.test(title)) return false
  const parts = title
    .split(/[,/&;|–—]|\band\b|\by\b|\s-\s/i)
    .map(part => part.trim())
    .filter(Boolean)
  if (parts.some(part => !VICE.test(part) && TOP.some(pattern => pattern.test(part)))) return true
  if (company === undefined) return false
  const works = plainTitle(company)
  return parts.some(part => BY_INDUSTRY.some(row => row.title.test(part) && row.company.test(works)))
}

const JOB =
  /\b(?:managers?|mgr|director[a]?|dir\.|vp|svp|evp|vice president|president[ae]?|owners?|ceo|cfo|coo|cto|cio|chro|chief|partner|founders?|supervisor|officer|dean|superintendent|coordinator|engineer|controller|comptroller|head of|lead|specialist|analyst|administrator|assistant|secretary|treasurer|clerk|foreman|technician|accountant|attorney|consultant|recruiter|buyer|planner|sales rep|representative|operator|proprietor|chair(?:man|woman|person)?|principal|member|broker|agent|executive|gerente|due[nñ][oa]|propietari[oa]|jef[ea]|administrador[a]?|encargad[oa]|coordinador[a]?|ingenier[oa])\b/i

/** Whether a text reads like a job title: "Plant manager", "VP of Sales". */
export const isJob = (text: string): boolean =>
  text.length <= 100 && !text.includes('@') && (isTopRole(text) || JOB.test(plainTitle(text)))
