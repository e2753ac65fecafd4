/**
 * What a written reply says. It has to be right when it answers: a reply is cut into clauses, each is looked up in the
 * table of rules, and only when all of them go together is there an answer. Everything else is for a person.
 */
import { delegateIn } from './delegate-named.ts'
import { daysIn } from './named-days.ts'
import { ownWords } from './own-words.ts'
import type { WrittenReply } from './reading.ts'
import type { Rule } from './reply-rule.ts'
import { RULES } from './reply-rules.ts'
import { inFirstPerson, isName } from './reply-speaker.ts'
import { type ReadClause, verdict } from './reply-verdict.ts'
import { HEDGE, isDayName, LOADED, leftover, PARTLY } from './reply-words.ts'

const CLAUSES = 60
/** A longer clause is no answer. Characters. */
const CLAUSE = 400

/** Reads a text of any kind and length; bounded in time, never throws. */
export function readWrittenReply(source: string): WrittenReply {
  const text = ownWords(source)
  const addresses = [...text.matchAll(ADDRESS)].map(([address]) => address)
  const judged = sentencesOf(text).flatMap(clausesOf).slice(0, CLAUSES).map(judge)
  const { says, because, about, days } = verdict(judged)
  return {
    says,
    because,
    text,
    ...(about === undefined ? {} : { about }),
    ...(days && days.length > 0 ? { days } : {}),
    ...(says === 'delegated' ? { delegate: delegateIn(text, addresses) } : {}),
  }
}

const ADDRESS = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/gi

interface Sentence {
  text: string
  asks: boolean
}

