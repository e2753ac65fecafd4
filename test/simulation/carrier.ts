/**
 * Who carries letters: an outbox that knows exactly what it took, a relay that may not, or SES, which throttles, cuts
 * its quota, pauses the account, and tells of letters by events that are late, twice, out of order or lost.
 */
import type { Outgoing, PostOutcome } from '../../functions/keep/ports.ts'
import type { Ledger, Taken } from './ledger.ts'
import { keyOf } from './ledger.ts'
import type { Luck } from './luck.ts'
import { readLetter } from './read-letter.ts'
import type { Timeline } from './timeline.ts'
import { DAY_MILLIS, HOUR, MINUTE, type Place, SECOND, type Weather } from './weather.ts'

export interface News {
  /** A report that came back by mail names none. */
  attempt: string | undefined
  campaign: string
  invitation: string
  what: 'sent' | 'delivered' | 'bounced' | 'complained'
  at: number
}

interface Handover {
  /** What is answered; undefined: the line is dead and nothing ever comes back. */
  outcome: PostOutcome | undefined
  /** When the carrier takes it, from now; undefined: it does not. */
  takes: number | undefined
  /** When the answer is back, from now. */
  back: number
}

export interface Carrier {
  /** What becomes of one submission. */
  draw(now: number): Handover
  take(message: Outgoing): void
  took(attempt: string): boolean
  rate(now: number): number
}

export interface CarrierNeeds {
  place: Place
  luck: Luck
  weather: Weather
  timeline: Timeline
  /** Where what is taken of a campaign is written down. */
  ledgerOf(campaign: string): Ledger
  onTaken(taken: Taken): void
  tell(news: News): void
}

export function createCarrier(needs: CarrierNeeds): Carrier {
  const { place, luck, weather, timeline, ledgerOf } = needs
  const { rates } = weather
  const taken = new Set<string>()
  const full = place === 'outbox' ? Number.POSITIVE_INFINITY : luck.pick([2, 5, 14, 50])
  /** Letters taken in the second that began at an instant. */
  let second = { from: 0, letters: 0 }
  /** Nothing is taken until then: the account is paused. */
  let pausedUntil = 0
  let cut = { factor: 1, until: 0 }

  const foul = weather.isFoul
  function rate(now: number): number {
    return now < cut.until && foul(now) ? Math.max(1, full * cut.factor) : full
  }
  function over(now: number): boolean {
    if (now - second.from >= SECOND) second = { from: now, letters: 0 }
    second.letters++
    return second.letters > rate(now) + 1
  }

  return {
    rate,
    took: attempt => taken.has(attempt),
    draw(now) {
      const whole = luck.between(20, 400)
      const answer = (outcome: PostOutcome, takes: number | undefined, back = whole): Handover => ({
        outcome,
        takes,
        back,
      })
      if (place === 'cloud') {
        if (foul(now) && luck.happens(rates.throttled / 100)) {
          weather.count('quota cut')
          cut = { factor: luck.between(0.1, 0.7), until: now + luck.between(MINUTE, HOUR) }
        }
        if (foul(now) && luck.happens(rates.throttled / 300)) {
          weather.count('account paused')
          pausedUntil = now + luck.between(MINUTE, 2 * HOUR)
        }
        if (now < pausedUntil && foul(now)) return answer({ outcome: 'later', detail: 'paused' }, undefined)
        if (over(now)) return answer({ outcome: 'later', detail: 'throttled', overrun: true }, undefined)
      }
      if (!foul(now)) return answer({ outcome: 'sent' }, whole / 2)
      if (luck.happens(rates.throttled)) {
        weather.count('throttled')
        return answer({ outcome: 'later', detail: 'throttled', overrun: place !== 'outbox' }, undefined)
      }
      if (luck.happens(rates.refused)) {
        weather.count('refused')
        const because = luck.pick(['address', 'other'] as const)
        return answer({ outcome: 'refused', because, detail: 'refused' }, undefined)
      }
      if (luck.happens(rates.cut)) {
        weather.count('cut off')
        if (place === 'outbox')
          // The outbox is a table: what it answers is true, but a process may die before it hears it.
          return { outcome: undefined, takes: luck.happens(0.5) ? whole / 2 : undefined, back: whole }
        const takes = luck.happens(0.6) ? luck.between(1, 60 * SECOND) : undefined
        if (luck.happens(0.2)) return { outcome: undefined, takes, back: whole }
        return answer({ outcome: 'in doubt', detail: 'timeout' }, takes, luck.between(SECOND, 20 * SECOND))
      }
      return answer({ outcome: 'sent' }, whole / 2)
    },
    take(message) {
      const now = timeline.now()
      const ledger = ledgerOf(message.campaign)
      taken.add(message.attempt)
      const { text, sequence, method } = readLetter(message.bytes)
      const { attempt, campaign, wave, to, invitation } = message
      const letter: Taken = { attempt, campaign, invitation, wave, to, at: now, text, sequence, method }
      needs.onTaken(letter)
      ledger.byAttempt.set(attempt, letter)
      if (invitation === undefined) return
      const key = keyOf(invitation, wave)
      ledger.taken.set(key, [...(ledger.taken.get(key) ?? []), letter])
      ledger.byPerson.set(invitation, [...(ledger.byPerson.get(invitation) ?? []), letter])
      tellOf(letter, invitation)
    },
  }

  /** The events of a letter, each at its own time, so that they overtake one another. */
  function tellOf(letter: Taken, invitation: string): void {
    const { attempt, campaign, at } = letter
    const ledger = ledgerOf(campaign)
    const person = ledger.people.get(invitation)
    const tell = (what: News['what'], after: number) => {
      const lost = luck.happens(rates.eventLost)
      const news: News = {
        attempt: place === 'cloud' ? attempt : undefined,
        campaign,
        invitation,
        what,
        at: at + after,
      }
      const late = foul(at) && luck.happens(rates.eventLate) ? luck.between(0, 6 * HOUR) : 0
      if (late > 0) weather.count('event late')
      if (lost) weather.count('event lost')
      else timeline.at(at + after + late, () => needs.tell(news))
      if (foul(at) && luck.happens(rates.eventTwice)) {
        weather.count('event twice')
        if (!lost) timeline.at(at + after + late + luck.between(0, HOUR), () => needs.tell(news))
      }
      return lost
    }
    if (person?.dead) letter.bounced = true
    if (place !== 'cloud') {
      // A relay takes it and a report comes back later, which names no attempt.
      if (letter.bounced) tell('bounced', luck.between(MINUTE, DAY_MILLIS))
      return
    }
    const sent = tell('sent', luck.between(SECOND, 20 * SECOND))
    const end = letter.bounced
      ? tell('bounced', luck.between(2 * SECOND, HOUR))
      : tell('delivered', luck.between(2 * SECOND, 5 * MINUTE))
    const complaint = !letter.bounced && luck.happens(0.002) ? tell('complained', luck.between(HOUR, DAY_MILLIS)) : true
    letter.unheard = sent && end && complaint
    if (letter.unheard) ledger.unheard++
  }
}
