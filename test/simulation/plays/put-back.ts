/**
 * A backup is put back: what was written down since it was taken is gone, while all that left meanwhile has left. What fell
 * due before then asks its convener, and nobody gets again what they have, unless a person says so.
 */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { lastStage, type Person } from '../ledger.ts'
import { earliest, startOf } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE, SECOND } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

/** The operator stops everything for longer than any request is under way, and than any two clocks are apart. */
const DOWN = { least: 6 * MINUTE, most: 3 * HOUR }

export function createPutBack({ scene, luck, convener, house }: Stagecraft): Play {
  const { ledger, timeline, settings, storage, campaign, place, holidays } = scene
  // Of an outbox nothing is gone that the backup does not hold.
  if (place === 'outbox') return {}

  /** The convener does nothing until it is put back: what they did would have to be done again. */
  function begins(): void {
    convener.turn(next => copies(20, next))
  }

  function copies(tries: number, next: () => void): void {
    const stands = storage.get(`campaign#${campaign}`, 'campaign')?.value as Campaign
    const isDraft = stands.status === 'draft'
    const isBusy =
      isDraft || [...ledger.people.values()].some(({ optedOut }) => optedOut && optedOut.ackedAt === undefined)
    if (isBusy && tries > 0) timeline.at(timeline.now() + MINUTE, () => copies(tries - 1, next))
    else if (
      isBusy ||
      lastStage(ledger).canceled ||
      timeline.now() > startOf(lastStage(ledger).meeting) - 4 * DAY_MILLIS
    )
      next()
    else loses(next)
  }

  function loses(next: () => void): void {
    const from = timeline.now()
    const putBack = house.copy()
    scene.trace(() => 'a backup is taken')
    // Mostly soon: what was lost is noticed.
    const until = from + (luck.happens(0.7) ? luck.between(MINUTE, 3 * HOUR) : luck.between(HOUR, 2 * DAY_MILLIS))
    timeline.at(until, () => {
      scene.trace(() => 'everything is stopped')
      house.close()
      timeline.at(until + luck.between(DOWN.least, DOWN.most), () => {
        putBack()
        settings.restoredAt = new Date(Math.ceil(timeline.now())).toISOString()
        ledger.lost = { from, until: timeline.now() }
        for (const person of ledger.people.values()) forget(person, from)
        scene.trace(() => 'the backup is put back')
        house.open()
        next()
      })
    })
  }

  /** What somebody did since the copy was taken is nowhere any more. */
  function forget(person: Person, from: number): void {
    const isGone = ({ ackedAt }: { ackedAt?: number }) => ackedAt !== undefined && ackedAt > from
    person.answers = person.answers.filter(deed => {
      if (!isGone(deed)) return true
      // On its way while the copy was made, or it may come in once more: it stands there or not.
      if (deed.invokedAt <= from || deed.by !== undefined) {
        delete deed.ackedAt
        deed.unclear = true
        return true
      }
      person.forgotten = (person.forgotten ?? 0) + 1
      return false
    })
    for (const words of person.wrote) if (isGone(words)) delete words.ackedAt
    if (person.optedOut && isGone(person.optedOut)) delete person.optedOut
    if (person.barred && isGone(person.barred)) {
      delete person.barred
      person.freed = true
    }
  }

  const { meeting } = lastStage(ledger)
  const at = earliest(luck.pick(['invite', 'invite', 'follow-up-1', 'follow-up-2']), meeting, undefined, holidays)
  // Mostly while a wave leaves.
  const after = luck.pick([
    () => luck.between(-SECOND, 10 * MINUTE),
    () => luck.between(0, luck.pick([20 * SECOND, 2 * MINUTE])),
    () => luck.between(-2 * HOUR, 0),
    () => luck.between(0, 3 * DAY_MILLIS),
  ])
  timeline.at(at + after(), begins)

  return {}
}
