/** Who calls, and what they may: every route of a campaign passes through here. */

import type { Context, MiddlewareHandler } from 'hono'
import { type CampaignId, campaignIdFrom } from '../../domain/keep/ids.ts'
import { canonicalAddress, mayEdit, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { type Context as CampaignContext, readContext } from '../keep/context.ts'
import { campaignIdsOf, partnershipIdsOf, UnreadableRow } from '../keep/documents.ts'
import type { Draws, Keeps, Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import type { Vouches } from '../keep/proof/vouching.ts'
import { steadily } from '../keep/steadily.ts'
import type { WebEnv } from '../web/env.ts'
import { cookieOf } from '../web/login-cookie.ts'
import { forbidden, notFound } from '../web/refusals.tsx'
import { recorded } from './audited.ts'
import { loginOf } from './sign-in.ts'

/** The signed-in caller, or undefined. */
export const callerOf = (
  world: Keeps & Timed & Knows<'rehearsal' | 'url'> & Vouches,
  c: Context,
): Promise<string | undefined> => loginOf(world, cookieOf(world, c))

/** The page that somebody was on: that of a form is where it was sent from. */
function pageOf(c: Context): string | undefined {
  const from = c.req.method === 'GET' ? c.req.url : c.req.header('referer')
  return from !== undefined && URL.canParse(from) ? new URL(from).pathname : undefined
}

/** Off to sign in, and back to the page that somebody was on. */
export const toSignIn = (c: Context): Response => c.redirect(withQuery(PATHS.signIn(), { next: pageOf(c) }), 303)

/** What it takes to know who asks, and to record what they do. */
type Asked = Keeps & Timed & Draws & Logs & Knows<'rehearsal' | 'url'> & Vouches

/** Lets signed-in people through; sends the others to sign in, and back afterwards. */
export const requireCaller =
  (world: Asked): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const email = await callerOf(world, c)
    if (email === undefined) return toSignIn(c)
    c.set('email', email)
    return recorded(world, c, next)
  }

/** Where it cannot be read its own people are told so; to a stranger it is not there. */
async function contextFor(world: Reads, campaign: CampaignId, email: string): Promise<CampaignContext | undefined> {
  try {
    return await readContext(world.store, campaign)
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error
    for (const id of await partnershipIdsOf(world.store, canonicalAddress(email)))
      if ((await campaignIdsOf(world.store, id)).includes(campaign)) throw error
    return undefined
  }
}

/**
 * Lets people with a role in the campaign's partnership through: to read, or to edit. A stranger learns nothing, not
 * even that there is such a campaign; a reader who tries to edit is told so.
 */
export const requireRole =
  (world: Asked, needed: 'read' | 'edit'): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const email = await callerOf(world, c)
    if (email === undefined) return toSignIn(c)
    const context = await contextFor(world, campaignIdFrom(c.req.param('cid') ?? ''), email)
    const role = context && roleOf(context.partnership, email)
    if (!context || !role) return notFound(c, email)
    if (needed === 'edit' && !mayEdit(role)) return forbidden(c, email)
    c.set('email', email)
    c.set('role', role)
    c.set('campaign', context.campaign)
    c.set('partnership', context.partnership)
    return recorded(world, c, next)
  }

/** Does `act` as `steadily` does, each time with the campaign and partnership of the request as they stand then. */
export const steadilyAt = <W extends Keeps, T>(
  c: Context<WebEnv>,
  world: W,
  act: (world: W) => Promise<T>,
): Promise<T> =>
  steadily(world, async world => {
    const context = await readContext(world.store, c.get('campaign').id)
    if (context) {
      c.set('campaign', context.campaign)
      c.set('partnership', context.partnership)
    }
    return act(world)
  })
