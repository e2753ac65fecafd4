/** Routes of a team member's link: the page changes nothing; its buttons say what they think, and propose names. */

import { type Context, Hono } from 'hono'
import * as z from 'zod'
import type { Invitee } from '../../domain/keep/invitation.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import {
  canonicalAddress,
  nameOf,
  type Partnership,
  sameAddress,
  type TeamMember,
} from '../../domain/keep/partnership.ts'
import { PERSONAL, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { companyOf } from '../../domain/list/company.ts'
import { judge } from '../../domain/list/invitee-row.ts'
import {
  decidersOf,
  FOOTPRINTS,
  footprintOf,
  roleAnswerOf,
  SECTORS,
  sectorOf,
} from '../../domain/prepare/readiness-record.ts'
import { TeamPage, type TeamView } from '../../pages/prepare/team.tsx'
import { page } from '../../pages/web/layout.tsx'
import { campaignsOf } from '../keep/overview.ts'
import type { World } from '../keep/ports.ts'
import type { WebEnv } from '../web/env.ts'
import { deadLink } from '../web/refusals.tsx'
import { type Errors, errorsOf, typedIn } from '../web/typed.ts'
import { type Proposing, proposeInvitee } from './proposals.ts'
import { launchAmong, readReadiness, untilLaunch, whoIsOfTeam } from './readiness.ts'
import { agreeToList, answerFootprint, answerRole } from './readiness-record.ts'

const text = (most: number) => z.string().trim().max(most, `Shorten this to ${most} characters.`).default('')

const roleForm = z.object({ sector: z.enum(SECTORS).optional().catch(undefined) })
const doubtForm = z.object({ note: text(500).refine(note => note !== '', 'Say what should be different.') })
const scopeForm = z.object({ said: z.enum(FOOTPRINTS, 'Choose one.'), note: text(500) })
const nameForm = z.object({
  name: text(120),
  title: text(160),
  company: text(160),
  email: text(254),
  phone: text(40),
  why: text(300),
  partner: z.literal('yes').optional().catch(undefined),
})

const REFUSED: Record<Exclude<Proposing, 'proposed' | 'not asked'>, Errors> = {
  'no company': { company: 'Enter the company they decide for.' },
  'on the list already': { email: 'They are on the list already.' },
  'proposed already': { email: 'Someone has proposed them already. The convener will answer.' },
  'too many': { email: 'Many names are waiting for the convener already.' },
}

const DONE: Record<string, string> = {
  agreed: 'Thank you. Your role is agreed.',
  doubt: 'Thank you. The convener knows.',
  scope: 'Thank you. The others see what you think.',
  list: 'Thank you. You called the list right.',
  proposed: 'Thank you. The convener has the name. Is there someone else?',
}

/** So many companies are listed on a page that opens on a phone. */
const SHOWN = 500

type Member = { partnership: Partnership; member: TeamMember }

export function teamRoutes(world: World): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get(PERSONAL.team.route, async c => {
    const who = await whoIsOfTeam(world, c.req.param('token'))
    return who ? showTeam(c, world, who) : deadLink(c)
  })

  app.post(PERSONAL.team.route, async c => {
    const token = c.req.param('token')
    const who = await whoIsOfTeam(world, token)
    if (!who) return deadLink(c)
    const { partnership, member } = who
    const { id } = partnership
    const typed = typedIn(await c.req.parseBody())
    const done = (did: string, at: string) => c.redirect(withQuery(PERSONAL.team(token), { did }, at), 303)
    const wrong = (form: string, errors: Errors) => showTeam(c, world, who, { form, typed, errors })
    if (typed.do === 'agree') {
      await answerRole(world, id, member, { said: 'agreed', note: '', ...roleForm.parse(typed) })
      return done('agreed', 'role')
    }
    if (typed.do === 'doubt') {
      const found = doubtForm.safeParse(typed)
      if (!found.success) return wrong('role', errorsOf(found.error))
      await answerRole(world, id, member, { said: 'not like this', ...found.data })
      return done('doubt', 'role')
    }
    if (typed.do === 'scope') {
      const found = scopeForm.safeParse(typed)
      if (!found.success) return wrong('scope', errorsOf(found.error))
      const deciding = await answerFootprint(world, partnership, member, found.data)
      return deciding === 'noted' ? done('scope', 'scope') : showTeam(c, world, who)
    }
    if (typed.do === 'list') {
      const deciding = await agreeToList(world, partnership, member)
      return deciding === 'noted' ? done('list', 'list') : showTeam(c, world, who)
    }
    if (typed.do === 'propose') {
      const read = readName(typed)
      if ('errors' in read) return wrong('name', read.errors)
      const proposing = await proposeInvitee(world, partnership, read, member)
      if (proposing === 'not asked') return showTeam(c, world, who)
      return proposing === 'proposed' ? done('proposed', 'list') : wrong('name', REFUSED[proposing])
    }
    return showTeam(c, world, who)
  })

  return app
}

