/** What the convener does with action teams: founds them, gives them a lead, brings people in, notes what was promised. */
import { canonicalAddress, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { type Day, type Hour, instantOf, laterHour } from '../../domain/keep/time.ts'
import { type ActionTeam, type Joining, presentOf, type Slot } from '../../domain/teams/team.ts'
import { CALL_MINUTES } from '../../domain/teams/team-times.ts'
import { membersOf } from '../campaign/start-meeting.ts'
import type { Context } from '../keep/context.ts'
import type { Keeps, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { type At, foundTeams, joinTeam, LONGEST_NAME, makeLead, proposeTimes, topicsOf } from './action-team.ts'
import { type Promised, type Promising, promise } from './commitments.ts'
import { launchOf, readTeamOverview, type TeamOverview } from './team-view.ts'

/** `no launch`: teams work on what a launch has named. */
export type Founding = 'founded' | 'no launch' | 'nothing chosen'

/** Founds a team for each priority that was ticked, and for a topic of the convener's own. */
export async function foundChosen(
  world: Keeps & Timed,
  { campaign, partnership }: Context,
  chosen: { topics: readonly string[]; name: string },
  by: string,
): Promise<Founding> {
  const overview = await readTeamOverview(world, partnership.id)
  const launch = overview && launchOf(overview, campaign.id)
  if (!launch) return 'no launch'
  const known = await topicsOf(world, launch.id)
  const topics = known.filter(({ id }) => chosen.topics.includes(id)).map(({ id, name }) => ({ priority: id, name }))
  const own = chosen.name.trim().slice(0, LONGEST_NAME)
  if (topics.length === 0 && own === '') return 'nothing chosen'
  await foundTeams(world, launch, [...topics, ...(own === '' ? [] : [{ name: own }])], by)
  return 'founded'
}

/** Somebody who could lead a team, and whether they are a champion of the partnership. */
export type CouldLead = Joining & { champion: boolean }

/** Who of the businesses could lead: those on the team first, then champions and members. */
export async function whoCouldLead(world: Reads, partnership: Partnership, team: ActionTeam): Promise<CouldLead[]> {
  const members = await membersOf(world, partnership)
  const champions = new Set(
    members.filter(({ champion }) => champion).map(({ invitee }) => canonicalAddress(invitee.email)),
  )
  const found = new Map<string, CouldLead>()
  for (const person of [...presentOf(team), ...members.map(({ invitee }): Joining => invitee)]) {
    const key = canonicalAddress(person.email)
    const { name, title, company, email, publicPartner } = person
    if (!publicPartner && !found.has(key))
      found.set(key, { name, title, company, email, publicPartner, champion: champions.has(key) })
  }
  return [...found.values()]
}

/** A team as the convener has it open. */
export interface OpenedTeam {
  partnership: Partnership
  overview: TeamOverview
  team: ActionTeam
  by: string
}

const at = ({ partnership, team, by }: OpenedTeam): At => ({ partnership: partnership.id, team: team.id, by })

/** Gives a team its lead, who has to be of a business. */
export async function appointLead(
  world: Sends & Plans,
  opened: OpenedTeam,
  email: string,
): Promise<'leads' | 'not of a business'> {
  const { partnership, overview, team } = opened
  const person = (await whoCouldLead(world, partnership, team)).find(each => sameAddress(each.email, email))
  if (!person) return 'not of a business'
  await makeLead(world, partnership, launchOf(overview, team.launch), at(opened), person)
  return 'leads'
}

/** `past`: the number of the first that is not still to come. `not apart`: two of them are the same. */
export type ProposingTimes = 'proposed' | 'not apart' | { past: number }

/** Puts other times before a team's lead. */
export async function proposeCallTimes(
  world: Sends & Plans,
  opened: OpenedTeam,
  wanted: readonly { date: Day; start: Hour }[],
): Promise<ProposingTimes> {
  const { zone, now } = opened.overview
  const past = wanted.findIndex(({ date, start }) => instantOf(date, start, zone) <= now)
  if (past >= 0) return { past }
  const slots = wanted.map(({ date, start }): Slot => ({ date, start, end: laterHour(start, CALL_MINUTES) }))
  if (new Set(slots.map(({ date, start }) => `${date} ${start}`)).size < slots.length) return 'not apart'
  await proposeTimes(world, at(opened), slots)
  return 'proposed'
}

/**
 * Puts somebody on a team. Who is known as a public partner has to bring something; who is unknown is one if they do, and
 * of a business if not.
 */
export async function addTeammate(
  world: Sends & Plans,
  opened: OpenedTeam,
  person: Omit<Joining, 'publicPartner'> & { brings: string },
): Promise<'added' | 'brings nothing'> {
  const { email, brings } = person
  const publicPartner = (await isPartner(world, opened.partnership, email)) ?? brings !== ''
  if (publicPartner && brings === '') return 'brings nothing'
  await joinTeam(world, at(opened), { ...person, publicPartner, brings: publicPartner ? brings : '' })
  return 'added'
}

/** Whether an address is known to be of a public partner, or of a business; undefined: it is not known. */
async function isPartner(world: Reads, partnership: Partnership, email: string): Promise<boolean | undefined> {
  if (partnership.team.some(member => sameAddress(member.email, email))) return true
  const members = await membersOf(world, partnership)
  return members.find(({ invitee }) => sameAddress(invitee.email, email))?.invitee.publicPartner
}

/** Who can promise something: members and champions, the people of the teams, the support team. */
export async function whoCouldPromise(
  world: Reads,
  partnership: Partnership,
  { teams }: Pick<TeamOverview, 'teams'>,
): Promise<Joining[]> {
  const members = (await membersOf(world, partnership)).map(({ invitee }): Joining => invitee)
  const supporters = partnership.team.map(
    ({ name, email, role, organization }): Joining => ({
      name,
      email,
      title: role,
      company: organization,
      publicPartner: true,
    }),
  )
  const all = [...members, ...teams.flatMap(presentOf), ...supporters]
  return [...new Map(all.reverse().map(each => [canonicalAddress(each.email), each])).values()].reverse()
}

/** Somebody of the partnership promised something; a team that is not there is none. */
export async function promiseOfPartnership(
  world: Keeps & Timed,
  { campaign, partnership }: Context,
  said: Omit<Promised, 'campaign'>,
): Promise<Promising> {
  const overview = await readTeamOverview(world, partnership.id, campaign.id)
  if (!overview) return 'nobody'
  const team = overview.teams.find(({ id }) => id === said.team)?.id
  const people = await whoCouldPromise(world, partnership, overview)
  return promise(world, partnership.id, { ...said, campaign: campaign.id, team }, { people, after: overview.today })
}
