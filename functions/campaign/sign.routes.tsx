/** Routes of a champion: read the exact letter, sign it, or ask for a change. */

import { Hono, type Context as Request } from 'hono'
import * as z from 'zod'
import type { ChampionId } from '../../domain/keep/ids.ts'
import type { Meeting } from '../../domain/keep/meeting.ts'
import { type Champion, nameOf } from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { ClosedPage } from '../../pages/answer/rsvp.tsx'
import { SignPage } from '../../pages/campaign/sign.tsx'
import { page } from '../../pages/web/layout.tsx'
import { type Context, checkOfContext, readContext } from '../keep/context.ts'
import { LINKS } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { letterToSign } from '../send/preview.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink, refused } from '../web/refusals.tsx'
import { LETTER_POLICY } from '../web/security.ts'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { askForChange, sign } from './sign.ts'

interface Opened {
  context: Context
  champion: Champion
  meeting: Meeting
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
    return opened === 'closed' ? closed(c) : opened ? show(c, world, opened) : deadLink(c)
  })

  app.get(PERSONAL.signLetter.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened || opened === 'closed') return deadLink(c)
    c.header('Content-Security-Policy', LETTER_POLICY)
    // What is shown beside a check value must be the letter of that value, or nothing.
    if (c.req.query('check') !== opened.check) return c.text('The letter has changed. Load the page again.', 409)
    return c.html((await letterToSign(world, opened.context)).html)
  })

  app.post(PERSONAL.sign.route, async c => {
    const opened = await open(world, c.req.param('token'))
    if (!opened) return deadLink(c)
    if (opened === 'closed') return closed(c)
    const typed = typedIn(await c.req.parseBody())
    const found = form.safeParse(typed)
    if (!found.success) return show(c, world, opened, typed, errorsOf(found.error))
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
      return now && now !== 'closed' ? show(c, world, now, typed, {}, true) : closed(c)
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
  const stands = context && checkOfContext(context)
  if (!context || !champion || !meeting || !stands) return undefined
  if (['draft', 'canceled', 'finished'].includes(context.campaign.status)) return 'closed'
  return { context, champion, meeting, check: stands }
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

async function show(
  c: Request<WebEnv>,
  world: World,
  { context, champion, meeting, check: stands }: Opened,
  typed: Record<string, string> = {},
  errors: Errors = {},
  changed = false,
) {
  const { campaign, partnership } = context
  const letter = await letterToSign(world, context)
  const own = <T extends { champion: ChampionId; check: string }>(list: readonly T[]) =>
    list.findLast(each => each.champion === champion.id && each.check === stands)
  const view = {
    path: c.req.path,
    letter: withQuery(PERSONAL.signLetter(c.req.param('token') ?? ''), { check: stands }),
    partnership: nameOf(partnership),
    champion,
    others: partnership.champions.filter(({ id }) => id !== champion.id),
    meeting,
    check: stands,
    subject: letter.subject,
    text: letter.text,
    signature: own(campaign.signatures),
    concern: own(campaign.concerns),
    typed,
    errors,
    changed,
  }
  const status = changed ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return c.html(page('Read and sign the letter', <SignPage {...view} />, { calm: true }), status)
}
