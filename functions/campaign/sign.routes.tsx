/** Routes of a champion: read the exact letter, sign it, or ask for a change. */

import { Hono, type Context as Request } from 'hono'
import * as z from 'zod'
import type { Meeting } from '../../domain/keep/meeting.ts'
import { type Champion, nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { ClosedPage } from '../../pages/answer/rsvp.tsx'
import { SignPage } from '../../pages/campaign/sign.tsx'
import { page } from '../../pages/web/layout.tsx'
import { type Context, readContext } from '../keep/context.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { textToSign } from '../send/preview.ts'
import { checkOfSet, leavingOf, type SignedText, signatureOf, textsToSign } from '../send/texts/signed-set.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink, refused } from '../web/refusals.tsx'
import { LETTER_POLICY } from '../web/security.ts'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
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
    return c.html(textToSign(world, opened.context, text).html)
  })

  app.post(PERSONAL.sign.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    if (opened === 'closed') return closed(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    if (!found.success) return showSign(c, world, opened, typed, errorsOf(found.error))
    const ids = { campaign: opened.context.campaign.id, champion: opened.champion.id, check: found.data.check }
    const signing =
      found.data.do === 'sign'
        ? await sign(world, { ...ids, name: found.data.name })
        : await askForChange(world, { ...ids, comment: found.data.comment })
    if (signing === 'unknown') return deadLink(c)
    if (signing === 'enough')
      return refused(
        c,
        429,
        'That is enough for one day',
        'You have asked for as many changes as anybody can read in a day. Reply to the letter to say more.',
      )
    if (signing === 'changed') {
      const now = await open(world, c.req.param('token'))
      return now && now !== 'closed' ? showSign(c, world, now, typed, {}, true) : closed(c)
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
  changed = false,
) {
  const { campaign, partnership } = context
  const token = c.req.param('token') ?? ''
  const view = {
    path: c.req.path,
    texts: texts.map(signed => {
      const { subject, text } = textToSign(world, context, signed)
      const seen = withQuery(PERSONAL.signLetter(token), { check: signed.check })
      const leaves = leavingOf(context, signed, world.clock.now())
      return { id: signed.text, title: signed.title, subject, text, seen, leaves, check: signed.check }
    }),
    partnership: nameOf(partnership),
    champion,
    others: partnership.champions.filter(({ id }) => id !== champion.id),
    meeting,
    check: stands,
    signature: signatureOf(context, champion.id),
    concern: campaign.concerns.findLast(each => each.champion === champion.id && each.check === stands),
    typed,
    errors,
    changed,
  }
  const status = changed ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return c.html(page('Read and sign the letter', <SignPage {...view} />, { calm: true }), status)
}
