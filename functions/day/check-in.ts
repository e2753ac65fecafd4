/** Who comes in at the door: said once or often, now or with the connection that comes back, it is the same. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import { remembered } from '../../domain/keep/history.ts'
import { type CampaignId, type InvitationId, invitationIdFrom } from '../../domain/keep/ids.ts'
import { HELD_BACK, type Invitation, type Invitee, type Send } from '../../domain/keep/invitation.ts'
import { kindOf, rowsBefore } from '../../domain/keep/kinds.ts'
import { endOf, type Meeting } from '../../domain/keep/meeting.ts'
import type { TeamMember } from '../../domain/keep/partnership.ts'
import { DAY, HOUR, type Instant, instantOf, shift } from '../../domain/keep/time.ts'
import { rowKey } from '../../domain/keep/wave-id.ts'
import { companyKey, companyOf } from '../../domain/list/company.ts'
import { nowhere } from '../../domain/list/mailbox.ts'
import { personKey } from '../../domain/list/person-name.ts'
import { shortId } from '../../mail/token.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, create, invitationRef, invitationsOf } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import { invitationIdOf } from '../keep/new-ids.ts'
import type { Keeps, Knows, Reads, Timed } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { noteKnown } from '../list/known/known-at.ts'
import { seatChampions } from './champion-seats.ts'

export interface Keeper extends Context {
  member: TeamMember
}

/** Who follows a link to the day; whoever left the team has none any more. */
export async function whoKeeps(world: Reads & Knows<'secret' | 'url'>, token: string): Promise<Keeper | undefined> {
  const ids = LINKS.day.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const member = context?.partnership.team.find(({ email }) => LINKS.day.idOf(email) === ids?.id)
  return context && member && { ...context, member }
}

/** Whether people can be checked in: from the morning of the day until taps that found no connection have come in. */
export function doorOf({ date, zone, ...meeting }: Meeting, now: Instant): 'not yet' | 'open' | 'over' {
  if (now < instantOf(date, '00:00', zone)) return 'not yet'
  return now < shift(endOf({ date, zone, ...meeting }), 14 * DAY) ? 'open' : 'over'
}

/** Whether anything is written down at the door: while it is open, and the meeting is not off. */
export const isDoorOpen = ({ meeting, status }: Pick<Campaign, 'meeting' | 'status'>, now: Instant): boolean =>
  status !== 'canceled' && meeting !== undefined && doorOf(meeting, now) === 'open'

export interface Tap {
  came: boolean
  /** When the phone says it was. */
  at?: Instant | undefined
  by: string
}

/** A phone may be offline for hours; a clock that is ahead, or a day behind, is not believed. */
const believed = (at: Instant | undefined, now: Instant): Instant =>
  at !== undefined && at <= now && at > shift(now, -18 * HOUR) ? at : now

/** The invitation as it then stands, or why nothing was noted. `closed`: the door is not open. */
export type CheckingIn = Invitation | 'closed' | 'not on the list'

/** Notes that somebody is there, or that this was a mistake. A mistake does not undo what was said after it. */
export async function checkIn(
  world: Keeps & Timed,
  campaignId: CampaignId,
  invitationId: InvitationId,
  { came, at, by }: Tap,
): Promise<CheckingIn> {
  const now = world.clock.now()
  const when = believed(at, now)
  const context = await readContext(world.store, campaignId)
  if (!context) return 'not on the list'
  if (!isDoorOpen(context.campaign, now)) return 'closed'
  await seatChampions(world, context.campaign, invitationId)
  if (came) await openDoor(world, context.campaign, now)
  const stands = await change(world.store, invitationRef(campaignId, invitationId), invitation => {
    if (came === (invitation.came !== undefined)) return undefined
    if (!came && invitation.came && invitation.came.at > when) return undefined
    const event = came ? ('was there' as const) : ('was not there' as const)
    const history = remembered([...invitation.history, { at: when, by, event }])
    return came ? { ...invitation, came: { at: when, by }, history } : { ...invitation, came: undefined, history }
  })
  await replanErrands(world, context.partnership.id)
  return stands ?? 'not on the list'
}

