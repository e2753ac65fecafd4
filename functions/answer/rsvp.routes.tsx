/** Routes of an answer. Opening the page changes nothing, however often and by whomever; only its button answers. */

import { Hono, type Context as Request } from 'hono'
import * as z from 'zod'
import { takesPeople } from '../../domain/campaign/session.ts'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import { factsOf, type Meeting } from '../../domain/keep/meeting.ts'
import { nameOf, type Typed } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { shape } from '../../domain/keep/shape.ts'
import { type StandingAnswer, standing } from '../../domain/keep/standing.ts'
import { longDate } from '../../domain/keep/time.ts'
import { ConfirmedPage, confirmedWords } from '../../pages/answer/confirmed.tsx'
import { ClosedPage, type OtherSession, RsvpPage, type RsvpView } from '../../pages/answer/rsvp.tsx'
import { page } from '../../pages/web/layout.tsx'
import { readIfLegible } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { sessionsOf, whereNow } from '../list/sessions.ts'
import { entryFile } from '../send/composers.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { answerByLink, closedOf, type OpenedRsvp, openRsvp } from './answer-by-link.ts'
import { confirmedView, linkPreview, meetingForGuest } from './guest-view.ts'
import type { Taking } from './record-answer.ts'

/** Another session suits them better: its id. */
const SESSION = /^session:[a-z2-7]{16}$/
const sessionIn = (answer: string) => ({ session: campaignIdFrom(answer.slice('session:'.length)) })

const most = (length: number) => z.string().trim().max(length, `Shorten this to ${length} characters.`).default('')

/** What is sent is read with the first that is sent: most who open the page only look. */
const form = shape(() =>
  z
    .object({
      form: z.string().max(64).default(''),
      answer: z.union(
        [z.enum(['accepted', 'declined', 'tentative', 'delegated']), z.string().regex(SESSION).transform(sessionIn)],
        'Choose one of the four answers.',
      ),
      delegate_name: most(120),
      delegate_title: most(120),
      delegate_email: z
        .union([z.literal(''), z.email('Enter an email address, or leave it empty.').max(254)])
        .default(''),
      note: most(1000),
      needs: most(500),
      by: most(120),
    })
    .refine(({ answer, delegate_name }) => answer !== 'delegated' || delegate_name !== '', {
      path: ['delegate_name'],
      message: 'Enter the name of the person coming in your place.',
    }),
)

const CLOSED: Record<Exclude<Taking, 'taken'>, (meeting: Meeting) => { title: string; words: string }> = {
  'too late': () => ({
    title: 'The meeting has begun',
    words: 'Answers were taken until it started. Reply to the email if you want to tell the organizers something.',
  }),
  canceled: ({ date }) => ({
    title: 'This meeting is canceled',
    words: `It was planned for ${longDate(date)}. There’s nothing you need to do.`,
  }),
  'not invited': () => ({ title: 'This invitation has been withdrawn', words: 'There’s nothing you need to do.' }),
}

export function rsvpRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.rsvp.route, async c => {
    const opened = await openRsvp(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    const elsewhere = await pageElsewhere(world, opened)
    if (elsewhere) return c.redirect(elsewhere, 303)
    const closed = closedOf(opened, world.clock.now())
    const others = await otherSessions(world, opened)
    if (closed && others.length === 0) return close(c, closed, opened.meeting)
    const stands = standing(opened.invitation, opened.meeting.sequence)
    const asked = c.req.query('answer')
    const known = stands && !stands.toOldTime ? stands.answer : undefined
    // Whoever has answered reads what is so; the form is there again for another answer, and on request.
    const again = c.req.query('change') !== undefined || (asked !== undefined && asked !== known)
    if (stands && known && !again && !closed) return confirm(c, world, opened, stands)
    const typed: Typed = {
      form: world.chance.id(10),
      answer: asked ?? known ?? '',
      delegate_name: stands?.delegate?.name ?? '',
      delegate_title: stands?.delegate?.title ?? '',
      delegate_email: stands?.delegate?.email ?? '',
      note: stands?.note ?? '',
      needs: stands?.needs ?? '',
    }
    return showRsvp(c, world, opened, stands, typed, {})
  })

  // The entry that the confirmation brings, for those who look for it here.
  app.get(PERSONAL.rsvpEntry.route, async c => {
    const opened = await openRsvp(world, c.req.param('token'))
    const entry =
      opened && !closedOf(opened, world.clock.now())
        ? await entryFile(world, opened.context, opened.invitation)
        : undefined
    if (entry === undefined) return deadLink(c)
    return c.body(entry, 200, {
      'Content-Type': 'text/calendar; method=REQUEST; charset=utf-8',
      'Content-Disposition': 'attachment; filename="meeting.ics"',
    })
  })

  app.post(PERSONAL.rsvp.route, async c => {
    const token = c.req.param('token')
    const opened = await openRsvp(world, token)
    if (!opened) return deadLink(c)
    const elsewhere = await pageElsewhere(world, opened)
    if (elsewhere) return c.redirect(elsewhere, 303)
    const typed = typedIn(await c.req.parseBody())
    const found = form().safeParse(typed)
    const stands = standing(opened.invitation, opened.meeting.sequence)
    if (!found.success) {
      const errors = errorsOf(found.error)
      if (errors.answer && opened.context.campaign.session) errors.answer = 'Choose one of the answers.'
      return showRsvp(c, world, opened, stands, typed, errors)
    }
    const answering = await answerByLink(world, opened, found.data)
    if (answering === 'taken') return c.redirect(withQuery(PERSONAL.rsvp(token), { done: 1 }, ANSWERED), 303)
    if (answering !== 'moved' && answering !== 'not open') return close(c, answering, opened.meeting)
    const there = answering === 'moved' ? await pageElsewhere(world, await openRsvp(world, token)) : undefined
    if (there) return c.redirect(withQuery(there, { done: 1 }, ANSWERED), 303)
    const errors = { answer: 'That session is closed. Choose another answer.' }
    return showRsvp(c, world, opened, stands, { ...typed, answer: '' }, errors)
  })

  return app
}

