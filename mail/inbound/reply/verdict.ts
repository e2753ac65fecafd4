/** What all clauses of a reply come to. It has to be right when it answers: whatever does not go together is unclear. */
import type { WrittenReply } from '../reading.ts'
import { GUEST } from './guest.ts'
import type { NamedDay } from './named-days.ts'
import type { ClauseKind } from './rule.ts'
import { AN_ADDRESS as AT } from './sentences.ts'
import { HE } from './speaker.ts'

/** A clause as the table of rules reads it, or as what it is about where no rule does. */
export interface ReadClause {
  /** `aside`: something else. `later`: another time, which a no may well speak of. `of the letter`: the letter,
   * the address or the person, to which a yes or a no alone may belong. */
  mark: ClauseKind | 'question' | 'aside question' | 'aside' | 'later' | 'of the letter'
  because: string
  /** Of a doubtful one: what it would be, were it not for the rest of it. */
  leans?: ClauseKind | undefined
  /** Of whom it speaks, where the writer speaks of somebody else. */
  about?: string | undefined
  /** The writer speaks of themselves, in so many words. */
  mine: boolean
  /** It begins with "but". */
  turns: boolean
  /** "Unfortunately" and its like stood before it. */
  sad: boolean
  /** Days and hours it names. */
  days: readonly NamedDay[]
  /** The sentence it stands in; whether that is the first or the last of all; whether it is a yes or a no and no more. */
  sentence: string
  first: boolean
  last: boolean
  alone: boolean
}

const ANSWERS: readonly ReadClause['mark'][] = ['accept', 'nod', 'decline', 'wish', 'reason', 'tentative']

/** What a clause is because of that is about coming, and nobody knows how. */
export const NOT_UNDERSTOOD = 'not understood'
/** What a clause is because of that hangs on a condition. */
export const HANGING = 'it hangs on something'
/** What a clause is because of that tells of what was: an answer after it is what counts. */
export const PAST = 'what was'
/** What a question is because of that is not about coming, as far as one can see. It leaves a clear answer as it is. */
export const STRANGE = 'a question about something else, as it seems'
/** What a clause is because of that names a time that would do instead. */
export const PROPOSED = 'another time would do'

/** What a sentence is because of in which the writer comes for the invitee. */
export const THEMSELVES = 'the writer comes for them'
/** What does not keep a wish to be left alone from being one. */
const LOOSE: readonly string[] = [NOT_UNDERSTOOD, PAST]
/** A turn that asks for something, or follows a no, takes nothing back. */
export const MILD = 'a word besides'
/** What an automatic reply says beside an absence: it answers nothing. */
export const BACK =
  /\b(?:automatic (?:reply|response)|auto-?(?:reply|response)|respuesta autom|(?:be )?back (?:on|in|by|monday|tuesday|wednesday|thursday|friday)|return(?:ing)?(?: to the office)? on|regres(?:o|are|aré|amos)|vuelvo|volver|limited access|acceso limitado|urgen\w+|immediate (?:assistance|attention)|(?:reply|respond|answer) (?:when|upon|once|as soon))/i
/** Being away or taken then is a no, whatever else is said; that a day does not suit may speak of the hour. */
const ELSEWHERE = new Set(['away', 'booked', 'conflict', 'es-away', 'es-conflict'])
const ANSWERING: readonly ReadClause['mark'][] = ['accept', 'nod', 'wish', 'bare yes', 'reason', 'bare no']
/** Without a person in it: an answer that others pass on. */
const SAID_FOR = new Set(['rsvp-yes', 'confirmed', 'es-confirmed', 'on-books', 'calendar', 'es-apart'])
/** Somebody else writes of the invitee, and may mean themselves. */
const ABSENT = new RegExp(
  `${GUEST}(?:['’]s (?!here\\b)| (?:is|was|has|had|can|can['’]t|cannot|could|would|won['’]t|does|doesn['’]t|did|didn['’]t|passed|gave|sent|left|said|told|asked|no|anda|está|tiene|se|ya|me|quiere|dejó|pasó|falleció)(?![\\p{L}]))`,
  'u',
)
const OPEN: readonly ReadClause['mark'][] = ['accept', 'wish', 'tentative', 'nod']

