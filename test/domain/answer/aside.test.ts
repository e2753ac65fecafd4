import { describe, expect, it } from 'vitest'
import { ASIDE_FOR, type AsideMessage, listedAside, MOST_ASIDE, withAside } from '../../../domain/answer/aside.ts'
import { DAY, shift } from '../../../domain/keep/time.ts'

const NOW = '2027-03-31T14:00:00.000Z'
const message = (id: string, over: Partial<AsideMessage> = {}): AsideMessage => ({
  id,
  at: NOW,
  from: { name: 'Jane Ortiz', email: 'jane@ortiz.example' },
  subject: 'Out of office',
  text: 'I am away.',
  why: 'automatic',
  ...over,
})
const idsOf = (messages: readonly AsideMessage[] | undefined) => messages?.map(({ id }) => id)

describe('what bothers nobody', () => {
  it('is listed for thirty days, the newest first', () => {
    expect(ASIDE_FOR).toBe(30 * DAY)
    const messages = [
      message('old', { at: shift(NOW, -ASIDE_FOR) }),
      message('last day', { at: shift(NOW, -ASIDE_FOR + 1) }),
      message('new'),
      message('older', { at: shift(NOW, -DAY) }),
    ]
    expect(idsOf(listedAside({ messages }, NOW))).toEqual(['new', 'older', 'last day'])
  })

  it('is kept once, however often it comes in', () => {
    const once = withAside({ messages: [] }, message('a'), 10, NOW)
    expect(once).toEqual({ messages: [message('a')] })
    expect(once && withAside(once, message('a'), 10, NOW)).toBeUndefined()
    expect(idsOf(once && withAside(once, message('b'), 10, NOW)?.messages)).toEqual(['b', 'a'])
  })

  it('gives way to newer ones where there are too many, and says how many did', () => {
    const full = withAside({ messages: [message('b'), message('a', { at: shift(NOW, -1) })] }, message('c'), 2, NOW)
    expect(idsOf(full?.messages)).toEqual(['c', 'b'])
    expect(full?.dropped).toBe(1)
    const again = full && withAside(full, message('d'), 2, NOW)
    expect(again?.dropped).toBe(2)
    expect(MOST_ASIDE).toEqual({ invitation: 40, desk: 100 })
  })

  it('drops none while there is room, and forgets the count of those before only with the list', () => {
    const just = withAside({ messages: [message('a')] }, message('b'), 2, NOW)
    expect(just).not.toHaveProperty('dropped')
    expect(withAside({ messages: [], dropped: 3 }, message('b'), 2, NOW)?.dropped).toBe(3)
  })

  it('is cut to what a page can show, without what nobody can see', () => {
    const long = message('a', {
      from: { name: ` Jane\u200b ${'n'.repeat(300)}`, email: `jane\n${'e'.repeat(400)}` },
      subject: `Re:\n${'s'.repeat(400)}`,
      text: `One\nTwo\u202e${'t'.repeat(3000)}`,
    })
    const [seen] = withAside({ messages: [] }, long, 10, NOW)?.messages ?? []
    expect(seen?.from.name).toBe(`Jane ${'n'.repeat(195)}`)
    expect(seen?.from.email).toBe(`jane ${'e'.repeat(315)}`)
    expect(seen?.subject).toBe(`Re: ${'s'.repeat(296)}`)
    expect(seen?.text).toBe(`One\nTwo${'t'.repeat(1993)}`)
  })
})
