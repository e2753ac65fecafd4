/** The likely answer of a reply that none is read from, for a person to confirm: the clauses weighed against each other. */
import type { Suggestion } from '../../../domain/keep/matter.ts'
import { ONLY_WHEN } from './condition.ts'
import { BACK, HANGING, PROPOSED, type ReadClause } from './verdict.ts'

type Likely = Suggestion['answer']

/** What each kind of clause speaks for, and how strongly. */
const WEIGHT: Partial<Record<ReadClause['mark'], readonly [Likely, number]>> = {
  accept: ['accepted', 3],
  nod: ['accepted', 2],
  'bare yes': ['accepted', 2],
  wish: ['accepted', 0.8],
  decline: ['declined', 3],
  'bare no': ['declined', 2],
  reason: ['declined', 2],
  regret: ['declined', 1.5],
  excuse: ['declined', 1.2],
  sorrow: ['declined', 1],
  tentative: ['tentative', 2.6],
  delegate: ['delegated', 4],
  somebody: ['delegated', 3.5],
  'opt-out': ['opt out', 5],
  later: ['declined', 0.5],
}
/** A clause that goes on with something else counts so much. */
const LEANING = 0.8
/** What was said last counts so much more. */
const LAST = 1
const SAID: readonly ReadClause['mark'][] = ['accept', 'decline', 'nod', 'tentative', 'delegate']
/** They are away now, and may answer when they are back. */
const AWAY_NOW = /\b(?:until|till|hasta|this week|esta semana|e-?mail|correo|back on|regreso|vuelvo|voicemail)\b/i
/** What people say for luck, and mean yes. */
const WILLING = /\b(?:god willing|lord willing|primero dios|dios mediante|si dios quiere|knock on wood)\b/i
/** Below this nothing is suggested. */
const ENOUGH = 1
/** As much of a sentence is shown. Characters. */
const SHOWN = 300

/** `text`: the reply, as it was written. */
export function suggestionOf(judged: readonly ReadClause[], text: string): Suggestion | undefined {
  const scores = new Map<Likely, { score: number; most: number; because: string }>()
  const hanging = new Set(judged.filter(({ because }) => because === HANGING).map(({ sentence }) => sentence))
  // "I'll be there. When my partner agrees."
  for (const [at, { because, sentence }] of judged.entries())
    if (because === HANGING && ONLY_WHEN.test(sentence)) hanging.add(judged[at - 1]?.sentence ?? '')
  const returns = judged.some(({ sentence }) => BACK.test(sentence) || AWAY_NOW.test(sentence))
  const asked = judged.some(({ mark }) => mark === 'question' || mark === 'aside question')
  const lastSaid = judged.findLastIndex(({ mark }) => SAID.includes(mark))
  const bare = new Set<string>()
  for (const [at, { mark, leans, sad, sentence, because: why }] of judged.entries()) {
    // A yes or a no said twice is no more of one; beside a question what is half understood counts for nothing.
    if ((asked && leans !== undefined) || (mark.startsWith('bare') && bare.has(mark)) || why === 'in-spirit') continue
    if (mark.startsWith('bare')) bare.add(mark)
    if (returns && mark !== 'decline' && (WEIGHT[leans ?? mark]?.[0] ?? '') === 'declined') continue
    const speaksFor = (likely: Likely, counts: number) => {
      const { score, most, because } = scores.get(likely) ?? { score: 0, most: 0, because: '' }
      const sentenceOf = counts > most ? sentence : because
      scores.set(likely, { score: score + counts, most: Math.max(most, counts), because: sentenceOf })
    }
    const [answer, weight] = WEIGHT[leans ?? mark] ?? [undefined, 0]
    // "If nothing breaks I'll be there."
    const likely = answer === 'accepted' && hanging.has(sentence) && !WILLING.test(sentence) ? 'tentative' : answer
    if (likely) speaksFor(likely, (leans === undefined ? weight : weight * LEANING) + (at === lastSaid ? LAST : 0))
    if (sad) speaksFor('declined', 1)
  }
  if (judged.some(({ because }) => because === PROPOSED)) return undefined
  const [first, second] = [...scores].sort(([, a], [, b]) => b.score - a.score)
  if (!first || first[1].score < ENOUGH || (second && second[1].score === first[1].score)) return undefined
  return { answer: first[0], because: asWritten(first[1].because, text).slice(0, SHOWN) }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** The sentence as it stands in the text: the one that shares most words with it as it was read. */
function asWritten(read: string, text: string): string {
  const wanted = new Set(wordsOf(read))
  let [best, most] = ['', 0]
  for (const each of text.match(/[^.!?…;\n]+[.!?…]?/g) ?? []) {
    const shared = new Set(wordsOf(each).filter(word => wanted.has(word))).size
    if (shared > most) [best, most] = [each.trim(), shared]
  }
  return best
}
