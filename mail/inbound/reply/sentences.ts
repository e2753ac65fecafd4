/** A text in sentences, and sentences in clauses: each says one thing. */
import { isName } from './speaker.ts'

export const ADDRESS = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/gi

export interface Clause {
  text: string
  asks: boolean
  /** It begins with "but". */
  turns: boolean
}

const SENTENCES = 60
const SAYING = /[\p{L}\p{N}👍]/u
/** Two words and more in quotation marks are somebody's who may be somebody else. */
const QUOTED = /["“«]([^"”»\n]{1,200})["”»]/g
/** What stands in a text where an address does. */
export const AN_ADDRESS = 'THEIR-ADDRESS'
export const QUOTE = 'THEIR-WORDS'

export interface Sentence {
  text: string
  asks: boolean
  /** Nothing stands before it, or behind it. */
  first: boolean
  last: boolean
}

/** The sentences of a text, at most 60. Bounded in time. */
export const sentencesIn = (text: string): Sentence[] =>
  sentencesOf(text)
    .slice(0, SENTENCES)
    .map((each, at, all) => ({ ...each, first: at === 0, last: at === all.length - 1 }))

/** Sentences, with what would be mistaken for their end put right: "Mr.", "a.m.", addresses, lines that are wrapped. */
function sentencesOf(text: string): Omit<Sentence, 'first' | 'last'>[] {
  const aside: string[] = []
  const plain = text
    .replace(/[‘’ʼ´]/g, "'")
    .replace(/\p{Emoji_Modifier}|\u{fe0f}|\u{200d}/gu, '')
    .replace(ADDRESS, AN_ADDRESS)
    .replace(QUOTED, (_, inside: string) => (/\S\s+\S/.test(inside) ? QUOTE : inside))
    .replace(/\b(mr|ms|mrs|st|dr|dra|sr|sra|srta|ing|lic|arq|prof|dir|asst|assoc|jr)\./gi, '$1')
    .replace(/\b([ap])\.m\.?/gi, '$1m')
    .replace(/(\d)\.(?=\d)/g, '$1:')
    .replace(/(?<=\p{Ll}|,)\n(?=\p{Ll})/gu, ' ')
    .replace(/\s[-–—]+\s|—|\/\//g, '. ')
    .replace(/\(([^()\n]{0,80})\)/g, (_, inside: string) => {
      if (!inside.includes(AN_ADDRESS)) aside.push(inside)
      return ' '
    })
    .replace(/(?:👍|👌|✅)+/gu, '. 👍. ')
  return [...`${plain}\n${aside.join('\n')}`.matchAll(/([^.!?…;\n]+)([.!?…;\n]*)/g)]
    .map(([, words = '', end = '']) => ({ text: words.trim(), asks: end.includes('?') || words.includes('¿') }))
    .filter(({ text: words }) => SAYING.test(words))
}

const BUT = /^(?:but|however|though|although|except|yet|pero|aunque|nom[aá]s que|sin embargo|no obstante)\s+/i
/** After these the rest may take it back; "although" does not. */
const TURN = /^(?:but|however|except|yet|pero|nom[aá]s que|sin embargo|no obstante)\s/i
const LINK = /^(?:and|so|then|also|y|e|asi que|así que|por lo que)\s+/i
const BREAK =
  /,|:(?!\d)|\s(?=(?:but|however|though|although|pero|aunque|sin embargo|nom[aá]s que)\s)|\s(?:so|therefore|por lo que|as[ií] que)\s(?=(?:i|we|yes|no|he|she|yo|me|nos|por|lamentablemente|Invitee)\b)|\s(?:and|y)\s(?=(?:s[ií]|i|i'm|i'll|i'd|it's|it is|that's|the answer|Invitee|asked me|we|he|she|they|will|cannot|can't|won't|unable|unfortunately|look|looking|regret|must|have to|has|have|am|is|please|no|asistir[eé]|ah[ií]|all[ií]|nos|con|cuenten|lamento|lamentablemente|por|confirm[oa]|confirmamos|acept[oa]|aceptamos|declin[oa]|estar[eé]|estaremos|asistiremos|puedo|podr[eé]|les|le|me|te)(?:'[a-z]+)?\s)/i

/** "Dana and I will be there" is one clause, and speaks of two. */
const AND_I = /^([^,:]{1,60}?) (?:and|y) (?:i|we|yo|he|she)\b/i
function isTwo(text: string): boolean {
  const other = AND_I.exec(text)?.[1]
  return other !== undefined && (isName(other) || /^(?:my|our|mi) [\p{L}-]+(?: [\p{L}-]+)?$/iu.test(other))
}

/** At most 60. */
export function clausesOf({ text, asks }: Sentence): Clause[] {
  const parts = (isTwo(text) ? [text] : text.split(BREAK))
    .map(part => (part ?? '').trim())
    .map(part => ({ turns: TURN.test(part), text: part.replace(BUT, '').replace(LINK, '').trim() }))
    .filter(part => SAYING.test(part.text))
  return parts.slice(0, SENTENCES).map((part, at) => ({
    ...part,
    asks: asks && at === parts.length - 1,
  }))
}
