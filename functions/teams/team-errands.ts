/** What action teams have mailed: a lead is looked for, times are put before the lead, the agenda is theirs, partners are asked. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { endOf, startOf } from '../../domain/keep/meeting.ts'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import {
  addDays,
  DAY,
  type Instant,
  instantOf,
  longDate,
  MORNING,
  nextWorkingMoment,
  shift,
  timeSpan,
  wallOf,
  weekdayOf,
  workingDaysBefore,
} from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { type ActionTeam, leadOf, memberOf, sidesOf, type Teammate } from '../../domain/teams/team.ts'
import { asWords } from '../../mail/merge.ts'
import { shortId } from '../../mail/token.ts'
import { invitationsOf } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { teamsOf } from './teams.ts'

export const teamErrands: Planner = async (world, overview) => {
  const teams = (await teamsOf(world.store, overview.partnership.id)).filter(({ closedAt }) => closedAt === undefined)
  if (teams.length === 0) return []
  return [
    ...leadsWanted(world, overview, teams),
    ...teams.flatMap(team => forLead(world, overview, team)),
    ...(await forPartners(world, overview, teams)),
  ]
}

const listed = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')

const zoneOf = ({ campaigns }: Overview, { launch }: ActionTeam): string =>
  campaigns.find(({ id }) => id === launch)?.meeting?.zone ?? 'UTC'

/** A day after the teams were founded, champions are asked to lead those that nobody leads. */
function leadsWanted(world: Knows<'secret' | 'url'>, overview: Overview, teams: readonly ActionTeam[]): Errand[] {
  const { partnership } = overview
  // Teams that were founded on one day are one question; those of a later year are another.
  const occasion = ({ launch, foundedAt }: ActionTeam) => `${launch}:${foundedAt.slice(0, 10)}`
  return [...new Set(teams.map(occasion))].flatMap(which => {
    const without = teams.filter(team => occasion(team) === which && !leadOf(team))
    const [first] = without
    if (!first) return []
    const { launch, foundedAt } = first
    const at = nextWorkingMoment(shift(foundedAt, DAY), zoneOf(overview, first))
    return partnership.champions.map(
      (champion): Errand => ({
        key: `lead-wanted:${which}`,
        kind: 'lead-wanted',
        to: { name: champion.name, email: champion.email, organization: champion.company },
        at,
        until: shift(at, 21 * DAY),
        ...saying('lead-wanted', {
          teams: without.length === 1 ? 'One action team' : `${without.length} action teams`,
          have: without.length === 1 ? 'has' : 'have',
          team_list: { data: listed(without.map(({ name }) => asWords(name))) },
        }),
        link: LINKS.join.to(world.settings, launch, champion.id),
      }),
    )
  })
}

function forLead(world: Knows<'secret' | 'url'>, overview: Overview, team: ActionTeam): Errand[] {
  const lead = leadOf(team)
  if (!lead) return []
  return [...timesToChoose(world, overview, team, lead), ...aroundCalls(world, overview, team, lead)]
}

function toLead(
  world: Knows<'secret' | 'url'>,
  overview: Overview,
  team: ActionTeam,
  lead: Teammate,
  about: Omit<Errand, 'to' | 'link'>,
): Errand {
  const link = LINKS.times.to(world.settings, overview.partnership.id, team.id, lead.email)
  return { ...about, to: { name: lead.name, email: lead.email, organization: lead.company }, link }
}

/** Asked at once, and again after three days; a new round of times is a new question. */
function timesToChoose(world: Knows<'secret' | 'url'>, overview: Overview, team: ActionTeam, lead: Teammate): Errand[] {
  const { proposal } = team
  const last = proposal?.slots.at(-1)
  if (!proposal || !last || team.calls.length > 0) return []
  const zone = zoneOf(overview, team)
  const page = LINKS.times.to(world.settings, overview.partnership.id, team.id, lead.email)
  const times = {
    data: listed(
      proposal.slots.map(
        ({ date, start, end }) =>
          `[${longDate(date)}, ${timeSpan(start, end, zone, date)}](${page}?slot=${date}T${start})`,
      ),
    ),
  }
  const key = `times:${team.id}:${shortId(lead.email)}:${proposal.round}`
  const until = instantOf(last.date, last.start, zone)
  const one = (which: string, at: Instant, said: Pick<Errand, 'text' | 'fields'>) =>
    toLead(world, overview, team, lead, {
      key: `${key}:${which}`,
      kind: 'times',
      at,
      until,
      ...said,
    })
  const { businesses, partners } = sidesOf(team)
  const size = `${businesses.length} ${businesses.length === 1 ? 'business' : 'businesses'}${partners.length > 0 ? ` and ${partners.length} ${partners.length === 1 ? 'partner' : 'partners'}` : ''}`
  return [
    one('asked', proposal.at, saying('times', { team: team.name, size, times })),
    one(
      'again',
      nextWorkingMoment(shift(proposal.at, 3 * DAY), zone),
      saying('times-again', { team: team.name, times }),
    ),
  ]
}

