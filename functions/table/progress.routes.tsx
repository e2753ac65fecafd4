/** Routes of a quarterly table for its convener: agenda, figures, the survey and what follows from it. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { teamIdFrom } from '../../domain/keep/ids.ts'
import { endOf, hasBegun } from '../../domain/keep/meeting.ts'
import { mayEdit, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { wallOf } from '../../domain/keep/time.ts'
import { PULSE_KEY } from '../../domain/keep/wave-id.ts'
import type { ActionTeam } from '../../domain/teams/team.ts'
import { Progress, type ProgressView } from '../../pages/table/progress.tsx'
import { requireRole } from '../access/caller.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { World } from '../keep/ports.ts'
import { teamsOf } from '../teams/teams.ts'
import type { WebEnv } from '../web/env.ts'
import { forbidden, refused } from '../web/refusals.tsx'
import { wordsOf } from '../web/said.ts'
import { showPage } from '../web/show.tsx'
import type { Errors } from '../web/typed.ts'
import { typedIn } from '../web/typed.ts'
import { readEdit, WRONG_ITEM } from './agenda.routes.tsx'
import { agendaOf, isHandWritten } from './agenda.ts'
import { editAgenda, handOfTeam, isAgendaOpen } from './edit-agenda.ts'
import { pulsesOf, pulseTime } from './pulse.ts'
import { askPulse, nextTable, renew } from './renew.ts'
import { figuresOf, reportOf } from './report.ts'

type Request = Context<WebEnv>

const SAID: Record<string, string> = {
  agenda: 'The agenda is changed.',
  pulse: 'Saved.',
  talk: 'It’s on the agenda of the next meeting.',
  close: 'The team is closed. Its work stays written down.',
  found: 'The team is there. Give it a lead on its page.',
}

export function progressRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const back = (c: Request, said: string, place = '') =>
    c.redirect(withQuery(PATHS.progress(c.get('campaign').id), { said }, place), 303)

  app.get(PATHS.progress.route, requireRole(world, 'read'), c => showProgress(c, world))

  app.post(PATHS.agenda.route, requireRole(world, 'edit'), async c => {
    const campaign = c.get('campaign')
    const typed = typedIn(await c.req.parseBody())
    const read = typed.do === 'list' ? { edit: { do: 'list' } as const } : readEdit(typed)
    if ('errors' in read) return showProgress(c, world, typed, read.errors)
    const editing = await editAgenda(world, campaign, handOfTeam(c.get('partnership'), c.get('email')), read.edit)
    if (editing === 'done') return back(c, 'agenda', 'agenda')
    if (editing === 'closed')
      return refused(c, 400, 'There is no agenda to change', 'A quarterly table has one until it begins.')
    if (editing === 'not theirs') return forbidden(c, c.get('email'))
    return showProgress(c, world, typed, WRONG_ITEM[editing])
  })

  app.post(PATHS.pulse.route, requireRole(world, 'edit'), async c => {
    const { do: word } = typedIn(await c.req.parseBody())
    const asking =
      word === 'on' || word === 'off'
        ? await askPulse(world, c.get('campaign'), word === 'on', c.get('email'))
        : 'nothing'
    if (asking !== 'saved')
      return refused(
        c,
        400,
        'That cannot be changed',
        'The survey follows a quarterly table, and hasn’t been sent yet.',
      )
    return back(c, 'pulse', 'pulse')
  })

  app.post(PATHS.renewal.route, requireRole(world, 'edit'), async c => {
    const found = renewal.safeParse(typedIn(await c.req.parseBody()))
    const context = { campaign: c.get('campaign'), partnership: c.get('partnership') }
    const renewing = found.success ? await renew(world, context, found.data, c.get('email')) : undefined
    if (found.success && renewing === 'done') return back(c, found.data.do, 'pulse')
    if (renewing === 'no table') return back(c, '', 'pulse')
    return refused(c, 400, 'Nothing was changed', 'Choose what to do with the priorities.')
  })

  return app
}

const renewal = z.discriminatedUnion('do', [
  z.object({ do: z.literal('talk') }),
  z.object({ do: z.literal('close'), team: z.string().max(64).default('').transform(teamIdFrom) }),
  z.object({ do: z.literal('found'), name: z.string().default('') }),
])

async function showProgress(c: Request, world: World, typed: Record<string, string> = {}, errors: Errors = {}) {
  const campaign = c.get('campaign')
  const partnership = c.get('partnership')
  const now = world.clock.now()
  const report = await reportOf(world, campaign.id)
  const surveys = await pulsesOf(world, await campaignsOf(world, partnership.id))
  const latest = surveys.at(-1)
  const teams = new Map<string, ActionTeam>((await teamsOf(world.store, partnership.id)).map(team => [team.id, team]))
  const next = await nextTable(world, campaign)
  const figures = await figuresOf(world, campaign)
  const asked = pulseTime(campaign)
  const zone = campaign.meeting?.zone ?? 'UTC'
  const view: ProgressView = {
    campaign: campaign.id,
    mayEdit: mayEdit(roleOf(partnership, c.get('email'))),
    organization: partnership.organization.name,
    agenda: {
      path: PATHS.agenda(campaign.id),
      agenda: await agendaOf(world, campaign),
      email: c.get('email'),
      ...handOfTeam(partnership, c.get('email')),
      open: isAgendaOpen(campaign, now) && mayEdit(c.get('role')),
      over: campaign.meeting !== undefined && hasBegun(campaign.meeting, now),
      typed,
      errors,
    },
    handWritten: isHandWritten(campaign) && isAgendaOpen(campaign, now),
    figures: report?.released?.figures ?? figures,
    report: report?.released ? 'released' : report ? 'written' : 'none',
    over: campaign.meeting !== undefined && endOf(campaign.meeting) <= now,
    pulse: campaign.left[PULSE_KEY] !== undefined ? 'asked' : asked ? { on: wallOf(asked.at, zone).day } : 'not asked',
    surveys: surveys.map(({ campaign: each, stage, result }) => ({
      campaign: each.id,
      date: each.meeting?.date ?? '',
      stage: stage === 'open' ? 'open' : 'over',
      until: pulseTime(each)?.until ?? '',
      result,
    })),
    renewal: (latest?.result.priorities ?? [])
      .filter(({ id }) => teams.get(id)?.closedAt === undefined && teams.has(id))
      .map(each => ({ ...each, team: each.id })),
    next: next?.meeting && { date: next.meeting.date },
    done: wordsOf(SAID, c.req.query('said')),
  }
  const wrong = Object.keys(errors).length > 0
  return showPage(c, { title: 'Progress', section: 'progress', status: wrong ? 422 : 200 }, <Progress {...view} />)
}
