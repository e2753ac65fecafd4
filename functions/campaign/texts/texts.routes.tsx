/** Routes of the letters page: every email read, changed and tested before it is sent. */

import { inflateRawSync } from 'node:zlib'
import { Hono, type Context as Request } from 'hono'
import * as z from 'zod'
import type { Letter } from '../../../domain/keep/campaign.ts'
import type { CampaignEvent } from '../../../domain/keep/history.ts'
import { mayEdit } from '../../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../../domain/keep/paths.ts'
import type { Clash, FormValues } from '../../../domain/keep/three-way.ts'
import { textDifference } from '../../../domain/send/text-difference.ts'
import { escapeHtml } from '../../../mail/merge.ts'
import { previewOf } from '../../../mail/preview.ts'
import { ConfirmText, TextPage, TextsPage } from '../../../pages/campaign/texts.tsx'
import { requireRole, steadilyAt } from '../../access/caller.ts'
import type { Context } from '../../keep/context.ts'
import { campaignsOf } from '../../keep/overview.ts'
import type { World } from '../../keep/ports.ts'
import { sendTest } from '../../send/preview.ts'
import { LETTER } from '../../send/texts/text-rows.ts'
import type { WebEnv } from '../../web/env.ts'
import { lastChange, mergeTyped, wasIn } from '../../web/merged.ts'
import { notFound, refused } from '../../web/refusals.tsx'
import { wordsOf as saidOf } from '../../web/said.ts'
import { LETTER_POLICY } from '../../web/security.ts'
import { showPage } from '../../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../../web/typed.ts'
import { letterWords } from '../steps/letter.ts'
import { contextOf } from '../steps.routes.tsx'
import { type EditableText, findText, type TextFamily } from './text-family.ts'

type Caller = Request<WebEnv>

const SAID: Record<string, string> = {
  saved: 'Saved. This is what will be sent.',
  reset: 'These are the words that Convoke proposes.',
}

/** One email, and whose it is. */
interface Found {
  family: TextFamily
  text: EditableText
}

export function textRoutes(world: World, families: readonly TextFamily[]): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const found = (c: Caller, within = world) => findText(within, families, contextOf(c), c.req.param('text') ?? '')

  app.get(PATHS.texts.route, requireRole(world, 'read'), async c => {
    const context = contextOf(c)
    const groups = (await Promise.all(families.map(family => family.groups(world, context)))).flat()
    const listed = groups.map(group => ({
      ...group,
      texts: group.texts.map(text => ({ ...text, subject: text.words.subject, written: isWritten(text) })),
    }))
    return showPage(
      c,
      { title: 'Letters', section: 'letters' },
      <TextsPage campaign={context.campaign.id} said={saidOf(SAID, c.req.query('said'))} groups={listed} />,
    )
  })

  app.get(PATHS.text.route, requireRole(world, 'read'), async c => {
    const one = await found(c)
    return one ? showText(c, world, one, { ...one.text.words }) : notFound(c, c.get('email'))
  })

  app.post(PATHS.text.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, async world => {
      const one = await found(c, world)
      if (!one) return notFound(c, c.get('email'))
      const { values, clashes } = mergeTyped(typed, { ...one.text.words })
      if (clashes.length > 0) return showText(c, world, one, values, {}, { clashes })
      const read = letterWords(one.text).safeParse({ ...values, body: (values.body ?? '').replace(/\r\n?/g, '\n') })
      if (!read.success) return showText(c, world, one, values, errorsOf(read.error))
      return save(c, world, one, read.data, typed)
    })
  })

  app.post(PATHS.textDefault.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    return steadilyAt(c, world, async world => {
      const one = await found(c, world)
      if (!one) return notFound(c, c.get('email'))
      // Whoever goes back to what is proposed has seen what they throw away.
      const { values, clashes } = mergeTyped({ ...typed, ...one.text.proposed }, { ...one.text.words })
      if (clashes.length > 0) return showText(c, world, one, values, {}, { clashes })
      return save(c, world, one, undefined, { ...typed, reset: 'yes' })
    })
  })

  app.get(PATHS.textPreview.route, requireRole(world, 'read'), async c =>
    seen(c, world, await found(c), unpack(c.req.query('typed'))),
  )
  // What is being typed, shown and not kept; the same packed into an address, for who types with a script.
  app.post(PATHS.textPreview.route, requireRole(world, 'edit'), async c => {
    const { subject, body } = await c.req.parseBody()
    return seen(c, world, await found(c), letterOf({ subject: String(subject ?? ''), body: String(body ?? '') }))
  })

  app.post(PATHS.textTest.route, requireRole(world, 'edit'), async c => {
    const context = contextOf(c)
    const one = await found(c)
    if (!one) return notFound(c, c.get('email'))
    const typed = typedIn(await c.req.parseBody())
    const words = typed.body === undefined || one.text.locked ? one.text.words : letterOf(typed)
    const copy = await one.family.view(world, context, {
      text: one.text.id,
      reader: typed.invitee ?? '',
      words,
      on: 'test',
    })
    if ((await sendTest(world, context.campaign.id, copy, c.get('email'))) === 'not sent')
      return refused(
        c,
        400,
        'The test was not sent',
        'Go back: what you typed is still there. Try it again in a minute.',
      )
    const said = `Test sent to ${c.get('email')}: just what you see here, saved or not. Its links open a preview that stores nothing.`
    return showText(c, world, one, { ...words }, {}, { said, reader: typed.invitee, was: wasIn(typed.was) })
  })

  return app
}

