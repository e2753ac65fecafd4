/**
 * One message of any kind on its way out: claim (a lease on the send), submit, record; at most once, and where nobody knows
 * never again blindly. The claim is a conditional write of the document that
 * holds the message's send, so whatever was recorded a moment earlier (an answer, an opt-out, another run's claim) makes
 * it fail and the decision is made anew. What differs from kind to kind stands in domain/send/messages.ts.
 */
import { isSettled, type Send, type SkipReason } from '../../domain/keep/invitation.ts'
import { HOUR, type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { type ClaimedKind, MESSAGES } from '../../domain/send/messages.ts'
import { change, type Ref, read, write } from '../keep/documents.ts'
import type { Delivers, Keeps, Knows, Logs, PostOutcome, Reads, Timed, World } from '../keep/ports.ts'
import { type About, type Composed, submit } from '../keep/submit.ts'
import type { Pace } from './pace.ts'
import { isOfTheAddress, silence } from './suppress.ts'

/** A claim that old belongs to a run that is over, whoever made it. */
export const CLAIM_GRACE = 15 * MINUTE

/**
 * After so long no event of a letter is on its way any more: EventBridge tries for a day to hand one over, and Lambda
 * for six hours to run what takes it.
 */
const SILENCE = 30 * HOUR

/** Attempts that this process is about: it will write itself what becomes of them, however late it is woken. */
const inFlight = new Set<string>()

/** Where a document holds the send of one message. One that keeps less of a send than there is to it forgets the rest. */
export interface SendSlot<D> {
  ref: Ref<D>
  /** What stands before there is a document; without it nothing is sent where there is none. */
  blank?: D
  /** When the document is forgotten. */
  expiresAt?: Instant
  /** What its carrier tells of the message later is written to its send: silence says something. */
  isTold?: boolean
  read(document: D): Send | undefined
  /** The document with that send, and with what follows from it; the same document where it keeps no such send. */
  write(document: D, send: Send): D
}

type Verdict = { do: 'send' } | { do: 'skip'; reason: SkipReason } | { do: 'wait'; until: Instant }

/** What became of one message. `later`: nothing was taken yet, come back. */
export type Delivered = 'sent' | 'skipped' | 'in doubt' | 'failed' | 'later' | { waitUntil: Instant }

export interface Job<D> {
  kind: ClaimedKind
  slot: SendSlot<D>
  about: Pick<About, 'wave' | 'campaign' | 'invitation'>
  /** SEQUENCE of the meeting it tells of; 0 for what tells of none. */
  sequence: number
  decide: (document: D, now: Instant) => Verdict
  compose: (document: D, attempt: string) => Promise<Composed>
  /** A message's turn is waited for before the claim, so that the claim is fresh. */
  pace: Pace
}

/** A document as it stands, or as it will be made. */
interface Seen<D> {
  value: D
  version: number | undefined
}

async function look<D>({ store }: Reads, { ref, blank }: SendSlot<D>): Promise<Seen<D> | undefined> {
  return (await read(store, ref)) ?? (blank && { value: blank, version: undefined })
}

/** Delivers as the document was read at `first`, or as it turns out to stand when somebody wrote in between. */
export async function deliver<D>(
  world: Delivers & Knows<'restoredAt'>,
  job: Job<D>,
  first?: Seen<D>,
): Promise<Delivered> {
  const { slot } = job
  let current = first ?? (await look(world, slot))
  let turned = false
  for (let tries = 0; tries < 20 && current; tries++) {
    const { value: document, version } = current
    const now = world.clock.now()
    const own = slot.read(document)
    if (own?.status === 'claimed') {
      const settled = await recoverClaim(world, job, own)
      if (settled !== 'again') return settled
      current = await look(world, slot)
      continue
    }
    if (slot.isTold && isUnheard(world, own)) {
      if (!(await reopen(world, job, current))) return 'in doubt'
      current = await look(world, slot)
      continue
    }
    if (own !== undefined && isSettled(own) && own.status !== 'skipped') return OUTCOME[own.status] ?? 'failed'
    const verdict = job.decide(document, now)
    if (verdict.do === 'wait') return { waitUntil: verdict.until }
    if (verdict.do === 'skip') {
      if (await recordSkip(world, job, current, verdict.reason)) return 'skipped'
      current = await look(world, slot)
      continue
    }
    if (!turned) {
      turned = true
      if (!(await job.pace.turn())) return 'later'
      continue
    }
    const attempt = world.run.id + world.chance.id(10)
    const message = await job.compose(document, attempt)
    const claim: Send = {
      status: 'claimed',
      at: now,
      attempt,
      attempts: (own?.attempts ?? 0) + 1,
      sequence: job.sequence,
      ...('entry' in message && message.entry ? { entry: true } : {}),
      ...(own?.doubt ? { doubt: true } : {}),
      ...(own?.again ? { again: true } : {}),
      ...(own?.early ? { early: true } : {}),
    }
    const claimed = slot.write(document, claim)
    inFlight.add(attempt)
    try {
      const held = await write(world.store, slot.ref, claimed, version, slot.expiresAt)
      if (held === 'conflict') {
        current = await look(world, slot)
        continue
      }
      const outcome = await submit(world, message, { ...job.about, kind: job.kind, attempt })
      await job.pace.learn(outcome)
      const to = 'to' in message ? message.to[0] : undefined
      return await recordOutcome(world, job, { value: claimed, version: held }, claim, outcome, to)
    } finally {
      inFlight.delete(attempt)
    }
  }
  return current ? 'later' : 'skipped'
}

/** A skip is written once for each reason. */
async function recordSkip<D>(
  world: Keeps & Timed,
  { slot, sequence }: Job<D>,
  seen: Seen<D>,
  why: SkipReason,
): Promise<boolean> {
  const own = slot.read(seen.value)
  if (own?.status === 'skipped' && own.why === why) return true
  const next = slot.write(seen.value, {
    status: 'skipped',
    at: world.clock.now(),
    attempt: '',
    attempts: own?.attempts ?? 0,
    why,
    sequence,
    // What stays true of an attempt that may have arrived, although no other follows it.
    ...(own?.doubt ? { doubt: true, sequence: own.sequence, entry: own.entry } : {}),
    ...(own?.again ? { again: true } : {}),
  })
  return next === seen.value || (await write(world.store, slot.ref, next, seen.version, slot.expiresAt)) !== 'conflict'
}

/** What to do about a claim whose outcome was never recorded: the carrier is asked, and then the kind's row. */
export async function recoverClaim<D>(
  world: Keeps & Timed & Pick<World, 'post' | 'run'>,
  { kind, slot }: Pick<Job<D>, 'kind' | 'slot'>,
  claim: Send,
): Promise<'sent' | 'in doubt' | 'later' | 'again'> {
  const foreign = !claim.attempt.startsWith(world.run.id)
  const old = world.clock.now() > shift(claim.at, CLAIM_GRACE)
  if (!(old || (foreign && world.run.alone)) || (!foreign && inFlight.has(claim.attempt))) return 'later'
  const fate = await world.post.fateOf(claim.attempt)
  if (fate === 'later') return 'later'
  const again = fate === 'unknown' && MESSAGES[kind].crash === 'sent again' && !claim.again
  const settled: Partial<Send> =
    fate === 'sent'
      ? { status: 'sent' }
      : fate === 'not sent'
        ? { status: 'due' }
        : again
          ? { status: 'due', again: true }
          : { status: 'in doubt', why: 'cut off' }
  await change(
    world.store,
    slot.ref,
    stands => {
      const own = slot.read(stands)
      if (own?.status !== 'claimed' || own.attempt !== claim.attempt) return undefined
      return slot.write(stands, { ...own, ...settled })
    },
    slot.expiresAt,
  )
  return fate === 'sent' ? 'sent' : fate === 'not sent' || again ? 'again' : 'in doubt'
}

/**
 * Nothing was heard of it. Once for each letter: should the second be in doubt too, the convener is asked. What was heard
 * before a backup was brought back is gone with it, so of a letter of that time silence says nothing.
 */
export const isUnheard = (world: Timed & Pick<World, 'post'> & Knows<'restoredAt'>, send: Send | undefined): boolean =>
  world.post.reports === true &&
  send?.status === 'in doubt' &&
  !send.again &&
  send.at >= (world.settings.restoredAt ?? '') &&
  world.clock.now() > shift(send.at, SILENCE)

/**
 * The carrier tells of every letter it took and told of none: where the letter is still wanted it is due again, and the
 * convener sees it. Where it is not, it stays in doubt.
 */
async function reopen<D>(
  world: Keeps & Timed,
  { slot, decide }: Job<D>,
  { value, version }: Seen<D>,
): Promise<boolean> {
  const at = world.clock.now()
  const send = slot.read(value)
  if (!send) return false
  const { why: _, detail: __, ...rest } = send
  const due = slot.write(value, { ...rest, status: 'due', at, doubt: true, again: true })
  if (decide(due, at).do !== 'send') return false
  await write(world.store, slot.ref, due, version, slot.expiresAt)
  return true
}

/** What a message that is over counts as when somebody is about it again. */
const OUTCOME: Partial<Record<Send['status'], Delivered>> = {
  sent: 'sent',
  delivered: 'sent',
  complained: 'sent',
  'in doubt': 'in doubt',
}

const STATUS: Record<PostOutcome['outcome'], Send['status']> = {
  sent: 'sent',
  refused: 'failed',
  later: 'due',
  'in doubt': 'in doubt',
}

async function recordOutcome<D>(
  world: Keeps & Timed & Logs,
  { kind, slot, about }: Job<D>,
  held: { value: D; version: number },
  claim: Send,
  outcome: PostOutcome,
  to: string | undefined,
): Promise<Delivered> {
  const refused = outcome.outcome === 'refused' ? outcome : undefined
  const bounced = refused?.because === 'address' || refused?.bounce !== undefined
  const send: Send = {
    ...claim,
    status: bounced ? 'bounced' : STATUS[outcome.outcome],
    at: world.clock.now(),
    ...(outcome.outcome !== 'sent'
      ? { detail: outcome.detail }
      : outcome.messageId === undefined
        ? {}
        : { messageId: outcome.messageId }),
    ...(refused?.bounce ? { bounce: refused.bounce } : {}),
  }
  // Before the send is over: cut off in between, the claim is settled, and the address is known all the same.
  if (to !== undefined && isOfTheAddress(send)) await silence(world, about.campaign, { email: to, at: send.at })
  const { ref, expiresAt } = slot
  if ((await write(world.store, ref, slot.write(held.value, send), held.version, expiresAt)) === 'conflict')
    // News of the letter may have come first, from the carrier's events: it knows more than that the letter was taken.
    await change(
      world.store,
      ref,
      stands => {
        const own = slot.read(stands)
        const open = own?.status === 'claimed' || own?.status === 'in doubt'
        return open && own.attempt === claim.attempt ? slot.write(stands, send) : undefined
      },
      expiresAt,
    )
  if (outcome.outcome !== 'sent') world.log.info('message not sent', { kind, outcome: outcome.outcome })
  if (outcome.outcome === 'later') return 'later'
  return outcome.outcome === 'refused' ? 'failed' : outcome.outcome
}
