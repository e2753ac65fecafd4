/** Routes of the letters page: every email of a campaign read, changed and tested before it leaves. */

import { inflateRawSync } from 'node:zlib'
import { Hono, type Context as Request } from 'hono'
import * as z from 'zod'
import type { Letter } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { forecast, keyOf } from '../../domain/send/plan.ts'
import { textDifference } from '../../domain/send/text-difference.ts'
import { escapeHtml, MERGE_FIELDS } from '../../mail/merge.ts'
import { ConfirmText, type ListedText, TextPage, TextsPage } from '../../pages/campaign/texts.tsx'
import { requireRole } from '../access/caller.ts'
import type { Context } from '../keep/context.ts'
import { invitationsOf } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { preview, sendTest } from '../send/preview.ts'
import { isSigned, signedSet } from '../send/texts/signed-set.ts'
import { LETTER } from '../send/texts/text-rows.ts'
import type { WebEnv } from '../web/env.ts'
import { notFound, refused } from '../web/refusals.tsx'
import { wordsOf as saidOf } from '../web/said.ts'
import { LETTER_POLICY } from '../web/security.ts'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { consequences } from './edit-campaign.ts'
import { letterWords } from './steps/letter.ts'
import { contextOf } from './steps.routes.tsx'
import { findText, isLocked, type StandingText, standingTexts, withText, writeText } from './write-text.ts'

type Caller = Request<WebEnv>

const SAID: Record<string, string> = {
  saved: 'Saved. This is what leaves.',
  reset: 'The words that Convoke proposes stand again.',
  tested: 'The test is on its way to you: just what stands here, saved or not.',
}

export function textRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.texts.route, requireRole(world, 'read'), c => {
    const context = contextOf(c)
    return showPage(
      c,
      { title: 'Letters', section: 'letters' },
      <TextsPage
        campaign={context.campaign.id}
        said={saidOf(SAID, c.req.query('said'))}
        groups={groupsOf(world, context)}
      />,
    )
  })

  app.get(PATHS.text.route, requireRole(world, 'read'), async c => {
    const text = findText(contextOf(c), c.req.param('text'))
    return text ? showTexts(c, world, text, { ...text.words }) : notFound(c, c.get('email'))
  })

  app.post(PATHS.text.route, requireRole(world, 'edit'), async c => {
    const context = contextOf(c)
    const text = findText(context, c.req.param('text'))
    if (!text) return notFound(c, c.get('email'))
    const typed = typedIn(await c.req.parseBody())
    const found = letterWords.safeParse({ ...typed, body: (typed.body ?? '').replace(/\r\n?/g, '\n') })
    if (!found.success) return showTexts(c, world, text, typed, errorsOf(found.error))
    return save(c, world, text, found.data, typed)
  })

  app.post(PATHS.textDefault.route, requireRole(world, 'edit'), async c => {
    const text = findText(contextOf(c), c.req.param('text'))
    if (!text) return notFound(c, c.get('email'))
    return save(c, world, text, undefined, { ...typedIn(await c.req.parseBody()), reset: 'yes' })
  })

  app.get(PATHS.textPreview.route, requireRole(world, 'read'), c => seen(c, world, unpack(c.req.query('typed'))))
  // What is being typed, shown and not kept; the same packed into an address, for who types with a script.
  app.post(PATHS.textPreview.route, requireRole(world, 'edit'), async c => {
    const { subject, body } = await c.req.parseBody()
    return seen(c, world, letterOf({ subject: String(subject ?? ''), body: String(body ?? '') }))
  })

  app.post(PATHS.textTest.route, requireRole(world, 'edit'), async c => {
    const context = contextOf(c)
    const text = findText(context, c.req.param('text'))
    if (!text) return notFound(c, c.get('email'))
    const typed = typedIn(await c.req.parseBody())
    const words = typed.body === undefined ? text.words : letterOf(typed)
    const invitation = typed.invitee ? invitationIdFrom(typed.invitee) : undefined
    const sight = { text: text.id, typed: words, invitation }
    if ((await sendTest(world, context.campaign.id, sight, c.get('email'))) === 'not sent')
      return refused(
        c,
        400,
        'The test did not leave',
        'Go back: what you typed is still there. Try it again in a minute.',
      )
    return showTexts(c, world, text, { ...words }, {}, SAID.tested, typed.invitee)
  })

  return app
}

async function save(
  c: Caller,
  world: World,
  text: StandingText,
  words: Letter | undefined,
  typed: Record<string, string>,
) {
  const context = contextOf(c)
  const { id } = context.campaign
  const brings = await consequences(world, id, withText(context, text.id, words), undefined)
  if (brings.length > 0 && typed.confirmed !== 'yes')
    return showPage(
      c,
      { title: 'Before you save', section: 'letters' },
      <ConfirmText campaign={id} id={text.id} typed={typed} consequences={brings} />,
    )
  if ((await writeText(world, context, text.id, c.get('email'), words)) === 'kept')
    return refused(c, 400, 'This text stays as it is', `“${text.row.title}” has left, or it is written elsewhere.`)
  return c.redirect(withQuery(PATHS.text(id, text.id), { said: words ? 'saved' : 'reset' }), 303)
}

/** So many people of a list can be chosen to read as. */
const MOST_PEOPLE = 100

