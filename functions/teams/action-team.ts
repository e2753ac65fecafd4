/** What people do with action teams: found them, join, lead, ask partners for something and offer it. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { type Actor, CONVOKE } from '../../domain/keep/history.ts'
import { type CampaignId, type PartnershipId, type TeamId, teamIdFrom } from '../../domain/keep/ids.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import { wallOf } from '../../domain/keep/time.ts'
import {
  type ActionTeam,
  answerOffer,
  giveLead,
  type Joining,
  join,
  leave,
  memberOf,
  noted,
  offerToLead,
  type Slot,
  topicKey,
  withProposal,
} from '../../domain/teams/team.ts'
import { proposedTimes } from '../../domain/teams/team-times.ts'
import { shortId } from '../../mail/token.ts'
import { create } from '../keep/documents.ts'
import type { Keeps, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { prioritiesOf } from './record.ts'
import { editTeam } from './team-calls.ts'
import { teamRef, teamsOf } from './teams.ts'

/** What a team is founded around: a priority of the launch, or words of the convener's. */
export interface Topic {
  priority?: string | undefined
  name: string
}

/** A name fits a subject line and a calendar. */
export const LONGEST_NAME = 80

/** What a team comes out of: all the rooms of a launch together found one team for a topic. */
type Launch = Pick<Campaign, 'id' | 'partnership' | 'session'>

/** One team for each topic; a topic that has its team already keeps it. Answers their ids. */
export async function foundTeams(
  world: Keeps & Timed,
  launch: Launch,
  topics: readonly Topic[],
  by: Actor,
  unasked?: true,
): Promise<TeamId[]> {
  const ids: TeamId[] = []
  const there = await teamsOf(world.store, launch.partnership)
  for (const { priority, name } of topics) {
    const known = priority === undefined ? undefined : there.find(team => team.priority === priority)
    const id = known?.id ?? teamIdFrom(shortId(`team:${launch.session?.group ?? launch.id}:${topicKey(name)}`))
    const at = world.clock.now()
    const team: ActionTeam = {
      id,
      launch: launch.id,
      priority,
      name: shortened(name),
      members: [],
      outcome: '',
      strategy: '',
      asks: [],
      offers: [],
      where: '',
      calls: [],
      foundedAt: at,
      ...(unasked ? { unasked } : {}),
      history: [{ at, by, event: 'founded' }],
    }
    await create(world.store, teamRef(launch.partnership, id), team)
    ids.push(id)
  }
  await replanErrands(world, launch.partnership)
  return ids
}

/** A team whose first call the convener set up as a meeting of its own: from then on it is a team like the others. */
export async function adoptCall(
  world: Sends & Plans,
  launch: Launch,
  call: { campaign: CampaignId; slot: Slot; name: string; lead: string | undefined; members: readonly Joining[] },
  by: string,
): Promise<void> {
  const [id] = await foundTeams(world, launch, [{ name: call.name }], by)
  if (id === undefined) return
  await editTeam(world, launch.partnership, id, (stands, at) => {
    if (stands.calls.some(({ campaign }) => campaign === call.campaign)) return undefined
    const joined = call.members.reduce((team, person) => join(team, person, at, by) ?? team, stands)
    const { campaign, slot, lead } = call
    const set = { ...joined, calls: [...joined.calls, { slot, by, at, where: '', agenda: '', campaign }] }
    return (lead === undefined ? undefined : giveLead(set, lead, [], at, by)) ?? set
  })
}

