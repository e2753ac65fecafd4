/** Who is signed in: the sign-ins of the last days lead to addresses, and the sessions of those are read. */

import { auditMonths } from '../../domain/access/audit.ts'
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import { loginsOf, type SignedIn } from '../access/signed-in.ts'
import type { Knows, Logs, Reads, Timed } from '../keep/ports.ts'
import { latestOf } from './search-audit.ts'

/** So many addresses are shown, and so many entries are read to find them. */
const ADDRESSES = 40
const ENTRIES = 1000
/** Sign-ins and sign-outs that are shown as the latest. */
const LATEST = 8
/** No session lasts longer. */
const LASTS = 7 * DAY

export interface SignedInPerson {
  email: string
  how: string
  logins: readonly SignedIn[]
}

export async function signedInNow(
  world: Reads & Timed & Logs & Knows<'rehearsal'>,
): Promise<{ people: SignedInPerson[]; isMore: boolean; latest: AuditEntry[] }> {
  const now = world.clock.now()
  const months = auditMonths(now)
  const { entries, after } = await latestOf(world, months, { kind: 'sign-in' }, { most: ENTRIES, look: ENTRIES })
  // In a rehearsal the clock may be moved ahead, and that signs nobody out.
  const since: Instant = world.settings.rehearsal ? '' : shift(now, -LASTS)
  const hows = new Map<string, string>()
  for (const { by, deed, how, at } of entries)
    if (deed === 'signed in' && by !== undefined && at >= since && !hows.has(by)) hows.set(by, how ?? '')
  const people: SignedInPerson[] = []
  for (const [email, how] of [...hows].slice(0, ADDRESSES)) {
    const logins = await loginsOf(world, email)
    if (logins.length > 0) people.push({ email, how, logins })
  }
  const isOld = (entries.at(-1)?.at ?? '') < since
  const isMore = hows.size > ADDRESSES || (after !== undefined && !isOld)
  return { people, isMore, latest: entries.slice(0, LATEST) }
}
