/** Routes of a partnership as a whole: the same again next year, put away, deleted. */
import { type Context, Hono } from 'hono'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { ManagePage, type ManageView } from '../../pages/campaign/manage.tsx'
import { requireRole } from '../access/caller.ts'
import { mayStart } from '../access/sign-in.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { showPage } from '../web/show.tsx'
import { deleteCampaign, deleteWithMail } from './manage/delete.ts'
import { setKeeping } from './manage/keeping.ts'
import { putAway } from './manage/put-away.ts'
import { startAgain } from './manage/start-again.ts'

type Request = Context<WebEnv>

const UNDER_WAY =
  'Emails about a meeting were sent or will be, and the people who have them would never hear that it is off. Cancel the meeting first; then delete it.'

export function manageRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  async function show(c: Request, problem?: ManageView['problem']) {
    const campaign = c.get('campaign')
    const partnership = c.get('partnership')
    const view: ManageView = {
      campaign: campaign.id,
      name: nameOf(partnership),
      meeting: kindOf(campaign).signed && !campaign.session ? undefined : meetingTitle(campaign),
      archived: partnership.archivedAt !== undefined,
      sample: partnership.sample === true,
      mayStart: await mayStart(world, c.get('email')),
      keepMonths: partnership.keepMonths,
      saved: c.req.query('kept') === '1',
      problem,
    }
    return showPage(
      c,
      { title: 'Manage this partnership', section: 'setup', status: problem ? 422 : 200 },
      <ManagePage {...view} />,
    )
  }

  app.get(PATHS.manage.route, requireRole(world, 'edit'), c => show(c))

  app.post(PATHS.startAgain.route, requireRole(world, 'edit'), async c => {
    const { list } = await c.req.parseBody()
    const about = { campaign: c.get('campaign'), partnership: c.get('partnership') }
    const started = await startAgain(world, about, c.get('email'), list === 'yes')
    return started === 'may not'
      ? show(c, { at: 'again', words: 'Whoever runs this Convoke decides who may start partnerships. Ask them first.' })
      : c.redirect(PATHS.meeting(started.campaign), 303)
  })

  app.post(PATHS.archive.route, requireRole(world, 'edit'), async c => {
    const { do: word } = await c.req.parseBody()
    await putAway(world, c.get('partnership').id, word !== 'back')
    return c.redirect(PATHS.home(), 303)
  })

  app.post(PATHS.keeping.route, requireRole(world, 'edit'), async c => {
    const { months } = await c.req.parseBody()
    await setKeeping(world, c.get('partnership').id, Number(months))
    return c.redirect(`${PATHS.manage(c.get('campaign').id)}?kept=1#keeping`, 303)
  })

  app.post(PATHS.deleteMeeting.route, requireRole(world, 'edit'), async c => {
    const { sure } = await c.req.parseBody()
    if (sure !== 'yes') return show(c, { at: 'meeting', words: 'Check the box, so that nothing is deleted by a slip.' })
    const did = await deleteCampaign(world, c.get('campaign'))
    if (did === 'deleted') return c.redirect(PATHS.home(), 303)
    const words =
      did === 'under way' ? UNDER_WAY : 'Everything else depends on the launch: delete the partnership instead.'
    return show(c, { at: 'meeting', words })
  })

  app.post(PATHS.deletePartnership.route, requireRole(world, 'edit'), async c => {
    const { name } = await c.req.parseBody()
    const partnership = c.get('partnership')
    const typed = typeof name === 'string' ? name.trim() : ''
    const isSample = partnership.sample === true
    if (!isSample && typed.toLowerCase() !== nameOf(partnership).toLowerCase())
      return show(c, { at: 'partnership', words: `Type its name to delete it: ${nameOf(partnership)}`, typed })
    const did = await deleteWithMail(world, partnership.id, isSample && world.settings.rehearsal === true)
    return did === 'deleted' ? c.redirect(PATHS.home(), 303) : show(c, { at: 'partnership', words: UNDER_WAY, typed })
  })

  return app
}
