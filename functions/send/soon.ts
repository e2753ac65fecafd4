/**
 * Lets what a click made due leave soon, and keeps nobody waiting for its turn. What does not leave now stays due in its
 * document, and the campaign is awakened for the sweep; after a crash the sweep comes to it by itself.
 */
import type { CampaignId } from '../../domain/keep/ids.ts'
import { SECOND, shift } from '../../domain/keep/time.ts'
import { failureOf } from '../keep/failure.ts'
import type { Keeps, Logs, World } from '../keep/ports.ts'
import { awaken } from './awake.ts'
import { type Pace, paceOf, whenFree } from './pace.ts'

/** So long may whoever runs a campaign wait for what they send themselves; guests do not. Milliseconds. */
export const CONVENERS_PATIENCE = 3 * SECOND

/**
 * The process itself sends it once it has answered; where it stands still then, it leaves at once if a turn is free. Who has
 * `patience` waits so many milliseconds for it. What fails is no news for whoever clicked: what they said is recorded.
 */
export async function soon(
  world: Keeps & Logs & Pick<World, 'afterwards' | 'clock' | 'post' | 'run'>,
  campaign: CampaignId,
  send: (pace: Pace) => Promise<unknown>,
  patience?: number,
): Promise<void> {
  const pace = paceOf(world)
  let left = false
  const watched = (own: Pace): Pace => ({
    ...own,
    async turn(until) {
      const mine = await own.turn(until)
      left ||= !mine
      return mine
    },
    learn(outcome) {
      left ||= outcome.outcome === 'later' || outcome.outcome === 'in doubt'
      return own.learn(outcome)
    },
  })
  const go = async (own: Pace) => {
    try {
      await send(watched(own))
    } catch (error) {
      left = true
      world.log.error('a message is left to the sweep', failureOf(error))
    }
    // Where this fails too, the sweep comes to it within the hour.
    if (left) await awaken(world.store, campaign).catch(error => world.log.error('not awakened', failureOf(error)))
  }
  if (world.afterwards) world.afterwards(() => go(pace))
  else if (patience === undefined) await go(whenFree(pace))
  else await go({ ...pace, turn: () => pace.turn(shift(world.clock.now(), patience)) })
}
