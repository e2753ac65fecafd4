/** Replies that a machine wrote (RFC 3834 and its older kin): never an answer, but they may say when somebody is back. */
import { addDays, type Day, daysBetween, isDay } from '../../domain/keep/time.ts'
import type { Incoming } from './incoming.ts'
import type { Content, Named } from './reading.ts'

const SUBJECT =
  /^(?:re:\s*)?(?:out of (?:the )?office|automatic reply|auto(?:matic)?[ -]?(?:reply|response)|autoreply|away from (?:the )?office|respuesta autom[aá]tica|fuera de (?:la )?oficina|abwesenheitsnotiz|r[eé]ponse automatique|ausente)/i

/**
 * Whether a machine wrote it, by marks that nothing else sets (RFC 3834). What only asks machines to be quiet is no evidence:
 * people's programs set it too.
 */
export const isAutomatic = ({ header, envelopeFrom, contentType }: Incoming): boolean =>
  /^auto-replied\b/i.test(header('auto-submitted').trim()) ||
  header('x-autoreply') !== '' ||
  header('x-autorespond') !== '' ||
  /^auto_reply/i.test(header('precedence')) ||
  contentType.startsWith('multipart/report') ||
  envelopeFrom === '' ||
  header('return-path').replace(/\s/g, '') === '<>'

/** Marks that people's own words bear too, when they write through a list, a ticket system or a helpful server. */
export function isPerhapsAutomatic({ header, subject }: Incoming): boolean {
  const submitted = header('auto-submitted').toLowerCase()
  return (
    (submitted !== '' && !/^no\b(?!-)/.test(submitted)) ||
    /^(?:bulk|list|junk)/i.test(header('precedence')) ||
    header('list-id') !== '' ||
    SUBJECT.test(subject)
  )
}

const ABSENCE =
  /out of (?:the |my )?office|\b(?:am|be|is|are|currently|been) (?:away|out|unavailable|on (?:\w+ )?(?:leave|vacation|holiday|travel))|on (?:annual |parental |maternity |medical )?(?:leave|vacation|holidays?)\b|limited access to (?:e-?mail|my)|no longer (?:with|at|works?)|left the company|automat(?:ic|ed)(?:ally)? (?:reply|response|message|generated)|auto-?(?:reply|response|generated)|do not reply|ticket|your (?:request|message|e-?mail|inquiry|case)\b.{0,40}\b(?:has|have|was|is being)|we (?:have )?received your|fuera de (?:la |mi )?oficina|de vacaciones|ausente|respuesta autom|abwesen|nicht im (?:b[uü]ro|haus)|absent|en cong[eé]|back (?:on|in the office)|return(?:ing)? (?:on|to)|regres|de regreso/i

/** Whether the words themselves are those of a machine or of a holiday note. */
export const speaksOfAbsence = ({ text, own }: Incoming): boolean => !own || ABSENCE.test(text)

export const readAutomatic = (message: Incoming): Extract<Content, { kind: 'automatic' }> => ({
  kind: 'automatic',
  contact: contactIn(message),
  back: backIn(message),
})

const TURN_TO =
  /contact|reach out|please (?:e-?mail|write|call)|e-?mail|urgent|immediate|assist|direct your|speak (?:to|with)|comun[ií]que|contact[eoa]|dir[ií]ja|escrib[ae]|urgente|puede/i
const ADDRESS = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi

