/** The first page: what somebody can start, and what they have under way. */
import { type Context, Hono } from 'hono'
import { meetingTitle } from '../../domain/keep/kinds.ts'
import { canonicalAddress, nameOf, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { HomePage, type Row, WelcomePage } from '../../pages/campaign/home.tsx'
import { page } from '../../pages/web/layout.tsx'
import { callerOf, requireCaller } from '../access/caller.ts'
import { mayStart } from '../access/sign-in.ts'
import { campaignRef, idsOf, partnershipRef, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import type { WebEnv } from '../web/env.ts'
import { forbidden } from '../web/refusals.tsx'
import { createSample } from './sample.ts'
import { startPartnership } from './start-partnership.ts'

export function homeRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.home.route, async c => {
    const email = await callerOf(world, c)
    if (email === undefined)
      return c.html(page('Welcome', <WelcomePage sample={world.sample !== undefined} />, { wide: true }))
    const rows = await rowsOf(world, email)
    const view = { rows, mayStart: await mayStart(world, email), sample: world.sample !== undefined }
    return c.html(page('Your partnerships', <HomePage {...view} />, { email }))
  })

  app.post(PATHS.partnerships.route, requireCaller(world), async c => {
    if (!(await mayStart(world, c.get('email')))) return forbidden(c, c.get('email'))
    const email = c.get('email')
    const { campaign } = await startPartnership(world, email, 'started the campaign', () => ({
      partnership: { team: [{ name: email, email, role: 'convener', organization: '' }] },
      campaign: {},
    }))
    return c.redirect(PATHS.partnership(campaign), 303)
  })

  app.post(PATHS.sample.route, requireCaller(world), async (c: Context<WebEnv>) => {
    if (!world.sample || !(await mayStart(world, c.get('email')))) return forbidden(c, c.get('email'))
    const { campaign } = await createSample(world, 'draft', c.get('email'))
    return c.redirect(PATHS.review(campaign), 303)
  })

  return app
}

async function rowsOf(world: World, email: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const id of await idsOf(world.store, DOCUMENTS.partnershipOf, canonicalAddress(email))) {
    const partnership = (await read(world.store, partnershipRef(id)))?.value
    const role = partnership && roleOf(partnership, email)
    if (!partnership || !role) continue
    for (const cid of await idsOf(world.store, DOCUMENTS.campaignOf, id)) {
      const campaign = (await read(world.store, campaignRef(cid)))?.value
      if (campaign)
        rows.push({
          id: cid,
          name: nameOf(partnership),
          title: meetingTitle(campaign),
          role,
          status: campaign.status,
          meeting: campaign.meeting,
        })
    }
  }
  return rows.sort((a, b) => ((a.meeting?.date ?? '9') < (b.meeting?.date ?? '9') ? -1 : 1))
}
