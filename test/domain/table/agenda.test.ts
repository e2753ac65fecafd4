import { describe, expect, test } from 'vitest'
import {
  type AgendaItem,
  carried,
  isUnordered,
  leftOver,
  MOST_ITEMS,
  MOST_ITEMS_OF_ONE,
  NO_AGENDA,
  type Ordering,
  order,
  put,
  refusal,
  type TableAgenda,
  tableAgendaShape,
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

  test('takes so many items of one person, however they write their address, and the same item once', () => {
    const of = (n: number, email: string) => ({ ...item(n), email })
    const own = Array.from({ length: MOST_ITEMS_OF_ONE }, (_, n) => of(n, 'Ann@lee.example')).reduce<TableAgenda>(
      (all, each) => put(all, each) ?? all,
      NO_AGENDA,
    )
    expect(own.items).toHaveLength(MOST_ITEMS_OF_ONE)
    expect(refusal(own, ' ann@LEE.example ')).toBe('enough of one')
    expect(refusal(own, 'bo@hale.example')).toBeUndefined()
    const off = order(own, 'item-0', 'later', AT, 'Ann') ?? own
    expect(refusal(off, 'ann@lee.example')).toBe('enough of one')
    expect(put(own, of(0, 'bo@hale.example'))).toBeUndefined()
    expect(put(own, of(9, 'ann@lee.example'))).toBeUndefined()
    const most = full(MOST_ITEMS)
    expect(refusal(order(most, 'item-0', 'later', AT, 'Ann') ?? most, 'new@x.example')).toBe('full')
    expect(refusal(full(MOST_ITEMS - 1), 'new@x.example')).toBeUndefined()
  })

  test('is put in order by whoever did so last: down, first, later and back', () => {
    const agenda = full(3)
    const down = order(agenda, 'item-0', 'down', LATER, 'Ann')
    expect(down && ids(down)).toEqual(['item-1', 'item-0', 'item-2'])
    expect(down?.ordered).toEqual({ at: LATER, by: 'Ann' })
    expect(order(agenda, 'item-0', 'first', AT, 'Ann')).toBeUndefined()
    const later = order(agenda, 'item-1', 'later', LATER, 'Bo') ?? agenda
    expect([ids(later), later.later.map(({ id }) => id), later.ordered]).toEqual([
      ['item-0', 'item-2'],
      ['item-1'],
      { at: LATER, by: 'Bo' },
    ])
    for (const how of ['up', 'down', 'first', 'later'] as const)
      expect(order(later, 'item-1', how, AT, 'Bo')).toBeUndefined()
    // The first and the last are moved like the others.
    expect(order(agenda, 'item-0', 'later', AT, 'Bo')?.later.map(({ id }) => id)).toEqual(['item-0'])
    expect(order(agenda, 'item-0', 'now', AT, 'Bo')).toBeUndefined()
    expect(ids(order(agenda, 'item-1', 'down', AT, 'Bo') ?? agenda)).toEqual(['item-0', 'item-2', 'item-1'])
    const back = order(later, 'item-1', 'now', LATER, 'Cy') ?? later
    expect([ids(back), back.later, back.ordered?.by]).toEqual([['item-0', 'item-2', 'item-1'], [], 'Cy'])
    expect(order(back, 'item-1', 'now', AT, 'Cy')).toBeUndefined()
  })

  test('forgets what was taken back where somebody puts it there again, and remembers two hundred', () => {
    const later = order(full(3), 'item-1', 'later', AT, 'Ann') ?? full(3)
    const taken = takeBack(takeBack(later, 'item-1') ?? later, 'item-0') ?? later
    expect([ids(taken), taken.later, taken.gone]).toEqual([['item-2'], [], ['item-1', 'item-0']])
    expect(takeBack(taken, 'item-1')).toBeUndefined()
    expect(put(taken, item(1))?.gone).toEqual(['item-0'])
    const many = { ...full(1), gone: Array.from({ length: 200 }, (_, n) => `gone-${n}`) }
    expect(takeBack(many, 'item-0')?.gone).toEqual([...many.gone.slice(1), 'item-0'])
  })

  test('leaves over what was put off, and everything where the meeting was called off', () => {
    const later = order(full(3), 'item-1', 'later', AT, 'Ann') ?? full(3)
    expect(leftOver(later, false).map(({ id }) => id)).toEqual(['item-1'])
    expect(leftOver(later, true).map(({ id }) => id)).toEqual(['item-0', 'item-2', 'item-1'])
  })

  test('is kept whole', () => {
    const agenda = { items: [item(1)], later: [item(2)], gone: ['x'], ordered: { at: AT, by: 'Ann' } }
    expect(tableAgendaShape().parse(agenda)).toEqual(agenda)
  })
})
