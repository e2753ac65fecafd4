/**
 * One letter to one invitee: claim, send, record. The claim is a conditional write of the invitation, so whatever was
 * recorded a moment earlier (an answer, an opt-out, another run's claim) makes it fail and the decision is made anew.
 */
import { type Invitation, isSettled, type Send } from '../../domain/keep/invitation.ts'
import { HOUR, type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { change, invitationRef, type Read, read, write } from '../keep/documents.ts'
import type { PostOutcome, World } from '../keep/ports.ts'
import { handOver } from '../keep/submit.ts'
import type { Composer } from './letters.ts'
import type { Pace } from './pace.ts'

/** A claim that old belongs to a run that is over, whoever made it. */
export const CLAIM_GRACE = 15 * MINUTE

/**
 * After so long no event of a letter is on its way any more: EventBridge tries for a day to hand one over, and Lambda
 * for six hours to run what takes it.
 */
const SILENCE = 30 * HOUR

/** Whether something is still to be done about a letter: it is due, its claim is open, or nothing was heard of it. */
export const isOpen = (world: World, invitation: Invitation, wave: string): boolean => {
  const send = invitation.sends[wave]
  return send?.status === 'due' || send?.status === 'claimed' || isUnheard(world, invitation, wave)
}

const againWords = (wave: string): string => `${wave}: sent again, because nothing was heard of the first`

/** Once for each letter: should the second be in doubt too, the convener is asked. */
function isUnheard(world: World, { sends }: Invitation, wave: string): boolean {
  const send = sends[wave]
  if (!world.post.reports || send?.status !== 'in doubt') return false
  return world.clock.now() > shift(send.at, SILENCE) && !send.again
}

/** Attempts that this process is about: it will write itself what becomes of them, however late it is woken. */
const inHand = new Set<string>()

type Verdict = { do: 'send' } | { do: 'skip'; reason: string } | { do: 'wait'; until: Instant }

/** What became of one delivery. `later`: nothing was taken yet, come back. */
export type Delivery = 'sent' | 'skipped' | 'in doubt' | 'failed' | 'later' | { waitUntil: Instant }

export interface Job {
  campaign: string
  /** The letter's key among the invitation's sends. */
  wave: string
  sequence: number
  decide: (invitation: Invitation, now: Instant) => Verdict
  compose: Composer
  /** A letter's turn is waited for before the claim, so that the claim is fresh. */
  pace: Pace
}

/** Delivers to the invitation as it was read, or as it turns out to stand when somebody wrote in between. */
export async function deliver(world: World, job: Job, first: Read<Invitation>): Promise<Delivery> {
  const ref = invitationRef(job.campaign, first.value.id)
  let current: Read<Invitation> | undefined = first
  let turned = false
  for (let tries = 0; tries < 20 && current; tries++) {
    const { value: invitation, version } = current
    const now = world.clock.now()
    const own = invitation.sends[job.wave]
    if (own?.status === 'claimed') {
      const settled = await settleClaim(world, job, invitation, own)
      if (settled !== 'again') return settled
      current = await read(world.store, ref)
      continue
    }
    if (isUnheard(world, invitation, job.wave)) {
      if (!(await reopen(world, job, current))) return 'in doubt'
      current = await read(world.store, ref)
      continue
    }
    if (own !== undefined && isSettled(own) && own.status !== 'skipped') return OUTCOME[own.status] ?? 'failed'
    const verdict = job.decide(invitation, now)
    if (verdict.do === 'wait') return { waitUntil: verdict.until }
    if (verdict.do === 'skip') {
      if (await recordSkip(world, job, current, verdict.reason)) return 'skipped'
      current = await read(world.store, ref)
      continue
    }
    if (!turned) {
      turned = true
      if (!(await job.pace.turn())) return 'later'
      continue
    }
    const attempt = world.run.id + world.chance.id(10)
    const message = await job.compose(invitation, attempt)
    const claim: Send = {
      status: 'claimed',
      at: now,
      attempt,
      attempts: (own?.attempts ?? 0) + 1,
      sequence: job.sequence,
      ...('entry' in message && message.entry ? { entry: true } : {}),
      ...(own?.doubt ? { doubt: true } : {}),
      ...(own?.again ? { again: true } : {}),
    }
    const claimed = withSend(invitation, job.wave, claim)
    inHand.add(attempt)
    try {
      const held = await write(world.store, ref, claimed, version)
      if (held === 'conflict') {
        current = await read(world.store, ref)
        continue
      }
      const about = { attempt, wave: job.wave, campaign: job.campaign, invitation: invitation.id }
      const outcome = await handOver(world, message, about)
      await job.pace.learn(outcome)
      return await recordOutcome(world, job, { value: claimed, version: held }, claim, outcome)
    } finally {
      inHand.delete(attempt)
    }
  }
  return current ? 'later' : 'skipped'
}

const withSend = (invitation: Invitation, wave: string, send: Send): Invitation => ({
  ...invitation,
  sends: { ...invitation.sends, [wave]: send },
})

/** A skip is written once for each reason. */
async function recordSkip(world: World, job: Job, current: Read<Invitation>, reason: string): Promise<boolean> {
  const own = current.value.sends[job.wave]
  if (own?.status === 'skipped' && own.reason === reason) return true
  const send: Send = {
    status: 'skipped',
    at: world.clock.now(),
    attempt: '',
    attempts: own?.attempts ?? 0,
    reason,
    sequence: job.sequence,
    // What stays true of an attempt that may have arrived, although no other follows it.
    ...(own?.doubt ? { doubt: true, sequence: own.sequence, entry: own.entry } : {}),
    ...(own?.again ? { again: true } : {}),
  }
  const ref = invitationRef(job.campaign, current.value.id)
  return (await write(world.store, ref, withSend(current.value, job.wave, send), current.version)) !== 'conflict'
}

/** What to do about a claim whose outcome was never recorded. Never a blind resend. */
async function settleClaim(
  world: World,
  job: Pick<Job, 'campaign' | 'wave'>,
  invitation: Invitation,
  claim: Send,
): Promise<Delivery | 'again'> {
  const foreign = !claim.attempt.startsWith(world.run.id)
  const old = world.clock.now() > shift(claim.at, CLAIM_GRACE)
  if (!(old || (foreign && world.run.alone)) || (!foreign && inHand.has(claim.attempt))) return 'later'
  const fate = await world.post.settle(claim.attempt)
  const settled: Partial<Send> =
    fate === 'sent'
      ? { status: 'sent' }
      : fate === 'not sent'
        ? { status: 'due' }
        : { status: 'in doubt', reason: 'Convoke stopped while this letter was being handed over' }
  await change(world.store, invitationRef(job.campaign, invitation.id), stands => {
    const own = stands.sends[job.wave]
    if (own?.status !== 'claimed' || own.attempt !== claim.attempt) return undefined
    return withSend(stands, job.wave, { ...own, ...settled })
  })
  return fate === 'sent' ? 'sent' : fate === 'unknown' ? 'in doubt' : 'again'
}

/**
 * Settles a letter that no pass of its wave may come to: a claim that is old, and, where the wave is `over` for good
 * (replaced, canceled or dropped), a letter that is due.
 */
export async function settleLeft(
  world: World,
  campaign: string,
  invitation: Invitation,
  wave: string,
  over: boolean,
): Promise<void> {
  const send = invitation.sends[wave]
  if (send?.status === 'claimed') await settleClaim(world, { campaign, wave }, invitation, send)
  if (send?.status !== 'due' || !over) return
  const at = world.clock.now()
  await change(world.store, invitationRef(campaign, invitation.id), stands => {
    const own = stands.sends[wave]
    if (own?.status !== 'due') return undefined
    return withSend(stands, wave, { ...own, status: 'skipped', at, reason: 'its wave does not leave any more' })
  })
}

/**
 * The carrier tells of every letter it took and told of none: where the letter is still wanted it is due again, and the
 * convener sees it. Where it is not, it stays in doubt.
 */
async function reopen(world: World, job: Job, { value, version }: Read<Invitation>): Promise<boolean> {
  const at = world.clock.now()
  const send = value.sends[job.wave]
  if (!send) return false
  const { reason: _, ...rest } = send
  const due = withSend(value, job.wave, { ...rest, status: 'due', at, doubt: true, again: true })
  if (job.decide(due, at).do !== 'send') return false
  const history = [...value.history, { at, by: 'Convoke', what: againWords(job.wave) }]
  await write(world.store, invitationRef(job.campaign, value.id), { ...due, history }, version)
  return true
}

/** What a letter that is over counts as when its wave is released again. */
const OUTCOME: Partial<Record<Send['status'], Delivery>> = {
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

async function recordOutcome(
  world: World,
  job: Job,
  held: Read<Invitation>,
  claim: Send,
  outcome: PostOutcome,
): Promise<Delivery> {
  const bounced = outcome.outcome === 'refused' && outcome.because === 'address'
  const send: Send = {
    ...claim,
    status: bounced ? 'bounced' : STATUS[outcome.outcome],
    at: world.clock.now(),
    ...(outcome.outcome === 'sent' ? {} : { reason: outcome.detail }),
  }
  const ref = invitationRef(job.campaign, held.value.id)
  const record = (stands: Invitation): Invitation => ({
    ...withSend(stands, job.wave, send),
    ...(bounced ? { suppressed: { email: stands.invitee.email, reason: 'bounced' as const, at: send.at } } : {}),
  })
  if ((await write(world.store, ref, record(held.value), held.version)) === 'conflict')
    // News of the letter may have come first, from the carrier's events: it knows more than that the letter was taken.
    await change(world.store, ref, stands => {
      const own = stands.sends[job.wave]
      const open = own?.status === 'claimed' || own?.status === 'in doubt'
      return open && own.attempt === claim.attempt ? record(stands) : undefined
    })
  if (outcome.outcome !== 'sent') world.log.info('letter not sent', { wave: job.wave, outcome: outcome.outcome })
  if (outcome.outcome === 'later') return 'later'
  return outcome.outcome === 'refused' ? 'failed' : outcome.outcome
}
