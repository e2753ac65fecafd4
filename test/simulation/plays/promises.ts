/** What people promise at the launch: the convener notes it when it is over. */
import { campaignIdFrom, partnershipIdFrom } from '../../../domain/keep/ids.ts'
import { commitmentsOf, promise } from '../../../functions/teams/commitments.ts'
import { inviteeOf } from '../convener.ts'
import { lastStage, type Person } from '../ledger.ts'
import { endOf } from '../wall.ts'
import { DAY_MILLIS, HOUR, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'
import { type PromiseBook, plus } from './promise-book.ts'

export function createPromises({ scene, luck, afterwards }: Stagecraft, opening: number, book: PromiseBook): Play {
  const { ledger, timeline } = scene
  const id = partnershipIdFrom(scene.partnership)

  function isMade(by: Person): void {
    const { meeting } = lastStage(ledger)
    const due = plus(meeting.date, 2 + luck.below(14))
    const { name, company } = inviteeOf(by)
    const email = by.emails.at(-1)?.email ?? ''
    book.make(by, due, async (world, what) => {
      const said = { campaign: campaignIdFrom(scene.campaign), what, owner: email, due }
      const noted = await promise(world, id, said, { people: [{ name, email, company }], after: meeting.date })
      const found = (await commitmentsOf(world.store, id)).find(({ owner }) => owner.email === email)
      if (noted !== 'noted' || !found) throw new Error(`a promise is ${noted}`)
      return found.id
    })
  }

  // By then the convener moves nothing any more.
  timeline.at(opening - 1.5 * DAY_MILLIS, () => {
    const over = endOf(lastStage(ledger).meeting)
    afterwards(over, over + 12 * DAY_MILLIS, over + 30 * DAY_MILLIS)
    timeline.at(over + luck.between(MINUTE, 5 * HOUR), () => {
      if (lastStage(ledger).canceled) return
      const people = [...ledger.people.values()].filter(book.mayPromise)
      for (const person of people) if (book.count() < 6 && luck.happens(0.4)) isMade(person)
    })
  })

  return {}
}
