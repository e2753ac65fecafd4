/**
 * A team's calls follow its document: each time that was chosen becomes a meeting whose letters leave, and whoever joins
 * or leaves is put on or taken off the lists of the calls to come. A mark stands while that is under way, so that the
 * sweep finishes what a crash left undone: a transactional outbox without the transaction, for the mark is written first.
 */

import type { CampaignId, PartnershipId, TeamId } from '../../domain/keep/ids.ts'
import { hasBegun, type Venue } from '../../domain/keep/meeting.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { type ActionTeam, changedAt, leadOf, type Slot, type TeamCall, type Teammate } from '../../domain/teams/team.ts'
import { editCampaign } from '../campaign/edit-campaign.ts'
import { startSending } from '../campaign/request-signatures.ts'
import { startMeeting } from '../campaign/start-meeting.ts'
import { all, campaignRef, invitationRef, partnershipRef, read, refOf, remove, upsert } from '../keep/documents.ts'
import type { Keeps, Plans, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { alone } from '../keep/unreadable.ts'
import { removeInvitee } from '../list/invite.ts'
import { knownOn } from '../list/known/known-at.ts'
import { seatInvitee } from '../list/seat.ts'
import { followCorrections } from './follow-corrections.ts'
import { changeTeam, teamOf, teamRef } from './teams.ts'

const markRef = (partnership: PartnershipId, team: TeamId) => refOf(DOCUMENTS.teamMark, `${partnership}#${team}`)

/** Changes a team with everything it brings to its calls. Answers the team as it then stands. */
export async function editTeam(
  world: Sends & Plans,
  partnershipId: PartnershipId,
  id: TeamId,
  decide: (team: ActionTeam, now: Instant) => ActionTeam | undefined,
): Promise<ActionTeam | undefined> {
  // Whose address was corrected a moment ago is on the team already.
  await followCorrections(world, partnershipId)
  await mark(world, partnershipId, id)
  await changeTeam(world.store, partnershipId, id, team => decide(team, world.clock.now()))
  await followTeam(world, partnershipId, id)
  await replanErrands(world, partnershipId)
  return teamOf(world.store, partnershipId, id)
}

/** Every mark is a new version, so that nobody takes away another's. */
async function mark(world: Keeps & Timed, partnership: PartnershipId, team: TeamId): Promise<void> {
  await upsert(world.store, markRef(partnership, team), mark => ({ ...mark, partnership, team, at: world.clock.now() }))
}

/** Finishes what changes of teams began. */
export async function followTeams(world: Sends & Plans): Promise<void> {
  for await (const { value } of all(world.store, DOCUMENTS.teamMark))
    await alone(world.log, () => followTeam(world, value.partnership, value.team))
}

async function followTeam(world: Sends & Plans, partnershipId: PartnershipId, id: TeamId): Promise<void> {
  const ref = markRef(partnershipId, id)
  const partnership = (await read(world.store, partnershipRef(partnershipId)))?.value
  for (let seen: number | undefined; ; ) {
    const marked = await read(world.store, ref)
    const team = await read(world.store, teamRef(partnershipId, id))
    // Whoever changed the team while its calls were followed may have followed them before this did.
    if (!partnership || !team || team.version === seen) {
      if (marked) await remove(world.store, ref, marked.version)
      return
    }
    seen = team.version
    // One whose setting up was cut off may hold people who have left the team since.
    for (const call of team.value.calls)
      await updateList(world, team.value, call.campaign ?? (await setUp(world, partnership, team.value, call)))
  }
}

const asInvitee = ({ name, title, company, email, publicPartner }: Teammate) => ({
  name,
  title,
  company,
  email,
  phone: '',
  publicPartner,
})

/** A link stands for itself; anything else is a place. */
const venueOf = (where: string): Venue =>
  where === '' || /^https?:/i.test(where)
    ? { host: 'Online', address: where, parking: '', access: '' }
    : { host: where, address: '', parking: '', access: '' }

async function setUp(
  world: Sends & Plans,
  partnership: Partnership,
  team: ActionTeam,
  call: TeamCall,
): Promise<CampaignId> {
  const launch = (await read(world.store, campaignRef(team.launch)))?.value
  const { date, start, end } = call.slot
  const zone = launch?.meeting?.zone ?? 'UTC'
  const campaign = await startMeeting(
    world,
    partnership,
    { kind: 'action-team', date, start, end, zone, venue: venueOf(call.where) },
    { name: team.name, lead: leadOf(team)?.name, invitees: [] },
    call.by,
  )
  // Whoever sets it up may have stood still since the team was read, so its list follows the seats from the beginning.
  await updateList(world, team, campaign)
  if (call.agenda !== '') await setAgenda(world, campaign, call.agenda, call.by)
  await startSending(world, campaign, call.by)
  await changeTeam(world.store, partnership.id, team.id, stands => ({
    ...stands,
    calls: stands.calls.map(each =>
      each.slot.date === date && each.slot.start === start ? { ...each, campaign } : each,
    ),
  }))
  return campaign
}

/** What the lead wants to talk about, as Markdown; the reminder of the call brings it along. */
export async function setAgenda(world: Sends & Plans, campaign: CampaignId, agenda: string, by: string): Promise<void> {
  const stands = (await read(world.store, campaignRef(campaign)))?.value
  if (!stands || (stands.agenda ?? '') === agenda) return
  await editCampaign(world, campaign, by, { event: 'agenda written' }, each => ({ ...each, agenda }))
}

/** Another time or place; whoever has the entry is told, as of every meeting that moves. */
export async function moveCall(
  world: Sends & Plans,
  campaign: CampaignId,
  slot: Slot,
  where: string,
  by: string,
): Promise<void> {
  await editCampaign(world, campaign, by, { event: 'call moved' }, each => {
    const { meeting } = each
    if (!meeting) return each
    const known = where === (meeting.venue.address || meeting.venue.host)
    return {
      ...each,
      meeting: { ...meeting, ...slot, venue: known ? meeting.venue : { ...meeting.venue, ...venueOf(where) } },
    }
  })
}

/** Puts on the list of a call to come whoever joined, and takes off whoever left; what the convener did stays done. */
async function updateList(world: Sends & Plans, team: ActionTeam, campaignId: CampaignId): Promise<void> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  if (!campaign?.meeting || campaign.status === 'canceled' || hasBegun(campaign.meeting, world.clock.now())) return
  for (const member of team.members) {
    const { leftAt, joinedAt, name } = member
    const id = await knownOn(world.store, campaign.partnership, campaignId, member.email)
    const there = (await read(world.store, invitationRef(campaignId, id)))?.value
    if (there?.seat !== undefined && there.seat >= changedAt(member)) continue
    if (leftAt === undefined) await seatInvitee(world, campaignId, asInvitee(member), joinedAt, name)
    else if (there) await removeInvitee(world, campaignId, id, name, leftAt)
  }
}
