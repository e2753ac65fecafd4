/**
 * What a written reply says. It has to be right when it answers: a reply is cut into clauses, each is looked up in the
 * table of rules, and only when all of them go together is there an answer. Everything else is for a person.
 */
import EmailReplyParser from 'email-reply-parser'
import type { WrittenReply } from './reading.ts'
import { type Mark, RULES } from './reply-rules.ts'

/** So much of a text is read; the parser of quotes takes time that grows with the square of the length. */
const LIMIT = 8 * 1024
const LINES = 200
const CLAUSES = 60

/** Reads a text of any kind and length; bounded in time, never throws. */
export function readWrittenReply(source: string): WrittenReply {
  const text = ownWords(source)
  const addresses = [...text.matchAll(ADDRESS)].map(([address]) => address)
  const sentences = sentencesOf(text)
  const clauses = sentences.flatMap(clausesOf).slice(0, CLAUSES)
  const judged = clauses.map(judge)
  const { says, because } = verdict(judged)
  const about = judged.find(({ about: who, mark }) => who !== undefined && mark !== 'nothing')?.about
  return {
    says,
    because,
    text,
    ...(about !== undefined && (says === 'accepted' || says === 'declined' || says === 'tentative') ? { about } : {}),
    ...(says === 'delegated' ? { delegate: delegateIn(text, addresses) } : {}),
  }
}