type Verdict = Pick<WrittenReply, 'says' | 'because' | 'about' | 'days' | 'asks'>

export function verdict(judged: readonly ReadClause[]): Verdict {
  const has = (...marks: ReadClause['mark'][]) => judged.find(({ mark }) => marks.includes(mark))
  const subject = subjectOf(judged)
  const says = (what: WrittenReply['says'], from: ReadClause | undefined, why = ''): Verdict => ({
    says: what,
    because: why || from?.because || 'nothing said',
    ...(what === 'accepted' || what === 'declined' || what === 'tentative'
      ? { about: subject, days: judged.flatMap(({ days }) => days) }
      : {}),
    ...(asks && what !== 'unclear' && what !== 'question' ? { asks } : {}),
  })
  const aside = has('aside', 'of the letter')
  // A yes before "I got your letter" is no yes, and a no before "no trouble at all" is no no. Nor is one that goes on
  // with something else, unless it is a sentence by itself before or after all others.
  const counts = (bare: ReadClause | undefined) =>
    (aside === undefined || (bare?.alone && (bare.first || bare.last))) && !has('of the letter') ? bare : undefined
  const yes = judged.find(({ mark, about }) => mark === 'accept' && !(about === HE && has('delegate', 'somebody')))
  const bareYes = has('receipt') ? undefined : counts(has('bare yes'))
  const bareNo = has('no that is none') ? undefined : counts(has('bare no'))
  const no = has('decline')
  const reason = has('reason')
  const maybe = has('tentative')
  // "Thanks, but we are in an audit and cannot come" says it in the end; "I cannot come, but Ann likes you" goes on.
  const last = judged.findLastIndex(({ mark }) => mark === 'accept' || mark === 'decline')
  const delegated = has('delegate')
  // A maybe may hang on something, and be settled later.
  const doubts = judged.filter(
    ({ mark, because, leans }, at) =>
      mark === 'doubt' &&
      !(because === PAST && at < last) &&
      !(because === NOT_UNDERSTOOD && at < last && judged[at]?.sentence !== judged[last]?.sentence) &&
      !(
        maybe &&
        (because === HANGING ||
          (because === NOT_UNDERSTOOD && (at > judged.indexOf(maybe) || judged[at]?.sentence !== maybe.sentence)) ||
          (leans !== undefined && OPEN.includes(leans)))
      ) &&
      !(delegated && because === NOT_UNDERSTOOD),
  )
  const doubt = doubts[0] ?? judged.find((_, at) => at > last && turnsBack(judged, at))
  const wish = has('wish')
  const nod = has('nod')
  const optOut = has('opt-out')
  const clear = has('accept', 'decline', 'delegate', 'tentative')
  const question = judged.find(({ mark, because }) => mark === 'question' && !(clear && because === STRANGE))
  const asks = has('aside question', 'question') !== undefined
  const somebody = has('somebody')
  const open = has('undecided')

  if (optOut)
    return yes || bareYes || wish || nod || maybe || open || doubts.some(({ because }) => !LOOSE.includes(because))
      ? says('unclear', doubt ?? optOut, 'opt-out beside something else')
      : says('opt-out', optOut)
  if (doubt) return says('unclear', doubt)
  const answer = yes ?? nod ?? no ?? reason ?? maybe ?? delegated ?? wish ?? bareYes ?? bareNo
  if (question) return answer ? says('unclear', question, 'a question beside an answer') : says('question', question)
  if (open && !maybe) return says('unclear', open)
  if (delegated)
    return (yes || nod) && delegated.because !== THEMSELVES
      ? says('unclear', delegated, 'comes and sends somebody')
      : says('delegated', delegated)
  if (somebody)
    return (no || reason || bareNo || has('excuse', 'regret') || judged.some(each => each.sentence.includes(AT))) &&
      !yes
      ? says('delegated', somebody)
      : says('unclear', somebody, 'somebody of theirs')
  if (subject === undefined && answer && !bareYes && !bareNo && isMixed(judged))
    return says('unclear', answer, 'it speaks of several people')
  if (
    (yes ?? nod)?.about === undefined &&
    (yes ?? nod) &&
    !SAID_FOR.has((yes ?? nod)?.because ?? '') &&
    subject === undefined &&
    judged.some(each => ABSENT.test(each.sentence))
  )
    return says('unclear', yes ?? nod, 'it speaks of several people')
  const later = has('later')
  if (maybe && has('bare yes') && has('bare no')) return says('unclear', maybe, 'yes and no')
  if (maybe)
    return no || yes || nod || later ? says('unclear', maybe, 'a maybe beside an answer') : says('tentative', maybe)
  if (no)
    return yes || nod || bareYes || judged.some(({ because }) => because === 'late')
      ? says('unclear', no, 'yes and no')
      : says('declined', no)
  if (later && (yes || nod || bareYes || wish)) return says('unclear', later)
  const half = bareNo ?? reason ?? has('regret', 'excuse')
  if (yes) return half ? says('unclear', yes, 'yes and no') : says('accepted', yes)
  if ((bareYes || nod) && half) return says('unclear', bareYes ?? nod, 'yes and no')
  if ((bareYes && has('bare no')) || (bareNo && has('bare yes')))
    return says('unclear', bareYes ?? bareNo, 'yes and no')
  if (bareNo) return says('declined', bareNo)
  if (nod) return says('accepted', nod)
  const excuse = has('excuse')
  const sorry = has('regret', 'sorrow') ?? judged.find(({ sad }) => sad) ?? (excuse?.turns ? wish : undefined)
  if (bareYes) return sorry ? says('unclear', bareYes, 'yes and no') : says('accepted', bareYes)
  if (asks && !answer && !has('excuse', 'regret')) return says('question', has('aside question'))
  // From here on everything else must be courtesy.
  const returns = reason && ELSEWHERE.has(reason.because) && judged.some(({ sentence }) => BACK.test(sentence))
  if (returns && !no) return says('unclear', reason, 'away, and back')
  if (reason && ELSEWHERE.has(reason.because) && !wish) return says('declined', reason)
  if (aside) return says('unclear', answer ?? aside)
  if (reason) return says('declined', reason)
  if (excuse && sorry) return says('declined', excuse)
  if (excuse || has('regret')) return says('unclear', excuse ?? has('regret'), 'half a no')
  return wish && !sorry ? says('accepted', wish) : says('unclear', wish)
}

