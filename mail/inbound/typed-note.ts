/**
 * What somebody typed beside a calendar answer. Many programs put it into the message's text and leave the calendar's
 * COMMENT empty; most put sentences of their own there too, which nobody typed.
 */
import { ownWords } from './reply/own-words.ts'

const ANSWERED = '(?:tentatively |provisionally |conditionally )?(?:accepted|declined|rejected|answered|confirmed)'
const RESPONDIDO =
  '(?:aceptado|rechazado|declinado|respondido|confirmado)(?: (?:provisional|tentativa|condicional)mente| como provisional| con reservas?)?'
/** Somebody by name or address, as a program writes it; never "I". */
const WHO = '(?!(?:I|We|My|Our|He|She|They|Yo|Mi|Nuestr[oa]|The|El|La)\\b)["“«<(]?[\\p{Lu}\\d][^\\n]{0,150}?'
const INVITATION =
  '(?:(?:this|your|the|an) )?(?:(?:event|meeting|calendar) )?(?:invitation|invite|request|meeting|event|appointment)'
const INVITACION =
  '(?:a )?(?:(?:esta|este|su|tu|la|el) )?(?:invitaci[oó]n|reuni[oó]n|evento|cita|convocatoria|solicitud)(?: (?:de|a|al) (?:la )?(?:reuni[oó]n|evento|cita|calendario))?'
const TO = '(?: (?:to|for) (?:the (?:event|meeting)|["“«][^\\n]{1,200}["”»])[^\\n]{0,200})?'
const NOTE = '(?: (?:with (?:this|the following) note|con (?:esta|la siguiente) nota))?'