/** Written down before the first person is, so that whoever was seen there is never the only one who is known to have come. */
async function openDoor(world: Keeps, { id, doorOpenedAt }: Campaign, now: Instant): Promise<void> {
  if (doorOpenedAt === undefined)
    await change(world.store, campaignRef(id), stands =>
      stands.doorOpenedAt === undefined ? { ...stands, doorOpenedAt: now } : undefined,
    )
}

export type WalkIn = Pick<Invitee, 'name' | 'title' | 'company' | 'email' | 'publicPartner'>

/** Nobody brings more people than that; whoever got hold of the link of the day could add them without end. */
const MOST_WALK_INS = 500

/**
 * Somebody comes who was not on the list; whoever was is only checked in. The meeting's letters pass newcomers by, for
 * they are in the room; what follows goes to them as to everyone, once there is an address. `full`: nobody more can be
 * added.
 */
export async function addWalkIn(
  world: Keeps & Timed,
  campaignId: CampaignId,
  walkIn: WalkIn,
  tap: Omit<Tap, 'came'>,
): Promise<CheckingIn | 'full'> {
  const context = await readContext(world.store, campaignId)
  if (!context || !isDoorOpen(context.campaign, world.clock.now())) return 'closed'
  const { email } = walkIn
  const who = `${personKey(walkIn.name)}:${companyKey(walkIn.company)}`
  const id =
    email === '' ? invitationIdFrom(shortId(`${campaignId}:walk-in:${who}`)) : invitationIdOf(campaignId, email)
  const { known, walkIns } = await lookFor(world, campaignId, id, walkIn)
  if (known) {
    if (known.removedAt === undefined) return checkIn(world, campaignId, known.id, { ...tap, came: true })
    await change(world.store, invitationRef(campaignId, known.id), stands => ({
      ...stands,
      removedAt: undefined,
      walkIn: true as const,
    }))
    return checkIn(world, campaignId, known.id, { ...tap, came: true })
  }
  if (walkIns >= MOST_WALK_INS) return 'full'
  const now = world.clock.now()
  const at = believed(tap.at, now)
  const held: Send = { status: 'skipped', at: now, attempt: '', attempts: 0, why: HELD_BACK, sequence: 0 }
  const address = email || nowhere(id)
  const fresh: Invitation = {
    id,
    campaign: campaignId,
    invitee: { ...walkIn, email: address, phone: '' },
    addedAt: now,
    sends: Object.fromEntries(rowsBefore(kindOf(context.campaign)).map(({ id: row }) => [rowKey(row), held])),
    answers: [],
    matters: [],
    // An address given later lifts this, as for letters that came back.
    ...(email === '' ? { suppressed: { email: address, reason: 'bounced', at: now } } : {}),
    came: { at, by: tap.by },
    walkIn: true,
    history: [{ at, by: tap.by, event: 'walked in' }],
  }
  await openDoor(world, context.campaign, now)
  await noteKnown(world.store, context.partnership.id, address, fresh)
  const made = await create(world.store, invitationRef(campaignId, id), fresh)
  await replanErrands(world, context.partnership.id)
  return made ? fresh : checkIn(world, campaignId, id, { ...tap, came: true })
}

/** By address, or by name and company where the door did not find them; and how many have walked in so far. */
async function lookFor(world: Reads, campaignId: CampaignId, id: string, { name, company, email }: WalkIn) {
  const who = personKey(name)
  const { key } = companyOf({ company, email })
  let walkIns = 0
  for await (const { value } of invitationsOf(world.store, campaignId)) {
    if (value.walkIn) walkIns++
    if (value.id === id || (personKey(value.invitee.name) === who && companyOf(value.invitee).key === key))
      return { known: value, walkIns }
  }
  return { known: undefined, walkIns }
}