/** Where the confirmation begins: what is read first, and where the keyboard is. */
const ANSWERED = 'answered'

/** The page of the session they went to; undefined for whoever is on this list, or on none. */
async function pageElsewhere(world: World, opened: OpenedRsvp | undefined): Promise<string | undefined> {
  if (opened?.invitation.movedTo === undefined) return undefined
  const there = await whereNow(world.store, opened.invitation)
  return there && LINKS.rsvp.path(world.settings, there.campaign, there.id)
}

/** Where else they may come instead; nowhere for a launch in one room, and for whoever comes in somebody's place. */
async function otherSessions(world: World, { context, invitation }: OpenedRsvp): Promise<OtherSession[]> {
  const { removedAt, standsInFor, came } = invitation
  if (!context.campaign.session || context.campaign.status === 'draft' || removedAt || standsInFor || came) return []
  const sessions = await sessionsOf(world.store, context.campaign, readIfLegible)
  const now = world.clock.now()
  return sessions.flatMap(session => {
    if (session.id === context.campaign.id || !session.meeting || !takesPeople(session, now, 'themselves')) return []
    const { date, time, place } = factsOf(session.meeting)
    return [{ id: session.id, name: session.session?.name ?? '', when: `${date}, ${time}`, place }]
  })
}

function close(c: Request<WebEnv>, why: Exclude<Taking, 'taken'>, meeting: Meeting) {
  const told = CLOSED[why](meeting)
  const shown = <ClosedPage {...told} meeting={why === 'too late' ? meeting : undefined} />
  return c.html(page(told.title, shown, { calm: true }), 410)
}

async function confirm(c: Request<WebEnv>, world: World, opened: OpenedRsvp, stands: StandingAnswer) {
  const view = await confirmedView(world, opened, stands, c.req.param('token') ?? '')
  const title = confirmedWords(stands.answer, opened.meeting, stands.delegate)
  return c.html(page(title, <ConfirmedPage {...view} />, { calm: true, preview: linkPreview(opened) }))
}

async function showRsvp(
  c: Request<WebEnv>,
  world: World,
  opened: OpenedRsvp,
  stands: StandingAnswer | undefined,
  typed: Typed,
  errors: Errors,
) {
  const wrong = Object.keys(errors).length > 0
  const { context, invitation } = opened
  const closed = closedOf(opened, world.clock.now())
  const view: RsvpView = {
    ...(await meetingForGuest(world, opened)),
    path: PERSONAL.rsvp(c.req.param('token') ?? ''),
    partnership: nameOf(context.partnership),
    logo: context.partnership.logo,
    invitee: invitation.invitee,
    before: stands && (stands.toOldTime ? 'old time' : 'current'),
    typed,
    errors,
    others: await otherSessions(world, opened),
    /** A session that is over or off leaves those who did not come the others. */
    closed: closed && CLOSED[closed](opened.meeting),
  }
  return c.html(
    page(`${wrong ? 'Please check: ' : ''}Your answer`, <RsvpPage {...view} />, {
      calm: true,
      preview: linkPreview(opened),
    }),
    wrong ? 422 : 200,
  )
}
