/**
 * How much mail to Convoke itself is taken in a day. Anybody may write there, and what they send must leave room for
 * answers.
 */
import type { Clock } from '../../functions/keep/ports.ts'

export interface DeskGate {
  /** Whether one more may be taken today; counts it. */
  admits(): boolean
}

const A_DAY = 200

export function deskGate(clock: Pick<Clock, 'now'>, aDay = A_DAY): DeskGate {
  let day = ''
  let taken = 0
  return {
    admits() {
      const today = clock.now().slice(0, 10)
      if (today !== day) taken = 0
      day = today
      return ++taken <= aDay
    },
  }
}

/** A longer message to Convoke itself is not taken. Bytes. */
export const MOST_TO_DESK = 2 * 1024 * 1024
