/** What readiness counts on lists: of each as it changes, and of the lists of several sessions together. */
import { expect, test } from 'vitest'
import { follows } from '../../../domain/answer/folding.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { allLists, aloneIn, countList, countTurns } from '../../../domain/prepare/ready-item.ts'
import { answered } from '../keep/campaigns.ts'
import { EARLIER, invited, NOW } from './ready.ts'

const FIRST = [
  invited(0, { company: 'Hale', title: 'CEO' }),
  { ...invited(1, { company: 'HALE, Inc.', title: 'Clerk' }), answers: [answered()] },
  invited(2, { company: 'Cho', title: 'Clerk' }),
  { ...invited(3, { company: 'College', publicPartner: true }), answers: [answered({ answer: 'delegated' })] },
]
const OTHER = [
  { ...invited(4, { company: 'Cho', title: 'Clerk' }), addedAt: NOW, answers: [answered()] },
  { ...invited(5, { company: 'Kline', title: 'CEO' }), addedAt: NOW, answers: [answered({ answer: 'declined' })] },
  { ...invited(6, { company: 'Board', publicPartner: true }), addedAt: NOW },
]

test('whoever has gone from a list counts no more, and a company as long as one of it is there', () => {
  expect(countList(FIRST)).toEqual({
    leaders: 3,
    publicPartners: 1,
    companies: new Set(['hale', 'cho']),
    notTop: 2,
    coming: { leaders: 1, publicPartners: 1 },
    addedAt: [EARLIER, EARLIER, EARLIER, EARLIER],
  })
  const next = FIRST.slice(0, 1)
  follows(next, FIRST, FIRST.slice(1), [])
  expect(countList(next)).toEqual({
    leaders: 1,
    publicPartners: 0,
    companies: new Set(['hale']),
    notTop: 0,
    coming: { leaders: 0, publicPartners: 0 },
    addedAt: [EARLIER],
  })
})

test('the lists of several sessions are one: people are added up, and a company of two of them is one', () => {
  expect(allLists([countList(FIRST), countList(OTHER)])).toEqual({
    leaders: 5,
    publicPartners: 2,
    companies: new Set(['hale', 'cho', 'kline']),
    notTop: 3,
    coming: { leaders: 2, publicPartners: 1 },
    addedAt: [EARLIER, EARLIER, EARLIER, EARLIER, NOW, NOW, NOW],
  })
  expect(allLists([])).toMatchObject({ leaders: 0, notTop: 0, publicPartners: 0, addedAt: [] })
})

test('a long list is counted in turns as it is at once', () => {
  const long: Invitation[] = Array.from({ length: 1501 }, (_, n) => invited(n, { company: `Company ${n % 5}` }))
  for (const turn of countTurns(long, 0)) turn()
  expect(countTurns(long, 0)).toEqual([])
  expect(countList(long, 0)).toEqual(countList([...long], 0))
})

test('two are no longer alone', () => {
  expect([[], ['a'], ['a', 'b']].map(people => aloneIn(people).length)).toEqual([1, 1, 0])
})
