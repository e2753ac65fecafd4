/** One clause of a reply, looked up in the table of rules; where none fits, what it is about. */
import { BEGINS_WITH_IF, hangsElsewhere, ONLY_WHEN } from './condition.ts'
import { GUEST } from './guest.ts'
import { daysIn } from './named-days.ts'
import { asideQuestion, isOpenQuestion } from './question.ts'
import type { ClauseKind, Rule } from './rule.ts'
import { rules } from './rules/all.ts'
import { type Clause, clausesOf, QUOTE, type Sentence } from './sentences.ts'
import { HE, inFirstPerson, isName } from './speaker.ts'
import { comesFor, mentionsOther, standIn } from './stand-in.ts'
import { isOfComing, NEXT, topicOf } from './topic.ts'
import { HANGING, MILD, NOT_UNDERSTOOD, PAST, PROPOSED, type ReadClause, STRANGE, THEMSELVES } from './verdict.ts'
import { goesOn, HEDGE, isDayName, LOADED, leftover, PARTLY } from './words.ts'

/** A longer clause is no answer. Characters. */
const CLAUSE = 400

/** Words before the point: "Unfortunately I can't" is "I can't". */
const LEADING =
  /^(?:hi|hello|hey|and|so|then|well|ok(?:ay)?|just|thx|fyi|as (?:a|an|the) [\p{L}-]+(?: of [\p{L}-]+)?(?=\s(?:i|we|i'\w+)\s)|unfortunately|regretfully|regrettably|sadly|(?:so )?sorry(?: to say(?: that)?| that| but)?|apologies|(?:i'm|i am) (?:very |so )?sorry(?: to say)?(?: that| but)?|(?:i'm|i am|we're|we are) afraid(?: that)?|(?:i|we) regret(?: to (?:say|inform you|let you know))?(?: that)?|please (?:note|know|be advised)(?: that)?|this is to (?:confirm|let you know)(?: that)?|just (?:confirming|to confirm)(?: that)?|(?:i'm|i am) (?:writing to |happy to |pleased to )?(?:confirm|say)(?:ing)?(?: that)?|(?:i'm|i am) writing to let you know(?: that)?|thanks(?: so much)? for the (?:invite|invitation)|thank you(?: so much| very much)? for the (?:invite|invitation)|thanks|thank you|yes|yeah|yep|yup|ya|great|perfect|wonderful|excellent|as of now no|this time|(?:as )?much as (?:i|we)(?:'d| would) (?:like|love|want) to(?=\s(?:i|we)\b)|i(?:'ve| have) been (?:asked|instructed) to (?:say|tell you|let you know|inform you) that|it is with (?:\w+ )?(?:regrets?|pleasure|joy|sadness) that|(?:i|we) (?:have|must|need) to (?:say|admit)(?: that)?(?= (?:i|we)\b)|it looks like|looks like|turns out(?: that)?|trouble is|the trouble is|the problem is(?: that)?|(?:i|we) (?:can|am able to|are able to) (?:confirm|report)(?: that)?|(?:happy|pleased|delighted|glad) to (?:report|confirm|say|let you know)(?: that)?|obvio que|(?:por supuesto|desde luego|claro) que(?! no$)|fijate que|f[ií]jese que|la verdad(?: es que)?|mira|mire|oye|oiga|che|bueno|h[ií]jole|perd[oó]n|disculp[ae]n?|con (?:todo |mucho )?(?:gusto|agrado|placer|alegr[ií]a)(?! si\b)|(?:a|en) nombre de Invitee|(?:les? |te )?escrib(?:o|imos) (?:de parte|a nombre|en nombre) de Invitee para (?:confirmar|informar|avisar|decir|comentar)\p{L}* que|de parte de Invitee|(?:i|we) write to|(?:i am|i'm|we are) writing to|qu[eé] l[aá]stima|qu[eé] pena|i (?:just )?(?:checked|spoke|talked) with \p{L}+(?= (?:it's|it is|yes|no)\b)|digamos que|lamentablemente|desafortunadamente|desgraciadamente|tristemente|por desgracia|por (?:el momento|ahora)|con (?:mucha )?pena|(?:me|nos) (?:pide|pidi[oó]|encarg[oó]|dijo|dice)(?: que)?(?: (?:les|le))? (?:confirmar\p{L}*|decir\p{L}*|avisar\p{L}*|dijera|diga|confirme|avise)(?: que)?|por instrucciones de Invitee|(?:le|les|te)? ?(?:confirmo|informo|comento|comunico|aviso) que|(?:i |we )?(?:can )?confirm(?:ing)? that|happy to (?:confirm|say) that|(?:muchas )?gracias por la invitaci[oó]n|(?:muchas )?gracias|lo siento(?: mucho)?|una disculpa|s[ií]|claro que s[ií]|claro|(?:due to|because of|owing to|given|on account of)(?: [\p{L}'-]+){1,8}?(?=\s(?:i|we|he|she)\b)|on behalf of \p{L}+(?: \p{L}+)?|with (?:regret|sincere regret|great regret|pleasure)|of course|sure|absolutely|definitely|nope|no(?= (?:i|we|he|she|it|that|thanks|thank|sorry|unfortunately)\b))\s+/iu
/** Whom they speak to, before the point. */
const CALLING =
  /^(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Hh]ola|[Ss]orry|[Tt]hanks|[Tt]hank you|[Gg]racias|[Ee]stimad[oa]|[Dd]isculp[ae]|[Mm]il disculpas) \p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?\s+(?!will|is|can|has|would|won't|can't|cannot|no\b|and\b|y\b)/u
const SAD =
  /^(?:unfortunately|regretfully|regrettably|sadly|(?:so )?sorry|(?:i'm|i am) (?:very |so )?sorry|(?:i'm|i am|we're|we are) afraid|(?:i|we) regret|with .*regret|lamentablemente|desafortunadamente|desgraciadamente|tristemente|por desgracia|con .*pena|lo siento|una disculpa)/i

/** "I'll be there Ann" is "I'll be there"; where no comma says so, only after few words, because "in Boston" is no name. */
const CALLED =
  /(?<=\b(?:there|it|then|thanks|yes|no|me|us|coming|attend|attending|come)) (\p{Lu}\p{Ll}+)(?: \p{Lu}\p{Ll}+)?$/u
const withoutName = (text: string): string =>
  text.replace(CALLED, (all: string, name: string) => (isDayName(name.toLowerCase()) ? all : ''))

/** It asks for something: "but please keep it short". */
const ASKING =
  /^(?:please|do not|don't|keep|tell|let|just|save|bring|make sure|give|send|say|por favor|no me|d[ií]game)\b/i

/** A question without its mark: "Luis wants to know who else comes". */
const ASKS_SO =
  /^(?:(?:invitee|he|she|él|ella) )?(?:also |just )?(?:asks|wonders|(?:is|was) wondering|wants to know|would like to know|pregunta|quiere saber)(?: me)? (?:if|whether|what|where|how|who|when|si|qui[eé]n|qu[eé]|d[oó]nde|cu[aá]nt|c[oó]mo)/i

/** What names the day it answers. */
const ANSWERS: readonly ClauseKind[] = ['accept', 'nod', 'wish', 'decline', 'reason', 'tentative']
/** What may be said with a question mark and asks nothing: "How could I say no?" */
const ASKED: readonly ClauseKind[] = ['nothing', 'no that is none']
/** Whom an assistant answers for, where a clause says only that. */
const FOR_WHOM =
  /^(?:(?:(?:i'm|i am) )?(?:confirming|replying|responding|writing|rsvp|answering|this is) (?:for|on behalf of)|on behalf of|in the name of|a nombre de|de parte de) ((?:(?:Mr|Ms|Mrs|Dr) )?\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})$/iu
const YES = /^(?:yes|yeah|yep|yup|absolutely|definitely|of course|s[ií]|claro que s[ií])$/
const STANDS_IN =
  /^(?:i|we) (?:(?:will|am|are|can|be|going|to|happy) )*(?:attend|represent|com(?:e|ing)|join|there|stand|fill)/

/** All sentences, in order: "she" may be whom the sentence before speaks of. */
export function judgeAll(sentences: readonly Sentence[], known: boolean): ReadClause[] {
  let other = false
  return sentences.flatMap(sentence => {
    const judged = judgeSentence(sentence, known)
    const theirs = known && other
    other = mentionsOther(sentence.text) || (other && !sentence.text.includes(GUEST))
    return theirs
      ? judged.map(each =>
          each.about !== HE
            ? each
            : each.mark === 'accept'
              ? { ...each, mark: 'somebody' as const }
              : { ...each, leans: each.leans === 'accept' ? ('somebody' as const) : each.leans },
        )
      : judged
  })
}

/** "Invitee has a conflict and is unable to attend": who it is stands in the clause before. */
const NO_SUBJECT =
  /^(?:sends|regrets|declines|accepts|says|appreciates|thanks|hopes|plans|looks|is|has|was|will|can|can't|cannot|won't|must|would|does|doesn't)\b/
const carried = (before: string, text: string): string => {
  const [who] = NO_SUBJECT.test(text) ? (/\b(?:Invitee|[Hh]e|[Ss]he)(?= )/.exec(before) ?? []) : []
  return who === undefined ? text : `${who} ${text}`
}

/** A sentence as one clause where it says that somebody else comes, and otherwise clause by clause. */
function judgeSentence(sentence: Sentence, known: boolean): ReadClause[] {
  const { text, first, last, asks } = sentence
  const other = asks || text.length > CLAUSE ? undefined : standIn(text, known)
  if (!other) {
    const read = clausesOf(sentence)
      .map((clause, at, all) => ({ ...clause, text: carried(all[at - 1]?.text ?? '', clause.text) }))
      .flatMap(clause => judgeParts(clause, sentence, known))
    if (read.length === 1 && !asks && ONLY_WHEN.test(text))
      return read.map(each => (each.mark === 'aside' ? { ...each, mark: 'doubt', because: HANGING } : each))
    const alone = read.every(({ mark }) => BARE.includes(mark))
    // "If the slides get posted, send me the link."
    const besides = read.every(
      ({ mark, because }) => mark === 'aside' || mark === 'of the letter' || because === HANGING,
    )
    const foreign = hangsElsewhere(text, besides)
    // "If you can promise me that, I'm there."
    if (BEGINS_WITH_IF.test(text) && read.some(({ mark }) => GIVEN.includes(mark)))
      return read.map(each => (each.mark === 'aside' ? { ...each, mark: 'doubt', because: HANGING } : each))
    return read.map(each =>
      foreign && each.because === HANGING ? { ...each, mark: 'aside', because: MILD } : { ...each, alone },
    )
  }
  const mark = other === 'doubtful' ? 'doubt' : other
  const base = { turns: false, sad: false, mine: false, days: [], sentence: text, first, last, alone: true }
  return [
    {
      ...base,
      mark,
      because: other === 'delegate' && comesFor(text) ? THEMSELVES : 'somebody else',
      ...(mark === 'doubt' && !BEGINS_WITH_IF.test(text) ? { leans: 'somebody' as const } : {}),
    },
  ]
}

/** What a condition is on. */
const GIVEN: readonly ReadClause['mark'][] = ['accept', 'nod', 'wish', 'bare yes', 'decline', 'bare no', 'reason']
/** A sentence of these alone is a yes or a no, and no more. */
const BARE: readonly ReadClause['mark'][] = ['bare yes', 'bare no', 'nothing', 'sorrow']

/** What a clause is because of that holds a name and no more. */
const A_NAME = 'a name'

/** Where one may go on without a comma. What links is taken away; before "I" nothing is. */
const JOINT =
  /\s+(?:(?:and|so|but|because|as|y|e|pero|porque|pues|as[ií] que)\s+(?:so\s+|then\s+)?|(?=(?:i|i'll|i'm|i've|we|we'll|we're|please|sorry(?= |$)|(?:thanks|thx)(?= (?:for|again|so|though|anyway|and)|$)|count|see|put|he|she|por favor|gracias|disculp\p{L}+|perd[oó]n|no puedo|no voy|nos vemos)(?:\s|$)))/giu
/** So many joints of a clause are tried. */
const JOINTS = 4
const UNDERSTOOD: readonly ReadClause['mark'][] = [
  'accept',
  'decline',
  'reason',
  'nod',
  'bare yes',
  'bare no',
  'opt-out',
]

/** A clause, or the two that it is where one of them by itself is an answer, and the other takes nothing back. */
function judgeParts(clause: Clause, sentence: Sentence, known: boolean, depth = 0): ReadClause[] {
  const whole = judge(clause, sentence, known)
  if (depth > 1 || clause.asks || clause.text.length > CLAUSE || (whole.mark !== 'doubt' && whole.mark !== 'aside'))
    return [whole]
  for (const { 0: link, index } of [...clause.text.matchAll(JOINT)].slice(0, JOINTS)) {
    const left = judge({ ...clause, text: clause.text.slice(0, index) }, sentence, known)
    const linked = link.trim() !== ''
    if (left.mark === 'doubt' || left.because === A_NAME || (left.mark === 'aside' && !linked)) continue
    const turns = /^\s*(?:but|pero)/i.test(link)
    const rest = carried(clause.text.slice(0, index), clause.text.slice(index + link.length))
    const right = judgeParts({ ...clause, turns, text: rest }, sentence, known, depth + 1)
    const both = [left, ...right]
    if (right.some(({ mark }) => mark === 'doubt' || (mark === 'aside' && !linked))) continue
    if (both.some(({ mark }) => UNDERSTOOD.includes(mark))) return both
  }
  return [whole]
}

function judge(
  { text: written, asks, turns }: Clause,
  { text: sentence, first, last }: Sentence,
  known: boolean,
): ReadClause {
  const text = withoutName(written)
  const mine = /^(?:i|we|i'\w+|we'\w+|yo|nosotros)\b/i.test(text)
  const base = { turns, sad: false, mine, days: [], sentence, first, last, alone: false }
  if (asks || ASKS_SO.test(text)) return { ...base, ...asked(text) }
  if (text.length > CLAUSE) return { ...base, mark: 'doubt', because: 'a long clause' }
  if (text.includes(QUOTE)) return { ...base, mark: 'doubt', because: 'a quote' }
  const whom = FOR_WHOM.exec(text)?.[1]
  if (whom !== undefined) return { ...base, mark: 'nothing', because: 'for whom', about: whom, mine: false }
  let [rest, lead, sad] = [text, '', false]
  let partly: ReadClause | undefined
  for (let tries = 0; tries < 6; tries++) {
    const { words, about } = inFirstPerson(rest, known)
    const whole = rules().find(rule => fits(rule, words))
    if (whole?.mark === 'doubt') partly ??= beginning(words, base, about)
    if (whole && !(whole.mark === 'doubt' && partly && partly.mark !== 'doubt')) {
      // "No I can" and "Yes I can't" may be slips of a finger.
      const crossed =
        (whole.mark === 'accept' && /^no(?:pe)?$/.test(lead)) ||
        (whole.mark === 'decline' && /^(?:ye|s[ií]$)/.test(lead))
      // "No hard feelings, but no."
      if (turns && (whole.mark === 'bare no' || whole.mark === 'bare yes'))
        return { ...base, mark: whole.mark === 'bare no' ? 'decline' : 'accept', because: whole.id }
      // Who comes for somebody else is themselves a guest who was not asked.
      // "Yes and thank you."
      if (whole.mark === 'nothing' && YES.test(lead) && whole.id === 'courtesy')
        return { ...base, mark: 'bare yes', because: 'bare-yes' }
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
    const begun = beginning(words, base, about)
    if (begun && (!partly || begun.mark !== 'doubt')) partly = begun
    const called = rest.replace(CALLING, '')
    const shorter = called === rest ? rest.replace(LEADING, '') : called
    if (shorter === rest) break
    const taken = rest.slice(0, rest.length - shorter.length).trim()
    sad ||= SAD.test(taken)
    // What stands before the point may be the point: "yes" before something that is not understood.
    lead = taken.toLowerCase()
    rest = shorter
  }
  if (isName(text)) return { ...base, mark: 'nothing', because: A_NAME }
  if (partly) return { ...partly, sad }
  const topic = topicOf(inFirstPerson(text, known).words)
  if (topic === 'hanging') return { ...base, mark: 'doubt', because: HANGING }
  if (topic === 'proposed') return { ...base, mark: 'doubt', because: PROPOSED }
  if (topic === 'past') return { ...base, mark: 'doubt', because: PAST }
  if (topic === 'open') return { ...base, mark: 'doubt', because: NOT_UNDERSTOOD }
  if (topic === 'excuse' || topic === 'of the letter') return { ...base, mark: topic, because: topic }
  const because = topic === 'later' ? 'another time' : ASKING.test(text) ? MILD : 'something else'
  return { ...base, sad, mark: topic, because }
}

function asked(text: string): Pick<ReadClause, 'mark' | 'because'> {
  const { words } = inFirstPerson(text)
  const courtesy = rules().find(rule => ASKED.includes(rule.mark) && fits(rule, words))
  if (courtesy) return { mark: courtesy.mark, because: courtesy.id }
  const stop = rules().find(rule => rule.mark === 'opt-out' && fits(rule, words))
  if (stop) return { mark: 'opt-out', because: stop.id }
  if (asideQuestion(words)) return { mark: 'aside question', because: 'a question about something else' }
  return { mark: 'question', because: isOpenQuestion(words) || isOfComing(words) ? 'question' : STRANGE }
}

/** Whether a rule fits a clause with all that stands in it. */
function fits({ pattern, fit, mark }: Rule, words: string): boolean {
  const found = pattern.exec(words)
  if (!found) return false
  const tail = words.slice(found.index + found[0].length)
  if (mark === 'nothing') return !HEDGE.test(words) && !LOADED.test(tail)
  return fit === undefined || leftover(tail, fit) === ''
}

/** "I accept" and "confirmed", with something else behind it, may be anything. */
const VAGUE = /^(?:es-)?(?:accept|confirmed|voy)$/

const NO_VERB =
  /^(?:\w+ ){0,3}(?:cannot|will not|not be able to|unable to|would (?:\w+ )?(?:love|like)(?: to| that)?)$|^no (?:(?:les?|los|las|lo|me|nos) )?(?:puedo|podre|podemos|podremos|voy a|vamos a)$/

/** With these, an absence may be the way to the meeting itself. */
const OF_IT = /\b(?:meeting|event|launch|there|you|your|reunion|evento|ustedes)\b/

/**
 * An answer that goes on with something else: doubtful, unless what follows says with what, why or how they feel, or it
 * is a reason that says where, why or until when.
 */
function beginning(
  words: string,
  base: Omit<ReadClause, 'mark' | 'because'>,
  about: string | undefined,
): ReadClause | undefined {
  // Of several that begin it, the one that says most.
  let [rule, most]: [Rule | undefined, number] = [undefined, 0]
  for (const each of rules()) {
    const length = each.fit === undefined ? 0 : (each.pattern.exec(words)?.[0].length ?? 0)
    if (length > most) [rule, most] = [each, length]
  }
  if (!rule) return undefined
  const tail = words.slice(most).trim()
  // "We can't keep lift operators" speaks of nothing here.
  if (NO_VERB.test(words.slice(0, most)) && topicOf(words) === 'aside') return undefined
  if (NEXT.test(tail)) return { ...base, mark: 'later', because: 'another time', about }
  const because = `${rule.id}, and something else`
  if (rule.fit !== undefined && goesOn(rule.mark, leftover(tail, rule.fit)))
    return {
      ...base,
      mark: rule.mark,
      because: rule.id,
      about,
      mine: base.mine && about === undefined,
      days: daysIn(words),
    }
  const half = rule.mark === 'reason' || rule.mark === 'excuse'
  if (
    !half ||
    /(?:^| )(?:and|y) /.test(tail) ||
    LOADED.test(tail) ||
    OF_IT.test(tail) ||
    (HEDGE.test(tail) && !/^until\b/.test(tail))
  )
    return { ...base, mark: 'doubt', because, leans: VAGUE.test(rule.id) ? undefined : rule.mark, about }
  return { ...base, mark: PARTLY.test(tail) || HEDGE.test(tail) ? 'aside' : 'excuse', because, about }
}
