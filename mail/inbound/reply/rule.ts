/** What a rule for written replies is. */
import { type Fit, pattern } from './words.ts'

/**
 * What a clause is. `bare`: a lone yes or no, which counts only where nothing else is said. `reason`: being away or taken
 * at that time, a no where nothing speaks against it. `excuse`, `regret`, `sorrow`: half a no; two halves make one.
 * `nod`: what one says after
 * a yes, "see you there". `receipt`: what makes a yes beside it one to the letter. `somebody`: of theirs, who comes where they do not.
 * `undecided`: they will see, and say so later. `doubt`: a person reads it.
 */
export type ClauseKind =
  | 'accept'
  | 'bare yes'
  | 'wish'
  | 'nod'
  | 'decline'
  | 'bare no'
  | 'reason'
  | 'excuse'
  | 'regret'
  | 'sorrow'
  | 'no that is none'
  | 'receipt'
  | 'tentative'
  | 'undecided'
  | 'delegate'
  | 'somebody'
  | 'opt-out'
  | 'doubt'
  | 'nothing'

export interface Rule {
  id: string
  language: 'en' | 'es'
  mark: ClauseKind
  /** For people: when it applies. */
  means: string
  pattern: RegExp
  /** The pattern is a beginning: what follows it must fit in this way. */
  fit: Fit | undefined
  example: string
}

/** What must fit behind an answer of each kind. */
const FIT: Partial<Record<ClauseKind, Fit>> = {
  accept: 'yes',
  wish: 'yes',
  nod: 'yes',
  decline: 'no',
  regret: 'no',
  reason: 'when',
  excuse: 'when',
}

/** A rule from the words a clause begins with, or from an expression that may be found anywhere in it. */
export const rule = (
  id: string,
  mark: ClauseKind,
  means: string,
  words: string | RegExp,
  example: string,
  fit?: Fit,
): Rule => ({
  id,
  language: id.startsWith('es-') ? 'es' : 'en',
  mark,
  means,
  pattern: typeof words === 'string' ? pattern(words) : words,
  fit: typeof words === 'string' ? (fit ?? FIT[mark] ?? 'courteous') : undefined,
  example,
})
