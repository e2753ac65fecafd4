/** Reminds chosen people now, each by the follow-up that they would get next; its wave then passes them by. */
import { type Invitation, inPlaceOf, type Send } from '../../../domain/keep/invitation.ts'
import { SECOND, shift } from '../../../domain/keep/time.ts'
import { keyOf } from '../../../domain/send/plan.ts'
import {
  type Done,
  followUpsToCome,
  type PassedOver,
  type Pressed,
  remindable,
  reminderFor,
} from '../../../domain/send/remind.ts'
import type { Context } from '../../keep/context.ts'
import { change, invitationRef } from '../../keep/documents.ts'
import type { Reads, Sends, Timed } from '../../keep/ports.ts'
import { sideBySide } from '../../keep/side-by-side.ts'
import { awaken } from '../../send/awake.ts'
import { CONVENERS_PATIENCE, soon } from '../../send/soon.ts'
import { suppressedOf } from '../../send/suppress.ts'
import { mayLeave } from '../../send/texts/signed-set.ts'
import { type EarlyRun, sendEarly } from './send-early.ts'

/** Somebody who was chosen, with what would happen to them (the key of a wave), or why nothing does. */
export type Foreseen =
  | { invitation: Invitation; wave: string; attempt?: string }
  | { invitation: Invitation; passed: PassedOver }

/** What reminding these people would do. */
export async function foreseeReminders(
  world: Reads & Timed,
  context: Context,
  chosen: readonly Invitation[],
): Promise<Foreseen[]> {
  const suppressed = await suppressedOf(world, context.partnership.id)
  const now = world.clock.now()
  return chosen.map(invitation => {
    const next = reminderFor(context, invitation, suppressed(invitation), now)
    if ('passed' in next) return { invitation, passed: next.passed }
    return mayLeave(context, next.wave)
      ? { invitation, wave: keyOf(next.wave) }
      : { invitation, passed: 'not signed' as const }
  })
}

/** So long a press goes on sending where the process stands still once it has answered. */
const PATIENCE = 10 * SECOND

/** Each is due in one write, which an answer or an opt-out of a moment before prevents; then they leave at the account's pace. */
export async function remind(world: Sends, context: Context, pressed: readonly Pressed[], by: string): Promise<Done> {
  const { campaign, partnership } = context
  const { meeting } = campaign
  const done: Done = { touched: [], passed: [] }
  if (!meeting) return done
  const suppressed = await suppressedOf(world, partnership.id)
  const waves = new Map(followUpsToCome(campaign).map(wave => [keyOf(wave), wave]))
  await sideBySide(pressed, async ({ id, wave: key }) => {
    const wave = waves.get(key)
    let why: PassedOver | undefined
    const stands = await change(world.store, invitationRef(campaign.id, id), invitation => {
      const at = world.clock.now()
      why = undefined
      if (!wave) why = 'its wave does not leave any more'
      else if (!mayLeave(context, wave)) why = 'not signed'
      else {
        const may = remindable(context, wave, invitation, suppressed(invitation), at)
        if ('passed' in may) why = may.passed
      }
      if (why) return undefined
      const before = invitation.sends[key]
      const due: Send = {
        status: 'due',
        at,
        attempt: '',
        attempts: before?.attempts ?? 0,
        sequence: meeting.sequence,
        early: true,
        ...(before?.doubt ? { doubt: true } : {}),
        ...(before?.again ? { again: true } : {}),
      }
      return {
        ...invitation,
        sends: { ...invitation.sends, [key]: inPlaceOf(before, due) },
        history: [...invitation.history, { at, by, event: 'reminded' as const, wave: key }],
      }
    })
    if (!stands) return
    if (why) done.passed.push({ invitation: stands, why })
    else done.touched.push(stands)
  })
  const due = new Map(pressed.map(({ id, wave }) => [id, wave]))
  const run: EarlyRun = { set: new Map() }
  const began = world.clock.now()
  // The sweep sends to whom nothing went in time.
  await awaken(world.store, context.campaign.id)
  await soon(
    world,
    context.campaign.id,
    async pace => {
      // Whoever waits for the answer waits so long and no longer: the sweep sends the others.
      const isLate = () => world.afterwards === undefined && world.clock.now() > shift(began, PATIENCE)
      for (const { id } of done.touched)
        if (!isLate()) await sendEarly(world, context, id, due.get(id) ?? '', pace, run)
    },
    CONVENERS_PATIENCE,
  )
  return done
}
