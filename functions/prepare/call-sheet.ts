/** The call sheet of a campaign: who calls whom, shared out by the convener, and what came of it. */

import { personOf, tally, tallyTurns } from '../../domain/answer/board.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Delegate, Rsvp } from '../../domain/keep/invitation.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import {
  blankSheet,
  type Caller,
  type CallSheet,
  proposedPoints,
  shareOut,
  TRIES,
  type Try,
  withTry,
} from '../../domain/prepare/call-sheet.ts'
import { shortId } from '../../mail/token.ts'
import { takeAnswer } from '../answer/take-answer.ts'
import { type Context, readContext } from '../keep/context.ts'
import { invitationRef, read, refOf, upsert } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Keeps, Knows, ReadOnlyStore, Reads, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { inTurns, type Turns } from '../list/whole/in-turns.ts'
import { wholeList } from '../list/whole/whole-list.ts'
import { callable, callersOf, type Introduction, type PhoneCalls, phoneCalls } from './phone-calls.ts'
import { proposalsOf } from './proposals.ts'

const NOBODY: readonly Introduction[] = []

const callSheetRef = (campaign: CampaignId) => refOf(DOCUMENTS.callSheet, campaign)

export const callSheetOf = async (store: ReadOnlyStore, campaignId: CampaignId): Promise<CallSheet> =>
  (await read(store, callSheetRef(campaignId)))?.value ?? blankSheet

/** Who follows a link to a call sheet; whoever is neither champion nor of the team any more has none. */
export async function whoCalls(
  world: Reads & Knows<'secret' | 'url'>,
  token: string,
): Promise<(Context & { caller: Caller }) | undefined> {
  const ids = LINKS.call.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const caller = context && callersOf(context.partnership).find(({ id }) => id === ids?.id)
  return context && caller && { ...context, caller }
}

export async function callsOf(
  world: Reads & { clock?: Turns },
  { campaign, partnership }: Context,
): Promise<PhoneCalls> {
  const sheet = await callSheetOf(world.store, campaign.id)
  const list = (await wholeList(world.store, campaign.id)).people
  await inTurns(world.clock, ...tallyTurns(campaign, list))
  const { companies } = tally(campaign, list)
  const callers = callersOf(partnership)
  await inTurns(world.clock, ...callable.turns(companies, callers))
  const proposals = (await proposalsOf(world.store, partnership.id)).map(
    ({ invitee, by }): Introduction => ({
      to: canonicalAddress(invitee.email),
      by,
    }),
  )
  const introductions = proposals.length === 0 ? NOBODY : proposals
  return phoneCalls(callable(companies, callers), sheet, partnership, introductions, world.clock)
}

/** Reads, decides, writes; there may be no sheet yet. */
async function changeSheet(
  world: Keeps,
  campaignId: CampaignId,
  decide: (sheet: CallSheet) => CallSheet,
): Promise<void> {
  await upsert(world.store, callSheetRef(campaignId), (sheet = blankSheet) => decide(sheet))
}

/** Why nobody can be asked to call now: calls follow letters, and end when the meeting begins. */
export type CallsClosed = 'canceled' | 'no letter yet' | 'begun'

export function callsClosed({ status, meeting }: Campaign, now: Instant): CallsClosed | undefined {
  if (status === 'canceled') return 'canceled'
  if (!meeting || status === 'draft' || status === 'awaiting signatures') return 'no letter yet'
  return hasBegun(meeting, now) ? 'begun' : undefined
}

/**
 * The convener's word on who calls whom, by invitation: callers are told, ten days ahead at the earliest. Calls that can
 * bring nothing any more, and people who do not call, are passed over.
 */
