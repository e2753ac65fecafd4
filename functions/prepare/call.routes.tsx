/** Routes of a caller's link: the page changes nothing, its buttons say what was heard, take a call over or give it back. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { isAddress } from '../../domain/list/mailbox.ts'
import { type Caller, pointsOf, TRIES, type Try } from '../../domain/prepare/call-sheet.ts'
import { CallPage } from '../../pages/prepare/call.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { Context as CampaignContext } from '../keep/context.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { type CallsClosed, callsClosed, callsOf, noteCall, passCall, whoCalls } from './call-sheet.ts'

const text = (longest: number) => z.string().trim().max(longest, `Shorten this to ${longest} characters.`).default('')
const invitation = z
  .string()
  .regex(/^[a-z2-7]{16}$/)
  .transform(invitationIdFrom)

const heardForm = z
  .object({
    invitation,
    once: z.string().regex(/^[a-z2-7]{8,40}$/),
    seen: text(40),
    heard: z.enum(['accepted', 'delegated', 'tentative', 'declined', ...TRIES], 'Choose what you heard.'),
    delegate_name: text(120),
    delegate_title: text(120),
    delegate_email: text(254).refine(
      email => email === '' || isAddress(email),
      'Enter an email address, or leave it empty.',
    ),
    note: text(1000),
  })
  .refine(({ heard, delegate_name }) => heard !== 'delegated' || delegate_name !== '', {
    path: ['delegate_name'],
    message: 'Enter the name of the person who comes in their place.',
  })

const DONE: Record<string, string> = {
  noted: 'Thank you. It is noted with your name.',
  taken: 'They are on your list now.',
  back: 'They are off your list. The convener will find someone else.',
}

/** Why nobody can call now, for whoever would. */
export const CLOSED: Record<CallsClosed, string> = {
  canceled: 'The meeting is canceled.',
  'no letter yet': 'Calls follow the letter: once it’s been sent, you can assign the people who haven’t replied here.',
  begun: 'The meeting has begun.',
}

type Calling = CampaignContext & { caller: Caller }

export function callRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.call.route, async c => {
    const calling = await whoCalls(world, c.req.param('token'))
    return calling ? showCall(c, world, calling) : deadLink(c)
  })

  app.post(PERSONAL.call.route, async c => {
    const token = c.req.param('token')
    const calling = await whoCalls(world, token)
    if (!calling) return deadLink(c)
    const typed = typedIn(await c.req.parseBody())
    const done = (said: string, id: string) => c.redirect(withQuery(PERSONAL.call(token), { said }, `call-${id}`), 303)
    if (typed.do === 'take' || typed.do === 'back') {
      const id = typed.invitation ?? ''
      const passing = await passCall(world, calling, invitationIdFrom(id), typed.do)
      return passing === 'noted' ? done(typed.do === 'take' ? 'taken' : 'back', id) : showCall(c, world, calling)
    }
    const found = heardForm.safeParse(typed)
    if (!found.success) return showCall(c, world, calling, typed, errorsOf(found.error))
    const { delegate_name: name, delegate_title: title, delegate_email: email, ...said } = found.data
    const noted = await noteCall(world, calling, {
      ...said,
      delegate: said.heard === 'delegated' ? { name, title, email } : undefined,
    })
    if (noted === 'noted') return done('noted', said.invitation)
    if (noted === 'answered meanwhile') return showCall(c, world, calling, typed, {}, said.invitation)
    // The page says by itself that calls are closed.
    if (noted !== 'not on your sheet') return showCall(c, world, calling)
    const gone = 'They are not on your list any more. Someone else may have taken the call over.'
    return showCall(c, world, calling, typed, { heard: gone })
  })

  return app
}

/** Calls that brought no answer, the last first: "Jan 5, 2027, 9:00 AM: left a message (Ann Lee)". */
export const triedLines = (tries: readonly Try[], zone: string): string[] =>
  [...tries]
    .reverse()
    .map(({ at, by, how, note }) => `${readable(at, zone)}: ${how} (${by})${note ? `, “${note}”` : ''}`)

async function showCall(
  c: Context<WebEnv>,
  world: World,
  { campaign, partnership, caller }: Calling,
  typed: Record<string, string> = {},
  errors: Errors = {},
  meanwhile?: string,
) {
  const { meeting } = campaign
  if (!meeting) return deadLink(c)
  const facts = factsOf(meeting)
  const { sheet, callers, calls } = await callsOf(world, { campaign, partnership })
  const isOwn = (call: (typeof calls)[number]) => call.shared && call.caller === caller.id
  const said = c.req.query('said') ?? ''
  const closed = callsClosed(campaign, world.clock.now())
  const view = {
    path: c.req.path,
    partnership: nameOf(partnership),
    caller: caller.name,
    when: `${facts.date}, ${facts.time}`,
    place: facts.place,
    points: pointsOf(sheet, meeting),
    own: calls
      .filter(isOwn)
      .map(({ person, open, tries }) => ({ person, open, tries: triedLines(tries, meeting.zone) })),
    others: calls
      .filter(call => call.open && !isOwn(call))
      .map(({ person: { invitation, company }, shared, caller: id }) => ({
        id: invitation.id,
        name: invitation.invitee.name,
        title: invitation.invitee.title,
        company: company.name,
        caller: shared ? (callers.find(each => each.id === id)?.name ?? '') : '',
      })),
    once: world.chance.id(10),
    typed,
    errors,
    meanwhile,
    closed: closed && CLOSED[closed],
    done: Object.hasOwn(DONE, said) ? DONE[said] : undefined,
  }
  const wrong = Object.keys(errors).length > 0 || meanwhile !== undefined
  const title = `${wrong ? 'Please check: ' : ''}Your calls`
  return c.html(page(title, <CallPage {...view} />, { calm: true }), wrong ? 422 : 200)
}
