/** How long a partnership is kept after its last meeting, where its convener wants an end. */
import type { Campaign } from '../keep/campaign.ts'
import { endOf } from '../keep/meeting.ts'
import type { Partnership } from '../keep/partnership.ts'
import { addDays, DAY, type Instant, instantOf, shift, wallOf } from '../keep/time.ts'

/** Choices of months. */
export const KEEP_MONTHS = [6, 12, 24, 36, 60] as const

/** Nobody's records end without so long a warning. */
export const WARNING = 30 * DAY

const A_MONTH = 30.4375

/** When it ends: so many months after the last meeting that is planned or was held. Undefined: never. */
export function endOfKeeping({ keepMonths }: Partnership, campaigns: readonly Campaign[]): Instant | undefined {
  const meetings = campaigns.flatMap(({ meeting, status }) => (meeting && status !== 'canceled' ? [meeting] : []))
  const last = meetings.sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1)).at(-1)
  if (keepMonths === undefined || !last) return undefined
  const { day, hour } = wallOf(endOf(last), last.zone)
  return instantOf(addDays(day, Math.round(keepMonths * A_MONTH)), hour, last.zone)
}

/** `warn`: begin to. `take back`: a meeting was added since. `end`: it was warned of, and nobody did anything. */
export type RetentionStep = 'nothing' | 'warn' | 'take back' | 'end'

/** What is to be done now. The end comes a whole warning after it was said, however late that was. */
export function retentionStep(partnership: Partnership, campaigns: readonly Campaign[], now: Instant): RetentionStep {
  const end = endOfKeeping(partnership, campaigns)
  const { endsWarnedAt } = partnership
  const isNear = end !== undefined && now >= shift(end, -WARNING)
  if (!isNear) return endsWarnedAt === undefined ? 'nothing' : 'take back'
  if (endsWarnedAt === undefined) return 'warn'
  return now >= end && now >= shift(endsWarnedAt, WARNING) ? 'end' : 'nothing'
}
