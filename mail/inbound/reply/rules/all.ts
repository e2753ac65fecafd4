/**
 * How written replies are read: one table, looked through from top to bottom. A reply is cut into clauses; the first rule
 * that fits a clause says what it is. An answer fits only if all that follows it in its clause fits too. Spanish stands
 * first where both could fit, as "no" does.
 */
import type { Rule } from '../rule.ts'
import { COURTESY } from './courtesy.ts'
import { MAYBE } from './maybe.ts'
import { NO } from './no.ts'
import { REASONS } from './reasons.ts'
import { SPANISH } from './spanish.ts'
import { STOP } from './stop.ts'
import { YES } from './yes.ts'

export const RULES: readonly Rule[] = [...SPANISH, ...STOP, ...YES, ...NO, ...REASONS, ...MAYBE, ...COURTESY]

/** Node makes bytecode of a pattern that is first held against a shorter text, and machine code for one of this length. */
const LONG = ' '.repeat(1000)
let made = false

/** The table, ready to be looked through: for patterns as long as ours machine code is made seven times as fast as bytecode. */
export function rules(): readonly Rule[] {
  if (!made) for (const { pattern } of RULES) pattern.test(LONG)
  made = true
  return RULES
}
