/** The agenda of a quarterly table: what its members put on it, in the order their champions want. */
import * as z from 'zod'
import { instant, listOf, personal, type Shaped, shape } from '../keep/shape.ts'
import type { Instant } from '../keep/time.ts'

const agendaItem = shape(() =>
  z.object({
    id: z.string(),
    text: personal.words(),
    /** Who put it there; it stands beside the item. */
    name: personal.name(),
    company: personal.work(),
    email: personal.address(),
    at: instant(),
  }),
)
export type AgendaItem = Shaped<typeof agendaItem>

export const tableAgendaShape = shape(() =>
  z.object({
    /** In the order in which they are talked about. */
    items: listOf(agendaItem()),
    /** Not this time: they wait for the next meeting. */
    later: listOf(agendaItem()),
    /** Ids of those that were taken back, so that nothing brings them here again. */
    gone: listOf(z.string()),
    /** Who put them in order last. */
    ordered: z.object({ at: instant(), by: personal.name() }).optional(),
  }),
)
export type TableAgenda = Shaped<typeof tableAgendaShape>

export const NO_AGENDA: TableAgenda = { items: [], later: [], gone: [] }

/** An agenda that is longer is none. */
export const MOST_ITEMS = 20
/** What one person may put on it. */
export const MOST_ITEMS_OF_ONE = 5
/** So many are remembered as taken back: whoever holds a link could do that by the thousand. */
const MOST_GONE = 200
/** Characters of one item. */
export const LONGEST_ITEM = 240

export const itemOf = (agenda: TableAgenda, id: string): AgendaItem | undefined =>
  [...agenda.items, ...agenda.later].find(each => each.id === id)

const itemsBy = (agenda: TableAgenda, email: string): AgendaItem[] =>
  [...agenda.items, ...agenda.later].filter(each => each.email.toLowerCase() === email.trim().toLowerCase())

/** `full`: there are as many items as there can be. `enough of one`: as many as one person may put there. */
export type TooMany = 'full' | 'enough of one'

/** Why somebody's item cannot be taken; undefined when it can. */
export function refusal(agenda: TableAgenda, email: string): TooMany | undefined {
  if (agenda.items.length + agenda.later.length >= MOST_ITEMS) return 'full'
  return itemsBy(agenda, email).length >= MOST_ITEMS_OF_ONE ? 'enough of one' : undefined
}

/** Put at the end; the same item twice is one. */
export function put(agenda: TableAgenda, item: AgendaItem): TableAgenda | undefined {
  if (itemOf(agenda, item.id) || refusal(agenda, item.email) !== undefined) return undefined
  return { ...agenda, items: [...agenda.items, item], gone: agenda.gone.filter(id => id !== item.id) }
}

/** Off the agenda for good. */
export function takeBack(agenda: TableAgenda, id: string): TableAgenda | undefined {
  if (!itemOf(agenda, id)) return undefined
  const without = (items: readonly AgendaItem[]) => items.filter(each => each.id !== id)
  return {
    ...agenda,
    items: without(agenda.items),
    later: without(agenda.later),
    gone: [...agenda.gone, id].slice(-MOST_GONE),
  }
}

export type Ordering = 'up' | 'down' | 'first' | 'later' | 'now'

/** One step in the order, to its front, to the next meeting, or back to this one. */
export function order(
  agenda: TableAgenda,
  id: string,
  how: Ordering,
  at: Instant,
  by: string,
): TableAgenda | undefined {
  const item = itemOf(agenda, id)
  if (!item) return undefined
  const ordered = { at, by }
  const place = agenda.items.indexOf(item)
  const rest = agenda.items.filter(each => each !== item)
  if (how === 'later')
    return place < 0 ? undefined : { ...agenda, items: rest, later: [...agenda.later, item], ordered }
  if (how === 'now')
    return place >= 0
      ? undefined
      : { ...agenda, items: [...agenda.items, item], later: agenda.later.filter(each => each !== item), ordered }
  const to = how === 'first' ? 0 : place + (how === 'up' ? -1 : 1)
  if (place < 0 || to < 0 || to > rest.length || to === place) return undefined
  return { ...agenda, items: [...rest.slice(0, to), item, ...rest.slice(to)], ordered }
}

/** What an earlier meeting left over: what was put off, and everything where it was called off. */
export const leftOver = (agenda: TableAgenda, calledOff: boolean): readonly AgendaItem[] =>
  calledOff ? [...agenda.items, ...agenda.later] : agenda.later

/** Items that an earlier meeting left over stand at the front, unless they were dealt with here already. */
export function carried(agenda: TableAgenda, over: readonly AgendaItem[]): TableAgenda {
  const fresh = over.filter(({ id }) => !itemOf(agenda, id) && !agenda.gone.includes(id))
  return fresh.length === 0 ? agenda : { ...agenda, items: [...fresh, ...agenda.items] }
}

/** Whether something came in after it was last put in order. */
export const isUnordered = ({ items, ordered }: TableAgenda): boolean =>
  items.length > 0 && (ordered === undefined || items.some(({ at }) => at > ordered.at))