/** Four working days ahead the agenda, if there is none; the morning after, what was agreed. */
function aroundCalls(world: Knows<'secret' | 'url'>, overview: Overview, team: ActionTeam, lead: Teammate): Errand[] {
  return team.calls.flatMap(({ campaign: id }) => {
    const campaign = overview.campaigns.find(each => each.id === id)
    const { meeting } = campaign ?? {}
    if (!campaign || !meeting || campaign.status === 'canceled') return []
    const holidays = campaign.timing.holidays
    const starts = startOf(meeting)
    const ahead = instantOf(workingDaysBefore(meeting.date, 4), MORNING, meeting.zone)
    const after = nextWorkingMoment(
      instantOf(addDays(wallOf(endOf(meeting), meeting.zone).day, 1), MORNING, meeting.zone),
      meeting.zone,
      holidays,
    )
    const agenda = toLead(world, overview, team, lead, {
      key: `team-agenda:${campaign.id}:${meeting.sequence}`,
      kind: 'team-agenda',
      at: ahead,
      until: starts,
      ...saying('team-agenda', {
        team: team.name,
        date: longDate(meeting.date),
        time: timeSpan(meeting.start, meeting.end, meeting.zone, meeting.date),
      }),
    })
    const notes = toLead(world, overview, team, lead, {
      key: `after-call:${campaign.id}:${meeting.sequence}`,
      kind: 'after-call',
      at: after,
      until: shift(after, 7 * DAY),
      ...saying('after-call', {
        team: team.name,
        also:
          team.outcome.trim() === ''
            ? 'One more thing: in a sentence, what will be different when the team has done its work? No one has written that down yet.'
            : 'You can set the next call there as well.',
      }),
    })
    return [...((campaign.agenda ?? '').trim() === '' ? [agenda] : []), notes]
  })
}

interface Partner {
  name: string
  email: string
  organization: string
  link: string
}

/** What teams asked for in a week goes to the partners on the Monday after, in one letter. */
async function forPartners(
  world: Reads & Knows<'secret' | 'url'>,
  overview: Overview,
  teams: readonly ActionTeam[],
): Promise<Errand[]> {
  const asking = teams.filter(({ asks }) => asks.length > 0)
  const weeks = new Map<string, { team: ActionTeam; text: string }[]>()
  for (const team of asking)
    for (const { text, at } of team.asks) {
      const { day } = wallOf(at, zoneOf(overview, team))
      const monday = addDays(day, 8 - weekdayOf(day))
      weeks.set(monday, [...(weeks.get(monday) ?? []), { team, text }])
    }
  if (weeks.size === 0) return []
  const errands: Errand[] = []
  for (const [monday, wanted] of weeks) {
    const [first] = wanted
    if (!first) continue
    const zone = zoneOf(overview, first.team)
    const at = nextWorkingMoment(instantOf(monday, MORNING, zone), zone)
    if (shift(at, 7 * DAY) <= overview.now) continue
    const launch = overview.campaigns.find(({ id }) => id === first.team.launch)
    for (const { link, ...to } of launch ? await partnersOf(world, overview, launch) : []) {
      const open = wanted.filter(({ team }) => !memberOf(team, to.email))
      if (open.length === 0) continue
      errands.push({
        key: `asks:${monday}`,
        kind: 'asks',
        to,
        at,
        until: shift(at, 7 * DAY),
        ...saying('asks', {
          asks: { data: listed(open.map(({ team, text }) => `**${asWords(team.name)}**: ${asWords(text)}`)) },
        }),
        link,
      })
    }
  }
  return errands
}

/** Public partners on the list of the launch, and the support team. */
async function partnersOf(
  world: Reads & Knows<'secret' | 'url'>,
  { partnership }: Overview,
  launch: Campaign,
): Promise<Partner[]> {
  const found = new Map<string, Partner>()
  for await (const { value } of invitationsOf(world.store, launch.id)) {
    const { name, email, company, publicPartner } = value.invitee
    if (publicPartner && value.removedAt === undefined && value.suppressed === undefined)
      found.set(canonicalAddress(email), {
        name,
        email,
        organization: company,
        link: LINKS.join.to(world.settings, launch.id, value.id),
      })
  }
  for (const { name, email, organization } of partnership.team) {
    if (partnership.champions.some(champion => sameAddress(champion.email, email))) continue
    const link = LINKS.joinAsSupporter.to(world.settings, launch.id, email)
    if (!found.has(canonicalAddress(email))) found.set(canonicalAddress(email), { name, email, organization, link })
  }
  return [...found.values()]
}