/** "But" and something else, behind an answer in the same sentence or at the beginning of the next. */
function turnsBack(judged: readonly ReadClause[], at: number): boolean {
  const { mark, turns, sentence, because } = judged[at] as ReadClause
  if (mark !== 'aside' || !turns || because === MILD) return false
  const before = judged.slice(0, at)
  const begins = before.at(-1)?.sentence !== sentence
  return before.some(each => (begins || each.sentence === sentence) && ANSWERING.includes(each.mark))
}

/** The one somebody else whom all answers speak of. */
function subjectOf(judged: readonly ReadClause[]): string | undefined {
  const names = namesIn(judged)
  return isMixed(judged) ? undefined : names.find(name => name !== HE)
}

const namesIn = (judged: readonly ReadClause[]): string[] =>
  judged.flatMap(({ about, mark }) =>
    about !== undefined && (ANSWERS.includes(mark) || mark === 'nothing') ? [about] : [],
  )

/** Answers of several people, or of "him" where it is not plain who that is. */
function isMixed(judged: readonly ReadClause[]): boolean {
  const names = namesIn(judged)
  const named = new Set(names.filter(name => name !== HE).map(name => name.split(' ').at(-1)))
  const mine = judged.some(each => each.mine && ANSWERS.includes(each.mark))
  const strange = judged.some(({ mark }) => mark === 'aside')
  return (
    named.size > 1 ||
    (mine && judged.some(({ about, mark }) => about !== undefined && ANSWERS.includes(mark))) ||
    (names.includes(HE) && named.size === 0 && strange && !judged.some(({ sentence }) => sentence.includes(GUEST)))
  )
}
