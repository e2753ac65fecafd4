import { describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { adviceOn, isTold, type PulseAnswer, pulseAnswerShape, resultOf } from '../../../domain/table/pulse.ts'

const answer = (over: Partial<PulseAnswer> = {}): PulseAnswer => ({
  invitation: invitationIdFrom('i'),
  company: 'lee forge',
  at: '2027-11-17T16:00:00.000Z',
  value: 4,
  led: 3,
  home: 1,
  priorities: {},
  missing: '',
  words: '',
  ...over,
})

describe('the result of a pulse', () => {
  test('counts each grade, those who agree, and companies once', () => {
    const result = resultOf([answer(), answer({ value: 5 }), answer({ value: 2, company: 'ruiz castings' })], 10, [])
    expect(result).toMatchObject({ answers: 3, companies: 2, asked: 10 })
    expect(result.value).toMatchObject({ counts: [0, 1, 0, 1, 1], agree: 2 / 3 })
    expect(result.value.mean).toBeCloseTo(11 / 3)
    expect(result.led).toMatchObject({ counts: [0, 0, 3, 0, 0], agree: 0 })
  })

  test('is nothing to divide by where nobody answered', () => {
    expect(resultOf([], 0, [{ id: 'a', name: 'Housing' }])).toMatchObject({
      answers: 0,
      value: { mean: 0, agree: 0 },
      priorities: [{ right: 0, reached: 0, drop: 0 }],
    })
  })

  test('is told from three answers on, for fewer would show who said what', () => {
    expect([0, 2, 3, 9].map(answers => isTold({ answers }))).toEqual([false, false, true, true])
  })

  test('keeps a priority where opinions are even, and says nothing where nobody spoke', () => {
    expect(adviceOn({ right: 2, reached: 2, drop: 1 })).toBe('right')
    expect(adviceOn({ right: 1, reached: 2, drop: 2 })).toBe('reached')
    expect(adviceOn({ right: 0, reached: 1, drop: 2 })).toBe('drop')
    expect(adviceOn({ right: 0, reached: 0, drop: 0 })).toBeUndefined()
  })

  test('counts what each said of a priority, and never more answers than people asked', () => {
    const said = [
      answer({ priorities: { a: 'right', b: 'drop' } }),
      answer({ priorities: { a: 'right', b: 'reached' } }),
      answer({ priorities: { a: 'reached' } }),
    ]
    const { priorities, asked } = resultOf(said, 2, [
      { id: 'a', name: 'Housing' },
      { id: 'b', name: 'Freight' },
    ])
    expect(priorities).toEqual([
      { id: 'a', name: 'Housing', right: 2, reached: 1, drop: 0 },
      { id: 'b', name: 'Freight', right: 0, reached: 1, drop: 1 },
    ])
    expect(asked).toBe(3)
  })

  test('brings words in the order of the alphabet, the same words once, blank ones not at all', () => {
    const said = [
      answer({ missing: ' Water ', words: 'Thanks' }),
      answer({ missing: 'child  care', words: ' ' }),
      answer({ missing: 'Child care' }),
    ]
    const { missing, words } = resultOf(said, 3, [])
    expect(missing).toEqual([
      { text: 'child  care', times: 2 },
      { text: 'Water', times: 1 },
    ])
    expect(words).toEqual([{ text: 'Thanks', times: 1 }])
  })

  test('says of a priority what most said, where any one view is ahead', () => {
    expect(adviceOn({ right: 1, reached: 0, drop: 0 })).toBe('right')
    expect(adviceOn({ right: 2, reached: 1, drop: 2 })).toBe('right')
    expect(adviceOn({ right: 1, reached: 0, drop: 2 })).toBe('drop')
    expect(adviceOn({ right: 1, reached: 2, drop: 0 })).toBe('reached')
    expect(adviceOn({ right: 1, reached: 1, drop: 2 })).toBe('drop')
    expect(adviceOn({ right: 1, reached: 1, drop: 0 })).toBe('right')
  })

  test('is made of answers that are kept whole', () => {
    const whole = answer({ priorities: { a: 'drop', b: 'right', c: 'reached' }, missing: 'm', words: 'w' })
    expect(pulseAnswerShape().parse(whole)).toEqual(whole)
    expect(pulseAnswerShape().safeParse({ ...whole, value: 6 }).success).toBe(false)
  })
})
