import { describe, expect, test } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { adviceOn, isTold, type PulseAnswer, resultOf } from '../../../domain/table/pulse.ts'

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
})