/** Cut at a word where it is too long. */
function shortened(name: string): string {
  const text = name.trim().replace(/\s+/g, ' ')
  if (text.length <= LONGEST_NAME) return text
  const cut = text.slice(0, LONGEST_NAME - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_NAME / 2)).trimEnd()}…`
}

/** Which team, and who does it. */
export interface At {
  partnership: PartnershipId
  team: TeamId
  by: string
}

export const joinTeam = (world: Sends & Plans, { partnership, team, by }: At, person: Joining) =>
  editTeam(world, partnership, team, (stands, now) => join(stands, person, now, by))

export const leaveTeam = (world: Sends & Plans, { partnership, team, by }: At, email: string) =>
  editTeam(world, partnership, team, (stands, now) => leave(stands, email, now, by))

/** A member offers to lead; the convener decides. */
export const volunteer = (world: Sends & Plans, { partnership, team }: At, email: string) =>
  editTeam(world, partnership, team, (stands, now) => offerToLead(stands, email, now))

/** Gives a team its lead, who is asked for a time for the first call. Somebody who was not on the team joins it. */
export async function makeLead(
  world: Sends & Plans,
  partnership: Partnership,
  launch: Campaign | undefined,
  { team, by }: At,
  person: Joining,
): Promise<ActionTeam | undefined> {
  const slots = await timesFor(world, partnership, launch, team)
  return editTeam(world, partnership.id, team, (stands, now) => {
    const joined = memberOf(stands, person.email) ? stands : (join(stands, person, now, by) ?? stands)
    const led = giveLead(joined, person.email, slots, now, by)
    return led ?? (joined === stands ? undefined : joined)
  })
}

/** Three times that collide with no call of another team. */
async function timesFor(
  world: Reads & Timed,
  partnership: Partnership,
  launch: Campaign | undefined,
  team: TeamId,
): Promise<Slot[]> {
  const { day: today } = wallOf(world.clock.now(), launch?.meeting?.zone ?? 'UTC')
  const others = (await teamsOf(world.store, partnership.id)).filter(each => each.id !== team)
  const taken = others.flatMap(({ calls, proposal }) => [
    ...calls.map(({ slot }) => slot),
    ...(calls.length === 0 ? (proposal?.slots ?? []) : []),
  ])
  const day = launch?.meeting?.date ?? today
  return proposedTimes({ launch: day, today, taken })
}

export const proposeTimes = (world: Sends & Plans, { partnership, team }: At, slots: readonly Slot[]) =>
  editTeam(world, partnership, team, (stands, now) => withProposal(stands, slots, now))

/** What the team wants to reach, and how. */
export const setAim = (world: Sends & Plans, { partnership, team, by }: At, outcome: string, strategy: string) =>
  editTeam(world, partnership, team, (stands, now) =>
    stands.outcome === outcome && stands.strategy === strategy
      ? undefined
      : noted({ ...stands, outcome, strategy }, now, by, { event: 'aim written' }),
  )

/** A list that partners read has to be short. */
const MOST_ASKS = 12

/** The team says what partners could bring; the same words twice are one. */
export const askPartners = (world: Sends & Plans, { partnership, team, by }: At, text: string) =>
  editTeam(world, partnership, team, (stands, now) => {
    const id = shortId(`ask:${team}:${text.trim().toLowerCase()}`)
    if (stands.asks.some(each => each.id === id) || stands.asks.length >= MOST_ASKS) return undefined
    return noted({ ...stands, asks: [...stands.asks, { id, text, at: now }] }, now, by, {
      event: 'partners asked',
      text,
    })
  })

export const withdrawAsk = (world: Sends & Plans, { partnership, team }: At, ask: string) =>
  editTeam(world, partnership, team, stands =>
    stands.asks.some(({ id }) => id === ask)
      ? { ...stands, asks: stands.asks.filter(({ id }) => id !== ask) }
      : undefined,
  )

/** A partner says what they could bring. Said again in other words, the newer words stand. */
export const offerHelp = (
  world: Sends & Plans,
  { partnership, team }: At,
  person: { name: string; title: string; organization: string; email: string },
  text: string,
) =>
  editTeam(world, partnership, team, (stands, now) => {
    if (stands.closedAt !== undefined || memberOf(stands, person.email)) return undefined
    const id = shortId(`offer:${team}:${person.email.toLowerCase()}`)
    if (stands.offers.some(each => each.id === id && each.text === text)) return undefined
    const others = stands.offers.filter(each => each.id !== id)
    return { ...stands, offers: [...others, { ...person, id, text, at: now }] }
  })

export const settleOffer = (world: Sends & Plans, at: At, offer: string, answer: 'welcome' | 'not now') =>
  editTeam(world, at.partnership, at.team, (stands, now) => answerOffer(stands, offer, answer, now, at.by))

/** A team that has done its work, or one that never began. Calls that are set are canceled on their own pages. */
export const closeTeam = (world: Sends & Plans, { partnership, team, by }: At, closed: boolean) =>
  editTeam(world, partnership, team, (stands, now) =>
    (stands.closedAt !== undefined) === closed
      ? undefined
      : noted({ ...stands, closedAt: closed ? now : undefined }, now, by, {
          event: closed ? 'closed' : 'opened again',
        }),
  )

/** What teams can be founded around: the priorities of a launch, best first. */
export async function topicsOf(
  world: Reads,
  launch: CampaignId,
): Promise<{ id: string; name: string; votes: number }[]> {
  const priorities = await prioritiesOf(world.store, launch)
  return priorities.map(({ id, text, votes }) => ({ id, name: text, votes }))
}

/** A partnership has hands for so many teams at first. */
const AT_FIRST = 4

/**
 * Teams for the first priorities of a launch, so that whoever reads the summary finds them; nothing where the convener
 * has started any, for then they have chosen.
 */
export async function foundFirstTeams(world: Keeps & Timed, launch: Launch): Promise<void> {
  const teams = await teamsOf(world.store, launch.partnership)
  const topics = await topicsOf(world, launch.id)
  // A crash may have left some of them unfounded: those of the launch's priorities alone do not count as a choice.
  if (teams.some(team => team.launch === launch.id && !team.unasked)) return
  const wanted = topics.some(({ votes }) => votes > 0) ? topics.filter(({ votes }) => votes > 0) : topics
  const first = wanted.slice(0, AT_FIRST).map(({ id, name }) => ({ priority: id, name }))
  if (first.length > 0) await foundTeams(world, launch, first, CONVOKE, true)
}
