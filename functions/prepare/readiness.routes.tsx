/** Routes of the page of readiness: what stands is read, what the convener says of it is taken. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { kindOf } from '../../domain/keep/kinds.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, sameAddress, type TeamMember } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Clash } from '../../domain/keep/three-way.ts'
import { readable } from '../../domain/keep/time.ts'
import { waiting } from '../../domain/prepare/proposal.ts'
import {
  dayRolesOf,
  decidersOf,
  footprintOf,
  MOST_FIGURES,
  type ReadinessRecord,
  roleAnswerOf,
  SECTORS,
  type Sector,
  sectorOf,
} from '../../domain/prepare/readiness-record.ts'
import { ReadinessPage, type ReadinessView } from '../../pages/prepare/readiness.tsx'
import type { MemberLine } from '../../pages/prepare/readiness-team.tsx'
import { requireRole, steadilyAt } from '../access/caller.ts'
import { LINKS } from '../keep/links.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { World } from '../keep/ports.ts'
import { waitingFor } from '../list/by-hand.ts'
import { letterThatLeft } from '../list/invite.ts'
import type { WebEnv } from '../web/env.ts'
import { boxesOf, mergeTyped, tickedIn } from '../web/merged.ts'
import { refused } from '../web/refusals.tsx'
import { showPage } from '../web/show.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { settleProposal } from './proposals.ts'
import { launchAmong, type ReadinessRead, readReadiness, untilLaunch } from './readiness.ts'
import {
  addFigure,
  askList,
  askRoles,
  dropFigure,
  readinessRecordOf,
  setDayRoles,
  setSectors,
} from './readiness-record.ts'

type Request = Context<WebEnv>

const ROUTE = PATHS.readiness.route

const text = (most: number) => z.string().trim().max(most, `Shorten this to ${most} characters.`)
const isLink = (link: string): boolean => /^https?:\/\/[^\s/.]+\.[^\s]+$/i.test(link) && URL.canParse(link)

const figureForm = z.object({
  figure: text(200).min(1, 'Enter the figure.'),
  link: text(500).refine(isLink, 'Enter a link that begins with https://, so that others can look it up.'),
  note: text(500).default(''),
})

const DONE: Record<string, string> = {
  sectors: 'Sectors saved.',
  figure: 'The figure is added.',
  'drop-figure': 'The figure is taken off.',
  day: 'Saved who does what.',
  'ask-roles': 'Everyone on the team is asked, in working hours.',
  'ask-list': 'The list is put before the team, in working hours.',
  invited: 'They’re on the list, and their letter is on its way.',
  unsigned: 'They’re on the list, and get the letter as soon as the champions have signed it as it is now.',
  paused: 'They’re on the list, and get the letter when you resume sending.',
  listed: 'They are on the list.',
  elsewhere: 'They are on the list of another session, and stay there.',
  declined: 'Noted. Whoever proposed them sees it.',
}

export function readinessRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const done = (c: Request, said: string, at = '') =>
    c.redirect(withQuery(PATHS.readiness(c.get('campaign').id), { did: said }, at), 303)

  app.get(ROUTE, requireRole(world, 'read'), async c => {
    const { campaign, partnership } = c.var
    if (kindOf(campaign).readiness) return showReadiness(c, world)
    const launch = launchAmong(await campaignsOf(world, partnership.id), world.clock.now())
    return launch
      ? c.redirect(PATHS.readiness(launch.id), 303)
      : refused(c, 400, 'There is no launch', 'Readiness is asked of a launch.')
  })

  app.post(ROUTE, requireRole(world, 'edit'), async c => {
    const { partnership, campaign } = c.var
    const { id } = partnership
    const fields = await c.req.parseBody({ all: true })
    const typed = typedIn(fields)
    switch (typed.do) {
      case 'sectors':
        return steadilyAt(c, world, async world => {
          const record = await readinessRecordOf(world.store, id)
          const { values, clashes } = mergeTyped(typed, sectorsForm(partnership.team, record))
          if (clashes.length > 0) return showReadiness(c, world, values, {}, clashes)
          await setSectors(world, id, sectorsIn(partnership.team, values))
          return done(c, 'sectors', 'people')
        })
      case 'figure': {
        const found = figureForm.safeParse(typed)
        if (!found.success) return showReadiness(c, world, typed, errorsOf(found.error))
        const room = await addFigure(world, id, found.data, c.get('email'))
        return room
          ? done(c, 'figure', 'figures')
          : showReadiness(c, world, typed, { figure: `There is room for ${MOST_FIGURES}. Take one off first.` })
      }
      case 'drop-figure':
        await dropFigure(world, id, typed.figure ?? '')
        return done(c, 'drop-figure', 'figures')
      case 'day': {
        const boxes = DAY_ROLES.map(role => boxesOf(role, fields[role]))
        const was = typed.was === undefined ? {} : { was: typed.was }
        await steadilyAt(c, world, async world => {
          const stands = dayForm(dayRolesOf(partnership, await readinessRecordOf(world.store, id)))
          const { values } = mergeTyped(Object.assign({}, ...boxes, was), stands)
          await setDayRoles(world, partnership, {
            welcomes: tickedIn(values, 'welcomes'),
            facilitates: tickedIn(values, 'facilitates'),
            listens: tickedIn(values, 'listens'),
          })
        })
        return done(c, 'day')
      }
      case 'ask-roles':
        await askRoles(world, id)
        return done(c, 'ask-roles', 'people')
      case 'ask-list':
        await askList(world, id, Number(typed.round) || 0)
        return done(c, 'ask-list', 'people')
      case 'name': {
        const how = typed.answer === 'now' || typed.answer === 'later' ? 'on the list' : 'not now'
        const when = typed.answer === 'now' ? 'now' : 'with the wave'
        const settled = await settleProposal(world, campaign, typed.proposal ?? '', how, when, c.get('email'))
        const elsewhere = (settled?.added?.elsewhere ?? []).length > 0
        const said =
          how === 'not now'
            ? 'declined'
            : elsewhere
              ? 'elsewhere'
              : when === 'now'
                ? (waitingFor(campaign) ?? 'invited')
                : 'listed'
        return done(c, settled ? said : '', 'names')
      }
      default:
        return done(c, '')
    }
  })

  return app
}

/** Selects are named by what the member's link is named by, for an address is no name of a field. */
function sectorsIn(team: readonly TeamMember[], typed: Record<string, string>): Record<string, Sector> {
  return Object.fromEntries(
    team.flatMap(({ email }) => {
      const said = SECTORS.find(sector => sector === typed[`sector-${LINKS.team.idOf(email)}`])
      return said ? [[email, said]] : []
    }),
  )
}

