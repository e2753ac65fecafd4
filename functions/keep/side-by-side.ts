/** Several small acts at one time: one after the other, a long list would outlast a request. */

/** So many are in hand. */
const HANDS = 50

/** Does it for each, whatever order that takes; the first error is thrown once nothing is in hand any more. */
export async function sideBySide<T>(items: Iterable<T>, task: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items[Symbol.iterator]()
  const oneByOne = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await task(next.value)
  }
  const ends = await Promise.allSettled(Array.from({ length: HANDS }, oneByOne))
  const failed = ends.find(end => end.status === 'rejected')
  if (failed) throw failed.reason
}
