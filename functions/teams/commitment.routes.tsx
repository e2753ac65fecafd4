/** Routes of a commitment: its owner says by link how it goes, and the convener for them. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { commitmentIdFrom } from '../../domain/keep/ids.ts'
import { mayEdit, nameOf, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { PATHS, PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { isDay } from '../../domain/keep/time.ts'
import { isReachable } from '../../domain/list/mailbox.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { CommitmentPage, type CommitmentView } from '../../pages/teams/commitment.tsx'
import { page } from '../../pages/web/layout.tsx'
import { requireRole } from '../access/caller.ts'
import { partnershipRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink, notFound } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { commitmentRef, LATEST_YEARS, type Telling, tellCommitment, zoneOfCommitment } from './commitments.ts'
import { goneOf } from './gone.ts'

type Request = Context<WebEnv>

const words = z.string().trim().max(300, 'Shorten this to 300 characters.').default('')
const form = z.discriminatedUnion(
  'do',
  [
    z.object({ do: z.literal('kept'), note: words }),
    z.object({ do: z.literal('broken'), note: words }),
    z.object({
      do: z.literal('move'),
      to: z.string().trim().refine(isDay, 'Enter a date that exists, such as 2027-05-11.'),
      why: words,
    }),
  ],
  'Update status.',
)

export function commitmentRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.commitment.route, async c => {
    const opened = await open(world, c.req.param('token'))
    return opened ? calm(c, world, opened) : deadLink(c)
  })

  app.post(PERSONAL.commitment.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const errors = await say(world, opened, typed, opened.commitment.owner.name)
    if (errors) return calm(c, world, opened, typed, errors)
    return c.redirect(withQuery(c.req.path, { done: 1 }), 303)
  })

  const ROUTE = PATHS.commitment.route

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const opened = await known(c, world)
    return opened ? framed(c, world, opened) : notFound(c, c.get('email'))
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const opened = await known(c, world)
    if (!opened) return notFound(c, c.get('email'))
    const typed = typedIn(await c.req.parseBody())
    const by = opened.partnership.team.find(({ email }) => sameAddress(email, c.get('email')))?.name
    const errors = await say(world, opened, typed, by ?? c.get('email'))
    if (errors) return framed(c, world, opened, typed, errors)
    return c.redirect(withQuery(c.req.path, { done: 1 }), 303)
  })

  return app
}

interface Opened {
  partnership: Partnership
  commitment: Commitment
}

async function open(world: World, token: string): Promise<Opened | undefined> {
  const ids = LINKS.commitment.read(world.settings, token)
  const partnership = ids && (await read(world.store, partnershipRef(ids.under)))?.value
  const commitment = ids && (await read(world.store, commitmentRef(ids.under, ids.id)))?.value
  if (!partnership || !commitment) return undefined
  // Whoever was taken off or forgotten is asked no more; what they promised the convener settles.
  const { email } = commitment.owner
  if (!isReachable(email) || (await goneOf(world, partnership, [email])).size > 0) return undefined
  return { partnership, commitment }
}

async function known(c: Request, world: World): Promise<Opened | undefined> {
  const partnership = c.get('partnership')
  const commitment = (
    await read(world.store, commitmentRef(partnership.id, commitmentIdFrom(c.req.param('promise') ?? '')))
  )?.value
  return commitment && { partnership, commitment }
}

const WRONG: Record<Exclude<Telling, 'noted'>, Errors> = {
  'not there': { note: 'It is not written down any more.' },
  'moved often': { to: 'It has had many dates. Say that it will not happen, or promise something else.' },
  past: { to: 'Choose a day in the future.' },
  'too far': { to: `Choose a day within the next ${LATEST_YEARS} years.` },
}

/** Notes what was said; answers what is wrong with it instead, if anything is. */
async function say(
  world: World,
  opened: Opened,
  typed: Record<string, string>,
  by: string,
): Promise<Errors | undefined> {
  const { partnership, commitment } = opened
  const found = form.safeParse(typed)
  if (!found.success) return errorsOf(found.error, path => path || 'note')
  const telling = await tellCommitment(world, partnership.id, commitment.id, found.data, by)
  return telling === 'noted' ? undefined : WRONG[telling]
}

async function viewOf(
  c: Request,
  world: World,
  opened: Opened,
  typed: Record<string, string>,
  errors: Errors,
): Promise<CommitmentView> {
  return {
    path: c.req.path,
    partnership: nameOf(opened.partnership),
    commitment: opened.commitment,
    zone: await zoneOfCommitment(world, opened.commitment),
    typed,
    errors,
    done: c.req.query('done') !== undefined,
    mayEdit: true,
  }
}

async function calm(c: Request, world: World, opened: Opened, typed = {}, errors: Errors = {}) {
  const view = await viewOf(c, world, opened, typed, errors)
  const wrong = Object.keys(errors).length > 0
  const title = `${wrong ? 'Please check: ' : ''}What you promised`
  return c.html(page(title, <CommitmentPage {...view} />, { calm: true }), wrong ? 422 : 200)
}

async function framed(c: Request, world: World, opened: Opened, typed = {}, errors: Errors = {}) {
  const back = PATHS.teams(c.get('campaign').id)
  const view = { ...(await viewOf(c, world, opened, typed, errors)), back, mayEdit: mayEdit(c.get('role')) }
  const status = Object.keys(errors).length > 0 ? 422 : 200
  const body = (
    <div class="narrow">
      <CommitmentPage {...view} />
    </div>
  )
  return showPage(c, { title: 'Commitment', section: 'teams', status }, body)
}