const ADDRESS = /[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/gi

/** Lines from which on the words are somebody else's, or a program's. */
const NOT_OWN =
  /^(?:-{2,}\s*(?:original|forwarded|mensaje|reenviado)|_{5,}|from:\s|de:\s|sent:\s|enviado el|on .{5,200}(?:wrote|escribi[oó]):?\s*$|el .{5,200}escribi[oó]:?\s*$|begin forwarded message)/i
const FOOTER =
  /^(?:sent from (?:my|mail|outlook)|get outlook for|enviado desde|obtener outlook|this e-?mail (?:and|is)|confidential)/i
const SIGN_OFF =
  /^(?:--\s?|best|best regards|kind regards|warm regards|warmly|regards|cheers|sincerely|thanks|thank you|many thanks|respectfully|saludos|saludos cordiales|atentamente|un abrazo|cordialmente)[,.!]?$/i

function ownWords(source: string): string {
  const calm = source
    .slice(0, LIMIT)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .split('\n')
    .slice(0, LINES)
  const quoted = calm.findIndex(line => NOT_OWN.test(line.trim()))
  const above = (quoted > 0 ? calm.slice(0, quoted) : calm).join('\n')
  const visible = new EmailReplyParser().read(above).getVisibleText()
  const lines = visible.split('\n').map(line => line.trim())
  const footer = lines.findIndex((line, at) => at > 0 && (FOOTER.test(line) || SIGN_OFF.test(line)))
  return (footer > 0 ? lines.slice(0, footer) : lines)
    .filter(line => !line.startsWith('>'))
    .join('\n')
    .trim()
}

interface Sentence {
  text: string
  asks: boolean
}

/** Sentences, with what would be mistaken for their end put right: "Mr.", "a.m.", addresses. */
function sentencesOf(text: string): Sentence[] {
  const plain = text
    .replace(/[‘’ʼ´]/g, "'")
    .replace(ADDRESS, 'THEIR-ADDRESS')
    .replace(/\b(mr|ms|mrs|dr|sr|sra|st)\./gi, '$1')
    .replace(/\b([ap])\.m\.?/gi, '$1m')
    .replace(/\s[-–—]+\s/g, '. ')
    .replace(/\([^()]{0,80}\)/g, ' ')
  return [...plain.matchAll(/([^.!?…;\n]+)([.!?…;\n]*)/g)]
    .map(([, words = '', end = '']) => ({ text: words.trim(), asks: end.includes('?') }))
    .filter(({ text: words }) => /[\p{L}\p{N}]/u.test(words))
}

interface Clause {
  /** As written. */
  text: string
  asks: boolean
}

function clausesOf({ text, asks }: Sentence): Clause[] {
  const parts = text
    .split(
      /,|\s(?=(?:but|however|though|although|pero|aunque)\s)|\s+so\s+(?=(?:i|we|yes)\b)|\s+and\s+(?=(?:i|we)(?: can| will|'ll)\b)/i,
    )
    .map(part => part.replace(/^\s*(?:but|however|though|although|pero|aunque|and|so|then|also|y)\s+/i, '').trim())
    .filter(part => /[\p{L}\p{N}]/u.test(part))
  return parts.map((part, at) => ({ text: part, asks: asks && at === parts.length - 1 }))
}

interface Judged {
  mark: Mark | 'question' | 'unknown'
  because: string
  /** Of whom it speaks, where the writer speaks of somebody by name. */
  about?: string | undefined
}

const NAME =
  "(?:el |la )?(?:(?:Mr|Ms|Mrs|Dr|Sr|Sra|mr|ms|mrs|dr|sr|sra) \\p{Lu}[\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+)?|\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}[\\p{L}'-]+)?)"
const LEADS =
  "(?:(?:Please note(?: that)?|Unfortunately|Regretfully|(?:I'm|I am) (?:confirming|writing|happy to confirm|pleased to confirm)(?: to (?:confirm|say))?(?: on behalf of)?(?: that)?|This is to (?:confirm|say) that|Just to (?:confirm|let you know)(?: that)?|El|La) )?"
const THIRD = new RegExp(`^${LEADS}(${NAME})(?: that)?(?: (?:he|she|they))? (.+)$`, 'u')
const NO_NAME =
  /^(?:I|We|It|It's|This|That|There|Our|My|The|Yes|No|What|Who|Will|Would|Can|Could|Should|If|When|Please|Thanks|Thank|See|Count|Looking|Happy|Glad|Works|Not|Great|Good|Sounds|Put|Sign|Add|Absolutely|Definitely|Perfect|Sure|Of|Confirmed|Accepted|Confirming|Attending|Sorry|Unfortunately|Apologies|Tentatively|Maybe|Perhaps|Wish|RSVP|Take|Remove|Stop|Unsubscribe|You|He|She|They|Someone|Somebody|Nobody|Everyone|Moved|Wouldn't|Can't|Won't|As|With|On|Hi|Hello|Dear|Nos|Ya|Sí|Si|Con|En|Gracias|Lo|Tengo|Me|Será|Allí|Ahí|Por|Claro|Todavía|Tal|Quizás|Cuenten|Cuenta|Encantado|Confirmo|Acepto|Déjeme|Les|Intentaré|Trataré)$/
const AS_FIRST: readonly [RegExp, string][] = [
  [/^(?:has )?(?:confirmed|confirms|says)(?: that)? (?:he|she|they) /, 'i '],
  [/^regrets (?:that )?(?:he|she|they) /, 'i '],
  [/^(?:is|will be) (?:very )?(?:pleased|happy|delighted|honored|glad) to accept\b/, 'i accept'],
  [/^is\b/, 'i am'],
  [/^has\b/, 'i have'],
  [/^(?:does not|doesn't)\b/, 'i do not'],
  [/^(?:will|can|cannot|can't|won't|must|would|may|might|plans|intends)\b/, 'i $&'],
  [/^asistir[aá]\b/, 'asistiré'],
  [/^no podr[aá]\b/, 'no podré'],
  [/^no asistir[aá]\b/, 'no asistiré'],
  [/^confirma\b/, 'confirmo'],
]

/** A clause about somebody by name as if they spoke themselves: "Mr. Ortiz is unable" is "I am unable". */
function inFirstPerson(text: string): { text: string; about?: string } {
  const [, name = '', rest = ''] = THIRD.exec(text) ?? []
  const word = name.split(' ')[0] ?? ''
  if (name === '' || NO_NAME.test(word)) return { text }
  for (const [pattern, first] of AS_FIRST)
    if (pattern.test(rest)) return { text: rest.replace(pattern, first), about: name.replace(/^(?:el|la) /i, '') }
  return { text }
}

/** Words before the point: "Unfortunately I can't" is "I can't". */
const LEADING =
  /^(?:hi|hello|hey|and|so|then|well|ok(?:ay)?|just|unfortunately|regretfully|regrettably|sadly|sorry|apologies|i'm sorry|i am sorry|i'm afraid(?: that)?|i am afraid(?: that)?|please note(?: that)?|this is to confirm(?: that)?|thanks for the (?:invite|invitation)|thank you for the (?:invite|invitation)|thanks|thank you|yes|yeah|great|perfect|lamentablemente|desafortunadamente|lo siento|gracias por la invitaci[oó]n|gracias|s[ií]|claro que s[ií]|on behalf of \p{L}+(?: \p{L}+)?|with regret|of course|sure|absolutely|definitely|no)\s+/iu

function judge({ text, asks }: Clause): Judged {
  const { text: spoken, about } = inFirstPerson(text)
  let words = spoken
    .toLowerCase()
    .replace(/["“”()*_]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  let lead = ''
  for (let tries = 0; tries < 5; tries++) {
    const found = RULES.find(({ pattern }) => pattern.test(words))
    if (found) {
      if (asks && found.mark !== 'nothing') return { mark: 'question', because: 'question' }
      const tail = words.slice((found.pattern.exec(words)?.index ?? 0) + (found.pattern.exec(words)?.[0].length ?? 0))
      const turned =
        (found.mark === 'accept' && TURNED.test(tail)) ||
        ((found.mark === 'accept' || found.id === 'cannot') && !FITS.test(tail))
      // "No I can" and "Yes I can't" may be slips of a finger.
      const crossed =
        (found.mark === 'accept' && lead === 'no') || (found.mark === 'decline' && (lead === 'yes' || lead === 'sí'))
      if (turned || crossed) return { mark: 'doubt', because: `${found.id}, and something else` }
      return { mark: found.mark, because: found.id, about }
    }
    const shorter = words.replace(LEADING, '')
    lead = words.slice(0, words.length - shorter.length).trim() || lead
    if (shorter === words) break
    // What stands before the point may be the point: "yes" before something that is not understood.
    words = shorter
  }
  if (asks) return { mark: 'question', because: 'question' }
  return LOADED.test(words) ? { mark: 'doubt', because: 'not understood' } : { mark: 'unknown', because: 'unknown' }
}

/** What turns an acceptance around when it comes after it. */
const TURNED = /\b(?:not|cannot|can't|won't|no|if|unless|except|until|only)\b/
/** What may follow "I will be there" or "I cannot come" and leave it as it is: when, where, why, a name, a courtesy. */
const FITS = new RegExp(
  `^(?:[ ,]+(?:${[
    'then|too|also|there|either|myself|gladly|as well|anyway|again|bright and early|in person|in attendance|or otherwise',
    'with (?:pleasure|joy|thanks|great pleasure|you(?: all)?|bells on)',
    'thanks?\\b.*|thank you.*|thx.*|sorry.*|please|sure|for (?:sure|this|it|that|one|two|now)',
    '(?:(?:to|at|for|on|in) )?(?:the|your|this|that|our)(?: kind| first| sector| launch| kick-?off)* (?:launch|meeting|event|session|kick-?off|gathering|breakfast|table|invitation|invite|one|partnership|initiative)',
    'it|this|that|of (?:this|it)|you(?: all)?|everyone|us|all|now|time',
    '(?:on |this )?(?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:on )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?(?: \\d{1,2}(?:st|nd|rd|th)?)?|(?:on )?the \\d{1,2}(?:st|nd|rd|th)?',
    '(?:at|from|by|around) \\d{1,2}(?::\\d\\d)?(?: ?[ap]m)?|(?:at )?that (?:day|morning|week|time)|this (?:time|week|month|year)|at this time',
    '(?:because|as|since|due to|owing to|while|given|and|in case|to (?:support|meet|hear|see|learn|join)|a la|al|el|por|con|a esta|en esta|de) .*|por nada',
    '(?!virtually|remotely|online|later?$|tomorrow|instead|after|next|some|event|any|else|never|possib|probab|maybe|hope|unless|if)\\p{L}+$',
  ].join('|')}))*$`,
  'u',
)
/** Words that a clause nobody understands must not hold, if an answer is to stand beside it. */
const LOADED =
  /\b(?:attend\w*|come|coming|comes|join\w*|make it|be there|can't|cannot|won't|not|no|yes|maybe|might|instead|unable|declin\w*|but|i'll|i will|we'll|we will|asist\w*|puedo|podr\w*|ir[eé]|s[ií])\b|n't\b/

function verdict(judged: readonly Judged[]): Pick<WrittenReply, 'says' | 'because'> {
  const says = (what: WrittenReply['says'], from: Judged | undefined, why = '') => ({
    says: what,
    because: why || from?.because || 'nothing said',
  })
  // A yes before "I got your letter" is no yes.
  const clauses = judged.some(({ because }) => because.endsWith('got-it'))
    ? judged.filter(({ mark }) => mark !== 'bare yes')
    : judged
  const first = (...marks: Judged['mark'][]) => clauses.find(({ mark }) => marks.includes(mark))
  const yes = first('accept')
  const no = first('decline')
  const optOut = first('opt-out')
  const doubt = first('doubt')
  const question = first('question')
  const answers = first('accept', 'decline', 'tentative', 'delegate', 'bare yes', 'bare no', 'wish')
  if (optOut)
    return yes || doubt ? says('unclear', doubt ?? yes, 'opt-out beside something else') : says('opt-out', optOut)
  if (doubt) return says('unclear', doubt)
  if (question) return answers ? says('unclear', question, 'a question beside an answer') : says('question', question)
  const delegate = first('delegate')
  if (delegate) return yes ? says('unclear', delegate, 'comes and sends somebody') : says('delegated', delegate)
  const maybe = first('tentative')
  if (maybe) return no || yes ? says('unclear', maybe, 'a maybe beside an answer') : says('tentative', maybe)
  const lone = first('bare yes', 'bare no')
  if (no) return yes || first('bare yes') ? says('unclear', no, 'yes and no') : says('declined', no)
  if (yes) return first('bare no') ? says('unclear', yes, 'yes and no') : says('accepted', yes)
  if (first('bare yes') && first('bare no')) return says('unclear', lone, 'yes and no')
  if (lone) {
    // A lone word counts only where everything around it is courtesy.
    if (first('unknown')) return says('unclear', lone, 'a lone word beside something else')
    return says(lone.mark === 'bare yes' ? 'accepted' : 'declined', lone)
  }
  const wish = first('wish')
  return wish && !first('unknown') ? says('accepted', wish) : says('unclear', wish ?? first('unknown'))
}

const PERSON = "\\p{Lu}[\\p{L}'-]+(?: \\p{Lu}\\.?)?(?: \\p{Lu}[\\p{L}'-]+)+"
const NAMED: readonly RegExp[] = [
  new RegExp(
    `(?:[Ss]end(?:ing)?|[Aa]sked|[Ii]nvite|representative:|[Ee]nviar[eé] a|[Mm]andar[eé] a|ir[aá])\\s(?:(?:my|our|mi|nuestr[oa])\\s)?([^.,;\\n\\p{Lu}]{0,40}?(?:V[Pp]|C[A-Z]O|HR|President)?[^.,;\\n\\p{Lu}]{0,20}?),?\\s?(${PERSON})`,
    'u',
  ),
  new RegExp(`(?:[Mm]y|[Oo]ur|[Mm]i)\\s([^.,;\\n]{2,40}?),?\\s(${PERSON})`, 'u'),
  new RegExp(`()(${PERSON})(?=[^.\\n]{0,80}(?:will|is going|asistir|ir[aá]|,))`, 'u'),
  new RegExp(`()(${PERSON})`, 'u'),
]
const AFTER = new RegExp(`${PERSON},\\s(?:our|my|nuestr[oa]|mi)\\s([^,.\\n]{2,60}),`, 'u')

/** Who comes, as far as the text names them. */
function delegateIn(text: string, addresses: readonly string[]): { name: string; title: string; email: string } {
  const line = text.replace(/\s+/g, ' ').slice(0, 1000)
  for (const pattern of NAMED) {
    const [, title = '', name = ''] = pattern.exec(line) ?? []
    if (name !== '' && !/^(?:Hi|Hello|Dear|Unfortunately|Please|Thanks|Thank|Mr|Ms|Mrs)\b/.test(name))
      return { name, title: (AFTER.exec(line)?.[1] ?? title).trim().slice(0, 120), email: addresses[0] ?? '' }
  }
  return { name: '', title: '', email: addresses[0] ?? '' }
}
