/** Replies that a machine wrote (RFC 3834 and its older kin): never an answer, but they may say when somebody is back. */
import { addDays, type Day, isDay } from '../../domain/time.ts'
import type { Incoming } from './incoming.ts'
import type { Content, Named } from './reading.ts'

const SUBJECT =
  /^(?:re:\s*)?(?:out of (?:the )?office|automatic reply|auto(?:matic)?[ -]?(?:reply|response)|autoreply|away from (?:the )?office|respuesta autom[aá]tica|fuera de (?:la )?oficina|abwesenheitsnotiz|r[eé]ponse automatique|ausente)/i

/** Whether a machine wrote it. What only asks machines to be quiet is no evidence: people's programs set it too. */
export function isAutomatic({ header, subject, envelopeFrom }: Incoming): boolean {
  const submitted = header('auto-submitted').toLowerCase()
  return (
    (submitted !== '' && !submitted.startsWith('no')) ||
    header('x-autoreply') !== '' ||
    header('x-autorespond') !== '' ||
    /^(?:auto_reply|bulk|list|junk)/i.test(header('precedence')) ||
    header('list-id') !== '' ||
    envelopeFrom === '' ||
    header('return-path').replace(/\s/g, '') === '<>' ||
    SUBJECT.test(subject)
  )
}

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

const MONTHS = ['jan|ene', 'feb', 'mar', 'apr|abr', 'may', 'jun', 'jul', 'aug|ago', 'sep', 'oct', 'nov', 'dec|dic']
const MONTH = `(?:${MONTHS.join('|')})[a-zé]{0,9}\\.?`
const ORDINAL = '(?:st|nd|rd|th)?'
const WEEKDAY =
  '(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\\s+|(?:el\\s+)?(?:lunes|martes|mi[eé]rcoles|jueves|viernes)[ ,]+)?'
const RETURN = `(?:until|till|back|return(?:ing)?|through|hasta|regres[oaé]\\w*|vuelv[oa]|de regreso|estar[eé] de vuelta)(?:\\s+(?:on|in|to|the|office|work|a|la|oficina|el|del?|d[ií]a|at|my|desk|from)){0,5}\\s+${WEEKDAY}(?:the\\s+|el\\s+)?`
const DATES: [RegExp, (found: RegExpExecArray) => [year: string | undefined, month: number, day: number]][] = [
  [new RegExp(`${RETURN}(\\d{4})-(\\d\\d)-(\\d\\d)`, 'i'), found => [found[1], Number(found[2]), Number(found[3])]],
  [
    new RegExp(`${RETURN}(${MONTH})\\s+(\\d{1,2})${ORDINAL}(?:,?\\s+(\\d{4}))?`, 'i'),
    found => [found[3], monthOf(found[1] ?? ''), Number(found[2])],
  ],
  [
    new RegExp(
      `${RETURN}(\\d{1,2})${ORDINAL}\\s+(?:of\\s+|de\\s+)?(${MONTH})(?:\\s+(?:de\\s+|del\\s+)?(\\d{4}))?`,
      'i',
    ),
    found => [found[3], monthOf(found[2] ?? ''), Number(found[1])],
  ],
  [
    new RegExp(`${RETURN}(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?(?!\\d)`, 'i'),
    found => [found[3], Number(found[1]), Number(found[2])],
  ],
]

const monthOf = (name: string): number => MONTHS.findIndex(months => new RegExp(`^(?:${months})`, 'i').test(name)) + 1

/** The first day somebody is back; undefined unless the text names one date that can only mean that. */
function backIn({ text, date, subject }: Incoming): Day | undefined {
  if (date === undefined) return undefined
  const today = date.slice(0, 10)
  const searched = `${subject}\n${text}`.slice(0, 4096)
  for (const [pattern, read] of DATES) {
    const found = pattern.exec(searched)
    if (!found) continue
    const [year, month, day] = read(found)
    const named = dayOf(year ?? today.slice(0, 4), month, day)
    const next =
      year === undefined && named !== undefined && named < today
        ? dayOf(String(Number(today.slice(0, 4)) + 1), month, day)
        : named
    if (next === undefined || next <= today) return undefined
    return /^through/i.test(found[0]) ? addDays(next, 1) : next
  }
  return undefined
}

function dayOf(year: string, month: number, day: number): Day | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDay(text) ? text : undefined
}