/** A name as it was typed. */
function readName(typed: Record<string, string>): { invitee: Invitee; why: string } | { errors: Errors } {
  const found = nameForm.safeParse(typed)
  if (!found.success) return { errors: errorsOf(found.error) }
  const { why, partner, ...row } = found.data
  const { invitee, problems } = judge({ ...row, publicPartner: partner ?? '' })
  const errors: Errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]))
  if (row.company === '') Object.assign(errors, REFUSED['no company'])
  return invitee && Object.keys(errors).length === 0 ? { invitee, why } : { errors }
}

interface Typing {
  form: string
  typed: Record<string, string>
  errors: Errors
}

async function showTeam(c: Context<WebEnv>, world: World, { partnership, member }: Member, typing?: Typing) {
  const launch = launchAmong(await campaignsOf(world, partnership.id), world.clock.now())
  if (!launch) return deadLink(c)
  const found = await readReadiness(world, { campaign: launch, partnership })
  const { readinessRecord, proposals, stages } = found
  const invitations = found.invitations()
  const companies = byCompany(invitations)
  const said = readinessRecord.lists[canonicalAddress(member.email)]
  const did = c.req.query('did') ?? ''
  const view: TeamView = {
    path: c.req.path,
    partnership: nameOf(partnership),
    scope: [partnership.sector, partnership.region].filter(Boolean).join(', '),
    member,
    stages,
    until: untilLaunch(found, world.clock.now()),
    sector: sectorOf(readinessRecord, member),
    role: roleAnswerOf(readinessRecord, member),
    decides: decidersOf(partnership).includes(member),
    footprint: footprintOf(readinessRecord, partnership, member),
    figures: readinessRecord.figures,
    list: companies.slice(0, SHOWN),
    companies: companies.length,
    people: invitations.length,
    agreed: said && readable(said, launch.meeting?.zone ?? 'America/Denver'),
    own: proposals.filter(({ by }) => sameAddress(by.email, member.email)),
    did: Object.hasOwn(DONE, did) ? DONE[did] : undefined,
    form: typing?.form,
    typed: typing?.typed ?? {},
    errors: typing?.errors ?? {},
  }
  const title = `${typing ? 'Please check: ' : ''}Where we are`
  return c.html(page(title, <TeamPage {...view} />, { calm: true }), typing ? 422 : 200)
}

/** Names and titles, and no addresses: enough to say who is missing. */
function byCompany(invitations: readonly Listed[]): TeamView['list'] {
  const groups = Map.groupBy(invitations, ({ invitee }) => companyOf(invitee).key)
  return [...groups.values()]
    .map(group => ({
      company: group[0] ? companyOf(group[0].invitee).name : '',
      people: group.map(({ invitee: { name, title } }) => [name, title].filter(Boolean).join(', ')),
    }))
    .sort((a, b) => a.company.localeCompare(b.company, 'en'))
}
