/** The two folds of which most pages are made: how many, and which in what order. */
import { type Folding, folding } from './folding.ts'
import { many } from './many.ts'
import { sorted } from './sorted.ts'

/** How often each thing is said of those on a list; `say` tells what is said of one. What is said of nobody is not among it. */
export const counting = <T, By extends readonly unknown[]>(
  say: (each: T, count: (what: string, by?: number) => void, ...by: By) => void,
): Folding<T, By, ReadonlyMap<string, number>> =>
  folding((...by: By) => {
    const { count, all } = many()
    const takeBack = (what: string, by = 1) => count(what, -by)
    const take = (what: string, by = 1) => count(what, by)
    return {
      change(gone, come) {
        for (const each of gone) say(each, takeBack, ...by)
        for (const each of come) say(each, take, ...by)
      },
      made: all,
    }
  })

/** What `itemsOf` answers of those on a list, in the order of `compare`, which has to tell what is said of one from what is said of another. */
export const listing = <T, Item, By extends readonly unknown[]>(
  itemsOf: (each: T, ...by: By) => readonly Item[],
  compare: (a: Item, b: Item) => number,
): Folding<T, By, readonly Item[]> =>
  folding((...by: By) => {
    const items = sorted(compare)
    return {
      change(gone, come) {
        for (const each of gone) for (const item of itemsOf(each, ...by)) items.drop(item)
        for (const each of come) for (const item of itemsOf(each, ...by)) items.add(item)
      },
      made: () => items.all(),
    }
  })
