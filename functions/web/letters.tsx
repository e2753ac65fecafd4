/** The public confirmation of a letter: who signed the text with this check value, and when. */
import { Hono } from 'hono'
import { nameOf } from '../../domain/partnership.ts'
import { page } from '../../pages/layout.tsx'
import { LetterCheckPage } from '../../pages/letter-check.tsx'
import { checkOfContext, readContext } from '../context.ts'
import type { World } from '../ports.ts'
import type { WebEnv } from './caller.ts'
import { deadLink } from './refusals.tsx'

export function letterRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/letters/:cid/:check', async c => {
    const check = c.req.param('check')
    const context = await readContext(world.store, c.req.param('cid'))
    const given = context?.campaign.signatures.filter(signature => signature.check === check) ?? []
    if (!context || given.length === 0) return deadLink(c)
    const { campaign, partnership } = context
    const signed = given.map(({ champion, name, at }) => {
      const known = partnership.champions.find(({ id }) => id === champion)
      return { name, at, title: known?.title ?? '', company: known?.company ?? '' }
    })
    const view = {
      partnership: nameOf(partnership),
      check,
      signed,
      stands: checkOfContext(context) === check,
      zone: campaign.meeting?.zone ?? 'UTC',
      meeting: campaign.meeting,
    }
    return c.html(page('Who signed this letter', <LetterCheckPage {...view} />, { calm: true }))
  })

  return app
}