/** Sentences, with what would be mistaken for their end put right: "Mr.", "a.m.", addresses, lines that are wrapped. */
function sentencesOf(text: string): Sentence[] {
  const aside: string[] = []
  const plain = text
    .replace(/[‘’ʼ´]/g, "'")
    .replace(/\p{Emoji_Modifier}|\u{fe0f}|\u{200d}/gu, '')
    .replace(ADDRESS, 'THEIR-ADDRESS')
    .replace(/\b(mr|ms|mrs|dr|dra|sr|sra|srta|st|ing|lic|arq|prof)\./gi, '$1')
    .replace(/\b([ap])\.m\.?/gi, '$1m')
    .replace(/(\d)\.(?=\d)/g, '$1:')
    .replace(/(?<=\p{Ll}|,)\n(?=\p{Ll})/gu, ' ')
    .replace(/\s[-–—]+\s|—|\/\//g, '. ')
    .replace(/\(([^()\n]{0,80})\)/g, (_, inside: string) => {
      if (!inside.includes('THEIR-ADDRESS')) aside.push(inside)
      return ' '
    })
    .replace(/(?:👍|👌|✅)+/gu, '. 👍. ')
  return [...`${plain}\n${aside.join('\n')}`.matchAll(/([^.!?…;\n]+)([.!?…;\n]*)/g)]
    .map(([, words = '', end = '']) => ({ text: words.trim(), asks: end.includes('?') || words.includes('¿') }))
    .filter(({ text: words }) => SAYING.test(words))
}

const SAYING = /[\p{L}\p{N}👍]/u
const BUT = /^(?:but|however|though|although|except|yet|pero|aunque|sin embargo|no obstante)\s+/i
const LINK = /^(?:and|so|then|also|y|e|asi que|así que|por lo que)\s+/i
const BREAK =
  /,|:(?!\d)|\s(?=(?:but|however|though|although|pero|aunque|sin embargo)\s)|\s(?:so|therefore|por lo que|as[ií] que)\s(?=(?:i|we|yes|no|he|she|yo|me|nos|por|lamentablemente)\b)|\s(?:and|y)\s(?=(?:i|we|he|she|they|will|cannot|can't|won't|unable|unfortunately|look|looking|regret|must|have to|am|is|please|no|asistir[eé]|ah[ií]|all[ií]|nos|con|cuenten|lamento|lamentablemente|por|confirm[oa]|confirmamos|acept[oa]|aceptamos|declin[oa]|estar[eé]|estaremos|asistiremos|puedo|podr[eé]|les|le|me|te)(?:'[a-z]+)?\s)/i

interface Clause {
  text: string
  asks: boolean
  turns: boolean
}

/** "Dana and I will be there" is one clause, and speaks of two. */
const AND_I = /^([^,:]{1,60}?) (?:and|y) (?:i|we|yo|he|she)\b/i
function isTwo(text: string): boolean {
  const other = AND_I.exec(text)?.[1]
  return other !== undefined && (isName(other) || /^(?:my|our|mi) [\p{L}-]+(?: [\p{L}-]+)?$/iu.test(other))
}

function clausesOf({ text, asks }: Sentence): Clause[] {
  const parts = (isTwo(text) ? [text] : text.split(BREAK))
    .map(part => (part ?? '').trim())
    .map(part => ({ turns: BUT.test(part), text: part.replace(BUT, '').replace(LINK, '').trim() }))
    .filter(part => SAYING.test(part.text))
  return parts.map((part, at) => ({ ...part, asks: asks && at === parts.length - 1 }))
}

/** Words before the point: "Unfortunately I can't" is "I can't". */
const LEADING =
  /^(?:(?:hi|hello|hey|dear|hola) \p{Lu}\p{L}+|hi|hello|hey|and|so|then|well|ok(?:ay)?|just|unfortunately|regretfully|regrettably|sadly|(?:so )?sorry(?: to say(?: that)?| that)?|apologies|(?:i'm|i am) (?:very |so )?sorry(?: to say)?(?: that| but)?|(?:i'm|i am|we're|we are) afraid(?: that)?|(?:i|we) regret(?: to (?:say|inform you|let you know))?(?: that)?|please (?:note|know|be advised)(?: that)?|this is to (?:confirm|let you know)(?: that)?|just (?:confirming|to confirm)(?: that)?|(?:i'm|i am) (?:writing to |happy to |pleased to )?(?:confirm|say)(?:ing)?(?: that)?|thanks(?: so much)? for the (?:invite|invitation)|thank you(?: so much| very much)? for the (?:invite|invitation)|thanks|thank you|yes|yeah|yep|yup|ya|great|perfect|wonderful|excellent|as of now no|lamentablemente|desafortunadamente|desgraciadamente|tristemente|por desgracia|por (?:el momento|ahora)|con (?:mucha )?pena|(?:le|les|te)? ?(?:confirmo|informo|comento|comunico|aviso) que|(?:i |we )?(?:can )?confirm(?:ing)? that|happy to (?:confirm|say) that|(?:muchas )?gracias por la invitaci[oó]n|(?:muchas )?gracias|lo siento(?: mucho)?|una disculpa|s[ií]|claro que s[ií]|claro|(?:due to|because of|owing to|given|on account of)(?: [\p{L}'-]+){1,8}?(?=\s(?:i|we|he|she)\b)|on behalf of \p{L}+(?: \p{L}+)?|with (?:regret|sincere regret|great regret|pleasure)|of course|sure|absolutely|definitely|nope|no(?= (?:i|we|he|she|it|that|thanks|thank|sorry|unfortunately)\b))\s+/iu
const SAD =
  /^(?:unfortunately|regretfully|regrettably|sadly|(?:so )?sorry|(?:i'm|i am) (?:very |so )?sorry|(?:i'm|i am|we're|we are) afraid|(?:i|we) regret|with .*regret|lamentablemente|desafortunadamente|desgraciadamente|tristemente|por desgracia|con .*pena|lo siento|una disculpa)/i

/** "I'll be there Ann" is "I'll be there"; where no comma says so, only after few words, because "in Boston" is no name. */
const CALLED = /(?<=\b(?:there|it|then|thanks|yes|no)) (\p{Lu}\p{Ll}+)$/u
const withoutName = (text: string): string =>
  text.replace(CALLED, (all: string, name: string) => (isDayName(name.toLowerCase()) ? all : ''))

function judge({ text: written, asks, turns }: Clause): ReadClause {
  const text = withoutName(written)
  const mine = /^(?:i|we|i'\w+|we'\w+|yo|nosotros)\b/i.test(text)
  const base = { turns, sad: false, mine, words: 0, days: [] }
  if (asks) {
    const { words } = inFirstPerson(text)
    const courtesy = RULES.find(rule => ASKED.includes(rule.mark) && fits(rule, words))
    return { ...base, mark: courtesy?.mark ?? 'question', because: courtesy?.id ?? 'question' }
  }
  if (text.length > CLAUSE) return { ...base, mark: 'doubt', because: 'a long clause' }
  const whom = FOR_WHOM.exec(text)?.[1]
  if (whom !== undefined) return { ...base, mark: 'nothing', because: 'for whom', about: whom, mine: false }
  let [rest, lead, sad] = [text, '', false]
  let partly: ReadClause | undefined
  for (let tries = 0; tries < 6; tries++) {
    const { words, about } = inFirstPerson(rest)
    const whole = RULES.find(rule => fits(rule, words))
    if (whole?.mark === 'doubt') partly ??= beginning(words, base)
    if (whole && !(whole.mark === 'doubt' && partly && partly.mark !== 'doubt')) {
      // "No I can" and "Yes I can't" may be slips of a finger.
      const crossed =
        (whole.mark === 'accept' && /^nope?$/.test(lead)) || (whole.mark === 'decline' && /^(?:ye|s[ií]$)/.test(lead))
      // Who comes for somebody else is themselves a guest who was not asked.
      const stands = whole.mark === 'delegate' && about === undefined && STANDS_IN.test(words)
      if (crossed || stands) return { ...base, mark: 'doubt', because: `${whole.id}, and something else` }
      return {
        ...base,
        sad,
        mark: whole.mark,
        because: whole.id,
        about,
        mine: mine && about === undefined,
        days: ANSWERS.includes(whole.mark) ? daysIn(words) : [],
      }
    }
    partly ??= beginning(words, base)
    const shorter = rest.replace(LEADING, '')
    if (shorter === rest) break
    const taken = rest.slice(0, rest.length - shorter.length).trim()
    sad ||= SAD.test(taken)
    // What stands before the point may be the point: "yes" before something that is not understood.
    lead = taken.toLowerCase()
    rest = shorter
  }
  if (isName(text)) return { ...base, mark: 'nothing', because: 'a name' }
  if (partly) return { ...partly, sad }
  const { words } = inFirstPerson(text)
  return LOADED.test(words) || HEDGE.test(words)
    ? { ...base, mark: 'doubt', because: 'not understood' }
    : { ...base, sad, mark: 'unknown', because: 'unknown', words: words.split(' ').length }
}

const STANDS_IN =
  /^(?:i|we) (?:(?:will|am|are|can|be|going|to|happy) )*(?:attend|represent|com(?:e|ing)|join|there|stand|fill)/

/** What names the day it answers. */
const ANSWERS: readonly Rule['mark'][] = ['accept', 'nod', 'wish', 'decline', 'reason', 'tentative']

/** What may be said with a question mark and asks nothing: "How could I say no?" */
const ASKED: readonly Rule['mark'][] = ['nothing', 'no that is none']
/** Whom an assistant answers for, where a clause says only that. */
const FOR_WHOM =
  /^(?:(?:(?:i'm|i am) )?(?:confirming|replying|responding|writing|rsvp|answering|this is) (?:for|on behalf of)|on behalf of) ((?:(?:Mr|Ms|Mrs|Dr) )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})$/iu

/** Whether a rule fits a clause with all that stands in it. */
function fits({ pattern, fit, mark }: Rule, words: string): boolean {
  const found = pattern.exec(words)
  if (!found) return false
  const tail = words.slice(found.index + found[0].length)
  if (mark === 'nothing') return !HEDGE.test(words) && !LOADED.test(tail)
  return fit === undefined || leftover(tail, fit) === ''
}

/** With these, an absence may be the way to the meeting itself. */
const OF_IT = /\b(?:meeting|event|launch|there|you|your|reunion|evento|ustedes)\b/

/** An answer that goes on with something else: doubtful, unless it is a reason that says where, why or until when. */
function beginning(words: string, base: Omit<ReadClause, 'mark' | 'because'>): ReadClause | undefined {
  // Of several that begin it, the one that says most.
  let [rule, most]: [Rule | undefined, number] = [undefined, 0]
  for (const each of RULES) {
    const length = each.fit === undefined ? 0 : (each.pattern.exec(words)?.[0].length ?? 0)
    if (length > most) [rule, most] = [each, length]
  }
  if (!rule) return undefined
  const tail = words.slice(most)
  const because = `${rule.id}, and something else`
  const half = rule.mark === 'reason' || rule.mark === 'excuse'
  if (
    !half ||
    / and | y /.test(tail) ||
    LOADED.test(tail) ||
    OF_IT.test(tail) ||
    (HEDGE.test(tail) && !/^ until\b/.test(tail))
  )
    return { ...base, mark: 'doubt', because }
  return { ...base, mark: PARTLY.test(tail) || HEDGE.test(tail) ? 'unknown' : 'excuse', because, words: 1 }
}
