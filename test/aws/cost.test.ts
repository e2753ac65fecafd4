import { beforeAll, describe, expect, it } from 'vitest'
import { type Counted, countLetters } from './counted-letters.ts'

const INVITEES = 500

describe('A letter costs the table', () => {
  let counted: Counted
  beforeAll(async () => {
    const [first] = await countLetters({ invitees: INVITEES, rate: 14, letters: 1 })
    counted = first as Counted
  })
  const per = (count: number) => count / INVITEES

  it('two writes of its own, one before it leaves and one after, and what its wave shares is next to nothing', () => {
    expect(counted.letters).toBe(INVITEES)
    expect(per(counted.sending.writes)).toBeGreaterThanOrEqual(2)
    expect(per(counted.sending.writes)).toBeLessThanOrEqual(2.06)
  })

  it('a tenth of a read at most, for people are read by the page', () => {
    expect(per(counted.sending.reads)).toBeLessThanOrEqual(0.1)
  })

  it('a unit for each write, because what is long is packed', () => {
    expect(counted.sending.writeUnits).toBeLessThanOrEqual(counted.sending.writes * 1.01)
  })

  it('one read for each piece of news, and a write where it changes anything', () => {
    expect(counted.news).toMatchObject({ reads: 2 * INVITEES, writes: INVITEES })
  })
})
