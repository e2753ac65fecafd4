/** The small parts of which what is kept of a list is made. */
import { describe, expect, test } from 'vitest'
import { type CompanyRow, tally, tallyTurns } from '../../../domain/answer/board.ts'
import { folding, follows } from '../../../domain/answer/folding.ts'
import { counting, listing } from '../../../domain/answer/folds.ts'
import { grouped } from '../../../domain/answer/grouped.ts'
import { many } from '../../../domain/answer/many.ts'
import { answersOverTime, overTimeTurns } from '../../../domain/answer/over-time.ts'
import { inOrder } from '../../../domain/answer/sorted.ts'
import { turnoutOf, turnoutTurns } from '../../../domain/answer/turnout.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { answered, campaign, invitation, launch } from '../keep/campaigns.ts'

const NOW = '2027-03-20T16:00:00.000Z'
const guest = (id: string, company: string, over: Partial<Invitation> = {}): Invitation =>
  invitation({ id: invitationIdFrom(id), invitee: { ...invitation().invitee, name: id, company }, ...over })

test('what was said as often as it was taken back is said of nobody', () => {
  const { count, different, all } = many()
  count('yes', 1)
  count('yes', 1)
  count('no', 1)
  count('yes', -1)
  count('no', -1)
  expect([different(), [...all()]]).toEqual([1, [['yes', 1]]])
  const before = all()
  count('yes', 1)
  expect([...before]).toEqual([['yes', 1]])
})

describe('things by what they have in common', () => {
  const groups = () =>
    grouped(
      ({ of }: { id: string; of?: string }) => of,
      ({ id }) => id,
    )

  test('stand by their ids, in groups that are named as they change; what belongs to none is in none', () => {
    const { change, get } = groups()
    const [a, b, c] = [{ id: 'a', of: 'x' }, { id: 'b', of: 'x' }, { id: 'c' }]
    expect(change([], [c, b, a])).toEqual(new Set(['x']))
    expect(get('x')).toEqual([a, b])
    expect(get('undefined')).toBeUndefined()
    expect(change([c], [])).toEqual(new Set())
  })

  test('are no group once the last has gone, and what was answered goes on saying what it said', () => {
    const { change, get } = groups()
    const [a, b] = [
      { id: 'a', of: 'x' },
      { id: 'b', of: 'y' },
    ]
    change([], [a, b])
    const before = get('x')
    // One that goes from one group to another changes both.
    expect(change([a], [{ id: 'a', of: 'y' }])).toEqual(new Set(['x', 'y']))
    expect([get('x'), get('y')?.map(({ id }) => id), before]).toEqual([undefined, ['a', 'b'], [a]])
  })
})

describe('of those on a list', () => {
  test('is said how often each thing holds, by as many as each counts for', () => {
    const letters = counting((word: string, count, of: string) => {
      count('words')
      count('letters', word.length)
      if (word.includes(of)) count('with it')
    })
    const first = ['one', 'three', 'four']
    const next = ['one', 'four', 'seven']
    expect(Object.fromEntries(letters(first, 'r'))).toEqual({ words: 3, letters: 12, 'with it': 2 })
    follows(next, first, ['three'], ['seven'])
    expect(Object.fromEntries(letters(next, 'r'))).toEqual({ words: 3, letters: 12, 'with it': 1 })
  })

  test('is listed in order what is answered of each, none or several, as they come and go', () => {
    const parts = listing((word: string, by: string) => word.split(by).filter(Boolean), inOrder)
    const first = ['d-b', '', 'c']
    const next = ['', 'c', 'a-e']
    expect(parts(first, '-')).toEqual(['b', 'c', 'd'])
    follows(next, first, ['d-b'], ['a-e'])
    expect(parts(next, '-')).toEqual(['a', 'c', 'e'])
  })

  test('each company is heard of whose row on the board has changed since, as it was and as it is', () => {
    const heard: string[][] = []
    const said = (row: CompanyRow) => `${row.key}: ${row.best}, ${row.people.length}`
    const hearing = folding(() => ({
      change: (gone: readonly CompanyRow[], come: readonly CompanyRow[]) => {
        heard.push(gone.map(said), come.map(said))
      },
      made: () => heard.splice(0),
    }))
    const [ann, bo] = [guest('ann', 'Hale'), guest('bo', 'Hale')]
    const yes = { ...bo, answers: [answered()] }
    const off = guest('off', 'Off', { removedAt: NOW })
    const first = [ann, guest('cy', 'Cho'), guest('host', 'Host', { host: true }), off]
    const rowsOf = (list: readonly Invitation[]) => hearing(tally(campaign(), list).companies)
    expect(rowsOf(first)).toEqual([[], ['cho: not written to, 1', 'hale: not written to, 1']])
    const second = [...first, yes]
    follows(second, first, [], [yes])
    expect(rowsOf(second)).toEqual([['hale: not written to, 1'], ['hale: accepted, 2']])
    // What changes twice before somebody looks has changed once; of what comes and goes meanwhile nothing is heard.
    const [third, fourth] = [[...first, bo, guest('di', 'Moss')], first.slice(1)]
    follows(third, second, [yes], third.slice(-2))
    follows(fourth, third, [ann, ...third.slice(-2)], [])
    expect(rowsOf(fourth)).toEqual([['hale: accepted, 2'], []])
    expect(rowsOf(third)).toEqual([[], ['hale: not written to, 2', 'moss: not written to, 1']])
  })
})

describe('a list too long for one turn', () => {
  const LONG = Array.from({ length: 1501 }, (_, n) =>
    guest(String(n).padStart(4, '0'), `Company ${n % 7}`, { answers: [answered({ id: `${n}`, at: NOW })] }),
  )
  const untimed = { ...campaign(), meeting: undefined } as unknown as Campaign
  const moved = campaign({ meeting: launch({ sequence: 1 }) })

  // A list nobody has asked about, of the same people.
  test.each<
    [string, (of: Campaign, list: Invitation[]) => (() => void)[], (of: Campaign, list: Invitation[]) => unknown]
  >([
    ['the board', tallyTurns, tally],
    ['the curve', overTimeTurns, (of, list) => answersOverTime(of, list, NOW)],
    ['who came', turnoutTurns, turnoutOf],
  ])('is made in turns for %s, whether its meeting has a time, has moved, or has none yet', (_, turnsOf, made) => {
    for (const of of [campaign(), moved, untimed]) {
      const list = [...LONG]
      const turns = turnsOf(of, list)
      expect(turns).toHaveLength(3)
      for (const turn of turns) turn()
      expect(turnsOf(of, list)).toEqual([])
      expect(made(of, list)).toEqual(made(of, [...LONG]))
    }
  })
})
