/** The call sheet of a campaign: who calls whom, shared out by the convener, and what came of it. */

import { type Person, personOf, type Tally, tally, tallySteps } from '../../domain/answer/board.ts'
import { remembering } from '../../domain/answer/remembering.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Delegate, Rsvp } from '../../domain/keep/invitation.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { canonicalAddress, type Partnership } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { isTopRole } from '../../domain/list/job-title.ts'
import {
  blankSheet,
  type Caller,
  type CallSheet,
  proposedPoints,
  proposeShares,
  shareOut,
  TRIES,
  type Try,
  toCall,
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
import { inTurns, sortedInTurns, type Turns } from '../list/whole/in-turns.ts'
import { wholeList } from '../list/whole/whole-list.ts'
import { proposalsOf } from './proposals.ts'

const callSheetRef = (campaign: CampaignId) => refOf(DOCUMENTS.callSheet, campaign)

export const callSheetOf = async (store: ReadOnlyStore, campaignId: CampaignId): Promise<CallSheet> =>
  (await read(store, callSheetRef(campaignId)))?.value ?? blankSheet

/** Champions first, then the support team; whoever is both calls as a champion. Facilitators are neutral and call nobody. */
function callersOf({ champions, team }: Pick<Partnership, 'champions' | 'team'>): Caller[] {
  const all = [
    ...champions.map(({ name, email, company }) => ({ name, email, organization: company, champion: true })),
    ...team
      .filter(({ role }) => role !== 'facilitator')
      .map(({ name, email, organization }) => ({ name, email, organization, champion: false })),
  ].map(caller => ({ ...caller, id: LINKS.call.idOf(caller.email) }))
  return all.filter(({ id }, n) => all.findIndex(other => other.id === id) === n)
}

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

/** A call that is to be made, or was. */
export interface PhoneCall {
  person: Person
  /** Whose it is: as shared out, else as proposed; empty: nobody's. */
  caller: string
  /** Whether the convener has shared it out. */
  shared: boolean
  /** Whether a call may still bring something. */
  open: boolean
  /** Who knows them: as the convener assigned it, or because they proposed them for the list. */
  knownBy: string | undefined
  tries: readonly Try[]
}

export interface PhoneCalls {
  sheet: CallSheet
  callers: readonly Caller[]
  /** Those to call and those that were shared out, by company. */
  calls: readonly PhoneCall[]
}

export async function callsOf(
  world: Reads & { clock?: Turns },
  { campaign, partnership }: Context,
): Promise<PhoneCalls> {
  const sheet = await callSheetOf(world.store, campaign.id)
  const list = (await wholeList(world.store, campaign.id)).people
  await inTurns(world.clock, list, ...tallySteps(campaign, list))
  const counted = tally(campaign, list)
  const proposals = (await proposalsOf(world.store, partnership.id)).map(
    ({ invitee, by }): Introduction => ({
      to: canonicalAddress(invitee.email),
      by,
    }),
  )
  return phoneCalls(counted, sheet, partnership, proposals.length === 0 ? NOBODY : proposals, world.clock)
}

/** Who proposed somebody for the list, and so knows them. */
interface Introduction {
  to: string
  by: { name: string; email: string }
}

const NOBODY: readonly Introduction[] = []
const { compare } = new Intl.Collator('en')

const phoneCalls = remembering(
  async (
    counted: Tally,
    sheet: CallSheet,
    partnership: Partnership,
    introductions: readonly Introduction[],
    clock: Turns,
  ): Promise<PhoneCalls> => {
    const callers = callersOf(partnership)
    const there = new Set(callers.map(({ id }) => id))
    const own = new Set(callers.map(({ email }) => canonicalAddress(email)))
    const wanted = new Set(toCall(counted).map(({ invitation }) => invitation.id))
    const people = await sortedInTurns(
      clock,
      counted.people
        .filter(({ invitation }) => wanted.has(invitation.id) || sheet.shares[invitation.id])
        .filter(({ invitation }) => !own.has(canonicalAddress(invitation.invitee.email))),
      (a, b) => compare(a.company.name, b.company.name) || top(b) - top(a),
    )
    const introduced = new Map(introductions.map(({ to, by }) => [to, by]))
    const knownBy = ({ invitation }: Person) =>
      invitation.knownBy ?? introduced.get(canonicalAddress(invitation.invitee.email))
    const known = people.flatMap((person): [string, string][] => {
      const by = knownBy(person)
      return by ? [[person.invitation.id, LINKS.call.idOf(by.email)]] : []
    })
    const proposed = proposeShares(
      people.filter(({ invitation }) => wanted.has(invitation.id)),
      callers,
      { ...Object.fromEntries(known), ...sheet.shares },
    )
    const calls = people.map(person => {
      const { id } = person.invitation
      const given = sheet.shares[id]
      // Whoever called has left the partnership: somebody else has to.
      const shared = given !== undefined && (given === '' || there.has(given))
      return {
        person,
        caller: shared ? given : (proposed[id] ?? ''),
        shared,
        open: wanted.has(id),
        knownBy: knownBy(person)?.name,
        tries: sheet.tries[id] ?? [],
      }
    })
    return { sheet, callers, calls }
  },
)

/** Of a company its head is called first. */
const top = ({ invitation }: Person): number => Number(isTopRole(invitation.invitee.title))

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
