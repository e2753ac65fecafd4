/** Letters that did not get through, sent again: one of them, or all that came back for one reason, once that is mended. */
import { BOUNCE_REASONS, isDead } from '../../domain/keep/bounce.ts'
import type { Actor } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { HELD_BACK, type Invitation, inPlaceOf, mayKnow, type Send } from '../../domain/keep/invitation.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { isForOne } from '../../domain/keep/wave-id.ts'
import type { Done, PassedOver, Pressed } from '../../domain/send/remind.ts'
import { readContext } from '../keep/context.ts'
import { change, invitationRef, invitationsOf, read } from '../keep/documents.ts'
import type { Plans } from '../keep/ports.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { awaken } from '../send/awake.ts'
import { releaseNow } from '../send/steer-campaign.ts'
import { liftSuppression } from './suppressions.ts'

/** What the convener may say of a letter, by how it stands: one that has come back meanwhile is not taken as sent. */
const SAYABLE: Record<'send again' | 'leave', readonly Send['status'][]> = {
  'send again': ['in doubt', 'failed', 'bounced', 'skipped'],
  leave: ['in doubt'],
}

/**
 * The convener's word on a letter that is in doubt, failed, bounced or held back. `seen` is the attempt they look at: a
 * word that comes late, or a second time, says nothing about a newer one.
 */
export async function resolveSend(
  world: Plans,
  campaignId: CampaignId,
  id: InvitationId,
  wave: string,
  word: 'send again' | 'leave',
  by: Actor,
  seen?: string,
): Promise<void> {
  const context = await readContext(world.store, campaignId)
  if (!context) return
  const now = world.clock.now()
  const sayable = (stands: Invitation): Send | undefined => {
    const send = stands.sends[wave]
    return send && SAYABLE[word].includes(send.status) && (seen === undefined || send.attempt === seen)
      ? send
      : undefined
  }
  const found = (await read(world.store, invitationRef(campaignId, id)))?.value
  // They know that it works after all: it does in every campaign.
  if (word === 'send again' && found && sayable(found))
    await liftSuppression(world, context.partnership.id, found.invitee.email, by)
  await change(world.store, invitationRef(campaignId, id), stands => {
    const send = sayable(stands)
    if (!send) return undefined
    if (word === 'send again') return dueAgain(stands, wave, by, now)
    const sends = { ...stands.sends, [wave]: { ...send, status: 'sent', why: 'taken as sent' } as const }
    const left = { at: now, by, event: 'left as it is' as const, wave }
    return { ...stands, sends, history: [...stands.history, left] }
  })
  if (word !== 'send again') return
  if (isForOne(wave)) await awaken(world.store, campaignId)
  else await releaseNow(world, campaignId, wave, by)
}

/** The invitation with one of its letters due again; what came in of that letter's return is settled with it. */
function dueAgain(stands: Invitation, wave: string, by: Actor, now: Instant): Invitation {
  const before = stands.sends[wave] as Send
  const { status, attempt, attempts, sequence, at, again, entry } = before
  const doubt = status === 'in doubt' || before.doubt ? { doubt: true as const } : {}
  const due: Send = {
    status: 'due',
    at,
    attempt,
    attempts,
    sequence,
    // Where the first may have arrived, so may its entry: news of a move has to reach that calendar.
    ...(entry ? { entry } : {}),
    ...doubt,
    ...(again ? { again } : {}),
  }
  const settled = { at: now, by, how: 'dismiss' as const }
  return {
    ...stands,
    sends: { ...stands.sends, [wave]: inPlaceOf(before, due) },
    suppressed: stands.suppressed?.reason === 'bounced' ? undefined : stands.suppressed,
    matters: stands.matters.map(each => (each.kind === 'came back' && !each.settled ? { ...each, settled } : each)),
    history: [...stands.history, { at: now, by, event: 'sent once more' as const, wave }],
  }
}

