/** Routes of a champion: read the exact letter, sign it, or ask for a change. */

import { Hono, type Context as Request } from 'hono'
import * as z from 'zod'
import type { Meeting } from '../../domain/keep/meeting.ts'
import { type Champion, nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL } from '../../domain/keep/paths.ts'
import { telOf } from '../../mail/phone.ts'
import { ClosedPage } from '../../pages/answer/rsvp.tsx'
import { SignPage, type SignView } from '../../pages/campaign/sign.tsx'
import { page } from '../../pages/web/layout.tsx'
import { type Context, readContext } from '../keep/context.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { textToSign } from '../send/preview.ts'
import { checkOfSet, type SignedText, signatureOf, textsToSign } from '../send/texts/signed-set.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink, refused } from '../web/refusals.tsx'
import { LETTER_POLICY } from '../web/security.ts'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { oneReader, readerWords } from './one-reader.ts'
import { LARGEST_PICTURE, readPicture } from './picture.ts'
import { changedFor } from './shown-texts.ts'
import { askForChange, sign } from './sign.ts'

interface Opened {
  context: Context
  champion: Champion
  meeting: Meeting
  texts: SignedText[]
  /** Of all of them together. */
  check: string
}

const check = z.string().regex(/^[0-9a-f]{64}$/)
const signForm = z.object({
  do: z.literal('sign'),
  check,
  name: z.string().trim().min(1, 'Type your name to sign.').max(80, 'Shorten the name to 80 characters.'),
  /** The name that they were asked about, and meant. */
  sure: z.string().optional(),
  /** A picture as base64, and how they made it; missing or empty: the typed name is drawn. */
  picture: z.string().optional(),
  picture_by: z.string().optional(),
  retype: z.string().optional(),
})
const changeForm = z.object({
  do: z.literal('change'),
  check,
  comment: z.string().trim().min(1, 'Say what should change.').max(2000, 'Shorten the comment to 2,000 characters.'),
})
const form = z.discriminatedUnion('do', [signForm, changeForm])

export function signRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.sign.route, async c => {
    const opened = await open(world, c.req.param('token'))
    return opened === 'closed' ? closed(c) : opened ? showSign(c, world, opened) : deadLink(c)
  })

  app.get(PERSONAL.signLetter.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened || opened === 'closed') return deadLink(c)
    c.header('Content-Security-Policy', LETTER_POLICY)
    // What is shown beside a check value must be the text of that value, or nothing.
    const text = opened.texts.find(({ check }) => check === c.req.query('check'))
    if (!text) return c.text('The text has changed. Load the page again.', 409)
    const { invitee } = await oneReader(world, opened.context.campaign.id)
    return c.html(textToSign(world, opened.context, text, invitee).html)
  })

  app.post(PERSONAL.sign.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    if (opened === 'closed') return closed(c)
    const body = await c.req.parseBody()
    const drawn = typeof body.picture === 'string' ? body.picture.slice(0, 2 * LARGEST_PICTURE) : ''
    const typed: Record<string, string> = { ...typedIn(body), picture: drawn }
    const found = form.safeParse(typed)
    if (!found.success) return showSign(c, world, opened, typed, errorsOf(found.error))
    const brought = drawn === '' ? undefined : readPicture(drawn)
    if (typeof brought === 'string') return showSign(c, world, opened, { ...typed, picture: '' }, { picture: brought })
    const byHand = brought && typed.picture_by === 'hand' ? ({ ...brought, drawn: 'by hand' } as const) : brought
    const picture = byHand ?? (typed.retype ? 'from the name' : undefined)
    const ids = { campaign: opened.context.campaign.id, champion: opened.champion.id, check: found.data.check }
    const signing =
      found.data.do === 'sign'
        ? await sign(world, { ...ids, name: found.data.name, sure: found.data.sure === found.data.name, picture })
        : await askForChange(world, { ...ids, comment: found.data.comment })
    if (signing === 'unknown') return deadLink(c)
    if (signing === 'enough')
      return refused(
        c,
        429,
        'That is enough for one day',
        'You have asked for as many changes as anybody can read in a day. Reply to the letter to say more.',
      )
    if (signing === 'changed' || signing === 'questioned') {
      const now = await open(world, c.req.param('token'))
      return now && now !== 'closed' ? showSign(c, world, now, typed, {}, signing) : closed(c)
    }
    return c.redirect(c.req.path, 303)
  })

  return app
}

async function open(world: World, token: string): Promise<Opened | 'closed' | undefined> {
  const ids = LINKS.sign.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const champion = context?.partnership.champions.find(({ id }) => id === ids?.id)
  const meeting = context?.campaign.meeting
  const texts = context ? textsToSign(context) : []
  const check = context && checkOfSet(context)
  if (!context || !champion || !meeting || !check) return undefined
  if (['draft', 'canceled', 'finished'].includes(context.campaign.status)) return 'closed'
  return { context, champion, meeting, texts, check }
}

const closed = (c: Request<WebEnv>) =>
  c.html(
    page(
      'Nothing to sign',
      <ClosedPage
        title="There is nothing to sign"
        words="This letter is not being signed at the moment. You need do nothing."
      />,
      { calm: true },
    ),
    410,
  )

async function showSign(
  c: Request<WebEnv>,
  world: World,
  { context, champion, meeting, texts, check: stands }: Opened,
  typed: Record<string, string> = {},
  errors: Errors = {},
  because?: 'changed' | 'questioned',
) {
  const { campaign, partnership } = context
  const now = world.clock.now()
  const { askerOf, leavesWords, readAs, signByWords } = await import('./signature-request.ts')
  const reader = await oneReader(world, campaign.id)
  const asker = askerOf(partnership)
  const { name, phone } = partnership.organization
  const view: SignView = {
    path: c.req.path,
    texts: texts.map(signed => {
      const { subject, html, text } = textToSign(world, context, signed, reader.invitee)
      return {
        title: signed.title,
        subject,
        html,
        text,
        leaves: leavesWords(context, signed, now),
        check: signed.check,
      }
    }),
    changes: changedFor(context, champion.id).map(({ title, paragraphs }) => ({
      title,
      paragraphs: paragraphs.flatMap(({ is, words }) =>
        is === 'kept' ? [] : [{ is, words: readAs(context, words, reader.invitee) }],
      ),
    })),
    partnership: nameOf(partnership),
    champion,
    others: partnership.champions.filter(({ id }) => id !== champion.id),
    asker: { name: asker?.name || name, organization: name, phone, tel: telOf(phone), email: asker?.email ?? '' },
    by: signByWords(context, now),
    reader: readerWords(reader),
    zone: meeting.zone,
    check: stands,
    signature: signatureOf(context, champion.id),
    concern: campaign.concerns.findLast(each => each.champion === champion.id && each.check === stands),
    typed,
    errors,
    changed: because === 'changed',
    questioned: because === 'questioned' ? typed.name : undefined,
  }
  const status = because === 'changed' ? 409 : because || Object.keys(errors).length > 0 ? 422 : 200
  return c.html(page('Review and sign', <SignPage {...view} />, { calm: true }), status)
}
