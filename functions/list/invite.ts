/** Adds, changes and removes invitees. Adding somebody twice is adding them once. */

import { type Actor, CONVOKE } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId, PartnershipId } from '../../domain/keep/ids.ts'
import { type Invitation, type Invitee, withdrawn } from '../../domain/keep/invitation.ts'
import { canonicalAddress, sameAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { merge } from '../../domain/list/invitee-list.ts'
import { markedBy } from '../../domain/list/take-back.ts'
import { askingLetter } from '../../domain/send/plan.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, invitationRef, invitationsOf, read, upsert } from '../keep/documents.ts'
import { invitationIdOf } from '../keep/new-ids.ts'
import type { Keeps, Logs, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { alone } from '../keep/unreadable.ts'
import { awaken } from '../send/awake.ts'
import { countLetters } from '../send/set-wave.ts'
import { soon } from '../send/soon.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { sendWithdrawn } from '../send/withdraw.ts'
import { added, addedAgain, type HowAdded } from './added.ts'
import { editInvitee, stillAsks } from './correct.ts'
import { forgottenIn } from './forgotten.ts'
import { noteKnown } from './known/known-at.ts'
import { hasFollowed } from './seat.ts'
import { seatedElsewhere } from './sessions.ts'

export interface Added {
  added: number
  updated: number
  same: number
  /** Who stays on the list of another session of the same launch, where there is one. */
  elsewhere?: { invitee: Invitee; session: string }[]
  /** Who asked to be forgotten, and is not invited again. */
  forgotten: number
}

/**
 * Adds people, or brings those who are invited already up to date; answers and opt-outs stay as they are. When the
 * letter has left already, `now` sends it to the newcomers at once; otherwise they wait for the convener. `list` is the
 * id of the import they come with, by which it can be taken back.
 */
export async function addInvitees(
  world: Plans & Logs,
  campaignId: CampaignId,
  invitees: readonly Invitee[],
  by: Actor,
  when: 'now' | 'with the wave',
  onProgress: (done: number) => Promise<void> = async () => {},
  list?: string,
): Promise<Added> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  const left = stillAsks(campaign, world.clock.now())
  const existing: Invitation[] = []
  for await (const { value } of invitationsOf(world.store, campaignId)) existing.push(value)
  const isForgotten = await forgottenOn(world, campaignId)
  const wanted = invitees.filter(({ email }) => !isForgotten(email))
  const { add: unknown, update, same } = merge(existing, wanted)
  const elsewhere = await stayElsewhere(world, campaignId, unknown)
  const seated = new Set(elsewhere?.map(({ invitee }) => invitee))
  const add = unknown.filter(each => !seated.has(each))
  let done = 0
  /** Answers how many were done: somebody who is there and cannot be read stays as they are, and the others go on. */
  const batch = async (tasks: (() => Promise<unknown>)[]): Promise<number> => {
    let could = 0
    for (let i = 0; i < tasks.length; i += 100) {
      const one = (task: () => Promise<unknown>) => alone(world.log, () => task().then(() => could++))
      await Promise.all(tasks.slice(i, i + 100).map(one))
      done += Math.min(100, tasks.length - i)
      await onProgress(done)
    }
    return could
  }
  const addIt = (invitee: Invitee) =>
    addOne(world, campaignId, campaign?.partnership, invitee, {
      at: world.clock.now(),
      by,
      late: left ? { letter: left, when } : undefined,
      list,
    })
  const updated = await batch(
    update.map(({ id, invitee }) => async () => {
      const stands = await editInvitee(world, campaignId, id, invitee, by, list)
      // Taken off the list in between: this list has them all the same.
      if (stands === undefined || stands.removedAt !== undefined) await addIt(invitee)
    }),
  )
  // Should this run end here, the sweep finds the letters that are due to them.
  if (left && when === 'now' && add.length > 0) await awaken(world.store, campaignId)
  const added = await batch(add.map(invitee => () => addIt(invitee)))
  // Whoever is on this list as well stays when an earlier one is taken back.
  if (list !== undefined) await batch(same.map(id => () => markAlike(world, campaignId, id, list)))
  if (left && when === 'now' && add.length > 0) await releaseNow(world, campaignId, left, by)
  return {
    added,
    updated,
    same: same.length,
    forgotten: invitees.length - wanted.length,
    ...(elsewhere ? { elsewhere } : {}),
  }
}

const markAlike = (world: Keeps & Timed, campaign: CampaignId, id: InvitationId, list: string) =>
  change(world.store, invitationRef(campaign, id), stands =>
    stands.lists?.at(-1)?.list === list ? undefined : markedBy(list, world.clock.now(), stands, stands),
  )

/** Tells who was forgotten by the partnership of a campaign, by address. */
export async function forgottenOn(world: Reads, campaignId: CampaignId): Promise<(email: string) => boolean> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  return campaign ? forgottenIn(world, campaign.partnership) : () => false
}

/** Nobody is asked to two sessions of one launch: whoever is on another list stays there. */
export async function stayElsewhere(world: Reads, campaignId: CampaignId, invitees: readonly Invitee[]) {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  if (!campaign?.session || invitees.length === 0) return undefined
  const seated = await seatedElsewhere(world.store, campaign)
  return invitees.flatMap(invitee => {
    const session = seated.get(canonicalAddress(invitee.email))
    return session ? [{ invitee, session: session.session?.name ?? '' }] : []
  })
}

