/**
 * Letters of a domain that mail services do not know yet leave little by little: forty at once from an address that never
 * wrote before look like spam, the same forty over an hour like somebody at work.
 */
import type { InvitationId } from '../keep/ids.ts'
import { DAY, HOUR, type Instant, MINUTE, shift } from '../keep/time.ts'
import type { Decision } from './decide.ts'

const STEP = 5 * MINUTE
/** From its first letters on a domain is new for so long. */
const NEW = 14 * DAY

/** Whether mail services do not know a domain yet that wrote its first letter at `since`. */
export const isNewDomain = (since: Instant, now: Instant): boolean => now < shift(since, NEW)

/** When a letter's turn comes in a wave that began at `began`, within an hour, in steps of five minutes; the same however often it is asked. */
function turnOf(id: InvitationId, began: Instant): Instant {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return shift(began, STEP * (sum % (HOUR / STEP)))
}

/** A letter that would leave waits for its turn; `began` is undefined where the wave is not spread. */
export function inItsTurn(began: Instant | undefined, id: InvitationId, now: Instant, decision: Decision): Decision {
  if (began === undefined || decision.do !== 'send') return decision
  const until = turnOf(id, began)
  return now < until ? { do: 'wait', until } : decision
}
