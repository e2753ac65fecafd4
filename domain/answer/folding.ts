/** What is kept of a list and brought up as it changes, instead of made anew. */
import { areSame } from './remembering.ts'

/**
 * Who has gone from it is taken out of it, who has come is taken in, and nobody
 * else is looked at. Of a list that nobody knows everybody has come: so what is made of one at once, in turns, or in the
 * course of a year is the same.
 */
export interface Fold<T, Made> {
  change(gone: readonly T[], come: readonly T[]): void
  /** What stands now, and goes on saying so whatever changes afterwards. */
  made(): Made
}

interface Change {
  gone: readonly unknown[]
  come: readonly unknown[]
}

/** A list in the course of time. Of what it was before `from` changes nothing is known. */
interface Course {
  changes: Change[]
  from: number
}

/** Many changes are not followed one by one: then all of it is looked at, in turns. Both are counted in people. */
const MOST_CHANGED = 2000
/** So many people are taken in in one turn: some ten milliseconds. */
const A_TURN = 1500

/** Which moment of which list an array is. */
const places = new WeakMap<readonly unknown[], { course: Course; at: number }>()

function placeOf(list: readonly unknown[]) {
  const place = places.get(list) ?? { course: { changes: [], from: 0 }, at: 0 }
  places.set(list, place)
  return place
}

/** Says that a list is what another has become. */
export function follows<T>(list: readonly T[], before: readonly T[], gone: readonly T[], come: readonly T[]): void {
  const { course, at } = placeOf(before)
  // Something else has become of it already.
  if (at !== course.from + course.changes.length) return
  course.changes.push({ gone, come })
  places.set(list, { course, at: at + 1 })
  let many = course.changes.reduce((sum, each) => sum + each.gone.length + each.come.length, 0)
  for (const { gone, come } of [...course.changes]) {
    if (many <= MOST_CHANGED) break
    many -= gone.length + come.length
    course.changes.shift()
    course.from++
  }
}

interface Kept<T, By, Made> {
  by: By
  fold: Fold<T, Made>
  at: number
  made: Made | undefined
}

export interface Folding<T, By extends readonly unknown[], Made> {
  (list: readonly T[], ...by: By): Made
  /** What of it takes long, in works of a turn each: whoever has done them finds it made. None where little is left to do. */
  turns(list: readonly T[], ...by: By): (() => void)[]
}

/** Keeps of each list what `begin` makes of it by the same. */
export function folding<T, By extends readonly unknown[], Made>(
  begin: (...by: By) => Fold<T, Made>,
): Folding<T, By, Made> {
  const known = new WeakMap<Course, Kept<T, By, Made>>()

  /** What is kept and can be brought to that moment of the list. */
  function keptOf(list: readonly T[], by: By): Kept<T, By, Made> | undefined {
    const { course, at } = placeOf(list)
    const kept = known.get(course)
    return kept && Math.min(kept.at, at) >= course.from && areSame(kept.by, by) ? kept : undefined
  }

  function ask(list: readonly T[], ...by: By): Made {
    const { course, at } = placeOf(list)
    const kept = keptOf(list, by)
    if (kept?.at === at && kept.made !== undefined) return kept.made
    // What comes to nothing is made anew by whoever asks next.
    known.delete(course)
    const fold = kept?.fold ?? begin(...by)
    if (!kept) fold.change([], list)
    else {
      const [from, to] = [Math.min(kept.at, at) - course.from, Math.max(kept.at, at) - course.from]
      const between = course.changes.slice(from, to) as { gone: readonly T[]; come: readonly T[] }[]
      // Somebody may still look at what the list was: then what has changed since is taken back.
      if (kept.at <= at) for (const { gone, come } of between) fold.change(gone, come)
      else for (const { gone, come } of between.reverse()) fold.change(come, gone)
    }
    const made = fold.made()
    known.set(course, { by, fold, at, made })
    return made
  }

  function turns(list: readonly T[], ...by: By): (() => void)[] {
    if (list.length <= A_TURN || keptOf(list, by)) return []
    const { course, at } = placeOf(list)
    const fold = begin(...by)
    const works = Array.from({ length: Math.ceil(list.length / A_TURN) }, (_, n) => () => {
      fold.change([], list.slice(n * A_TURN, (n + 1) * A_TURN))
    })
    return [...works, () => void (keptOf(list, by) ?? known.set(course, { by, fold, at, made: undefined }))]
  }

  return Object.assign(ask, { turns })
}