/** Whom it says to turn to: the first address after such a word, with the name that stands before it. */
function contactIn({ text, from }: Incoming): Named | undefined {
  for (const match of text.matchAll(ADDRESS)) {
    const email = match[0].replace(/[.'-]+$/, '')
    const before = text.slice(Math.max(0, match.index - 220), match.index)
    if (email.toLowerCase() === from?.email.toLowerCase() || /^rsvp\+/i.test(email) || !TURN_TO.test(before)) continue
    const name =
      /((?:\p{Lu}[\p{L}'’.-]{0,30} ){1,3}\p{Lu}[\p{L}'’-]{1,30})[\s,;:<([-]*(?:(?:at|en|por correo a|a|via|by e-?mail at)\s*)?[\s<([:]*$/u.exec(
        before,
      )?.[1] ?? ''
    return { name: name.replace(/^(?:Please|Contact|Email|For|Contacte|Por)\s+/i, ''), email }
  }
  return undefined
}

const MONTHS = [
  'jan(?:uary)?|ene(?:ro)?',
  'feb(?:ruary|rero)?',
  'mar(?:ch|zo)?',
  'apr(?:il)?|abr(?:il)?',
  'mayo?',
  'june?|jun(?:io)?',
  'july?|jul(?:io)?',
  'aug(?:ust)?|ago(?:sto)?',
  'sept?(?:ember|iembre)?',
  'oct(?:ober|ubre)?',
  'nov(?:ember|iembre)?',
  'dec(?:ember)?|dic(?:iembre)?',
]
const MONTH = `(?<month>${MONTHS.join('|')})(?![a-z])\\.?`
const NUMBER = '(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d/])'
const YEAR = '(?:,?\\s+(?:del?\\s+)?(?<year>20\\d\\d))?'
const WEEKDAY =
  '(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\\s+|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo),?\\s+)?'
const LEAD = [
  '(?<back>back|return(?:ing|s)?|regres(?:o|ar[eé]|a)|vuelv[oa]|de regreso|de vuelta)',
  '(?<until>until|till?|hasta)',
  '(?<last>through|thru|(?:office|away|leave|vacation|oficina|vacaciones)\\b[^.\\n]{0,60}?(?:\\sto\\s|\\sal\\s|\\s?[-–]))',
].join('|')
const BETWEEN =
  '(?:\\s+(?:on|in|to|the|office|work|a|la|oficina|el|del?|d[ií]a|at|my|desk|from|again|here|online)\\b,?){0,6}\\s*'
const dated = (date: string): RegExp => new RegExp(`(?:${LEAD})${BETWEEN}${WEEKDAY}(?:the\\s+|el\\s+)?${date}`, 'giu')
const DATES = [
  dated('(?<year>20\\d\\d)-(?<number>\\d\\d)-(?<day>\\d\\d)(?!\\d)'),
  dated(`${MONTH}\\s+${NUMBER}${YEAR}`),
  dated(`${NUMBER}\\s+(?:of\\s+|de\\s+)?${MONTH}${YEAR}`),
  dated('(?<one>\\d{1,2})/(?<two>\\d{1,2})(?:/(?<year>20\\d\\d))?(?![\\d/])'),
]
const SPANISH = /^(?:regres|vuelv|de |hasta|oficina|vacaciones)/i
/** A day without a year that is farther ahead than this, in days, is rather one that is past. */
const AHEAD = 200

/** The first day somebody is back; undefined unless the text names one date that can only mean that. */
function backIn({ text, date, subject }: Incoming): Day | undefined {
  if (date === undefined) return undefined
  const today = date.slice(0, 10)
  const searched = `${subject}\n${text}`.slice(0, 4096)
  const named = DATES.flatMap(pattern => [...searched.matchAll(pattern)]).flatMap(found => {
    const day = dayNamed(found[0], found.groups ?? {}, today)
    return day === undefined ? [] : [{ day, back: found.groups?.back !== undefined }]
  })
  // "Away until the 4th, back on the 7th": the return counts.
  const days = new Set(
    (named.some(({ back }) => back) ? named.filter(({ back }) => back) : named).map(({ day }) => day),
  )
  return days.size === 1 ? [...days][0] : undefined
}

function dayNamed(words: string, groups: Record<string, string | undefined>, today: Day): Day | undefined {
  const { year, month: name, number, day: date, one, two, last } = groups
  // 12/7 is in December in English and in July in Spanish.
  const [first, second] = SPANISH.test(words) ? [two, one] : [one, two]
  const month = name === undefined ? Number(number ?? first) : monthOf(name)
  const day = [Number(year ?? today.slice(0, 4)), Number(today.slice(0, 4)) + 1]
    .map(each => dayOf(each, month, Number(date ?? second)))
    .find(each => each !== undefined && each > today)
  if (day === undefined || (year === undefined && daysBetween(today, day) > AHEAD)) return undefined
  if (year !== undefined && day.slice(0, 4) !== year) return undefined
  return last === undefined ? day : addDays(day, 1)
}

const monthOf = (name: string): number => MONTHS.findIndex(each => new RegExp(`^(?:${each})$`, 'i').test(name)) + 1

function dayOf(year: number, month: number, day: number): Day | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : undefined
}
