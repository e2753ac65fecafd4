/**
 * Asks again for whatever is overdue: heals lost schedules, stale claims and thanks that a crash left unsent. A
 * reconciliation loop: it compares what the documents want with what has been done, and never trusts an event to arrive.
 */

import { type Campaign, isBehind, isLive } from '../../domain/keep/campaign.ts'
import { CONVOKE } from '../../domain/keep/history.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { DAY, type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { ENTRY_AGAIN, isForOne, isThanks, WITHDRAWN } from '../../domain/keep/wave-id.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { nextLook } from '../../domain/rounds/next-look.ts'
import { decideFor } from '../../domain/send/decide.ts'
import { askingLetter, keyOf, plan, type Wave } from '../../domain/send/plan.ts'
import { sendEntryAgain } from '../answer/incoming/entry-again.ts'
import { finishMove, isOnTheWay } from '../answer/move-session.ts'
import { sendThanks } from '../answer/thanks.ts'
import { remindersAhead, sendRequestsOf } from '../campaign/request-signatures.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, everyOne, read, refOf, remove, UnreadableRow, write } from '../keep/documents.ts'
import type { Keeps, Knows, Plans, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { alone, noteUnreadable } from '../keep/unreadable.ts'
import { type EarlyRun, sendEarly } from '../list/chosen/send-early.ts'
import { askConvener } from '../send/ask-convener.ts'
import { activeRef, type Looked, type LookedAfter, letRest, lookedAfter } from '../send/awake.ts'
import { doubt, isAskedAfter, isOfLostTime, isOpen, recoverLeft, settleDoubt } from '../send/letter-slot.ts'
import { paceUntil } from '../send/pace.ts'
import { releaseWave } from '../send/release-wave.ts'
import { dueAt, isOver, isWorkedAt, type KnownWave, reschedule, waveStates } from '../send/schedules.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { sendNotices } from '../send/tell-convener.ts'
import { hasLeftForGood } from '../send/texts/signed-set.ts'
import { watchMarked } from '../send/watch-wave.ts'
import { sendWithdrawn } from '../send/withdraw.ts'
import { followAgenda, isNear } from '../table/agenda.ts'
import { followCorrections } from '../teams/follow-corrections.ts'
import { followTeams } from '../teams/team-calls.ts'
import { runAllErrands } from './errands.ts'

/** Where a round ended that could not come to every campaign. */
const roundRef = refOf(DOCUMENTS.round)

/** A look waits for the store most of its time, and writes of one moment wait for the disk together. */
const LOOKS_AT_ONCE = 8

/**
 * One round over every campaign that is under way. Safe to repeat and to run beside anything else. Past `until` it
 * begins with no campaign more, and the next round goes on from there, so that each gets its turn however many there are.
 */
export async function sweep(world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>, until?: Instant): Promise<void> {
  await watchMarked(world, until)
  const last = await read(world.store, roundRef)
  if (last) await sweepOthers(world, until)
  const from = last?.value.after ?? ''
  const awake = (await lookedAfter(world)).filter(({ isResting }) => !isResting)
  let after = from
  const whole = await sideBySide(
    [...awake.filter(({ id }) => id > from), ...awake.filter(({ id }) => id <= from)],
    each => {
      after = each.id
      return alone(world.log, () => sweepOne(world, each, until))
    },
    { hands: LOOKS_AT_ONCE, isOver: () => until !== undefined && world.clock.now() >= until },
  )
  if (!whole) {
    await write(world.store, roundRef, { ...last?.value, after }, last?.version)
    return world.log.info('sweep goes on in its next round')
  }
  if (last) await remove(world.store, roundRef, last.version)
  else await sweepOthers(world, until)
}

async function sweepOne(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  lookedAt: LookedAfter,
  until: Instant | undefined,
): Promise<void> {
  const { id } = lookedAt
  let context = await readContext(world.store, id)
  if (context && isNear(context.campaign, world.clock.now())) {
    await alone(world.log, () => followAgenda(world, id))
    // What it changed is planned by below.
    context = await readContext(world.store, id)
  }
  if (!context) return
  const states = await waveStates(world, context)
  await reschedule(world, context, states)
  const pace = paceUntil(world, until)
  const left = [
    await sendRequestsOf(world, context, pace),
    await sendNotices(world, context, pace),
    await sendOverdue(world, context, states, pace),
  ].includes('more to do')
  // What was found open may have been released since; otherwise all stands as it was read, or who changed it planned it anew.
  const ahead = await releaseOverdue(world, context, left ? await waveStates(world, context) : states, until)
  // What was not come to may be its last.
  if (pace.isOver()) return
  await finish(world, context)
  const now = world.clock.now()
  const next = nextLook(id, now, [...ahead, ...remindersAhead(context, now)])
  if (!left && next !== undefined) await letRest(world, lookedAt, next)
}

async function sweepOthers(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  until: Instant | undefined,
): Promise<void> {
  await followCorrections(world)
  await followTeams(world)
  await runAllErrands(world, until)
}

/**
 * A wave leaves by its schedule, which was set anew where it was lost, and no sweep waits for it to end. Only one that has stood still for
 * so long is released by the sweep itself: whatever fires schedules does not.
 */
const STILL = 10 * MINUTE

/** Releases what nothing else does. Answers when each wave that was not over is, or was, due. */
async function releaseOverdue(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  { campaign }: Context,
  states: ReadonlyMap<string, KnownWave>,
  until: Instant | undefined,
): Promise<Instant[]> {
  const open = plan(campaign).filter(wave => !wave.off && !isOver(states.get(keyOf(wave))))
  for (const wave of open)
    await alone(world.log, async () => {
      const key = keyOf(wave)
      const state = states.get(key)
      const moved = [dueAt(wave.at, state), state?.workedAt ?? ''].sort().at(-1) ?? ''
      // What it does about it, it decides by what stands then.
      if (!isWorkedAt(world, state) && shift(moved, STILL) <= world.clock.now())
        await releaseWave(world, { campaign: campaign.id, wave: key }, until)
    })
  return open.map(wave => dueAt(wave.at, states.get(keyOf(wave))))
}

/**
 * Whether a letter went round without somebody: they were added by a run that stood still while it left, or got their
 * first letter only after the news had gone round.
 */
function missed(context: Context, wave: Wave, invitation: Invitation, now: Instant): boolean {
  const own = invitation.sends[keyOf(wave)]
  const passedOver = own === undefined || (own.status === 'skipped' && own.why === 'never invited')
  return passedOver && decideFor(context, wave, invitation, undefined, now).do === 'send'
}

/**
 * Thanks that are due, and letters that are due although their wave is over: somebody was added, and then a crash. Once
 * time is up nobody more is looked at: whoever was looked after by then is passed by in the next round.
 */
async function sendOverdue(
  world: Sends & Plans,
  context: Context,
  states: ReadonlyMap<string, KnownWave>,
  pace: ReturnType<typeof paceUntil>,
): Promise<Looked> {
  const { campaign } = context
  let left = false
  const reopen = new Set<string>()
  /** Waves with letters of which nobody can tell whether they left before a backup was brought back. */
  const unsure = new Set<string>()
  const early: EarlyRun = { set: new Map() }
  const waves = plan(campaign)
  const planned = new Set(waves.map(keyOf))
  const asking = askingLetter(campaign)
  const forAll = waves.filter(wave => (WAVES[wave.kind].news || keyOf(wave) === asking) && !wave.off)
  // While letters wait for a signature or a pause ends, their waves are not planned and yet to come.
  const settledPlan = isLive(campaign) || campaign.status === 'canceled'
  const gone = new Set(waves.filter(wave => hasLeftForGood(context, wave, states.get(keyOf(wave)))).map(keyOf))
  const isGone = (wave: string) =>
    (settledPlan && !planned.has(wave)) || states.get(wave)?.state === 'dropped' || gone.has(wave)
  for await (const found of everyOne(world.store, DOCUMENTS.invitation, campaign.id)) {
    if (pace.isOver()) break
    if (found instanceof UnreadableRow) {
      noteUnreadable(world.log, found)
      continue
    }
    const { value } = found
    const asks = Object.values(value.sends).filter(send => isAskedAfter(world, send))
    left ||= isOnTheWay(value) || asks.length > 0
    if (isOnTheWay(value)) await finishMove(world, value)
    for (const key of Object.keys(value.sends)) await settleDoubt(world, campaign.id, value, key)
    const restored = Object.keys(value.sends).filter(key => isOfLostTime(world, value, key))
    for (const key of restored)
      if (isForOne(key) || value.sends[key]?.early) await doubt(world, campaign.id, value, key)
      else unsure.add(key)
    const open = Object.keys(value.sends).filter(key => isOpen(world, value, key))
    left ||= open.length > 0
    if (open.some(isThanks)) await sendThanks(world, context, value, pace)
    if (open.includes(WITHDRAWN)) await sendWithdrawn(world, context, value, pace)
    for (const key of open.filter(each => value.sends[each]?.early === true && !isGone(each)))
      await sendEarly(world, context, value.id, key, pace, early)
    if (open.includes(ENTRY_AGAIN)) await sendEntryAgain(world, context, value, pace)
    for (const key of open.filter(each => !isForOne(each))) {
      await recoverLeft(world, campaign.id, value, key, isGone(key))
      if (!isGone(key)) reopen.add(key)
    }
    for (const wave of forAll) if (missed(context, wave, value, world.clock.now())) reopen.add(keyOf(wave))
  }
  for (const [id, state] of states)
    if (reopen.has(id) && state.state === 'finished' && isOver(state))
      await (unsure.has(id)
        ? askConvener(world, campaign.id, id, 'restored')
        : releaseNow(world, campaign.id, id, CONVOKE))
  return left || reopen.size > 0 ? 'more to do' : 'nothing open'
}

/** A campaign whose meeting is over by a day and whose waves are settled needs the sweep no more. */
async function finish(world: Keeps & Timed, before: Context): Promise<void> {
  const { meeting, id } = before.campaign
  if (!meeting || world.clock.now() < shift(endOf(meeting), DAY)) return
  // Looked at first: whoever plans something meanwhile writes it anew, and it stays.
  const active = await read(world.store, activeRef(id))
  const context = await readContext(world.store, id)
  if (!active || !context) return
  const { campaign } = context
  const states = await waveStates(world, context)
  // While it is paused nothing is planned. What is told and asked afterwards leaves once it goes on; for the rest it is too late.
  const isPaused = campaign.status === 'paused'
  const waves = plan(isPaused ? { ...campaign, status: 'running' } : campaign)
  const open = waves.filter(wave => !wave.off && !isOver(states.get(keyOf(wave))))
  if (open.some(({ kind }) => !isPaused || WAVES[kind].apart)) return
  // One whose move nobody signed again, or that was paused, is over like any other once letters have asked people to it.
  await change(world.store, campaignRef(campaign.id), (stands): Campaign | undefined =>
    stands.status !== 'finished' && (isLive(stands) || isBehind(stands, world.clock.now()))
      ? { ...stands, status: 'finished' }
      : undefined,
  )
  await remove(world.store, activeRef(id), active.version)
}