export async function shareCalls(
  world: Keeps & Timed,
  { campaign, partnership }: Context,
  { shares, points }: { shares: Readonly<Record<string, string>>; points: string },
  by: string,
): Promise<'shared' | CallsClosed> {
  const at = world.clock.now()
  const closed = callsClosed(campaign, at)
  if (closed) return closed
  const { calls, callers } = await callsOf(world, { campaign, partnership })
  const open = new Set<string>(calls.filter(call => call.open).map(({ person }) => person.invitation.id))
  const known = new Set(['', ...callers.map(({ id }) => id)])
  const own = Object.fromEntries(Object.entries(shares).filter(([id, caller]) => open.has(id) && known.has(caller)))
  // What we propose to say changes with the meeting: kept is what the convener wrote.
  const words = campaign.meeting && points === proposedPoints(campaign.meeting) ? '' : points
  await changeSheet(world, campaign.id, sheet => shareOut(sheet, own, words, by, at))
  await replanErrands(world, partnership.id)
  return 'shared'
}

/** `over`: that call can bring nothing any more. */
export type PassingCall = 'noted' | 'over' | CallsClosed

/** A caller knows somebody on another's sheet better, and calls them; or gives a call back, which is then nobody's. */
export async function passCall(
  world: Keeps & Timed,
  { campaign, partnership, caller }: Context & { caller: Caller },
  id: string,
  what: 'take' | 'back',
): Promise<PassingCall> {
  const closed = callsClosed(campaign, world.clock.now())
  if (closed) return closed
  const { calls } = await callsOf(world, { campaign, partnership })
  if (!calls.find(({ person }) => person.invitation.id === id)?.open) return 'over'
  await changeSheet(world, campaign.id, sheet => {
    if (what === 'take') return { ...sheet, shares: { ...sheet.shares, [id]: caller.id } }
    if (sheet.shares[id] !== caller.id) return sheet
    const { [id]: _, ...shares } = sheet.shares
    return { ...sheet, shares }
  })
  await replanErrands(world, partnership.id)
  return 'noted'
}

export interface Outcome {
  invitation: InvitationId
  heard: Rsvp | Try['how']
  note: string
  delegate?: Delegate | undefined
  /** Names the form, so that it counts once however often it arrives. */
  once: string
  /** Id of the answer the caller saw standing; empty: none. */
  seen: string
}

const isTry = (heard: Outcome['heard']): heard is Try['how'] => (TRIES as readonly string[]).includes(heard)

/**
 * What came of a call. An answer becomes the invitee's, with the caller's name on it; when they have answered by themselves
 * since the caller looked, that stands until the caller has seen it and says it again.
 */
export async function noteCall(
  world: Sends,
  context: Context & { caller: Caller },
  { invitation, heard, note, delegate, once, seen }: Outcome,
): Promise<'noted' | 'answered meanwhile' | 'not on your sheet' | CallsClosed> {
  const { campaign, partnership, caller } = context
  const closed = callsClosed(campaign, world.clock.now())
  if (closed) return closed
  const sheet = await callSheetOf(world.store, campaign.id)
  const found = (await read(world.store, invitationRef(campaign.id, invitation)))?.value
  if (sheet.shares[invitation] !== caller.id || !found || found.removedAt !== undefined) return 'not on your sheet'
  const id = `call:${caller.id}:${once}`
  if (isTry(heard)) {
    const tried: Try = { at: world.clock.now(), by: caller.name, how: heard, note }
    await changeSheet(world, campaign.id, stands => {
      const before = stands.tries[invitation] ?? []
      const again = before.some(each => each.how === heard && each.note === note && each.by === caller.name)
      return again && before.at(-1)?.how === heard ? stands : withTry(stands, invitation, tried)
    })
    await replanErrands(world, partnership.id)
    return 'noted'
  }
  const { rsvp } = personOf(found, campaign.meeting?.sequence ?? 0)
  const repeated = found.answers.some(each => each.id === shortId(`convener:${id}`))
  if (!repeated && (rsvp?.id ?? '') !== seen) return 'answered meanwhile'
  const taking = await takeAnswer(world, {
    campaign: campaign.id,
    invitation,
    answer: heard,
    channel: 'convener',
    by: caller.name,
    delegate,
    note,
    needs: rsvp?.needs ?? '',
    id,
  })
  return taking === 'taken' ? 'noted' : taking === 'canceled' ? taking : 'not on your sheet'
}
