/**
 * Lets what a click made due leave soon, and keeps nobody waiting for its turn. What does not leave now stays due in its
 * document, where the sweep finds it: also after a crash.
 */
import { SECOND, shift } from '../../domain/keep/time.ts'
import { failureOf } from '../keep/failure.ts'
import type { Keeps, Logs, World } from '../keep/ports.ts'
import { type Pace, paceOf, whenFree } from './pace.ts'

/** So long may whoever runs a campaign wait for what they send themselves; guests do not. Milliseconds. */
export const CONVENERS_PATIENCE = 3 * SECOND

/**
 * The process itself sends it once it has answered; where it stands still then, it leaves at once if a turn is free. Who has
 * `patience` waits so many milliseconds for it. What fails is no news for whoever clicked: what they said is recorded.
 */
export async function soon(
  world: Keeps & Logs & Pick<World, 'afterwards' | 'clock' | 'post'>,
  send: (pace: Pace) => Promise<unknown>,
  patience?: number,
): Promise<void> {
  const pace = paceOf(world)
  const go = async (own: Pace) => {
    try {
      await send(own)
    } catch (error) {
      world.log.error('a message is left to the sweep', failureOf(error))
    }
  }
  if (world.afterwards) world.afterwards(() => go(pace))
  else if (patience === undefined) await go(whenFree(pace))
  else await go({ ...pace, turn: () => pace.turn(shift(world.clock.now(), patience)) })
}
