/**
 * What a thread hands over, in texts that are read one after the other: a list of twenty thousand rows taken over in one
 * go would hold everybody up for as long as that takes.
 */
import { setImmediate as othersTurn } from 'node:timers/promises'

/** An object as JSON, its lists apart from it and in pieces. */
export interface Packed {
  rest: string
  lists: Record<string, string[]>
}

/** Characters of a piece: milliseconds to read. */
const PIECE = 200_000

export function packed(value: object): Packed {
  const rest: Record<string, unknown> = {}
  const lists: Packed['lists'] = {}
  for (const [name, each] of Object.entries(value))
    if (Array.isArray(each)) lists[name] = inPieces(each)
    else rest[name] = each
  return { rest: JSON.stringify(rest), lists }
}

function inPieces(list: readonly unknown[]): string[] {
  const pieces: string[] = []
  let items: string[] = []
  let length = 0
  const end = () => {
    if (items.length > 0) pieces.push(`[${items.join(',')}]`)
    items = []
    length = 0
  }
  for (const each of list) {
    const item = JSON.stringify(each)
    items.push(item)
    length += item.length
    if (length > PIECE) end()
  }
  end()
  return pieces
}

/** The object, without what JSON does not know; others get their turn between its pieces. */
export async function unpacked({ rest, lists }: Packed): Promise<object> {
  const value: Record<string, unknown> = JSON.parse(rest)
  for (const [name, pieces] of Object.entries(lists)) {
    const list: unknown[] = []
    for (const piece of pieces) {
      for (const each of JSON.parse(piece)) list.push(each)
      await othersTurn()
    }
    value[name] = list
  }
  return value
}