/** What the select of each member was filled from: what was said of them. What is guessed nobody has said. */
const sectorsForm = (team: readonly TeamMember[], { sectors }: ReadinessRecord): Record<string, string> =>
  Object.fromEntries(
    team.map(({ email }) => [`sector-${LINKS.team.idOf(email)}`, sectors[canonicalAddress(email)] ?? '']),
  )

const DAY_ROLES = ['welcomes', 'facilitates', 'listens'] as const

/** The boxes that are ticked. */
const dayForm = ({ welcomes, facilitates, listens }: ReturnType<typeof dayRolesOf>): Record<string, string> => ({
  ...boxesOf(
    'welcomes',
    welcomes.map(({ id }) => id),
  ),
  ...boxesOf(
    'facilitates',
    facilitates.map(({ email }) => email),
  ),
  ...boxesOf(
    'listens',
    listens.map(({ email }) => email),
  ),
})

async function showReadiness(
  c: Request,
  world: World,
  typed: Record<string, string> = {},
  errors: Errors = {},
  clashes: readonly Clash[] = [],
) {
  const { campaign, partnership } = c.var
  const found = await readReadiness(world, { campaign, partnership })
  const { readinessRecord, proposals, stages } = found
  const zone = campaign.meeting?.zone ?? 'America/Denver'
  const onTheDay = dayRolesOf(partnership, readinessRecord)
  const { welcomes, facilitates, listens } = onTheDay
  const { roles, list } = readinessRecord.asked
  const me = c.get('email')
  const did = c.req.query('did') ?? ''
  const view: ReadinessView = {
    campaign: campaign.id,
    mayEdit: mayEdit(c.get('role')),
    stages,
    until: untilLaunch(found, world.clock.now()),
    over: campaign.meeting !== undefined && hasBegun(campaign.meeting, world.clock.now()),
    team: linesOf(found, typed),
    merging: { was: sectorsForm(partnership.team, readinessRecord), clashes },
    askedRoles: roles && readable(roles, zone),
    askedList: { round: list?.round ?? 0, when: list && readable(list.at, zone) },
    hasList: found.hasList,
    own: partnership.team.some(({ email }) => sameAddress(email, me))
      ? LINKS.team.path(world.settings, partnership.id, me)
      : undefined,
    figures: readinessRecord.figures,
    room: readinessRecord.figures.length < MOST_FIGURES,
    choice: {
      champions: partnership.champions,
      team: partnership.team,
      merging: { was: dayForm(onTheDay) },
      welcomes: welcomes.map(({ id }) => id),
      facilitates: facilitates.map(({ email }) => email),
      listens: listens.map(({ email }) => email),
    },
    waiting: waiting(proposals),
    settled: proposals.filter(({ settled }) => settled !== undefined),
    letterLeft: (await letterThatLeft(world, campaign.id)) !== undefined,
    did: Object.hasOwn(DONE, did) ? DONE[did] : undefined,
    typed,
    errors,
  }
  const status = clashes.length > 0 ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return showPage(c, { title: 'Readiness', section: 'readiness', status }, <ReadinessPage {...view} />)
}

function linesOf(
  { partnership, readinessRecord }: ReadinessRead,
  typed: Readonly<Record<string, string>>,
): MemberLine[] {
  const deciders = decidersOf(partnership)
  return partnership.team.map(member => {
    const own = canonicalAddress(member.email)
    const asked = deciders.includes(member)
    const said = SECTORS.find(each => each === typed[`sector-${LINKS.team.idOf(member.email)}`])
    const sector = said ?? sectorOf(readinessRecord, member)
    return {
      id: LINKS.team.idOf(member.email),
      member,
      sector,
      guessed: sector !== undefined && readinessRecord.sectors[own] === undefined,
      role: roleAnswerOf(readinessRecord, member)?.said,
      footprint: asked ? footprintOf(readinessRecord, partnership, member)?.said : 'not asked',
      list: asked ? (readinessRecord.lists[own] === undefined ? undefined : 'right') : 'not asked',
    }
  })
}
