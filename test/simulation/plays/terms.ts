/** What differs from a launch at the meetings after it: nobody signs, and each kind has letters and days of its own. */
import { answersAt, type Deed, type Person } from '../ledger.ts'
import { baseOf, type Terms } from '../rules.ts'
import { daysAhead, earliest } from '../wall.ts'
import { MINUTE } from '../weather.ts'

/** Days before each kind of meeting on which its letters leave; what is not there leaves once somebody says so. */
const AHEAD = {
  quarterly: { hold: 42, agenda: 21, invite: 14, 'follow-up-1': 7 },
  'action-team': { 'follow-up-1': 5 },
  debrief: {},
} as const
export type GatheringKind = keyof typeof AHEAD

/** `sending`: when its letters were let leave. `hasSaid`: whether somebody had said how the partnership does by an instant. */
export const termsOf = (
  kind: GatheringKind,
  sending: Deed,
  hasSaid: (person: Person, at: number) => boolean = () => false,
): Terms => ({
  timed: /^(hold|agenda|invite|follow-up|reminder)/,
  signed: false,
  earliest(wave, meeting, wish, holidays) {
    const days = (AHEAD[kind] as Record<string, number>)[wave]
    const at =
      wave === 'reminder'
        ? earliest(wave, meeting, wish, holidays)
        : days === undefined
          ? 0
          : daysAhead(meeting, days, wish?.hour)
    // By the clock of a process, which may be behind.
    return Math.max(at, sending.invokedAt - 5 * MINUTE)
  },
  audience(person, { wave, at, lookedAt }) {
    const { sure, maybe } = answersAt(person, at)
    const said = maybe.length > 0 ? undefined : sure?.answer
    const base = baseOf(wave)
    if (person.publicPartner && /^(agenda|summary|pulse)/.test(base))
      return 'partners are not asked what businesses are'
    if (/^(agenda|invite)$/.test(base) && said === 'declined') return 'nobody who has declined is asked again'
    if (base === 'hold' && sure) return 'nobody is asked to hold a time who has answered'
    if (base === 'reminder' && said === 'tentative') return 'who comes is reminded'
    if (base.startsWith('pulse') && hasSaid(person, lookedAt)) return 'who has said how it goes is not asked'
    return undefined
  },
})
