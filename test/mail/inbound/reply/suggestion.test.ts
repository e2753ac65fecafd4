/** The likely answer of a reply that none is read from: each clause speaks for one, the last that answers more than others. */
import { describe, expect, test } from 'vitest'
import { suggestionOf } from '../../../../mail/inbound/reply/suggest.ts'
import { HANGING, PROPOSED, type ReadClause } from '../../../../mail/inbound/reply/verdict.ts'

type Mark = ReadClause['mark']
type Written = Mark | [Mark, Partial<ReadClause>]
/** Each in a sentence of its own: "sentence 0", "sentence 1". */
const clauses = (all: readonly Written[]): ReadClause[] =>
  all.map((each, at) => {
    const [mark, over] = typeof each === 'string' ? [each, {}] : each
    const base = { because: mark, mine: false, turns: false, sad: false, days: [], first: false, last: false }
    return { ...base, mark, sentence: `sentence ${at}`, alone: false, ...over }
  })
const TEXT = 'sentence 0. sentence 1! sentence 2?'
const suggested = (...all: Written[]) => suggestionOf(clauses(all), TEXT)
const answer = (...all: Written[]) => suggested(...all)?.answer
const leans = (mark: ReadClause['leans'], over: Partial<ReadClause> = {}): Written => [
  'doubt',
  { leans: mark, ...over },
]

describe('a clause speaks for', () => {
  test.each<[Written, string | undefined]>([
    ['accept', 'accepted'],
    ['nod', 'accepted'],
    ['bare yes', 'accepted'],
    ['decline', 'declined'],
    ['bare no', 'declined'],
    ['reason', 'declined'],
    ['regret', 'declined'],
    ['excuse', 'declined'],
    ['sorrow', 'declined'],
    ['tentative', 'tentative'],
    ['delegate', 'delegated'],
    ['somebody', 'delegated'],
    ['opt-out', 'opt out'],
    ['wish', undefined],
    ['later', undefined],
    ['aside', undefined],
    ['nothing', undefined],
    ['question', undefined],
    [leans('accept'), 'accepted'],
    [leans('bare no'), 'declined'],
    [leans('wish'), undefined],
    [leans('regret'), 'declined'],
    [leans('sorrow'), undefined],
    [['aside', { sad: true }], 'declined'],
    [['accept', { because: 'in-spirit' }], undefined],
  ])('%j: %s', (clause, said) => expect(answer(clause)).toBe(said))
})

describe('of several', () => {
  test.each<[string, Written[], string | undefined]>([
    ['what was said last counts more', ['accept', 'decline'], 'declined'],
    ['what was said last counts more, either way', ['decline', 'accept'], 'accepted'],
    ['a yes counts more than half a no', ['accept', 'excuse'], 'accepted'],
    ['half a no and a half are one', ['wish', 'excuse', 'sorrow'], 'declined'],
    ['a wish with regrets is a no', [['wish', { sad: true }]], 'declined'],
    ['two that weigh the same are neither', ['bare yes', 'bare no'], undefined],
    ['a yes said twice is no more of one', ['bare yes', 'bare yes', 'bare no', 'excuse'], 'declined'],
    ['a no said twice is no more of one', ['bare no', 'bare no', 'bare yes', 'nod'], 'accepted'],
    ['two yeses in other words are more', ['bare yes', 'nod', 'bare no', 'excuse'], 'accepted'],
    ['a lean counts less than what is plain', [leans('bare yes'), 'bare no'], 'declined'],
    ['beside a question a lean counts for nothing', [leans('accept'), 'question'], undefined],
    ['beside a question of parking neither', [leans('accept'), 'aside question'], undefined],
    ['beside a question what is plain counts', ['accept', 'question'], 'accepted'],
    [
      'beside another time that would do, nothing is suggested',
      ['decline', ['doubt', { because: PROPOSED }]],
      undefined,
    ],
  ])('%s', (_, all, said) => expect(answer(...all)).toBe(said))
})

describe('a yes that hangs on something', () => {
  test.each<[string, Written[], string]>([
    [
      'in its sentence is a maybe',
      [
        ['accept', { sentence: 'S' }],
        ['doubt', { because: HANGING, sentence: 'S' }],
      ],
      'tentative',
    ],
    ['in another is a yes', ['accept', ['doubt', { because: HANGING }]], 'accepted'],
    [
      'that is a sentence by itself behind it is a maybe',
      ['accept', ['doubt', { because: HANGING, sentence: 'When Bo agrees' }]],
      'tentative',
    ],
    [
      'that is said for luck is a yes',
      [
        ['accept', { sentence: 'God willing' }],
        ['doubt', { because: HANGING, sentence: 'God willing' }],
      ],
      'accepted',
    ],
    [
      'is no maybe where it is a no',
      [
        ['decline', { sentence: 'S' }],
        ['doubt', { because: HANGING, sentence: 'S' }],
      ],
      'declined',
    ],
    ['is one too where it only leans', [leans('accept', { sentence: 'S', because: HANGING })], 'tentative'],
  ])('%s', (_, all, said) => expect(answer(...all)).toBe(said))
})

describe('who is away', () => {
  test.each<[string, Written[], string | undefined]>([
    ['until some day may answer then', [['reason', { sentence: 'Away until Monday' }]], undefined],
    ['this week may answer then', ['excuse', ['aside', { sentence: 'Away this week' }]], undefined],
    ['and back on Monday may answer then', ['regret', ['aside', { sentence: 'I return on Monday' }]], undefined],
    ['and declines does not come', ['decline', ['aside', { sentence: 'Away until Monday' }]], 'declined'],
    ['and accepts comes', ['accept', 'reason', ['aside', { sentence: 'Away until Monday' }]], 'accepted'],
    ['that day does not come', [['reason', { sentence: 'Away that day' }]], 'declined'],
  ])('%s', (_, all, said) => expect(answer(...all)).toBe(said))
})

describe('what is shown', () => {
  test('is the sentence that says most, as it stands in the reply', () => {
    expect(suggested('excuse', 'decline', 'sorrow')).toEqual({ answer: 'declined', because: 'sentence 1!' })
    expect(suggested('decline', 'excuse', 'accept', 'nod')).toEqual({ answer: 'accepted', because: 'sentence 2?' })
    const said = (sentence: string, text: string) => suggestionOf(clauses([['accept', { sentence }]]), text)?.because
    expect(said('i will be there', 'Thanks to all.\nI’LL be there; will I?')).toBe('I’LL be there')
    expect(said('i will be there', 'Nothing of that kind')).toBe('')
    expect(said('s0 s1 s2', `s0 ${'x '.repeat(400)}`)).toHaveLength(300)
  })

  test('is the first of two that say as much', () => {
    expect(suggested('excuse', 'excuse')).toEqual({ answer: 'declined', because: 'sentence 0.' })
  })
})

test('nothing is suggested of nothing', () => expect(suggested()).toBeUndefined())
