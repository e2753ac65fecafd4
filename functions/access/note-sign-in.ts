/** What became of each attempt to sign in: every one passes through here, for whoever keeps a record of it. */
import type { Instant } from '../../domain/keep/time.ts'
import type { Knows, Logs, Timed } from '../keep/ports.ts'
import type { NotVouched } from '../keep/proof/vouching.ts'
import { pseudonymOf } from '../keep/pseudonym.ts'
import type { SignInMethod } from '../keep/shapes.ts'

/**
 * `unknown here`: they are who they say, and no convener; `over`: begun in another browser, long ago, or used already;
 * `wrong`, `copied`: a passkey that is not theirs, or that counts less than it did.
 */
type WhyNot = NotVouched | 'unknown here' | 'over' | 'unavailable' | 'wrong' | 'copied'

export interface SignInAttempt {
  by: SignInMethod
  /** Undefined where nobody knows who it was. */
  who: string | undefined
  at: Instant
  outcome: 'signed in' | WhyNot
}

/** Notes an attempt that has come to an end. */
export function noteSignIn(
  world: Logs & Timed & Knows<'secret'>,
  { by, who, outcome }: Omit<SignInAttempt, 'at'>,
): SignInAttempt {
  const attempt = { by, who, outcome, at: world.clock.now() }
  const facts = { by, ...(who === undefined ? {} : { who: pseudonymOf(world, who) }) }
  if (outcome === 'signed in') world.log.info('signed in', facts)
  else world.log.info('not signed in', { ...facts, why: outcome })
  return attempt
}