async function showTexts(
  c: Caller,
  world: World,
  text: StandingText,
  typed: Record<string, string>,
  errors: Errors = {},
  said = saidOf(SAID, c.req.query('said')),
  invitee = c.req.query('invitee') ?? '',
) {
  const context = contextOf(c)
  const { id } = context.campaign
  const people: { id: string; name: string; company: string }[] = []
  for await (const { value } of invitationsOf(world.store, id)) {
    if (people.length === MOST_PEOPLE) break
    if (!value.removedAt) people.push({ id: value.id, name: value.invitee.name, company: value.invitee.company })
  }
  const mayChange = mayEdit(c.get('role')) && !isLocked(text)
  const changed = text.written
    ? textDifference(`${text.proposed.subject}\n\n${text.proposed.body}`, `${text.words.subject}\n\n${text.words.body}`)
    : []
  const view = {
    campaign: id,
    id: text.id,
    title: text.row.title,
    readers: text.row.readers,
    notes: notesOf(context, text),
    typed,
    errors,
    said,
    fields: MERGE_FIELDS,
    changed,
    mayEdit: mayChange,
    mayTest: mayEdit(c.get('role')),
    seen: {
      page: PATHS.text(id, text.id),
      preview: PATHS.textPreview(id, text.id),
      title: text.row.title,
      people,
      invitee: people.some(each => each.id === invitee) ? invitee : '',
      mayEdit: mayChange,
    },
  }
  const status = Object.keys(errors).length > 0 ? 422 : 200
  return showPage(c, { title: text.row.title, section: 'letters', status, broad: true }, <TextPage {...view} />)
}

/** What the convener should know of a text before they change it. */
function notesOf(context: Context, text: StandingText): string[] {
  const { meeting } = context.campaign
  const notes: string[] = []
  if (text.leftAt && meeting) notes.push(`It left on ${readable(text.leftAt, meeting.zone)} and stays as it was then.`)
  if (text.row.fixed) notes.push('It brings the agenda along, so its words follow what is written there.')
  const signed = signedSet(context).find(each => each.text === text.id)
  if (signed)
    notes.push(
      isSigned(context, signed)
        ? 'Every champion has signed these words. If you change them, the champions are asked again, and it leaves only when all have signed.'
        : 'It carries the champions’ names, so it leaves only when every champion has signed its words.',
    )
  else notes.push('It comes from the convening organization. No champion’s name stands under it.')
  return notes
}

function groupsOf(world: World, context: Context) {
  const all = standingTexts(context)
  const set = signedSet(context)
  const { campaign } = context
  const { meeting } = campaign
  const waves = meeting
    ? forecast(campaign, meeting, campaign.scheduledAt ?? world.clock.now(), campaign.timing.holidays)
    : []
  const listed = (text: StandingText): ListedText => {
    const rows = set.find(each => each.text === text.id)?.rows.map(({ id }) => id) ?? [text.id]
    const wave = waves.find(({ id }) => id.of === 'row' && rows.includes(id.row))
    const signed = set.find(each => each.text === text.id)
    const left = text.leftAt ?? (wave && campaign.left[keyOf(wave)])
    return {
      id: text.id,
      title: text.row.title,
      subject: text.words.subject,
      readers: text.row.readers,
      when:
        !meeting || !wave
          ? ''
          : left
            ? `Left ${readable(left, meeting.zone)}`
            : wave.off
              ? `Does not leave: ${wave.off}`
              : `Leaves ${readable(wave.at, meeting.zone)}`,
      written: text.written,
      signed: !signed ? 'nobody signs it' : isSigned(context, signed) ? 'signed by all' : 'not signed by all yet',
    }
  }
  const planned = all.filter(
    ({ row, id }) => row.signed || waves.some(wave => wave.id.of === 'row' && wave.id.row === id) || id === LETTER,
  )
  const partners = all.filter(({ id }) => id.startsWith('partner-'))
  const rest = all.filter(text => !planned.includes(text) && !partners.includes(text))
  return [
    {
      title: set.length > 0 ? 'Under the champions’ names' : 'On their way by the calendar',
      hint:
        set.length > 0
          ? 'Champions sign these words in one sitting; each leaves only when all have.'
          : 'Each leaves at its time.',
      texts: planned.map(listed),
    },
    {
      title: 'To public partners',
      hint: 'From you, not from the champions: their part is to listen.',
      texts: partners.map(listed),
    },
    {
      title: 'When there is occasion',
      hint: 'In the name of the convening organization.',
      texts: rest.map(listed),
    },
  ]
}

async function seen(c: Caller, world: World, typed: Letter | undefined) {
  c.header('Content-Security-Policy', LETTER_POLICY)
  const context = contextOf(c)
  const text = findText(context, c.req.param('text') ?? '')
  const invited = c.req.query('invitee')
  const shown =
    text &&
    (await preview(world, context.campaign.id, {
      text: text.id,
      invitation: invited ? invitationIdFrom(invited) : undefined,
      typed: typed ?? text.words,
    }))
  if (!shown) return notFound(c, c.get('email'))
  if (c.req.query('as') === 'text') return c.text(`Subject: ${shown.subject}\n\n${shown.text}`)
  return c.html(withSubject(shown.html, shown.subject))
}

const letterOf = ({ subject = '', body = '' }: Record<string, string>): Letter => ({
  subject: subject.slice(0, 500),
  body: body.slice(0, 20_000).replace(/\r\n?/g, '\n'),
})

const packed = z.object({ subject: z.string(), body: z.string() })

/** A letter as `page.js` packs it; undefined when it is none. */
function unpack(text: string | undefined): Letter | undefined {
  if (!text) return undefined
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: 100_000 }).toString()
    return letterOf(packed.parse(JSON.parse(json)))
  } catch {
    return undefined
  }
}

/** The letter under its subject, as a mail program shows it. */
const withSubject = (document: string, subject: string): string => {
  const line = `<div class="ink" style="background:#fff;border-bottom:1px solid #dfe1e2;padding:12px 20px;font:bold 16px system-ui,sans-serif;color:#1b2a33">${escapeHtml(subject)}</div>`
  return document.replace(/<body[^>]*>/, body => body + line)
}
