/**
 * Starts a meeting after the launch: a campaign of its own with its people on the list. Its id follows from what it is,
 * so starting it twice is starting it once. Nothing leaves before the convener sends it.
 */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom } from '../../domain/keep/ids.ts'
import type { Invitation, Invitee } from '../../domain/keep/invitation.ts'
import { KINDS, kindOf } from '../../domain/keep/kinds.ts'
import type { Meeting } from '../../domain/keep/meeting.ts'
import { type CanonicalAddress, canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import { standing } from '../../domain/keep/standing.ts'
import { type Day, laterHour } from '../../domain/keep/time.ts'
import { shortId } from '../../mail/token.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignIdsOf, campaignOfRef, create, invitationRef, invitationsOf, look } from '../keep/documents.ts'
import { invitationIdOf } from '../keep/new-ids.ts'
import type { Knows, Logs, Plans, Reads } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { createCampaign } from '../keep/reply-to.ts'
import { addInvitees } from '../list/invite.ts'
import { proposedLetter } from '../send/texts/text-rows.ts'

/** A meeting without what Convoke gives it itself. */
export type NewMeeting = Omit<Meeting, 'uid' | 'sequence'>

export interface Starting {
  /** What it works on, for an action team. */
  name?: string
  /** Who leads it. */
  lead?: string | undefined
  /** Whether its members are asked afterwards how the partnership does. */
  pulse?: boolean
  invitees: readonly Invitee[]
}

/** Answers the campaign's id; one that is there already stays as it is. */
export async function startMeeting(
  world: Plans & Logs & Knows<'replyDomain'>,
  partnership: Partnership,
  wanted: NewMeeting,
  { name, lead, pulse, invitees }: Starting,
  by: string,
): Promise<CampaignId> {
  const at = world.clock.now()
  const what = [partnership.id, wanted.kind, wanted.date, wanted.start, (name ?? '').trim().toLowerCase()]
  const id = campaignIdFrom(shortId(JSON.stringify(what)))
  const campaign: Campaign = {
    id,
    partnership: partnership.id,
    status: 'draft',
    name: name?.trim() || undefined,
    lead: lead?.trim() || undefined,
    ...(pulse ? { pulse: at } : {}),
    meeting: { ...wanted, uid: `${id}@${world.settings.replyDomain}`, sequence: 0 },
    timing: { waves: {}, holidays: [] },
    goal: KINDS[wanted.kind].goal,
    signatures: [],
    concerns: [],
    requests: {},
    left: {},
    rounds: {},
    changes: [],
    unfinished: {},
    history: [{ at, by, event: 'planned', kind: wanted.kind }],
    createdAt: at,
  }
  // The pointer first: one to nothing is passed over, a campaign that nobody finds would be lost.
  await create(world.store, campaignOfRef(partnership.id, id), { id })
  const letter = proposedLetter({ campaign, partnership })
  const fresh = await createCampaign(world.store, { ...campaign, letter })
  // Where it was there, a crash may have left people out; whoever was taken off since is not put on again.
  const missing: Invitee[] = []
  for (const invitee of invitees) {
    const known = invitationRef(id, invitationIdOf(id, invitee.email))
    if (fresh || (await look(world.store, known)) === undefined) missing.push(invitee)
  }
  if (missing.length > 0) await addInvitees(world, id, missing, by, 'with the wave')
  await replanErrands(world, partnership.id)
  return id
}

/** Somebody who was asked to the launch of the partnership and is not gone, or a champion of it. */
export interface Member {
  invitee: Invitee
  /** What they said to the launch. */
  said: string | undefined
  champion: boolean
  /** They said no to the launch, or did not come to it although it was noted who did: they are asked if somebody wants it. */
  apart: boolean
}

/** The people who belong to the partnership, champions first, each address once: of those asked, all but who said no. */
export const membersOf = async (world: Reads, partnership: Partnership): Promise<Member[]> =>
  (await peopleAsked(world, partnership)).filter(({ said }) => said !== 'declined')

/** The people a meeting after the launch can be for, champions first, each address once. */
export async function peopleAsked(world: Reads, partnership: Partnership): Promise<Member[]> {
  const members = new Map<CanonicalAddress, Member>()
  for (const { name, title, company, email } of partnership.champions)
    members.set(canonicalAddress(email), {
      invitee: { name, title, company, email, phone: '', publicPartner: false },
      said: undefined,
      champion: true,
      apart: false,
    })
  for (const id of await campaignIdsOf(world.store, partnership.id)) {
    const context = await readContext(world.store, id)
    if (!context?.campaign.meeting || !kindOf(context.campaign).makesMembers) continue
    const invited: Invitation[] = []
    for await (const { value } of invitationsOf(world.store, id)) invited.push(value)
    const isNoted = invited.some(({ came }) => came !== undefined)
    for (const value of invited) {
      const said = standing(value, context.campaign.meeting.sequence)?.answer
      const key = canonicalAddress(value.invitee.email)
      if (value.removedAt !== undefined || value.suppressed || (members.has(key) && !members.get(key)?.apart)) continue
      const apart = said === 'declined' || (isNoted && value.came === undefined && !value.host)
      members.set(key, { invitee: value.invitee, said, champion: false, apart })
    }
  }
  return [...members.values()]
}

/** The debrief: the support team and the facilitator, in the place of the launch, right after it. */
export async function startDebrief(
  world: Plans & Logs & Knows<'replyDomain'>,
  { campaign, partnership }: Context,
  minutes: number,
  by: string,
) {
  const launch = campaign.meeting
  if (!launch || !kindOf(campaign).debriefed) return undefined
  const wanted: NewMeeting = {
    kind: 'debrief',
    date: launch.date,
    start: launch.end,
    end: laterHour(launch.end, minutes),
    zone: launch.zone,
    venue: launch.venue,
  }
  const invitees = partnership.team.map(
    ({ name, email, role, organization }): Invitee => ({
      name,
      email,
      title: role,
      company: organization,
      phone: '',
      publicPartner: true,
    }),
  )
  return startMeeting(world, partnership, wanted, { invitees }, by)
}

/** Once a year, after the last of its meetings, the members are asked how the partnership does. */
const closesYear = (date: Day, days: readonly Day[]): boolean =>
  !days.some(other => other.slice(0, 4) === date.slice(0, 4) && other > date)

/** A series: one meeting, one campaign and one UID for each day. Their letters are sent together, and leave each in time. */
export async function startSeries(
  world: Plans & Logs & Knows<'replyDomain'>,
  partnership: Partnership,
  days: readonly Day[],
  wanted: Omit<NewMeeting, 'kind' | 'date'>,
  invitees: readonly Invitee[],
  by: string,
): Promise<CampaignId[]> {
  const ids: CampaignId[] = []
  for (const date of days)
    ids.push(
      await startMeeting(
        world,
        partnership,
        { ...wanted, kind: 'quarterly', date },
        { invitees, pulse: closesYear(date, days) },
        by,
      ),
    )
  return ids
}
