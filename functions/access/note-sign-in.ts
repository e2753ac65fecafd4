/** What became of each attempt to sign in: every one passes through here, for whoever keeps a record of it. */
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Draws, Keeps, Knows, Logs, Timed } from '../keep/ports.ts'
import type { NotVouched } from '../keep/proof/vouching.ts'
import { pseudonymOf } from '../keep/pseudonym.ts'
import type { SignInMethod } from '../keep/shapes.ts'
import { audit } from './audit.ts'

/**
 * `unknown here`: they are who they say, and no convener; `over`: begun in another browser, long ago, or used already;
 * `wrong`, `copied`: a passkey that is not theirs, or that counts less than it did.
 */
type WhyNot = NotVouched | 'unknown here' | 'over' | 'unavailable' | 'wrong' | 'copied'

interface SignInAttempt {
  by: SignInMethod
  /** Undefined where nobody knows who it was. */
  who: string | undefined
  outcome: 'signed in' | WhyNot
}

/** Notes an attempt that has come to an end: in the log under a pseudonym, and in the audit log where it is known who it was. */
export async function noteSignIn(
  world: Keeps & Timed & Draws & Logs & Knows<'secret'>,
  { by, who, outcome }: SignInAttempt,
): Promise<void> {
  const facts = { by, ...(who === undefined ? {} : { who: pseudonymOf(world, who) }) }
  if (outcome === 'signed in') world.log.info('signed in', facts)
  else world.log.info('not signed in', { ...facts, why: outcome })
  if (who === undefined) return
  const asked = { by: canonicalAddress(who), how: by }
  if (outcome === 'signed in') await audit(world, { deed: 'signed in', ...asked })
  else await audit(world, { deed: 'not signed in', ...asked }, 'refused')
}
