/** Who runs this Convoke, and the door of the pages that are theirs alone. */
import type { MiddlewareHandler } from 'hono'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Draws, Keeps, Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import type { Vouches } from '../keep/proof/vouching.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound } from '../web/refusals.tsx'
import { recorded } from './audited.ts'
import { callerOf, toSignIn } from './caller.ts'
import { claimantOf } from './sign-in.ts'

/**
 * The addresses that were set. Where none were: the conveners whom the operator named in person, and whoever claimed the
 * machine. A domain makes nobody an operator, and no role in a partnership does.
 */
export async function operatorsOf(world: Reads & Knows<'conveners' | 'operators'>): Promise<string[]> {
  const { operators = [], conveners } = world.settings
  if (operators.length > 0) return operators.map(canonicalAddress)
  const claimed = await claimantOf(world)
  const named = conveners.filter(entry => !entry.startsWith('@')).map(canonicalAddress)
  return [...new Set(claimed === undefined ? named : [...named, canonicalAddress(claimed)])]
}

export const isOperator = async (world: Parameters<typeof operatorsOf>[0], email: string): Promise<boolean> =>
  (await operatorsOf(world)).includes(canonicalAddress(email))

/** Lets operators through. To everybody else who is signed in there is no such page. */
export const requireOperator =
  (
    world: Keeps & Timed & Draws & Logs & Knows<'conveners' | 'operators' | 'rehearsal' | 'url'> & Vouches,
  ): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const email = await callerOf(world, c)
    if (email === undefined) return toSignIn(c)
    if (!(await isOperator(world, email))) return notFound(c, email)
    c.set('email', email)
    return recorded(world, c, next)
  }
