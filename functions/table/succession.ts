/**
 * Somebody takes over as convener or champion. What was theirs passes on: meetings to come, the lead of teams, open
 * commitments, the right to change things. Every step may be done twice; the role itself changes last, so that what a
 * crash cut short is simply done again.
 */

import type { CampaignId, ChampionId, InvitationId, PartnershipId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { endOf, hasBegun } from '../../domain/keep/meeting.ts'
import {
  type Champion,
  canonicalAddress,
  type Partnership,
  type Role,
  sameAddress,
} from '../../domain/keep/partnership.ts'
import type { Succession } from '../../domain/table/succession.ts'
import { leadOf, memberOf } from '../../domain/teams/team.ts'
import { shortId } from '../../mail/token.ts'
import { editPartnership } from '../campaign/edit-campaign.ts'
import { readContext } from '../keep/context.ts'
import { all, create, invitationRef, partnershipOfRef, read, refOf } from '../keep/documents.ts'
import { championIdOf, invitationIdOf } from '../keep/new-ids.ts'
import { everyCampaignOf } from '../keep/overview.ts'
import type { Keeps, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { addInvitees, removeInvitee } from '../list/invite.ts'
import { joinTeam, leaveTeam, makeLead } from '../teams/action-team.ts'
import { changeCommitment, commitmentsOf } from '../teams/commitments.ts'
import { teamsOf } from '../teams/teams.ts'

const successionRef = (partnership: PartnershipId, id: string) => refOf(DOCUMENTS.succession, partnership, id)

/** Every hand-over of a partnership, the latest first. */
export async function successionsOf(world: Reads, partnership: PartnershipId): Promise<Succession[]> {
  const found: Succession[] = []
  for await (const { value } of all(world.store, DOCUMENTS.succession, partnership)) found.push(value)
  return found.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

async function note(
  world: Keeps & Timed,
  partnership: PartnershipId,
  made: Omit<Succession, 'id' | 'at'>,
): Promise<void> {
  const at = world.clock.now()
  const said = [made.role, canonicalAddress(made.from.email), canonicalAddress(made.to.email), at.slice(0, 10)]
  const id = shortId(`succession:${JSON.stringify(said)}`)
  await create(world.store, successionRef(partnership, id), { ...made, id, at })
  await replanErrands(world, partnership)
}

export type Successor = Omit<Champion, 'id' | 'signature'>
export type Succeeding = 'done' | 'not there' | 'has it already'

/** Another business leader takes a champion's place. `stays`: the one before remains a member. */
export async function replaceChampion(
  world: Sends & Plans,
  campaignId: CampaignId,
  championId: ChampionId,
  to: Successor,
  stays: boolean,
  by: string,
): Promise<Succeeding> {
  const context = await readContext(world.store, campaignId)
  const before = context?.partnership.champions.find(({ id }) => id === championId)
  if (!context || !before) return 'not there'
  const { partnership } = context
  if (partnership.champions.some(({ email }) => sameAddress(email, to.email))) return 'has it already'
  const passed = [
    ...(await passMeetings(world, partnership, before, to, stays, by)),
    ...(await passTeams(world, partnership, before, to, stays, by)),
    ...(await passCommitments(world, partnership, before, to)),
  ]
  const id = championIdOf(partnership.id, to.email)
  await note(world, partnership.id, { role: 'champion', from: before, to, by, passed })
  await editPartnership(world, campaignId, by, takenOver('champion', to, before), stands => ({
    ...stands,
    champions: stands.champions.map(each => (each.id === championId ? { ...to, id } : each)),
  }))
  return 'done'
}

const takenOver = (role: 'champion' | 'convener', to: { name: string }, from: { name: string }) =>
  ({ event: 'role taken over', role, to: to.name, from: from.name }) as const

/** The successor is asked to every meeting to come that the one before is asked to; a member who stays stays a member. */
async function passMeetings(
  world: Sends & Plans,
  partnership: Partnership,
  before: Champion,
  to: Successor,
  stays: boolean,
  by: string,
): Promise<string[]> {
  const now = world.clock.now()
  let meetings = 0
  for (const { id, meeting, status } of await everyCampaignOf(world, partnership.id)) {
    const there = (await read(world.store, invitationRef(id, invitationOf(id, before.email))))?.value
    const over = meeting !== undefined && hasBegun(meeting, now)
    // Who belongs to a partnership is told by the list of its launch, on which champions need not stand.
    const kind = kindOf({ meeting })
    if (stays && over && kind.makesMembers && !there)
      await addInvitees(world, id, [asInvitee(before)], by, 'with the wave')
    // Calls follow the list of their team.
    if (over || status === 'canceled' || kind.followsTeam || !there || there.removedAt !== undefined) continue
    await addInvitees(world, id, [asInvitee(to)], by, 'now')
    if (!stays) await removeInvitee(world, id, there.id, by)
    meetings++
  }
  return meetings === 0 ? [] : [meetings === 1 ? 'one meeting to come' : `${meetings} meetings to come`]
}

const invitationOf = (campaign: CampaignId, email: string): InvitationId => invitationIdOf(campaign, email)
const asInvitee = ({ name, title, company, email }: Successor) => ({
  name,
  title,
  company,
  email,
  phone: '',
  publicPartner: false,
})

/** The successor leads what the one before led. */
async function passTeams(
  world: Sends & Plans,
  partnership: Partnership,
  before: Champion,
  to: Successor,
  stays: boolean,
  by: string,
): Promise<string[]> {
  const campaigns = await everyCampaignOf(world, partnership.id)
  const passed: string[] = []
  for (const team of await teamsOf(world.store, partnership.id)) {
    if (team.closedAt !== undefined || !memberOf(team, before.email)) continue
    const at = { partnership: partnership.id, team: team.id, by }
    const lead = leadOf(team)
    if (lead && sameAddress(lead.email, before.email)) {
      const launch = campaigns.find(({ id }) => id === team.launch)
      await makeLead(world, partnership, launch, at, { ...to, publicPartner: false })
      passed.push(`the lead of the action team ${team.name}`)
    } else if (!stays) await joinTeam(world, at, { ...to, publicPartner: false })
    if (!stays) await leaveTeam(world, at, before.email)
  }
  return passed
}

/** What the one before promised and has not done is the successor's. */
async function passCommitments(world: Keeps & Timed, partnership: Partnership, before: Champion, to: Successor) {
  const passed: string[] = []
  for (const { id, owner, state, what } of await commitmentsOf(world.store, partnership.id)) {
    if (state !== 'open' || !sameAddress(owner.email, before.email)) continue
    const { name, email, company } = to
    await changeCommitment(world, partnership.id, id, stands =>
      sameAddress(stands.owner.email, before.email) ? { ...stands, owner: { name, email, company } } : undefined,
    )
    passed.push(`the commitment “${what}”`)
  }
  return passed
}

/** Another person runs the partnership. `then`: the role of the one before, or nothing for somebody who leaves. */
export async function replaceConvener(
  world: Sends & Plans,
  campaignId: CampaignId,
  from: string,
  to: { name: string; email: string; organization: string },
  then: Role | undefined,
  by: string,
): Promise<Succeeding> {
  const context = await readContext(world.store, campaignId)
  const before = context?.partnership.team.find(({ email, role }) => role === 'convener' && sameAddress(email, from))
  if (!context || !before) return 'not there'
  const { partnership } = context
  if (sameAddress(from, to.email)) return 'has it already'
  // The way in comes first: nobody runs a partnership that they cannot open.
  await create(world.store, partnershipOfRef(to.email, partnership.id), { id: partnership.id })
  const now = world.clock.now()
  const campaigns = await everyCampaignOf(world, partnership.id)
  const ahead = campaigns.filter(({ meeting, status }) => meeting && endOf(meeting) > now && status !== 'canceled')
  const open = (await commitmentsOf(world.store, partnership.id)).filter(({ state }) => state === 'open')
  const passed = [
    ...(ahead.length > 0 ? [ahead.length === 1 ? 'one meeting to come' : `${ahead.length} meetings to come`] : []),
    ...(open.length > 0 ? [open.length === 1 ? 'one open commitment' : `${open.length} open commitments`] : []),
  ]
  await note(world, partnership.id, { role: 'convener', from: before, to, by, passed })
  await editPartnership(world, campaignId, by, takenOver('convener', to, before), stands => {
    const others = stands.team.filter(({ email }) => !sameAddress(email, from) && !sameAddress(email, to.email))
    const left = then ? [{ ...before, role: then }] : []
    return { ...stands, team: [{ ...to, role: 'convener' }, ...others, ...left] }
  })
  return 'done'
}
