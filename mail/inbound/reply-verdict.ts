/** What all clauses of a reply come to. It has to be right when it answers: whatever does not go together is unclear. */
import type { NamedDay } from './named-days.ts'
import type { WrittenReply } from './reading.ts'
import type { ClauseKind } from './reply-rule.ts'
import { HE } from './reply-speaker.ts'

/** A clause as the table of rules reads it. */
export interface ReadClause {
  mark: ClauseKind | 'question' | 'unknown'
  because: string
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
  /** How many words nobody understands. */
  words: number
}

/** With more words than this that no rule knows, an answer among them may belong to something else. */
const STRANGE = 40
const ANSWERS: readonly ReadClause['mark'][] = ['accept', 'nod', 'decline', 'wish', 'reason', 'tentative']

export function verdict(judged: readonly ReadClause[]): Pick<WrittenReply, 'says' | 'because' | 'about' | 'days'> {
  const has = (...marks: ReadClause['mark'][]) => judged.find(({ mark }) => marks.includes(mark))
  const says = (what: WrittenReply['says'], from: ReadClause | undefined, why = '') => ({
    says: what,
    because: why || from?.because || 'nothing said',
    ...(what === 'accepted' || what === 'declined' || what === 'tentative'
      ? { about: subject, days: judged.flatMap(({ days }) => days) }
      : {}),
  })
  const subject = subjectOf(judged)
  // A yes before "I got your letter" is no yes, and a no before "no trouble at all" is no no.
  const yes = has('accept')
  const bareYes = has('receipt') ? undefined : has('bare yes')
  const bareNo = has('no that is none') ? undefined : has('bare no')
  const no = has('decline')
  const reason = has('reason')
  const unknown = has('unknown')
  // "Thanks, but we are in an audit and cannot come" says it in the end; "I cannot come, but Ann likes you" goes on.
  const last = judged.findLastIndex(({ mark }) => mark === 'accept' || mark === 'decline')
  const doubt = has('doubt') ?? judged.find(({ mark, turns }, at) => mark === 'unknown' && turns && at > last)
  const wish = has('wish')
  const nod = has('nod')
  const optOut = has('opt-out')
  const question = has('question')
  const delegate = has('delegate')
  const maybe = has('tentative')
  const somebody = has('somebody')

  if (optOut)
    return yes || doubt || bareYes || wish || nod || maybe
      ? says('unclear', doubt ?? optOut, 'opt-out beside something else')
      : says('opt-out', optOut)
  if (doubt) return says('unclear', doubt)
  const answer = yes ?? nod ?? no ?? reason ?? maybe ?? delegate ?? wish ?? bareYes ?? bareNo
  if (question) return answer ? says('unclear', question, 'a question beside an answer') : says('question', question)
  if (delegate) return yes || nod ? says('unclear', delegate, 'comes and sends somebody') : says('delegated', delegate)
  if (somebody)
    return (no || reason || bareNo) && !yes
      ? says('delegated', somebody)
      : says('unclear', somebody, 'somebody of theirs')
  if (subject === undefined && answer && !bareYes && !bareNo && isMixed(judged))
    return says('unclear', answer, 'it speaks of several people')
  if (maybe) return no || yes || nod ? says('unclear', maybe, 'a maybe beside an answer') : says('tentative', maybe)
  if (judged.reduce((sum, { mark, words }) => sum + (mark === 'unknown' ? words : 0), 0) > STRANGE)
    return says('unclear', unknown, 'much that is not understood')
  if (no) return yes || nod || bareYes ? says('unclear', no, 'yes and no') : says('declined', no)
  if (yes)
    return bareNo || reason || has('regret', 'excuse') ? says('unclear', yes, 'yes and no') : says('accepted', yes)
  if ((bareYes || nod) && (bareNo || reason || has('regret', 'excuse')))
    return says('unclear', bareYes ?? nod, 'yes and no')
  // From here on everything else must be courtesy.
  if (unknown) return says('unclear', answer ?? unknown)
  const excuse = has('excuse')
  const sorry = has('regret', 'sorrow') ?? judged.find(({ sad }) => sad) ?? (excuse?.turns ? wish : undefined)
  if (bareNo) return says('declined', bareNo)
  if (reason) return says('declined', reason)
  if (excuse && sorry) return says('declined', excuse)
  if (excuse || has('regret')) return says('unclear', excuse ?? has('regret'), 'half a no')
  if (nod) return says('accepted', nod)
  if (bareYes) return sorry ? says('unclear', bareYes, 'yes and no') : says('accepted', bareYes)
  return wish && !sorry ? says('accepted', wish) : says('unclear', wish)
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
  const strange = judged.some(({ mark }) => mark === 'unknown')
  return (
    named.size > 1 ||
    (mine && judged.some(({ about, mark }) => about !== undefined && ANSWERS.includes(mark))) ||
    (names.includes(HE) && named.size === 0 && strange)
  )
}
