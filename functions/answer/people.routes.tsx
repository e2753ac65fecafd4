/** Routes of one person on the board: their history, an answer noted for them, letters to decide about. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { personOf } from '../../domain/answer/board.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { SETTLED_BY_HAND } from '../../domain/keep/matter.ts'
import { canonicalAddress, mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { isDay } from '../../domain/keep/time.ts'
import { isAddress } from '../../domain/list/mailbox.ts'
import { ownNotice } from '../../domain/list/own-people.ts'
import { PersonPage } from '../../pages/answer/person.tsx'
import type { AnswerForm } from '../../pages/answer/record-answer.tsx'
import { requireRole } from '../access/caller.ts'
import { invitationRef, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { knownElsewhere } from '../list/known/known-elsewhere.ts'
import { resolveSend } from '../list/send-again.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { setAway } from './away.ts'
import { feedLink } from './feed.ts'
import { type Settling, settleMatter } from './settle-matter.ts'
import { takeAnswer } from './take-answer.ts'

const ROUTE = PATHS.person.route

const UNSETTLED: Record<Exclude<Settling, 'settled' | 'not found'>, string> = {
  'no address': 'Their address is not known. Ask for it, then add them to the list of invitees.',
  'too late': 'No answer can be noted for this person now.',
}

const NO_DAY = 'Enter the first day they are back, as a date that exists.'

type Request = Context<WebEnv>

export function peopleRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const back = (c: Request) => c.redirect(PATHS.person(c.get('campaign').id, c.req.param('iid') ?? ''), 303)

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const invitation = await invitationOf(c, world)
    return invitation ? person(c, world, invitation) : notFound(c, c.get('email'))
  })

  app.post(PATHS.personAnswer.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    if (!invitation) return notFound(c, c.get('email'))
    const { typed, errors, given } = readAnswer(await c.req.parseBody())
    if (!given) return person(c, world, invitation, { typed, errors }, 422)
    const { once, ...said } = given
    const taking = await takeAnswer(world, {
      ...said,
      campaign: invitation.campaign,
      invitation: invitation.id,
      channel: 'convener',
      id: once,
      by: { person: said.by, was: 'noted', by: c.get('email') },
    })
    if (taking === 'taken') return back(c)
    return person(
      c,
      world,
      invitation,
      { typed, errors: { answer: 'No answer can be noted for this person now.' } },
      422,
    )
  })

  app.post(PATHS.matter.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    const { do: said } = await c.req.parseBody()
    const word = SETTLED_BY_HAND.find(each => each === said)
    if (!invitation) return notFound(c, c.get('email'))
    if (!word)
      return person(c, world, invitation, { typed: {}, errors: { matter: 'Choose what to do about it.' } }, 422)
    const by = c.get('email')
    const settling = await settleMatter(world, invitation.campaign, invitation.id, c.req.param('mid'), word, by)
    if (settling === 'not found') return notFound(c, by)
    if (settling === 'settled') return back(c)
    return person(c, world, invitation, { typed: {}, errors: { matter: UNSETTLED[settling] } }, 422)
  })

  app.get(PATHS.matterMessage.route, requireRole(world, 'edit'), async c => {
    const matter = (await invitationOf(c, world))?.matters.find(({ id }) => id === c.req.param('mid'))
    const bytes = matter?.mail === undefined ? undefined : await world.mailbox.read(matter.mail)
    if (!bytes) return notFound(c, c.get('email'))
    // Somebody else wrote it: it is saved, never shown.
    c.header('Content-Disposition', 'attachment; filename="message.eml"')
    return c.body(new Uint8Array(bytes), 200, { 'Content-Type': 'application/octet-stream' })
  })

  app.post(PATHS.personAway.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    if (!invitation) return notFound(c, c.get('email'))
    const { back: day, do: word } = await c.req.parseBody()
    const typed = typeof day === 'string' ? day.trim().slice(0, 40) : ''
    const returns = word !== 'here' && isDay(typed) ? typed : undefined
    // A date that was typed in half comes as none: that is no word of their being back.
    if (word !== 'here' && !returns)
      return person(c, world, invitation, { typed: { back: typed }, errors: { back: NO_DAY } }, 422)
    await setAway(world, invitation.campaign, invitation.id, returns, c.get('email'))
    return back(c)
  })

  app.post(PATHS.personSend.route, requireRole(world, 'edit'), async c => {
    const invitation = await invitationOf(c, world)
    const wave = c.req.param('wave')
    if (!invitation || !Object.hasOwn(invitation.sends, wave)) return notFound(c, c.get('email'))
    const { do: word, attempt } = await c.req.parseBody()
    const seen = typeof attempt === 'string' ? attempt : undefined
    if (word === 'send again' || word === 'leave')
      await resolveSend(world, invitation.campaign, invitation.id, wave, word, c.get('email'), seen)
    return back(c)
  })

  return app
}

async function invitationOf(c: Request, world: World): Promise<Invitation | undefined> {
  return (await read(world.store, invitationRef(c.get('campaign').id, invitationIdFrom(c.req.param('iid') ?? ''))))
    ?.value
}

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, { error: `At most ${longest} characters.` })
    .default('')

const answerSchema = z
  .object({
    once: z.string().regex(/^[a-z2-7]{8,40}$/),
    answer: z.enum(['accepted', 'tentative', 'declined', 'delegated'], { error: 'Choose what they said.' }),
    by: text(120).refine(by => by !== '', { error: 'Say who told you, so that it can be checked.' }),
    delegateName: text(120),
    delegateTitle: text(160),
    delegateEmail: text(254),
    note: text(1000),
    needs: text(1000),
  })
  .check(({ value, issues }) => {
    if (value.answer !== 'delegated') return
    const wrong = (field: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [field], message })
    if (value.delegateName === '') wrong('delegateName', 'Enter who is coming in their place.')
    if (value.delegateEmail !== '' && !isAddress(value.delegateEmail))
      wrong('delegateEmail', `“${value.delegateEmail}” is not an email address.`)
  })

function readAnswer(fields: Record<string, unknown>) {
  const typed: Record<string, string> = {}
  for (const [key, value] of Object.entries(fields)) if (typeof value === 'string') typed[key] = value
  const parsed = answerSchema.safeParse(typed)
  const errors: Record<string, string> = {}
  if (parsed.success) {
    const { delegateName, delegateTitle, delegateEmail, ...said } = parsed.data
    const delegate = { name: delegateName, title: delegateTitle, email: delegateEmail }
    return { typed, errors, given: { ...said, ...(said.answer === 'delegated' ? { delegate } : {}) } }
  }
  for (const { path, message } of parsed.error.issues) errors[String(path[0])] ??= message
  return { typed, errors, given: undefined }
}

function closedFor(campaign: Campaign, invitation: Invitation): string | undefined {
  if (invitation.removedAt !== undefined) return 'This person is off the list. Add them again to note an answer.'
  if (campaign.status === 'draft')
    return kindOf(campaign).signed
      ? 'Answers can be noted once the champions have been asked to sign.'
      : 'You can record answers once the emails are scheduled.'
  if (campaign.status === 'canceled') return 'The meeting is canceled.'
  return campaign.meeting ? undefined : 'The meeting has no date yet.'
}

async function person(c: Request, world: World, invitation: Invitation, form?: AnswerForm, status: 200 | 422 = 200) {
  const campaign = c.get('campaign')
  const editing = mayEdit(c.get('role'))
  const once = form?.typed.once || world.chance.id(10)
  return showPage(
    c,
    { title: invitation.invitee.name, section: 'board', status },
    <PersonPage
      campaign={campaign.id}
      person={personOf(invitation, campaign.meeting?.sequence ?? 0)}
      own={kindOf(campaign).signed ? ownNotice(c.get('partnership'), invitation.invitee) : undefined}
      zone={campaign.meeting?.zone ?? 'UTC'}
      feed={editing ? await feedLink(world, campaign.partnership, invitation.invitee.email) : undefined}
      mayEdit={editing}
      known={
        (await knownElsewhere(world, c.get('email'), campaign, [invitation.invitee.email])).get(
          canonicalAddress(invitation.invitee.email),
        ) ?? []
      }
      closed={closedFor(campaign, invitation)}
      form={{ typed: { ...form?.typed, once }, errors: form?.errors ?? {} }}
    />,
  )
}
