/**
 * The day: people are seen at the door, some by mistake, some by a phone that was offline; others walk in who stand on no
 * list. Who was seen there is thanked, and nobody else.
 */
import { campaignIdFrom, type InvitationId, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { addWalkIn, checkIn } from '../../../functions/day/check-in.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { shortId } from '../../../mail/token.ts'
import { somebodyOf } from '../convener.ts'
import { type Deed, lastStage, type Person } from '../ledger.ts'
import { insist } from '../scene.ts'
import { startOf } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

const BY = 'Cora Day'

export function createDoor({ scene, luck }: Stagecraft, opening: number): Play {
  const { ledger, timeline, campaign } = scene
  const id = campaignIdFrom(campaign)
  const closed: string[] = []

  /** A tap is written down now, or when the phone finds its connection again. */
  function tap(name: string, task: (world: World, at: string) => Promise<unknown>, deed: Deed, then: () => void): void {
    const at = new Date(timeline.now()).toISOString()
    const later = luck.happens(0.2) ? luck.between(MINUTE, 90 * MINUTE) : 0
    ledger.tapping++
    timeline.at(timeline.now() + later, () =>
      insist(
        scene,
        name,
        deed,
        world => task(world, at),
        outcome => {
          if (outcome === 'closed' || outcome === 'not on the list' || outcome === 'full') closed.push(name)
          ledger.tapping--
          then()
        },
      ),
    )
  }

  const checks =
    (invitation: InvitationId, came: boolean) =>
    (world: World, at: string): Promise<unknown> =>
      checkIn(world, id, invitation, { came, at, by: BY })

  function sees(person: Person): void {
    const came: Deed = { invokedAt: timeline.now() }
    person.came = came
    ledger.doorOpened ??= came
    const seen = checks(invitationIdFrom(person.id), true)
    tap(`${person.name} is seen`, seen, came, () => {
      if (!luck.happens(0.05)) return
      // It was somebody else.
      const mistake = { invokedAt: timeline.now() }
      tap(`${person.name} was not there`, checks(invitationIdFrom(person.id), false), mistake, () => {
        delete person.came
      })
    })
  }

  function walksIn(n: number): void {
    const company = luck.below(30)
    const nowhere = luck.happens(0.4)
    const email = nowhere ? '' : `walkin${n}@company${company}.example`
    const name = `Wanda Walker${String.fromCharCode(97 + n)}`
    const key = nowhere ? `walk-in:${name.toLowerCase()}:company ${company}` : email
    const came: Deed = { invokedAt: timeline.now() }
    const person: Person = { ...somebodyOf(campaign, name, company, email), walkedIn: true, nowhere, came }
    person.id = shortId(`${campaign}:${key}`)
    person.added = { invokedAt: timeline.now(), heldBack: true }
    ledger.doorOpened ??= came
    ledger.people.set(person.id, person)
    const walkIn = { name, title: '', company: `Company ${company}`, email, publicPartner: false }
    const task = (world: World, at: string) => addWalkIn(world, id, walkIn, { at, by: BY })
    tap(`${name} walks in`, task, came, () => {
      person.added.ackedAt = came.ackedAt ?? 0
      // Two people stand at the door, and both write them down.
      if (luck.happens(0.3)) tap(`${name} walks in, as another saw`, task, { invokedAt: 0 }, () => {})
    })
  }

  function opens(): void {
    const { canceled, meeting } = lastStage(ledger)
    if (canceled) return
    const from = startOf(meeting) - 20 * MINUTE
    for (const person of ledger.people.values()) {
      if (person.removed) continue
      const said = person.answers.at(-1)?.answer
      const chance =
        said === 'accepted' ? 0.85 : said === undefined && person.standsFor ? 0.8 : said === 'declined' ? 0.02 : 0.15
      if (luck.happens(chance)) timeline.at(from + luck.between(0, HOUR), () => sees(person))
    }
    for (let n = luck.below(4); n > 0; n--) timeline.at(from + luck.between(0, HOUR), () => walksIn(n))
  }

  // By then the convener moves nothing any more.
  timeline.at(opening - 1.5 * DAY_MILLIS, () => {
    const { meeting } = lastStage(ledger)
    if (luck.happens(0.85)) timeline.at(startOf(meeting) - 30 * MINUTE, opens)
  })

  return {
    reckon(fail) {
      for (const name of closed) fail('whoever is seen at the door is written down', name)
    },
  }
}