/** Why letters did not get through, as far as sending them again may help: why they came back, or that they failed. */
export const UNSENT = [...BOUNCE_REASONS.filter(reason => !isDead(reason)), 'failed'] as const
export type Unsent = (typeof UNSENT)[number]

/** The latest letter of somebody who has not answered, where it did not get through; not where the address is dead. */
export function unsentOf({ sends, answers, removedAt, suppressed }: Listed): { wave: string; why: Unsent } | undefined {
  if (removedAt !== undefined || answers.length > 0 || suppressed) return undefined
  const [latest] = Object.entries(sends)
    .filter(([wave, { status }]) => !isForOne(wave) && status !== 'due' && status !== 'skipped')
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
  if (!latest) return undefined
  const [wave, { status, bounce }] = latest
  if (status === 'failed') return { wave, why: 'failed' }
  return status === 'bounced' && bounce !== undefined && !isDead(bounce) ? { wave, why: bounce } : undefined
}

/** What may be sent again to somebody who was chosen: what did not get through or was held back, or why nothing is. */
export function sendableAgain(invitation: Invitation): { wave: string; attempt: string } | { passed: PassedOver } {
  const { sends, answers, removedAt, suppressed } = invitation
  if (removedAt !== undefined) return { passed: 'not on the list' }
  if (suppressed) return { passed: suppressed.reason }
  if (answers.length > 0) return { passed: 'answered' }
  const letters = Object.entries(sends).filter(([wave]) => !isForOne(wave))
  if (letters.some(([, { status }]) => status === 'in doubt')) return { passed: 'in doubt' }
  const unsent = unsentOf(invitation)?.wave
  const held = letters.findLast(([, { status, why }]) => status === 'skipped' && why === HELD_BACK)?.[0]
  const wave = unsent ?? (mayKnow(invitation) ? undefined : held)
  return wave === undefined ? { passed: 'nothing to send again' } : { wave, attempt: sends[wave]?.attempt ?? '' }
}

/**
 * Sends it again to those who were chosen, as the convener saw it (`wave` and `attempt`), so that the same press twice
 * sends once. Answers to whom, and who was passed over.
 */
export async function sendAgainTo(
  world: Plans,
  campaign: CampaignId,
  pressed: readonly Pressed[],
  by: Actor,
): Promise<Done> {
  const { touched, passed }: Done = { touched: [], passed: [] }
  const waves = new Set<string>()
  await sideBySide(pressed, async ({ id, wave, attempt }) => {
    let why: PassedOver | undefined
    const stands = await change(world.store, invitationRef(campaign, id), invitation => {
      const may = sendableAgain(invitation)
      const isSeen = 'wave' in may && may.wave === wave && may.attempt === (attempt ?? '')
      why = isSeen ? undefined : 'passed' in may ? may.passed : 'nothing to send again'
      return isSeen ? dueAgain(invitation, wave, by, world.clock.now()) : undefined
    })
    if (!stands) return
    if (why) passed.push({ invitation: stands, why })
    else {
      touched.push(stands)
      waves.add(wave)
    }
  })
  for (const wave of waves) await releaseNow(world, campaign, wave, by)
  return { touched, passed }
}

/** Sends again, together, what did not get through for one reason; answers to how many. Safe to repeat. */
export async function sendUnsent(world: Plans, campaign: CampaignId, why: Unsent, by: Actor): Promise<number> {
  const waves = new Set<string>()
  let people = 0
  for await (const { value } of invitationsOf(world.store, campaign)) {
    if (unsentOf(value)?.why !== why) continue
    let wave: string | undefined
    await change(world.store, invitationRef(campaign, value.id), stands => {
      const unsent = unsentOf(stands)
      wave = unsent?.why === why ? unsent.wave : undefined
      return wave === undefined ? undefined : dueAgain(stands, wave, by, world.clock.now())
    })
    if (wave === undefined) continue
    waves.add(wave)
    people++
  }
  for (const wave of waves) await releaseNow(world, campaign, wave, by)
  return people
}
