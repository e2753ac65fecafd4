/** The sessions of a launch: which there are, one more, and who is on which list. */

import { byDate, MOST_SESSIONS } from '../../domain/campaign/session.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { type CampaignId, campaignIdFrom, type InvitationId } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Meeting } from '../../domain/keep/meeting.ts'
import { type CanonicalAddress, canonicalAddress } from '../../domain/keep/partnership.ts'
import { wallOf } from '../../domain/keep/time.ts'
import { shortId } from '../../mail/token.ts'
import type { Context } from '../keep/context.ts'
import {
  campaignOfRef,
  campaignRef,
  change,
  create,
  idsOf,
  invitationRef,
  invitationsOf,
  read,
  refOf,
} from '../keep/documents.ts'
import { invitationIdOf } from '../keep/new-ids.ts'
import type { Keeps, Knows, ReadOnlyStore, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { createCampaign } from '../keep/reply-to.ts'

const sessionIdsOf = async (store: ReadOnlyStore, group: string): Promise<CampaignId[]> =>
  (await idsOf(store, DOCUMENTS.sessionOf, group)).map(campaignIdFrom)

const sessionOfRef = (group: string, id: string) => refOf(DOCUMENTS.sessionOf, group, id)

/**
 * All sessions of a launch by date, itself among them; a launch in one room is its only one. Whoever shows them may read
 * those alone that can be read; otherwise it throws where one cannot.
 */
export async function sessionsOf(store: ReadOnlyStore, campaign: Campaign, reading = read): Promise<Campaign[]> {
  if (!campaign.session) return [campaign]
  const found: Campaign[] = []
  for (const id of await sessionIdsOf(store, campaign.session.group)) {
    const session = (await reading(store, campaignRef(id)))?.value
    if (session?.session?.group === campaign.session.group) found.push(session)
  }
  return found.sort(byDate)
}

/** Sessions are of a launch, and are told from one another by when and where they are. */
export type SessionObstacle = 'no meeting' | 'no launch'

/** What keeps a meeting from being held in sessions. */
export const obstacleToSessions = ({ meeting }: Pick<Campaign, 'meeting'>): SessionObstacle | undefined =>
  !meeting ? 'no meeting' : kindOf({ meeting }).sessions ? undefined : 'no launch'

/** `past`: not on a day in the future. `full`: there are as many as there can be. */
export type AddingSession = { campaign: CampaignId } | SessionObstacle | 'past' | 'full'

export interface NewSession {
  /** What the session is called that was there first, where it has no name yet: "Longmont". */
  first: string
  name: string
  /** How many companies make a critical mass there. */
  goal: number
  meeting: Omit<Meeting, 'kind' | 'uid' | 'sequence'>
}

/**
 * One more room for a launch: a campaign of its own with the same letter and rhythm, which its champions sign for its own
 * date and place. Its id follows from what it is, so adding it twice is adding it once.
 */
export async function addSession(
  world: Keeps & Timed & Knows<'replyDomain'>,
  { campaign, partnership }: Context,
  { first, name, goal, meeting }: NewSession,
  by: string,
): Promise<AddingSession> {
  const obstacle = obstacleToSessions(campaign)
  if (obstacle || !campaign.meeting) return obstacle ?? 'no meeting'
  if (meeting.date <= wallOf(world.clock.now(), meeting.zone).day) return 'past'
  const group = campaign.session?.group ?? campaign.id
  const what = [group, 'session', meeting.date, meeting.start, meeting.venue.host.toLowerCase(), name.toLowerCase()]
  const id = campaignIdFrom(shortId(JSON.stringify(what)))
  const known = await sessionIdsOf(world.store, group)
  if (known.length >= MOST_SESSIONS && !known.includes(id)) return 'full'
  const at = world.clock.now()
  await create(world.store, sessionOfRef(group, campaign.id), { id: campaign.id })
  await change(world.store, campaignRef(campaign.id), stands =>
    stands.session
      ? undefined
      : {
          ...stands,
          session: { group, name: first },
          history: [...stands.history, { at, by, event: 'session added' as const, session: name }],
        },
  )
  const session: Campaign = {
    id,
    partnership: partnership.id,
    status: 'draft',
    session: { group, name },
    meeting: { ...meeting, kind: campaign.meeting.kind, uid: `${id}@${world.settings.replyDomain}`, sequence: 0 },
    letter: campaign.letter,
    timing: { waves: withoutDays(campaign), holidays: campaign.timing.holidays },
    calendar: campaign.calendar,
    goal,
    signatures: [],
    concerns: [],
    requests: {},
    left: {},
    rounds: {},
    changes: [],
    unfinished: {},
    history: [{ at, by, event: 'session added' as const, session: name }],
    createdAt: at,
  }
  // The pointers first: one to nothing is passed over, a session that nobody finds would be lost.
  await create(world.store, sessionOfRef(group, id), { id })
  await create(world.store, campaignOfRef(partnership.id, id), { id })
  await createCampaign(world.store, session)
  await replanErrands(world, partnership.id)
  return { campaign: id }
}

/** Hours, tones and what is switched off hold for every session; days are those of one. */
const withoutDays = ({ timing }: Campaign): Campaign['timing']['waves'] =>
  Object.fromEntries(Object.entries(timing.waves).map(([wave, { date: _, ...rest }]) => [wave, rest]))

/** Who is on the list of another session, by address. */
export async function seatedElsewhere(
  store: ReadOnlyStore,
  campaign: Campaign,
): Promise<Map<CanonicalAddress, Campaign>> {
  const seated = new Map<CanonicalAddress, Campaign>()
  for (const session of await sessionsOf(store, campaign)) {
    if (session.id === campaign.id || session.status === 'canceled') continue
    for await (const { value } of invitationsOf(store, session.id))
      if (value.removedAt === undefined) seated.set(canonicalAddress(value.invitee.email), session)
  }
  return seated
}

/** The invitation of somebody in a session, whichever list made it. */
export const seatIn = (session: CampaignId, email: string): InvitationId => invitationIdOf(session, email)

/** Where somebody is now who went from session to session: the last invitation of the way; undefined: they stayed. */
export async function whereNow(store: ReadOnlyStore, invitation: Invitation): Promise<Invitation | undefined> {
  const been = new Set<string>()
  let here: Invitation | undefined = invitation
  while (here?.removedAt !== undefined && here.movedTo && !been.has(here.id)) {
    been.add(here.id)
    here = (await read(store, invitationRef(here.movedTo.to, seatIn(here.movedTo.to, here.invitee.email))))?.value
  }
  return here && here !== invitation && here.removedAt === undefined ? here : undefined
}
