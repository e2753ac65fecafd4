/** Routes of the list of likely answers: replies that were not plain, confirmed together. */
import { type Context, Hono } from 'hono'
import { type CampaignId, invitationIdFrom } from '../../domain/keep/ids.ts'
import { suggestedMatter } from '../../domain/keep/matter.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { type LikelyAnswer, LikelyPage, type LikelyView } from '../../pages/answer/likely.tsx'
import { requireRole } from '../access/caller.ts'
import { invitationsOf } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { settleMatter, WORDS } from './settle-matter.ts'

/** So many are read at once. */
const SHOWN = 50

export function likelyRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PATHS.likely.route, requireRole(world, 'read'), c => show(c, world))

  // Each is settled as on the person's page, one after the other: what was settled already stays as it is.
  app.post(PATHS.likely.route, requireRole(world, 'edit'), async c => {
    const { confirm } = await c.req.parseBody({ all: true })
    const ticked = [confirm].flat().filter(each => typeof each === 'string')
    const done = { confirmed: 0, refused: 0 }
    for (const tick of ticked.slice(0, SHOWN)) {
      const [invitation = '', matter = '', ...answer] = tick.split(' ')
      const word = WORDS.find(each => each === answer.join(' '))
      const settling =
        word &&
        (await settleMatter(world, c.get('campaign').id, invitationIdFrom(invitation), matter, word, c.get('email')))
      if (settling === 'settled') done.confirmed++
      else done.refused++
    }
    return show(c, world, done)
  })

  return app
}

async function show(c: Context<WebEnv>, world: World, done?: LikelyView['done']) {
  const campaign = c.get('campaign')
  const all = await likelyIn(world, campaign.id)
  const view: LikelyView = {
    campaign: campaign.id,
    answers: all.slice(0, SHOWN),
    total: all.length,
    zone: campaign.meeting?.zone ?? 'UTC',
    mayEdit: mayEdit(c.get('role')),
    done,
  }
  return showPage(c, { title: 'Likely answers', section: 'board' }, <LikelyPage {...view} />)
}

/** The oldest first. */
async function likelyIn(world: World, campaign: CampaignId): Promise<LikelyAnswer[]> {
  const found: LikelyAnswer[] = []
  for await (const { value } of invitationsOf(world.store, campaign)) {
    const matter = suggestedMatter(value.matters)
    const { name, company } = value.invitee
    if (matter && value.removedAt === undefined) found.push({ invitation: value.id, name, company, matter })
  }
  return found.sort((a, b) => (a.matter.at < b.matter.at ? -1 : 1))
}