async function save(
  c: Caller,
  world: World,
  { family, text }: Found,
  words: Letter | undefined,
  typed: Record<string, string>,
) {
  const context = contextOf(c)
  const { id } = context.campaign
  const brings = await family.consequences(world, context, text.id, words)
  if (brings.length > 0 && typed.confirmed !== 'yes')
    return showPage(
      c,
      { title: 'Before you save', section: 'letters' },
      <ConfirmText campaign={id} id={text.id} typed={typed} consequences={brings} />,
    )
  if ((await family.write(world, context, text.id, c.get('email'), words)) === 'kept')
    return refused(c, 400, 'This email can’t be changed', `“${text.title}” was sent, or it is written elsewhere.`)
  return c.redirect(withQuery(PATHS.text(id, text.id), { said: words ? 'saved' : 'reset' }), 303)
}

async function showText(
  c: Caller,
  world: World,
  { family, text }: Found,
  typed: Record<string, string>,
  errors: Errors = {},
  {
    said = saidOf(SAID, c.req.query('said')),
    reader = c.req.query('invitee') ?? '',
    was = { ...text.words },
    clashes = [],
  }: {
    was?: FormValues | undefined
    clashes?: readonly Clash[]
    said?: string | undefined
    reader?: string | undefined
  } = {},
) {
  const context = contextOf(c)
  const { id } = context.campaign
  const people = await family.readers(world, context, text.id)
  const mayChange = mayEdit(c.get('role')) && !text.locked
  const written = ({ subject, body }: Letter) => `${subject}\n\n${body}`
  const view = {
    campaign: id,
    id: text.id,
    title: text.title,
    readers: text.readers,
    notes: text.notes,
    elsewhere: text.elsewhere,
    typed,
    errors,
    merging: { was, clashes, who: clashes.length > 0 ? await lastWritten(world, context, text.id) : undefined },
    said,
    fields: text.fields,
    changed: isWritten(text) ? textDifference(written(text.proposed), written(text.words)) : [],
    mayEdit: mayChange,
    mayTest: mayEdit(c.get('role')),
    seen: {
      page: PATHS.text(id, text.id),
      preview: PATHS.textPreview(id, text.id),
      title: text.title,
      people,
      invitee: people.some(each => each.id === reader) ? reader : '',
      mayEdit: mayChange,
    },
  }
  const status = clashes.length > 0 ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return showPage(c, { title: text.title, section: 'letters', status, broad: true }, <TextPage {...view} />)
}

/** Who wrote an email last, and when. Those to helpers are the partnership's, and may have been written from any meeting. */
async function lastWritten(world: World, { campaign, partnership }: Context, id: string) {
  const campaigns = await campaignsOf(world, partnership.id)
  const isIt = (event: CampaignEvent) =>
    (event.event === 'text written' && event.text === id) ||
    (id === LETTER && event.event === 'set up' && event.part === 'letter')
  return lastChange(
    campaigns.filter(each => id !== LETTER || each.id === campaign.id).flatMap(({ history }) => history.filter(isIt)),
    campaign.meeting?.zone,
  )
}

/** Whether the convener's own words are there. */
const isWritten = ({ words, proposed }: EditableText): boolean =>
  words.subject !== proposed.subject || words.body !== proposed.body

async function seen(c: Caller, world: World, found: Found | undefined, typed: Letter | undefined) {
  c.header('Content-Security-Policy', LETTER_POLICY)
  const words = found && (found.text.locked ? found.text.words : (typed ?? found.text.words))
  const copy =
    words &&
    (await found.family.view(world, contextOf(c), {
      text: found.text.id,
      reader: c.req.query('invitee') ?? '',
      words,
      on: 'page',
    }))
  if (!copy) return notFound(c, c.get('email'))
  const shown = previewOf(copy.letter, copy.values)
  if (c.req.query('as') === 'text') return c.text(`Subject: ${shown.subject}\n\n${shown.text}`)
  return c.html(withSubject(shown.html, shown.subject))
}

/** What somebody is typing, within reason. */
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
