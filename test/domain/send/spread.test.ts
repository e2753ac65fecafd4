import { describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import { DAY, HOUR, MINUTE, shift, toMillis } from '../../../domain/keep/time.ts'
import { inItsTurn, isNewDomain } from '../../../domain/send/spread.ts'

const BEGAN = '2027-03-01T16:00:00.000Z'
const ids = Array.from({ length: 200 }, (_, n) => invitationIdFrom(`person-${n}`))
/** Minutes after the beginning at which a letter's turn comes. */
const turn = (id: (typeof ids)[number]) => {
  const decision = inItsTurn(BEGAN, id, shift(BEGAN, -1), { do: 'send' })
  return decision.do === 'wait' ? (toMillis(decision.until) - toMillis(BEGAN)) / MINUTE : undefined
}

describe('letters of a new domain', () => {
  it('are sent over an hour in twelve steps of five minutes, some in each', () => {
    const turns = ids.map(turn)
    expect([...new Set(turns)].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 12 }, (_, n) => 5 * n))
    for (const step of new Set(turns)) expect(turns.filter(each => each === step).length).toBeLessThan(40)
  })

  it('have the same turn however often it is asked, and leave at it', () => {
    const id = ids.find(each => turn(each) === 30) ?? invitationIdFrom('none')
    expect(turn(id)).toBe(30)
    const at = shift(BEGAN, 30 * MINUTE)
    expect(inItsTurn(BEGAN, id, shift(at, -1), { do: 'send' })).toEqual({ do: 'wait', until: at })
    expect(inItsTurn(BEGAN, id, at, { do: 'send' })).toEqual({ do: 'send' })
    expect(inItsTurn(BEGAN, id, shift(BEGAN, HOUR), { do: 'send' })).toEqual({ do: 'send' })
  })

  it('are neither held back nor sent by it where they would not leave, or the wave is not spread', () => {
    const skip = { do: 'skip', reason: 'answered' } as const
    expect(inItsTurn(BEGAN, invitationIdFrom('a'), BEGAN, skip)).toBe(skip)
    expect(inItsTurn(undefined, invitationIdFrom('a'), BEGAN, { do: 'send' })).toEqual({ do: 'send' })
  })

  it('are so for two weeks', () => {
    expect(isNewDomain(BEGAN, shift(BEGAN, 14 * DAY - 1))).toBe(true)
    expect(isNewDomain(BEGAN, shift(BEGAN, 14 * DAY))).toBe(false)
  })
})
