/**
 * Errands: what a partnership's people are due outside any list. Planners say what is due and what will be; whatever
 * has become due leaves once, and the next is scheduled. A plan that changed is simply planned again.
 */

import { canonicalAddress, mayEdit, sameAddress } from '../../domain/keep/partnership.ts'
import { DAY, HOUR, type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { isReachable } from '../../domain/list/mailbox.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { personFields } from '../../mail/merge.ts'
import { setLetter } from '../../mail/set-letter.ts'
import { type Affairs, readAffairs } from '../keep/affairs.ts'
import { pointers, read, suppressionRef, write } from '../keep/documents.ts'
import { failureOf } from '../keep/failure.ts'
import type { World } from '../keep/ports.ts'
import type { Composed } from '../keep/submit.ts'
import { handOver } from '../keep/submit.ts'
import { tendedRef } from '../keep/touch.ts'
import { CLAIM_GRACE } from '../send/deliver.ts'
import { paceOf } from '../send/pace.ts'
import { type Sent, sentRef } from './errands-sent.ts'

/** The wave under which a partnership's next errand stands in the timetable; its campaign is the partnership. */
export const ERRANDS = 'errands'

/** Plans are made anew at least so often while the sweep runs. */
const LOOK_AGAIN = HOUR
const TRY_AGAIN = 5 * MINUTE

/** Looks after every partnership whose time has come. Past `until` it begins with none more. */
export async function tendAll(world: World, until?: Instant): Promise<void> {
  for (const id of await pointers(world.store, tendedRef('').partition)) {
    const now = world.clock.now()
    if (until !== undefined && now >= until) return
    const found = await read(world.store, tendedRef(id))
    if (found && found.value.next <= now) await tend(world, id)
  }
}

/** Sends what is due of one partnership, and schedules what comes next. Safe to repeat and to run beside itself. */
export async function tend(world: World, partnershipId: string): Promise<void> {
  const ref = tendedRef(partnershipId)
  const seen = await read(world.store, ref)
  const affairs = await readAffairs(world, partnershipId)
  if (!affairs) return
  const { errands, failed } = await planned(world, affairs)
  const { now } = affairs
  let retry: Instant | undefined
  // What was due before a backup was brought back may have left: it is better missed than sent twice.
  const since = world.settings.restoredAt ?? ''
  for (const errand of errands.filter(({ at, until }) => at >= since && at <= now && now < until)) {
    const sent = await send(world, affairs, errand)
    if (sent === 'later') retry = shift(now, TRY_AGAIN)
  }
  const ahead = errands.map(({ at }) => at).filter(at => at > now)
  const next = [...ahead, ...(retry ? [retry] : [])].sort()[0]
  const name = `${partnershipId}-${ERRANDS}`
  if (next === undefined) await world.timetable.remove(name)
  else await world.timetable.set({ name, campaign: partnershipId, wave: ERRANDS, at: next })
  const look = [shift(now, failed ? TRY_AGAIN : LOOK_AGAIN), ...(next === undefined ? [] : [next])].sort()[0] as Instant
  // Whoever touched it meanwhile wants it planned again: a conflict is theirs.
  await write(world.store, ref, { id: partnershipId, next: look }, seen?.version)
}

// They know of everything there is: a function that sends a wave starts without them.
let planners: Promise<typeof import('./planners.ts')> | undefined
const load = (): Promise<typeof import('./planners.ts')> => (planners ??= import('./planners.ts'))

/** Everything the planners foresee, by time. One that fails keeps no other from being heard. */
async function planned(world: World, affairs: Affairs): Promise<{ errands: Errand[]; failed: boolean }> {
  const errands: Errand[] = []
  let failed = false
  const { PLANNERS } = await load()
  for (const planner of PLANNERS)
    try {
      errands.push(...(await planner(world, affairs)).filter(({ to }) => isReachable(to.email)))
    } catch (error) {
      failed = true
      world.log.error('planner failed', {
        planner: planner.name,
        partnership: affairs.partnership.id,
        ...failureOf(error),
      })
    }
  return { errands: errands.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), failed }
}