export async function letterThatLeft(world: Reads, campaignId: CampaignId): Promise<string | undefined> {
  const campaign = (await read(world.store, campaignRef(campaignId)))?.value
  return campaign && askingLetter(campaign)
}

/** A letter that is due is found by the sweep. Whoever an import that is taken back removes in between is added all the same. */
async function addOne(
  world: Keeps & Timed,
  campaign: CampaignId,
  partnership: PartnershipId | undefined,
  invitee: Invitee,
  adding: HowAdded,
): Promise<void> {
  const fresh = added(campaign, invitee, adding)
  if (partnership) await noteKnown(world.store, partnership, invitee.email, fresh)
  await upsert(world.store, invitationRef(campaign, fresh.id), stands =>
    stands ? addedAgain(stands, invitee, adding) : fresh,
  )
}

/**
 * How many emails adding these people would send if the letter that has left goes to them at once. Whoever the list knows
 * already, asked to be forgotten or is on another session's list gets none.
 */
export async function countNewcomers(
  world: Reads & Timed,
  context: Context,
  invitees: readonly Invitee[],
): Promise<number> {
  const { campaign } = context
  const letter = stillAsks(campaign, world.clock.now())
  if (letter === undefined) return 0
  const existing = new Map<string, Invitation>()
  for await (const { value } of invitationsOf(world.store, campaign.id)) existing.set(value.id, value)
  const isForgotten = await forgottenOn(world, campaign.id)
  const { add } = merge(
    [...existing.values()],
    invitees.filter(({ email }) => !isForgotten(email)),
  )
  const stay = new Set((await stayElsewhere(world, campaign.id, add))?.map(({ invitee }) => invitee))
  const adding: HowAdded = { at: world.clock.now(), by: CONVOKE, late: { letter, when: 'now' } }
  const people = add
    .filter(invitee => !stay.has(invitee))
    .map(invitee => {
      const stands = existing.get(invitationIdOf(campaign.id, invitee.email))
      return stands ? addedAgain(stands, invitee, adding) : added(campaign.id, invitee, adding)
    })
  return countLetters(world, context, letter, people)
}

/** How many emails adding one person more would send, whom the list does not know, if the letter that has left goes to them at once. */
export async function countNewcomer(world: Reads & Timed, context: Context, invitee: Invitee): Promise<number> {
  const letter = stillAsks(context.campaign, world.clock.now())
  if (letter === undefined) return 0
  const adding: HowAdded = { at: world.clock.now(), by: CONVOKE, late: { letter, when: 'now' } }
  return countLetters(world, context, letter, [added(context.campaign.id, invitee, adding)])
}

/**
 * Invites the delegate of an invitation, whom the convener has approved: an invitation of their own, which does not
 * count as another company, and a letter that says in whose place they come. Somebody who is invited already just is.
 */
export async function inviteStandIn(world: Plans, principal: Invitation, invitee: Invitee, by: Actor): Promise<void> {
  const { campaign } = principal
  const its = (await read(world.store, campaignRef(campaign)))?.value
  const left = stillAsks(its, world.clock.now())
  const id = invitationIdOf(campaign, invitee.email)
  const there = (await read(world.store, invitationRef(campaign, id)))?.value
  if (there && there.removedAt === undefined) return
  // Their address may have been corrected since they were invited, and their invitation goes by the one before.
  for await (const { value } of invitationsOf(world.store, campaign))
    if (value.removedAt === undefined && sameAddress(value.invitee.email, invitee.email)) return
  if ((await forgottenOn(world, campaign))(invitee.email)) return
  const standsInFor = { invitation: principal.id, name: principal.invitee.name }
  const late = left ? ({ letter: left, when: 'now' } as const) : undefined
  await addOne(world, campaign, its?.partnership, invitee, { at: world.clock.now(), by, late, standsInFor })
  if (left) await releaseNow(world, campaign, left, by)
}

/**
 * Nothing more goes to somebody who was taken off the list, but for one letter that takes the meeting off their
 * calendar, if it stands there. What they answered is kept. `left` is when they left the seat on account of which they are
 * taken off: one that the list has followed already takes nobody off once more.
 */
export async function removeInvitee(
  world: Sends,
  campaignId: CampaignId,
  id: InvitationId,
  by: Actor,
  left?: Instant,
): Promise<void> {
  const at = world.clock.now()
  const removed = await change(world.store, invitationRef(campaignId, id), stands => {
    if (left !== undefined && hasFollowed(stands, left)) return undefined
    const next = left === undefined ? stands : { ...stands, seat: left }
    if (stands.removedAt !== undefined) return left === undefined ? undefined : next
    const history = [...stands.history, { at, by, event: 'taken off' as const }]
    return { ...next, removedAt: at, ...withdrawn(stands, at), history }
  })
  const context = await readContext(world.store, campaignId)
  if (removed && context) await soon(world, campaignId, pace => sendWithdrawn(world, context, removed, pace))
}
