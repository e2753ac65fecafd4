/** Routes of a quarterly table for its convener: agenda, figures, the survey and what follows from it. */

import { type Context, Hono } from 'hono'
import { kindOf } from '../../domain/keep/kinds.ts'
import { endOf, startOf } from '../../domain/keep/meeting.ts'
import { mayEdit, roleOf } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { wallOf } from '../../domain/keep/time.ts'
import { PULSE_KEY } from '../../domain/keep/wave-id.ts'
import { Progress, type ProgressView } from '../../pages/table/progress.tsx'
import { requireRole } from '../access/caller.ts'
import { editCampaign } from '../campaign/edit-campaign.ts'
import { campaignsOf } from '../keep/affairs.ts'
import type { World } from '../keep/ports.ts'
import { closeTeam, foundTeams } from '../teams/action-team.ts'
import { launchOf } from '../teams/team-view.ts'
import { teamOf, teamsOf } from '../teams/teams.ts'
import type { WebEnv } from '../web/env.ts'
import { refused } from '../web/refusals.tsx'
import { wordsOf } from '../web/said.ts'
import { showPage } from '../web/show.tsx'
import type { Errors } from '../web/typed.ts'
import { typedIn } from '../web/typed.ts'
import { type Hand, handleAgenda } from './agenda.routes.tsx'
import { addItem, agendaOf, followAgenda, hasAgenda, isHandWritten } from './agenda.ts'
import { pulsesOf, pulseTime } from './pulse.ts'
import { figuresOf, reportOf } from './report.ts'

type Request = Context<WebEnv>

const SAID: Record<string, string> = {
  agenda: 'The agenda is changed.',
  pulse: 'Saved.',
  talk: 'It stands on the agenda of the next table.',
  close: 'The team is closed. Its work stays written down.',
  found: 'The team is there. Give it a lead on its page.',
}

export function progressRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const back = (c: Request, said: string, place = '') =>
    c.redirect(withQuery(PATHS.progress(c.get('campaign').id), { said }, place), 303)

  app.get(PATHS.progress.route, requireRole(world, 'read'), c => show(c, world))

  app.post(PATHS.agenda.route, requireRole(world, 'edit'), async c => {
    const campaign = c.get('campaign')
    if (!isOpen(c, world))
      return refused(c, 400, 'There is no agenda to change', 'A quarterly table has one until it begins.')
    const typed = typedIn(await c.req.parseBody())
    if (typed.do === 'list') {
      await followAgenda(world, campaign.id, true)
      return back(c, 'agenda', 'agenda')
    }
    const errors = await handleAgenda(world, campaign.id, await agendaOf(world, campaign), handOf(c), typed)
    if (Object.keys(errors).length > 0) return show(c, world, typed, errors)
    return back(c, 'agenda', 'agenda')
  })

  app.post(PATHS.pulse.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    const campaign = c.get('campaign')
    const { id, left, pulse } = campaign
    const mayFollow = campaign.meeting !== undefined && kindOf(campaign).pulse
    const wanted = typed.do === 'on'
    if (!mayFollow || (typed.do !== 'on' && typed.do !== 'off') || left[PULSE_KEY] !== undefined)
      return refused(c, 400, 'That cannot be changed', 'The survey follows a quarterly table, and has not left yet.')
    const now = world.clock.now()
    if (wanted !== (pulse !== undefined))
      await editCampaign(world, id, c.get('email'), wanted ? 'asks the pulse afterwards' : 'asks no pulse', each => ({
        ...each,
        pulse: wanted ? now : undefined,
      }))
    return back(c, 'pulse', 'pulse')
  })

  app.post(PATHS.renewal.route, requireRole(world, 'edit'), async c => {
    const typed = typedIn(await c.req.parseBody())
    const partnership = c.get('partnership').id
    const by = c.get('email')
    if (typed.do === 'talk') {
      const next = await nextTable(c, world)
      if (next) await addItem(world, next.id, handOf(c).person, RENEW)
      return back(c, next ? 'talk' : '', 'pulse')
    }
    if (typed.do === 'close') {
      const team = await teamOf(world.store, partnership, typed.team ?? '')
      if (team) await closeTeam(world, { partnership, team: team.id, by }, true)
      return back(c, 'close', 'pulse')
    }
    const name = (typed.name ?? '').trim()
    const launch = launchOf({ campaigns: await campaignsOf(world, partnership) })
    if (typed.do !== 'found' || name === '' || !launch)
      return refused(c, 400, 'Nothing was changed', 'Choose what to do with the priorities.')
    await foundTeams(world, launch, [{ name }], by)
    return back(c, 'found', 'pulse')
  })

  return app
}

/** What the convener puts before the table. */
const RENEW = 'Our priorities after the survey: which go on, which are reached, which are new?'

const isOpen = (c: Request, world: World): boolean => {
  const campaign = c.get('campaign')
  return hasAgenda(campaign) && campaign.status !== 'canceled' && world.clock.now() < startOf(campaign.meeting)
}

function handOf(c: Request): Hand {
  const { team } = c.get('partnership')
  const email = c.get('email')
  const own = team.find(each => each.email.toLowerCase() === email.toLowerCase())
  return {
    person: { name: own?.name ?? email, company: own?.organization ?? '', email },
    mayOrder: mayEdit(c.get('role')),
    mayTakeOff: mayEdit(c.get('role')),
  }
}

/** The table after this one, of those that are still to come. */
async function nextTable(c: Request, world: World) {
  const campaigns = await campaignsOf(world, c.get('partnership').id)
  const now = world.clock.now()
  return campaigns.find(
    ({ id, status, meeting }) =>
      id !== c.get('campaign').id &&
      meeting !== undefined &&
      kindOf({ meeting }).inSeries &&
      status !== 'canceled' &&
      startOf(meeting) > now &&
      meeting.date > (c.get('campaign').meeting?.date ?? ''),
  )
}

async function show(c: Request, world: World, typed: Record<string, string> = {}, errors: Errors = {}) {
  const campaign = c.get('campaign')
  const partnership = c.get('partnership')
  const now = world.clock.now()
  const report = await reportOf(world, campaign.id)
  const surveys = await pulsesOf(world, await campaignsOf(world, partnership.id))
  const latest = surveys.at(-1)
  const teams = new Map((await teamsOf(world.store, partnership.id)).map(team => [team.id, team]))
  const next = await nextTable(c, world)
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
      ...handOf(c),
      open: isOpen(c, world) && mayEdit(c.get('role')),
      over: campaign.meeting !== undefined && startOf(campaign.meeting) <= now,
      typed,
      errors,
    },
    handWritten: isHandWritten(campaign) && isOpen(c, world),
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
