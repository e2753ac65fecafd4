import { expect, test } from 'vitest'
import { type Ballot, MOST_VOTES, ranked, validVotes } from '../../../domain/teams/record.ts'

const named = ['housing', 'freight', 'apprentices', 'buses'].map(id => ({ id, text: id }))
const ballot = (name: string, ...priorities: string[]): Ballot => ({
  company: { key: name.toLowerCase(), name },
  priorities,
  at: '2027-03-31T14:00:00.000Z',
  by: 'Fay',
})

test('the priority with most companies behind it comes first, and each names its companies by name', () => {
  const [first] = ranked(named, [ballot('Zeta', 'freight'), ballot('Acme', 'freight'), ballot('Bolt', 'buses')])
  expect(first).toEqual({ id: 'freight', text: 'freight', votes: 2, companies: ['Acme', 'Zeta'] })
})

test('where priorities are level, the order in which they were named stands', () => {
  const order = ranked(named, [ballot('Acme', 'buses', 'freight'), ballot('Bolt', 'freight', 'buses')])
  expect(order.map(({ id }) => id)).toEqual(['freight', 'buses', 'housing', 'apprentices'])
})

test('a vote for what was taken off the list counts for nothing', () => {
  const left = named.filter(({ id }) => id !== 'freight')
  expect(ranked(left, [ballot('Acme', 'freight')]).map(({ votes }) => votes)).toEqual([0, 0, 0])
})

test('a ballot holds what is on the list, each once, and no more than a company has votes', () => {
  expect(validVotes(named, ['buses', 'buses', 'unheard of', 'housing'])).toEqual(['buses', 'housing'])
  expect(
    validVotes(
      named,
      named.map(({ id }) => id),
    ),
  ).toHaveLength(MOST_VOTES)
})
