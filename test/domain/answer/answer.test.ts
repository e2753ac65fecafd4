import { describe, expect, it } from 'vitest'
import { answer } from '../../../domain/answer/answer.ts'
import { fromMillis, toMillis } from '../../../domain/keep/time.ts'
import { answered, invitation } from '../keep/campaigns.ts'

const idsOf = ({ answers }: ReturnType<typeof invitation>) => answers.map(({ id }) => id)

describe('an answer taken in', () => {
  it('is kept once, however often it arrives', () => {
    const once = answer(invitation(), answered({ id: 'a' }))
    expect(answer(once, answered({ id: 'a', answer: 'declined' }))).toBe(once)
  })

  it('is the first of all where it is the latest, and stands behind where it is older', () => {
    const first = answer(invitation(), answered({ id: 'first', at: '2027-03-02T15:00:00.000Z' }))
    const later = answer(first, answered({ id: 'later', at: '2027-03-02T16:00:00.000Z' }))
    const earlier = answer(later, answered({ id: 'earlier', at: '2027-03-02T14:00:00.000Z' }))
    expect(idsOf(earlier)).toEqual(['later', 'first', 'earlier'])
  })

  it('pushes out the oldest where somebody answers more than sixty times', () => {
    const start = toMillis('2027-03-02T15:00:00.000Z')
    const said = Array.from({ length: 61 }, (_, n) => answered({ id: `${n}`, at: fromMillis(start + n) }))
    const kept = idsOf(said.reduce(answer, invitation()))
    expect(kept).toHaveLength(60)
    expect(kept[0]).toBe('60')
    expect(kept.at(-1)).toBe('1')
  })
})
