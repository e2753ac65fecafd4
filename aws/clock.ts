/** The Clock port: the time of the function's host. */
import { setTimeout as rest } from 'node:timers/promises'
import { fromMillis } from '../domain/keep/time.ts'
import type { Clock } from '../functions/keep/ports.ts'

export const clock: Clock = {
  now: () => fromMillis(Date.now()),
  rest: async millis => {
    await rest(millis)
  },
}