/** Sentences that programs write: Google, Apple, Outlook, Thunderbird and its like, Zimbra; in English and Spanish. */
const PROGRAMS: readonly RegExp[] = [
  new RegExp(`^${WHO} (?:has |have )?${ANSWERED}(?: ${INVITATION}${TO}${NOTE})?[.:!]?$`, 'u'),
  new RegExp(
    `^${WHO} (?:has )?(?:replied|responded|answered) ["“']?\\p{L}{2,12}["”']? to ${INVITATION}${NOTE}[.:]?$`,
    'u',
  ),
  new RegExp(
    `^${WHO} (?:has )?proposed (?:a )?(?:new|another|different) (?:meeting )?time(?: for ${INVITATION})?${NOTE}[.:]?$`,
    'u',
  ),
  new RegExp(`^${WHO} ha ${RESPONDIDO}(?: ${INVITACION}${NOTE})?[.:!]?$`, 'u'),
  new RegExp(`^${WHO} ha respondido ["“«']?\\p{L}{2,12}(?: \\p{L}{2,8})?["”»']? ${INVITACION}${NOTE}[.:]?$`, 'u'),
  new RegExp(
    `^${WHO} ha propuesto (?:una? |otr[oa] )?(?:nuev[oa] )?(?:hora|horario|fecha)(?: para ${INVITACION})?${NOTE}[.:]?$`,
    'u',
  ),
  /^(?:The following|Your) (?:meeting|event|appointment|invitation)(?: request)? (?:has been|was) (?:tentatively )?(?:accepted|declined)(?: by [^\n]{1,150})?[.:]?$/,
  /^(?:La siguiente|Su|Tu|El siguiente) (?:reuni[oó]n|evento|cita|invitaci[oó]n) (?:ha sido|fue) (?:aceptad|rechazad)[oa](?: por [^\n]{1,150})?[.:]?$/,
  /^(?:Yes, I will attend|No, I won['’]?t attend|I might attend|S[ií], asistir[eé]|No, no asistir[eé]|(?:Es posible que|Quiz[aá]s?|Tal vez) asista)\.?$/,
  // French and German: Google, Apple, Proton and Outlook.
  new RegExp(`^${WHO} a (?:accept[eé]|refus[eé]|d[eé]clin[eé]|r[eé]pondu)[^\\n]{0,200}$`, 'u'),
  new RegExp(`^${WHO} hat [^\\n]{0,200}(?:angenommen|zugesagt|abgelehnt|abgesagt|beantwortet|akzeptiert)[.:]?$`, 'u'),
  /^(?:Oui, je participerai|Non, je ne participerai pas|Je participerai peut-[eê]tre|Ja, ich (?:komme|nehme teil)|Nein, ich nehme nicht teil|Vielleicht)\.?$/,
  /^(?:Oui|Non|Peut-[eê]tre|Accept[eé]e?|Refus[eé]e?|Provisoire|Ja|Nein|Vielleicht|Angenommen|Zugesagt|Abgelehnt|Abgesagt|Mit Vorbehalt)\.?$/i,
  /^(?:Yes|No|Maybe|Answered|Accepted|Declined|Tentative(?:ly accepted)?|S[ií]|Quiz[aá]s?|Tal vez|Aceptad[oa]|Rechazad[oa]|Provisional|Aceptad[oa] provisionalmente)\.?$/i,
]
const PREFIX =
  /^(?:Accepted|Declined|Tentative(?:ly Accepted)?|Maybe|New Time Proposed|Aceptad[oa](?: provisionalmente)?|Rechazad[oa]|Declinad[oa]|Provisional|Tentativ[oa]|Nueva hora propuesta|Accept[eé]e?|Refus[eé]e?|Provisoire|Angenommen|Zugesagt|Abgelehnt|Abgesagt|Mit Vorbehalt)(?: with note| con nota)?\s?: /i
/** What a program tells of the event, below its sentence. */
const DETAIL =
  /^(?:(?:when|where|what|who|subject|title|organi[sz]er|location|calendar|attendees?|guests?|date|time|description|video call|cu[aá]ndo|d[oó]nde|qu[eé]|qui[eé]n|asunto|t[ií]tulo|organizador|ubicaci[oó]n|lugar|calendario|invitados|asistentes|fecha|hora)\s*:.*|https?:\/\/\S+|\*~.*)$/i
/** From here on everything is the program's. */
const ALL_ITS_OWN =
  /^(?:Invitation from Google Calendar|Invitaci[oó]n de (?:Google Calendar|Calendario de Google)|You (?:are receiving|received) this|Has recibido este|Invitation (?:de|via) Google Agenda|Einladung (?:von|aus) Google Kalender|Vous (?:avez re[cç]u|recevez) (?:cet|ce)|Sie (?:erhalten|haben) diese|Sent (?:with|from) Proton|Envoy[eé] (?:avec|depuis|de mon)|Gesendet (?:mit|von|aus)|Enviado (?:con|desde)|Sent from my|Recibes este|\*~\*~|-{2,} ?(?:Original|Mensaje|Cita)|_{5,}|From:|De:)/i
/** What follows such a sentence of Google's: in quotation marks, or else one line. */
const NOTE_BELOW =
  /\b(?:with (?:this|the following) note|con (?:esta|la siguiente) nota)\s?:?\s?(?:["“«]([^"”»]{1,4000})["”»]|([^\n]{1,2000}))/

/** As much of a note is kept. Characters. */
const LENGTH = 4000

/** What was typed, or nothing. `titles`: the message's subject and the event's, which programs repeat. */
export function typedNote(text: string, titles: readonly string[]): string {
  const all = text
    .replace(/((?:with (?:this|the following)|con (?:esta|la siguiente)) not[ea]):? ?(?=["“«])/g, '$1:\n')
    .split('\n')
    .map(line => line.trim())
  const end = all.findIndex(line => ALL_ITS_OWN.test(line))
  const lines = (end < 0 ? all : all.slice(0, end)).filter(line => line !== '')
  const named = titles.map(bare).filter(title => title !== '')
  // Where the event's name is lost, what follows "Accepted:" is taken for it.
  const lost = titles.includes('')
  const isOfProgram = (line: string): boolean => isSentence(withoutTitle(line, named)) || (lost && PREFIX.test(line))
  const spoken = lines.findIndex(isOfProgram)
  // Google tells of the event between its sentence and its signature; a note stands there only where it says so.
  if (spoken >= 0 && GOOGLE.test(all[end] ?? '')) return noteIn(lines.slice(spoken).join('\n'))
  const typed = lines.filter(
    line => !isOfProgram(line) && !(spoken >= 0 && DETAIL.test(line)) && !named.includes(bare(line)),
  )
  return ownWords(typed.join('\n').replace(QUOTED, '$1')).slice(0, LENGTH)
}

const GOOGLE = /google|recib|receiv/i
/** A note that is all in quotation marks. */
const QUOTED = /^["“«]([^"”»]*)["”»]$/
/** A title without what programs write before it. */
const bare = (line: string): string => line.replace(PREFIX, '').trim().toLowerCase()

const isSentence = (line: string): boolean => line.length <= 500 && PROGRAMS.some(pattern => pattern.test(line))

/** "… accepted your invitation to Launch meeting", without the event's name. */
function withoutTitle(line: string, titles: readonly string[]): string {
  const plain = line.replace(/[.:]$/, '')
  const title = titles.find(each => plain.toLowerCase().endsWith(` ${each}`))
  return title === undefined
    ? line
    : plain
        .slice(0, -title.length)
        .replace(/ (?:to|for|a|para) $/, '')
        .trim()
}

function noteIn(text: string): string {
  const [, quoted = '', line = ''] = NOTE_BELOW.exec(text) ?? []
  return (quoted || line).trim()
}
