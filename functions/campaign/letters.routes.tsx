/** The public confirmation of a letter: who signed the text with this check value, and when. */

import { Hono } from 'hono'
import { campaignIdFrom } from '../../domain/keep/ids.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { LetterCheckPage } from '../../pages/campaign/letter-check.tsx'
import { page } from '../../pages/web/layout.tsx'
import { readContext } from '../keep/context.ts'
import type { World } from '../keep/ports.ts'
import { signedSet } from '../send/texts/signed-set.ts'
import { signedWords } from '../send/texts/signed-words.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'

export function letterRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.signedLetter.route, async c => {
    const check = c.req.param('check')
    const context = await readContext(world.store, campaignIdFrom(c.req.param('cid')))
    const given = context?.campaign.signatures.filter(signature => signature.check === check) ?? []
    if (!context || given.length === 0) return deadLink(c)
    const { campaign, partnership } = context
    const stands = signedSet(context).find(each => each.check === check)
    const signed = given.map(({ champion, name, at }) => {
      const known = partnership.champions.find(({ id }) => id === champion)
      return { name, at, title: known?.title ?? '', company: known?.company ?? '' }
    })
    const kept = await signedWords(world, campaign.id, check)
    const view = {
      partnership: nameOf(partnership),
      check,
      signed,
      text: stands?.title ?? kept?.title,
      stands: stands !== undefined,
      zone: campaign.meeting?.zone ?? 'UTC',
      meeting: campaign.meeting,
      words: kept?.body,
    }
    return c.html(page('Who signed this email', <LetterCheckPage {...view} />, { calm: true }))
  })

  return app
}
