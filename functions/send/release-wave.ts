/** Releases a wave: everybody it is for, at the account's pace, each once; near its time limit it leaves a checkpoint. */

import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { DAY, type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { decideFor } from '../../domain/send/decide.ts'
import { isWorthALook } from '../../domain/send/health.ts'
import { keyOf, type Wave } from '../../domain/send/plan.ts'
import { inItsTurn } from '../../domain/send/spread.ts'
import type { Continuation, WaveState } from '../../domain/send/wave-state.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, open, type Read, read, refOf, UnreadableRow, waveRef } from '../keep/documents.ts'
import type { Keeps, Knows, Plans, Sends, Timed, World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { waveSchedule } from '../keep/schedule.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { alone, noteUnreadable } from '../keep/unreadable.ts'
import { askConvener, whyUnsure } from './ask-convener.ts'
import { type Heard, holdsAll, putOff, TRY_AGAIN, tellWaiting } from './carrier-waits.ts'
import { type Delivered, deliver, type Job } from './deliver.ts'
import { holdUnsigned, noteWhole } from './hold-unsigned.ts'
import { letterJob } from './letter-slot.ts'
import { type Pace, paceOf } from './pace.ts'
import { changeWave, dueAt, isOver } from './schedules.ts'
import { isSpread } from './sender/look-up-sender.ts'
import { plannedWave, type SetWave, setWave } from './set-wave.ts'
import { type Suppressed, suppressedOf } from './suppress.ts'
import { watchWave } from './watch-wave.ts'

/**
 * What a call did. `unfinished`: some letters are due again later. `handed over`: time was up, and the next call goes on.
 * `stopped`: the campaign changed under way, and its new plan says what comes next; or another call came after this one,
 * and goes on with the wave.
 */
export type Release =
  | 'finished'
  | 'not due'
  | 'not planned'
  | 'asks'
  | 'unsigned'
  | 'unfinished'
  | 'handed over'
  | 'stopped'

/** A wave that is found later than this asks the convener instead of leaving. */
const TOO_LATE = DAY

/** Letters in hand at one time where nothing limits the rate, and invitations read at one time. */
const IN_HAND = 64
const PAGE = 64

/**
 * So long a list of those who are left in peace holds. Whoever says no in this very campaign is passed by at once, for that stands
 * with their invitation; of another campaign of the partnership it is known this much later.
 */
const LISTED_FOR = MINUTE

/**
 * Releases one wave, or goes on with it. Called by a schedule, by the sweep and by the convener; safe to repeat. Past
 * `until` it begins no letter more and is scheduled anew, to go on where it stopped.
 */
export async function releaseWave(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  { campaign: id, wave: waveId }: { campaign: CampaignId; wave: string },
  until?: Instant,
): Promise<Release> {
  const context = await readContext(world.store, id)
  const wave = context && plannedWave(context, waveId)
  if (!context || !wave) return 'not planned'
  const now = world.clock.now()
  const state = (await read(world.store, waveRef(id, waveId)))?.value
  if (isOver(state)) return state?.state === 'asks' ? 'asks' : 'finished'
  const due = dueAt(wave.at, state)
  if (now < due) {
    await world.timetable.set(waveSchedule(id, waveId, due))
    return 'not due'
  }
  const unsure = whyUnsure(world.settings, context.campaign, wave, state)
  if (unsure !== undefined) return askConvener(world, id, waveId, unsure)
  if (state?.stuckSince && now > shift(state.stuckSince, TOO_LATE)) return askConvener(world, id, waveId, 'stuck')
  if (now > shift(state?.handedOver?.at ?? due, TOO_LATE)) return askConvener(world, id, waveId, 'late')
  if (await holdUnsigned(world, context, wave, state)) return 'unsigned'
  const spreadFrom = await begin(world, context, wave, state, now)
  try {
    const { counts = {}, handedOver } = state ?? {}
    return await run(world, { id, waveId, due, now, until, counts, goesOn: handedOver, spreadFrom })
  } catch (error) {
    await change(world.store, waveRef(id, waveId), stands =>
      isMine(world, stands) ? { ...stands, workedAt: undefined, workedBy: undefined } : undefined,
    )
    throw error
  }
}

/** Writes down that the wave leaves, before its first letter does. Answers from when on it is spread, if it is. */
async function begin(
  world: Keeps & Timed & Pick<World, 'run'> & Knows<'from' | 'spreads'>,
  context: Context,
  wave: Wave,
  before: WaveState | undefined,
  now: Instant,
): Promise<Instant | undefined> {
  const campaignId = context.campaign.id
  const id = keyOf(wave)
  // A convener who released it before it began wants it to leave.
  const spread = begins(before) && (await isSpread(world, wave))
  await change(world.store, campaignRef(campaignId), campaign => {
    const status = campaign.status === 'scheduled' ? 'running' : campaign.status
    if (campaign.left[id] !== undefined && status === campaign.status) return undefined
    return { ...campaign, status, left: { ...campaign.left, [id]: campaign.left[id] ?? now } }
  })
  let spreadFrom: Instant | undefined
  await changeWave(world, campaignId, id, state => {
    spreadFrom = spread && begins(state) ? now : state.spreadFrom
    const begun = { startedAt: state.startedAt ?? now, spreadFrom, workedAt: now, workedBy: world.run.id }
    return { ...state, ...begun, state: 'running' }
  })
  return spreadFrom
}

const begins = (state: WaveState | undefined): boolean =>
  state?.startedAt === undefined && state?.releasedAt === undefined

interface Pass {
  id: CampaignId
  waveId: string
  due: Instant
  now: Instant
  until: Instant | undefined
  /** From when on its letters leave little by little; undefined: as fast as they may. */
  spreadFrom: Instant | undefined
  /** What passes before this one came to, where it goes on from them. */
  counts: Record<string, number>
  goesOn: Continuation | undefined
}

async function run(world: Sends & Plans, pass: Pass): Promise<Release> {
  const { id, waveId, goesOn } = pass
  const rate = await world.post.rate()
  const pace = paceOf(world)
  let late = false
  const isEnding = () => world.run.isEnding?.() ?? false
  const heard: Heard = { taken: false, putOff: false }
  const inTime: Pace = {
    ...pace,
    async learn(outcome) {
      heard.taken ||= outcome.outcome === 'sent'
      heard.putOff ||= outcome.outcome === 'later'
      heard.waitsFor = (outcome.outcome === 'later' ? outcome.waitsFor : undefined) ?? heard.waitsFor
      await pace.learn(outcome)
    },
    async turn() {
      const mine = !isEnding() && (await pace.turn(pass.until)) && !isEnding()
      late ||= !mine
      return mine
    },
  }
  // A second's worth of letters in hand keeps the pace, and is soon put down when time is up.
  const hands = Number.isFinite(rate) ? Math.min(256, Math.max(4, Math.ceil(rate))) : IN_HAND
  const limit = Number.isFinite(rate) ? Math.min(1000, Math.max(PAGE, Math.ceil(rate * 5))) : PAGE
  const isLate = () => late || isEnding() || (pass.until !== undefined && world.clock.now() >= pass.until)
  const { partition } = refOf(DOCUMENTS.invitation, id, '')
  let counts = goesOn ? pass.counts : {}
  let again = goesOn?.again
  let after = goesOn?.after
  let set: SetWave | undefined
  /** Letters that could not be sent, at the last look at everybody. */
  let watched = 0
  let peace: { suppressed: Suppressed; until: Instant } | undefined
  do {
    // Read anew for every page: a pause, a move or a cancellation stops the wave where it is.
    set = await setWave(world, id, waveId, set)
    if (!set) return 'stopped'
    const { context, wave, compose } = set
    if (peace === undefined || world.clock.now() >= peace.until)
      peace = {
        suppressed: await suppressedOf(world, context.partnership.id, row => noteUnreadable(world.log, row)),
        until: shift(world.clock.now(), LISTED_FOR),
      }
    const { suppressed } = peace
    const page = await world.store.list(partition, {
      prefix: DOCUMENTS.invitation.key,
      limit,
      ...(after === undefined ? {} : { after }),
    })
    const job: Pick<Job<Invitation>, 'sequence' | 'pace' | 'decide' | 'compose'> = {
      sequence: set.sequence,
      pace: inTime,
      decide: (invitation, now) =>
        holdsAll(heard, now) ??
        inItsTurn(
          pass.spreadFrom,
          invitation.id,
          now,
          decideFor(context, { ...wave, at: pass.due }, invitation, suppressed(invitation), now),
        ),
      compose,
    }
    const invitations = page.found.flatMap(stored => {
      const found = open(DOCUMENTS.invitation, partition, stored)
      if (!(found instanceof UnreadableRow)) return [found]
      noteUnreadable(world.log, found)
      return []
    })
    const deliveries: Delivered[] = []
    const send = async (invitation: Read<Invitation>): Promise<void> => {
      const slot = letterJob(id, invitation.value.id, waveId)
      const delivered = await alone(world.log, () => deliver(world, { ...job, ...slot }, invitation))
      if (delivered !== undefined) deliveries.push(delivered)
    }
    const whole = await sideBySide(invitations, send, { hands, isOver: isLate })
    // A page that was cut short is read again, and counted then.
    if (!whole || late || isEnding()) return goOnLater(world, pass, { after, again, counts })
    after = page.after
    counts = withCounts(counts, deliveries)
    again = earliest([again, ...deliveries.map(each => againAt(each, world.clock.now()))])
    const stands = await change(world.store, waveRef(id, waveId), state =>
      isMine(world, state)
        ? { ...state, counts, workedAt: world.clock.now(), ...putOff(state, heard, pass.now) }
        : undefined,
    )
    // Two at once would take turns to send for letters that the other has claimed: the one that came last goes on.
    if (!stands || !isMine(world, stands)) return 'stopped'
    if (heard.waitsFor) await tellWaiting(world, id, waveId, heard.waitsFor)
    const unsent = (counts.failed ?? 0) + (counts['in doubt'] ?? 0)
    const hasNews = deliveries.some(each => each === 'failed' || each === 'in doubt')
    if (hasNews && isWorthALook({ sent: counts.sent ?? 0, unsent }, watched)) {
      watched = unsent
      await watchWave(world, id, waveId)
    }
  } while (after !== undefined)

  if (again === undefined) await noteWhole(world, set.context, waveId)
  return end(world, id, waveId, counts, goesOn?.began ?? pass.now, again)
}

const earliest = (instants: (Instant | undefined)[]): Instant | undefined =>
  instants.filter(at => at !== undefined).sort()[0]

const againAt = (delivery: Delivered, now: Instant): Instant | undefined =>
  typeof delivery === 'object' ? delivery.waitUntil : delivery === 'later' ? shift(now, TRY_AGAIN) : undefined

function withCounts(counts: Record<string, number>, deliveries: readonly Delivered[]): Record<string, number> {
  const sum = { ...counts }
  for (const each of deliveries) if (typeof each === 'string' && each !== 'later') sum[each] = (sum[each] ?? 0) + 1
  return sum
}

/** Time is up: the next pass begins at once, where this one stopped. One that was released anew begins at the front. */
async function goOnLater(
  world: Plans,
  { id, waveId, now, goesOn }: Pass,
  { after, again, counts }: { after: string | undefined; again: Instant | undefined; counts: Record<string, number> },
): Promise<Release> {
  const at = world.clock.now()
  const began = goesOn?.began ?? now
  let taken = false
  await changeWave(world, id, waveId, state => {
    taken = !isMine(world, state)
    if (taken) return state
    return isReleasedSince(state, began)
      ? { ...state, handedOver: undefined }
      : { ...state, counts, handedOver: { at, after, began, again }, workedAt: at }
  })
  if (taken) return 'stopped'
  await world.timetable.set(waveSchedule(id, waveId, at))
  return 'handed over'
}

const isMine = (world: Pick<World, 'run'>, { workedBy }: WaveState): boolean =>
  workedBy === undefined || workedBy === world.run.id

/**
 * Finished as of when this pass began; or due again at `again`, where letters could not be submitted or people are
 * away; or due again at once, where somebody was added while the pass ran.
 */
async function end(
  world: Keeps & Timed & Pick<World, 'timetable'>,
  id: CampaignId,
  waveId: string,
  counts: Record<string, number>,
  began: Instant,
  again: Instant | undefined,
): Promise<Release> {
  const state = await change(world.store, waveRef(id, waveId), (stands): WaveState => {
    const rest = { ...stands, counts, handedOver: undefined, workedAt: undefined, workedBy: undefined }
    return again === undefined
      ? { ...rest, state: 'finished', finishedAt: began }
      : { ...rest, state: 'running', releasedAt: isReleasedSince(stands, began) ? stands.releasedAt : again }
  })
  if (isOver(state)) return 'finished'
  const at = again === undefined ? world.clock.now() : (state?.releasedAt ?? again)
  await world.timetable.set(waveSchedule(id, waveId, at))
  return 'unfinished'
}

/** Released while the passes ran that began then: due at once. */
const isReleasedSince = ({ releasedAt }: WaveState, began: Instant): boolean =>
  releasedAt !== undefined && releasedAt > began
