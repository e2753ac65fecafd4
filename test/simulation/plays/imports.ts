/**
 * A list is brought while letters leave: of new people, of those who are on it already, and of both. It is taken in once,
 * whatever dies meanwhile, and each of its people is asked once.
 */
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { ListSource } from '../../../domain/list/list-import.ts'
import { readContext } from '../../../functions/keep/context.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { beginImport, readImport } from '../../../functions/list/import-list.ts'
import { takeIn } from '../../../functions/list/take-in.ts'
import { CONVENER, inviteeOf, somebodyOf } from '../convener.ts'
import type { Person } from '../ledger.ts'
import { insist } from '../scene.ts'
import { DAY_MILLIS, MINUTE } from '../weather.ts'
import type { Play, Stagecraft } from './play.ts'

const sourceOf = (people: readonly Person[]): ListSource => ({
  name: 'guests.csv',
  text: [
    'Name,Title,Company,Email',
    ...people
      .map(person => inviteeOf(person, person.emails.at(-1)?.email))
      .map(({ name, title, company, email }) => `${name},${title},${company},${email}`),
  ].join('\n'),
})

export function createImports({ scene, luck, convener }: Stagecraft, opening: number): Play {
  const { ledger, timeline, campaign } = scene
  const id = campaignIdFrom(campaign)
  const undone = new Set<string>()
  let brought = 0

  function brings(): void {
    const n = ++brought
    const count = 1 + luck.below(6)
    const when = luck.pick(['now', 'with the wave'] as const)
    convener.turn(next => {
      const added: Person['added'] = { invokedAt: timeline.now(), heldBack: false }
      const fresh = Array.from({ length: count }, (_, at) => {
        const company = luck.below(25)
        const name = `Lena Listed${String.fromCharCode(97 + n)}${String.fromCharCode(97 + at)}`
        return { ...somebodyOf(campaign, name, company, `listed${n}.${at}@company${company}.example`), added }
      })
      const known = [...ledger.people.values()].filter(
        ({ removed, nowhere, standsFor, emails }) =>
          !removed &&
          !nowhere &&
          !standsFor &&
          emails.every(({ ackedAt }) => ackedAt !== undefined) &&
          luck.happens(0.2),
      )
      for (const person of fresh) ledger.people.set(person.id, person)
      const source = sourceOf([...fresh, ...known])
      undone.add(`list ${n}`)
      const begins = async (world: World) =>
        beginImport(world, id, CONVENER, 'guests.csv', (await world.lists.read(source)) as never)
      again()

      function again(): void {
        insist(scene, `convener brings list ${n} of ${count} and ${known.length}`, { invokedAt: 0 }, begins, list =>
          takes(n, list, when, added, again, next),
        )
      }
    })
  }

  /** Presses the button, and looks now and then whether the list is in; presses again where nobody is at it any more. */
  function takes(
    n: number,
    list: string,
    when: 'now' | 'with the wave',
    added: Person['added'],
    again: () => void,
    next: () => void,
  ): void {
    const task = async (world: World): Promise<'in' | 'under way' | 'gone'> => {
      const stands = await readImport(world, id, list)
      const context = await readContext(world.store, id)
      // A list is kept for a day.
      if (!stands || !context) return 'gone'
      if (stands.state === 'done') return 'in'
      await takeIn(world, context.campaign, stands, when, CONVENER)
      return 'under way'
    }
    insist(scene, `convener takes list ${n} in ${when}`, { invokedAt: 0 }, task, state => {
      if (state === 'gone') return again()
      if (state === 'in') {
        added.ackedAt = timeline.now()
        // Who is on no letter's way is held back where the letter has left.
        added.heldBack = when === 'with the wave'
        undone.delete(`list ${n}`)
        return next()
      }
      timeline.at(timeline.now() + 2 * MINUTE, () => takes(n, list, when, added, again, next))
    })
  }

  for (let n = 1 + luck.below(2); n > 0; n--) timeline.at(opening - luck.between(6, 34) * DAY_MILLIS, brings)

  return {
    reckon(fail) {
      for (const name of undone) fail('a list is taken in', name)
    },
  }
}
