/** Folds of which who comes in another's place changes what their sender counts for. */
import type { Listed } from '../keep/listed.ts'
import { type Person, personOf } from './board.ts'
import type { Fold } from './folding.ts'
import { grouped } from './grouped.ts'

/**
 * Of everybody on a list, those who host the meeting among them: `count` takes each in and out, and says of each whether
 * somebody else has their seat, because they sent them and those were invited.
 */
export function seated<Made>(
  sequence: number,
  count: (person: Person, hasSent: boolean, by: 1 | -1) => void,
  made: () => Made,
): Fold<Listed, Made> {
  const sent = grouped(({ invitation }: Person) => invitation.standsInFor?.invitation, idOf)
  const senders = new Map<string, Person>()
  const there = (some: readonly Listed[]) =>
    some.filter(({ removedAt }) => removedAt === undefined).map(each => personOf(each, sequence))
  const hasSent = (person: Person) => person.state === 'delegated' && sent.get(person.invitation.id) !== undefined

  /** Some, and those who sent others of whom something changes; each once. */
  function countAll(some: readonly Person[], touched: readonly string[], by: 1 | -1): void {
    for (const person of some) count(person, hasSent(person), by)
    const counted = new Set(some.map(idOf))
    for (const id of new Set(touched)) {
      const sender = counted.has(id) ? undefined : senders.get(id)
      if (sender) count(sender, hasSent(sender), by)
    }
  }

  return {
    change(gone, come) {
      const [leaving, coming] = [there(gone), there(come)]
      const touched = [...leaving, ...coming].flatMap(({ invitation }) => invitation.standsInFor?.invitation ?? [])
      countAll(leaving, touched, -1)
      sent.change(leaving, coming)
      for (const person of leaving) senders.delete(idOf(person))
      for (const person of coming) if (person.state === 'delegated') senders.set(idOf(person), person)
      countAll(coming, touched, 1)
    },
    made,
  }
}

const idOf = ({ invitation }: Person): string => invitation.id
