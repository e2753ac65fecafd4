/**
 * Errands: what a partnership's people are due outside any list. Planners say what is due and what will be; whatever
 * has become due leaves once, and the next is scheduled. A plan that changed is simply planned again: there is no queue
 * to be brought in line with it.
 */

import { type PartnershipId, partnershipIdFrom } from '../../domain/keep/ids.ts'
import { type Instant, MINUTE, SECOND, shift } from '../../domain/keep/time.ts'
import { isReachable } from '../../domain/list/mailbox.ts'
import { nextPlan } from '../../domain/rounds/next-look.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { everyOne, read, UnreadableRow, write } from '../keep/documents.ts'
import { failureOf } from '../keep/failure.ts'
import { type Overview, readOverview } from '../keep/overview.ts'
import type { Knows, Logs, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { errandPlanRef } from '../keep/replan.ts'
import { errandsName, errandsSchedule } from '../keep/schedule.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { alone } from '../keep/unreadable.ts'
import { paceUntil } from '../send/pace.ts'
import { sendErrand } from './send-errand.ts'

const TRY_AGAIN = 5 * MINUTE
/** Partnerships looked after side by side: most of it is waiting for the store. */
const LOOKS_AT_ONCE = 8
/** A sweep gives each partnership so long; what is left goes on by a schedule of its own. */
const SLICE = 20 * SECOND

/** Looks after every partnership whose time has come. Past `until` it begins with none more. */
export async function runAllErrands(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  until?: Instant,
): Promise<void> {
  await sideBySide(
    everyOne(world.store, DOCUMENTS.errandPlan),
    plan =>
      alone(world.log, async () => {
        if (plan instanceof UnreadableRow) throw plan
        const now = world.clock.now()
        if (plan.value.next > now) return
        const id = partnershipIdFrom(plan.value.id)
        await runErrands(world, id, until && earlier(until, shift(now, SLICE)))
      }),
    { hands: LOOKS_AT_ONCE, isOver: () => until !== undefined && world.clock.now() >= until },
  )
}

const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other)

/**
 * Sends what is due of one partnership, and schedules what comes next. Safe to repeat and to run beside itself. Past
 * `until` it begins no errand more, and its schedule goes on with them at once.
 */
export async function runErrands(
  world: Sends & Plans & Knows<'restoredAt' | 'stoodStill'>,
  partnershipId: PartnershipId,
  until?: Instant,
): Promise<void> {
  const ref = errandPlanRef(partnershipId)
  const seen = await read(world.store, ref)
  const found = await readOverview(world, partnershipId)
  if (!found) return
  const followed = await followUp(world, found)
  const overview = followed.changed ? await readOverview(world, partnershipId) : found
  // It was kept for its time, and is gone.
  if (!overview) return
  const { errands, failed } = await planned(world, overview)
  const { now } = overview
  let retry: Instant | undefined
  const pace = paceUntil(world, until)
  // What was due before a backup was brought back may have left: it is better missed than sent twice.
  const since = world.settings.restoredAt ?? ''
  for (const errand of errands.filter(({ at, until: ends }) => at >= since && at <= now && now < ends)) {
    if (pace.isOver()) break
    // What became of it cannot be read: it may be with its reader, and is not sent again.
    const sent = await alone(world.log, () => sendErrand(world, overview, errand, pace))
    if (sent === 'later') retry = shift(now, TRY_AGAIN)
  }
  if (pace.isOver()) retry = world.clock.now()
  const ahead = errands.map(({ at }) => at).filter(at => at > now)
  const next = [...ahead, ...(retry ? [retry] : [])].sort()[0]
  if (next === undefined) await world.timetable.remove(errandsName(partnershipId))
  else await world.timetable.set(errandsSchedule(partnershipId, next))
  const look = [
    failed || followed.failed ? shift(now, TRY_AGAIN) : nextPlan(partnershipId, now),
    ...(next === undefined ? [] : [next]),
  ].sort()[0] as Instant
  // Whoever touched it meanwhile wants it planned again: a conflict is theirs.
  await write(world.store, ref, { ...seen?.value, id: partnershipId, next: look }, seen?.version)
}

// They know of everything there is: a function that sends a wave starts without them.
let planners: Promise<typeof import('./planners.ts')> | undefined
const load = (): Promise<typeof import('./planners.ts')> => (planners ??= import('./planners.ts'))

/** Finishes what was decided, before anything is planned. What fails keeps nothing else from being done. */
async function followUp(world: Sends & Plans, overview: Overview): Promise<{ changed: boolean; failed: boolean }> {
  let changed = false
  let failed = false
  const { FOLLOW_UPS } = await load()
  for (const act of FOLLOW_UPS)
    try {
      if (await act(world, overview)) changed = true
    } catch (error) {
      failed = true
      world.log.error('follow-up failed', {
        act: act.name,
        partnership: overview.partnership.id,
        ...failureOf(error),
      })
    }
  return { changed, failed }
}

/** Everything the planners foresee, by time. One that fails keeps no other from being heard. */
async function planned(
  world: Reads & Timed & Logs & Knows<'secret' | 'url'>,
  overview: Overview,
): Promise<{ errands: Errand[]; failed: boolean }> {
  const errands: Errand[] = []
  let failed = false
  const { PLANNERS } = await load()
  for (const planner of PLANNERS)
    try {
      errands.push(...(await planner(world, overview)).filter(({ to }) => isReachable(to.email)))
    } catch (error) {
      failed = true
      world.log.error('planner failed', {
        planner: planner.name,
        partnership: overview.partnership.id,
        ...failureOf(error),
      })
    }
  return { errands: errands.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), failed }
}
