/** Routes of a campaign as a whole: its last check, signatures, previews, and the convener's hand on it. */
import { Hono } from 'hono'
import { nameOf } from '../../domain/partnership.ts'
import { page } from '../../pages/layout.tsx'
import { ReviewPage } from '../../pages/steps/review.tsx'
import { checkOfContext } from '../context.ts'
import { invitationsOf } from '../documents.ts'
import { countHolders } from '../edit-campaign.ts'
import type { World } from '../ports.ts'
import { preview, sendTest } from '../preview.ts'
import { obstacles, requestSignatures } from '../request-signatures.ts'
import { dropChampion } from '../sign.ts'
import { cancel, dropWave, pause, releaseNow, resume } from '../steer-campaign.ts'
import { requireRole, type WebEnv } from './caller.ts'
import { refused } from './refusals.tsx'
import { LETTER_POLICY } from './security.ts'
import { contextOf, viewOf } from './steps.tsx'

const SAID: Record<string, string> = {
  asked: 'The champions have been asked to sign. You will hear when all have.',
  dropped: 'The champion is off the letter.',
  paused: 'Paused. Nothing leaves.',
  resumed: 'Resumed.',
  cancelled: 'The meeting is cancelled.',
}

export function campaignRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/campaigns/:cid/review', requireRole(world, 'read'), async c => {
    const context = contextOf(c)
    const id = context.campaign.id
    let invitees = 0
    for await (const { value } of invitationsOf(world.store, id)) if (!value.removedAt) invitees++
    const problems = obstacles(context, world.clock.now())
    if (invitees === 0) problems.push('Invite somebody: the list is empty.')
    return c.html(
      page(
        `Check and sign | ${nameOf(context.partnership)}`,
        <ReviewPage
          view={viewOf(c, 'review', {}, {})}
          campaign={context.campaign}
          champions={context.partnership.champions}
          check={checkOfContext(context)}
          problems={problems}
          invitees={invitees}
          holders={await countHolders(world, id)}
          said={SAID[c.req.query('said') ?? '']}
        />,
        { email: c.get('email') },
      ),
    )
  })

  app.post('/campaigns/:cid/signatures', requireRole(world, 'edit'), async c => {
    const id = c.get('campaign').id
    const asked = await requestSignatures(world, id, c.get('email'))
    return c.redirect(`/campaigns/${id}/review${asked.ok ? '?said=asked' : ''}`, 303)
  })

  app.post('/campaigns/:cid/champions/:champion/drop', requireRole(world, 'edit'), async c => {
    if (c.get('partnership').champions.length <= 2)
      return refused(
        c,
        400,
        'Two champions are the least',
        'Name another champion before you take this one off the letter.',
      )
    await dropChampion(world, c.get('campaign').id, c.req.param('champion'), c.get('email'))
    return c.redirect(`/campaigns/${c.get('campaign').id}/review?said=dropped`, 303)
  })

  const hand = { pause: [pause, 'paused'], resume: [resume, 'resumed'], cancel: [cancel, 'cancelled'] } as const
  for (const [path, [act, said]] of Object.entries(hand))
    app.post(`/campaigns/:cid/${path}`, requireRole(world, 'edit'), async c => {
      await act(world, c.get('campaign').id, c.get('email'))
      return c.redirect(`/campaigns/${c.get('campaign').id}/review?said=${said}`, 303)
    })

  app.post('/campaigns/:cid/waves/:wave/release', requireRole(world, 'edit'), async c => {
    await releaseNow(world, c.get('campaign').id, c.req.param('wave'), c.get('email'))
    return c.redirect(`/campaigns/${c.get('campaign').id}`, 303)
  })
  app.post('/campaigns/:cid/waves/:wave/drop', requireRole(world, 'edit'), async c => {
    await dropWave(world, c.get('campaign').id, c.req.param('wave'), c.get('email'))
    return c.redirect(`/campaigns/${c.get('campaign').id}`, 303)
  })

  app.get('/campaigns/:cid/preview', requireRole(world, 'read'), async c => {
    const kind = c.req.query('kind') ?? 'invite'
    const shown = await preview(world, c.get('campaign').id, { kind, invitation: c.req.query('invitee') || undefined })
    c.header('Content-Security-Policy', LETTER_POLICY)
    if ('problems' in shown) return c.text(shown.problems.join('\n'), 404)
    return c.req.query('as') === 'text' ? c.text(`Subject: ${shown.subject}\n\n${shown.text}`) : c.html(shown.html)
  })

  app.post('/campaigns/:cid/letter/test', requireRole(world, 'edit'), async c => {
    const sent = await sendTest(world, c.get('campaign').id, 'invite', c.get('email'))
    if (sent === 'not sent')
      return refused(c, 400, 'The test did not leave', 'Save the letter and the meeting first, then try again.')
    return c.redirect(`/campaigns/${c.get('campaign').id}/letter?tested=1`, 303)
  })

  return app
}
