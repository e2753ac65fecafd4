/** Job titles: who decides for a company, and who a letter from champions should not be addressed to by mistake. */

const NEVER =
  /\b(?:assistant|asistente|secretary to|secretaria de|office of|chief of staff|former|retired|ret['’]?d|ex-)|\b(?:product|process|project|scrum|system|data|account) owner\b/i
const VICE = /\b(?:vice|vp|svp|evp|avp|vicepresident[ae]?|deputy|subdirector)\b|\bv\.p\./i
const TOP = [
  /\bC(?:[EFOTIMAPRSDL]O|HRO|ISO|SCO|XO)\b/,
  /\bc\.?[efo]\.?o\b\.?/i,
  /\bchief\b/i,
  /\b(?:co-?)?(?:owner|founder|president|proprietor|chair(?:man|woman|person)?)\b/i,
  /\b(?:founding|managing|general|senior|equity|name) (?:partner|member|director|principal|shareholder)\b/i,
  /\bgeneral manager\b|\bG\.?M\b\.?/i,
  /^(?:founding |managing |senior )?principal(?: owner)?$/i,
  /\bexecutive director\b/i,
  /\b(?:duen[oa]|propietari[oa]|president[ae]|fundador[a]?|gerente general|director[a]? (?:general|ejecutiv[oa])|soci[oa] director[a]?)(?![\p{L}])/iu,
]

/** Whether a title is one of the people who decide: owners, presidents, chiefs, general managers. */
export function isTopRole(written: string): boolean {
  const title = written.normalize('NFD').replace(/\p{M}/gu, '')
  if (NEVER.test(title)) return false
  return title
    .split(/[,/&;|–—]|\band\b|\by\b|\s-\s/i)
    .map(part => part.trim())
    .some(part => part !== '' && !VICE.test(part) && TOP.some(pattern => pattern.test(part)))
}
