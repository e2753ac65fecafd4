/** The first page: what somebody can start, and what they have under way. */
import { type Context, Hono } from 'hono'
import { meetingTitle } from '../../domain/keep/kinds.ts'
import { canonicalAddress, nameOf, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { type CampaignRow, HomePage, WelcomePage } from '../../pages/campaign/home.tsx'
import { page } from '../../pages/web/layout.tsx'
import { callerOf, requireCaller } from '../access/caller.ts'
import { mayStart } from '../access/sign-in.ts'
import {
  campaignIdsOf,
  campaignRef,
  look,
  partnershipIdsOf,
  partnershipRef,
  type Ref,
  UnreadableRow,
} from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { noteUnreadable } from '../keep/unreadable.ts'
import type { WebEnv } from '../web/env.ts'
import { forbidden } from '../web/refusals.tsx'
import { openSample } from './sample.ts'
import { openPartnership } from './start-partnership.ts'

export function homeRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.home.route, async c => {
    const email = await callerOf(world, c)
    if (email === undefined)
      return c.html(page('Welcome', <WelcomePage sample={world.sample !== undefined} />, { wide: true }))
    const { rows, missing } = await rowsOf(world, email)
    const view = { rows, missing, mayStart: await mayStart(world, email), sample: world.sample !== undefined }
    return c.html(page('Your partnerships', <HomePage {...view} />, { email }))
  })

  app.post(PATHS.partnerships.route, requireCaller(world), async c => {
    const opening = await openPartnership(world, c.get('email'))
    return opening === 'may not' ? forbidden(c, c.get('email')) : c.redirect(PATHS.partnership(opening.campaign), 303)
  })

  app.post(PATHS.sample.route, requireCaller(world), async (c: Context<WebEnv>) => {
    const opening = await openSample(world, c.get('email'))
    return opening === 'may not' ? forbidden(c, c.get('email')) : c.redirect(PATHS.review(opening.campaign), 303)
  })

  return app
}

/** The campaigns of somebody's partnerships, and the places of what cannot be read among them. */
async function rowsOf(world: World, email: string): Promise<{ rows: CampaignRow[]; missing: string[] }> {
  const rows: CampaignRow[] = []
  const missing: string[] = []
  const readOrMiss = async <T,>(ref: Ref<T>): Promise<T | undefined> => {
    const found = await look(world.store, ref)
    if (!(found instanceof UnreadableRow)) return found?.value
    noteUnreadable(world.log, found)
    missing.push(ref.partition)
    return undefined
  }
  for (const id of await partnershipIdsOf(world.store, canonicalAddress(email))) {
    const partnership = await readOrMiss(partnershipRef(id))
    const role = partnership && roleOf(partnership, email)
    if (!partnership || !role) continue
    for (const cid of await campaignIdsOf(world.store, id)) {
      const campaign = await readOrMiss(campaignRef(cid))
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
  return { rows: rows.sort((a, b) => ((a.meeting?.date ?? '9') < (b.meeting?.date ?? '9') ? -1 : 1)), missing }
}