type Outcome = 'done' | 'later'

/** Claim, hand over, record; never a blind resend. */
async function send(world: World, affairs: Affairs, errand: Errand): Promise<Outcome> {
  const { partnership } = affairs
  const ref = sentRef(partnership.id, errand)
  const found = await read(world.store, ref)
  const before = found?.value
  let version = found?.version
  if (before && before.status !== 'due') {
    if (before.status !== 'claimed') return 'done'
    const settled = await settle(world, before)
    if (settled === undefined) return 'later'
    const written = await write(world.store, ref, { ...before, status: settled }, version)
    if (settled !== 'due') return 'done'
    if (written === 'conflict') return 'later'
    version = written
  }
  if (!before && (await isBarred(world, affairs, errand))) return 'done'
  await paceOf(world).turn()
  const attempt = world.run.id + world.chance.id(10)
  const message = await compose(world, affairs, errand, attempt)
  const claim: Sent = { kind: errand.kind, status: 'claimed', at: world.clock.now(), attempt }
  const expires = shift(errand.until, 60 * DAY)
  const held = await write(world.store, ref, claim, version, expires)
  if (held === 'conflict') return 'done'
  const outcome = await handOver(world, message, { attempt, wave: errand.kind, campaign: partnership.id })
  await paceOf(world).learn(outcome)
  const status = outcome.outcome === 'later' ? 'due' : outcome.outcome === 'refused' ? 'failed' : outcome.outcome
  await write(world.store, ref, { ...claim, status, at: world.clock.now() }, held, expires)
  if (status !== 'sent') world.log.info('errand not sent', { kind: errand.kind, outcome: outcome.outcome })
  return status === 'due' ? 'later' : 'done'
}

/** What became of a claim that was left open; undefined while another run may still be about it. */
async function settle(world: World, { attempt, at }: Sent): Promise<Sent['status'] | undefined> {
  const foreign = !attempt.startsWith(world.run.id)
  const old = world.clock.now() > shift(at, CLAIM_GRACE)
  if (!old && !(foreign && world.run.alone)) return undefined
  const fate = await world.post.settle(attempt)
  return fate === 'sent' ? 'sent' : fate === 'not sent' ? 'due' : 'in doubt'
}

/** Whoever does not want letters gets none of these either; those who run the partnership need theirs. */
async function isBarred(world: World, { partnership }: Affairs, { to }: Errand): Promise<boolean> {
  const runs = partnership.team.some(
    ({ email, role }) => mayEdit(role) && canonicalAddress(email) === canonicalAddress(to.email),
  )
  return !runs && (await read(world.store, suppressionRef(partnership.id, to.email))) !== undefined
}

async function compose(world: World, { partnership }: Affairs, errand: Errand, attempt: string): Promise<Composed> {
  const { to, subject, body, action } = errand
  const conveners = partnership.team.filter(({ role }) => mayEdit(role))
  const others = conveners.filter(({ email }) => !sameAddress(email, to.email))
  const runs = others.length < conveners.length
  // Whoever runs a partnership alone replies to themselves.
  const convener = others[0] ?? conveners[0]
  const repliesTo = runs ? undefined : convener?.name || convener?.email
  const press = await setLetter(
    { kind: 'errand', partnership, text: { subject, body }, action: action?.label, repliesTo },
    { from: world.settings.from },
  )
  const bytes = press.fill({
    to,
    replyTo: convener?.email,
    attempt,
    at: world.clock.now(),
    values: {
      ...personFields({ name: to.name, title: '', company: to.organisation ?? '' }),
      ...(action ? { action_link: action.link } : {}),
    },
  })
  return 'refused' in bytes ? bytes : { from: world.settings.from, to: [to.email], bytes }
}
