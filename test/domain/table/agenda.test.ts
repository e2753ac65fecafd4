import { describe, expect, test } from 'vitest'
import {
  type AgendaItem,
  carried,
  isUnordered,
  MOST_ITEMS,
  NO_AGENDA,
  type Ordering,
  order,
  put,
  type TableAgenda,
  takeBack,
} from '../../../domain/table/agenda.ts'

const AT = '2027-07-01T16:00:00.000Z'
const LATER = '2027-07-02T16:00:00.000Z'
const item = (n: number, at = AT): AgendaItem => ({
  id: `item-${n}`,
  text: `Item ${n}`,
  name: `Member ${n}`,
  company: '',
  email: `member${n}@company.example`,
  at,
})
const full = (count: number): TableAgenda =>
  Array.from({ length: count }, (_, n) => item(n)).reduce<TableAgenda>((all, each) => put(all, each) ?? all, NO_AGENDA)
const ids = ({ items }: TableAgenda) => items.map(({ id }) => id)

describe('an agenda', () => {
  test('loses nothing and doubles nothing, however it is put in order', () => {
    const steps: Ordering[] = ['up', 'down', 'first', 'later', 'now']
    let agenda = full(6)
    // A walk through all steps and items that is the same each time.
    for (let n = 0; n < 2000; n++)
      agenda = order(agenda, `item-${(n * 7) % 6}`, steps[(n * 13) % 5] ?? 'up', AT, 'Ann') ?? agenda
    const all = [...agenda.items, ...agenda.later].map(({ id }) => id).sort()
    expect(all).toEqual(ids(full(6)))
  })

  test('is moved one step at a time, and not beyond its ends', () => {
    const agenda = full(3)
    expect(ids(order(agenda, 'item-2', 'up', AT, 'Ann') ?? agenda)).toEqual(['item-0', 'item-2', 'item-1'])
    expect(ids(order(agenda, 'item-2', 'first', AT, 'Ann') ?? agenda)).toEqual(['item-2', 'item-0', 'item-1'])
    expect(order(agenda, 'item-0', 'up', AT, 'Ann')).toBeUndefined()
    expect(order(agenda, 'item-2', 'down', AT, 'Ann')).toBeUndefined()
    expect(order(agenda, 'nothing', 'up', AT, 'Ann')).toBeUndefined()
  })

  test('is no longer than can be talked about', () => {
    expect(full(MOST_ITEMS + 5).items).toHaveLength(MOST_ITEMS)
  })

  test('wants to be put in order again once something new is on it', () => {
    const ordered = order(full(3), 'item-1', 'up', AT, 'Ann') ?? full(3)
    expect(isUnordered(full(3))).toBe(true)
    expect(isUnordered(ordered)).toBe(false)
    expect(isUnordered(put(ordered, item(9, LATER)) ?? ordered)).toBe(true)
    expect(isUnordered(NO_AGENDA)).toBe(false)
  })

  test('brings what was left over to the front, once, and never what was taken back', () => {
    const over = [item(8), item(9)]
    const agenda = carried(full(2), over)
    expect(ids(agenda)).toEqual(['item-8', 'item-9', 'item-0', 'item-1'])
    expect(carried(agenda, over)).toBe(agenda)
    expect(ids(carried(takeBack(agenda, 'item-8') ?? agenda, over))).toEqual(['item-9', 'item-0', 'item-1'])
    const later = order(agenda, 'item-9', 'later', AT, 'Ann') ?? agenda
    expect(ids(carried(later, over))).not.toContain('item-9')
  })
})
