/** Several small acts at one time: one after the other, a long list would outlast a request. */

/** So many are in hand, where nothing else is said. */
const HANDS = 50

/**
 * Does it for each, `hands` at a time, in whatever order they are ready, until `isOver` says that there is no time for another.
 * Answers whether it came to all. The first error is thrown once nothing is in hand any more.
 */
export async function sideBySide<T>(
  items: Iterable<T> | AsyncIterable<T>,
  task: (item: T) => Promise<unknown>,
  { hands = HANDS, isOver = () => false }: { hands?: number; isOver?: () => boolean } = {},
): Promise<boolean> {
  const waiting = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  let whole = true
  const oneByOne = async () => {
    for (let next = await waiting.next(); !next.done; next = await waiting.next()) {
      if (isOver()) {
        whole = false
        return
      }
      await task(next.value)
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: hands }, oneByOne))
  const failed = ends.find(end => end.status === 'rejected')
  if (failed) throw failed.reason
  return whole
}
