import { describe, expect, test } from 'vitest'
import { hasWritten, type Matter, openMatters, raise, suggestedMatter, supersede } from '../../../domain/keep/matter.ts'
import { matter } from '../keep/campaigns.ts'

const AT = '2027-03-05T16:00:00.000Z'
const settled = (how: NonNullable<Matter['settled']>['how']) => ({ at: AT, by: 'Sue', how })
const of = (id: string, over: Partial<Matter> = {}) => matter(id, { id, ...over })
const ids = (matters: readonly Matter[]) => matters.map(({ id }) => id)

describe('matters of one person', () => {
  test('hold each that came in once, without what nobody can see', () => {
    const once = raise(
      [],
      of('a', { subject: ' Re:\u200b  Launch ', text: 'One\nTwo\u202e', from: { name: ' Jane ', email: 'j@x ' } }),
    )
    expect(once[0]).toMatchObject({ subject: 'Re: Launch', text: 'One\nTwo', from: { name: 'Jane', email: 'j@x' } })
    expect(raise(once, of('a', { text: 'Another' }))).toBe(once)
    expect(ids(raise(once, of('b')))).toEqual(['a', 'b'])
  })

  test('are forty at most: the oldest that is settled gives way, else the oldest', () => {
    const forty = Array.from({ length: 40 }, (_, n) =>
      of(`${n}`, n === 5 || n === 7 ? { settled: settled('dismiss') } : {}),
    )
    expect(raise(forty.slice(1), of('new'))).toHaveLength(40)
    const all = ids(raise(forty, of('new')))
    expect([all.length, all.includes('5'), all.includes('7'), all.at(-1)]).toEqual([40, false, true, 'new'])
    const open = forty.map(({ settled: _, ...each }) => each)
    expect(ids(raise(open, of('new')))[0]).toBe('1')
  })

  test('are open until somebody settles them, and one click confirms the oldest with a likely answer', () => {
    const suggestion = { answer: 'accepted', because: 'I will be there' } as const
    const all = [
      of('done', { suggestion, settled: settled('accepted') }),
      of('question'),
      of('likely', { suggestion }),
      of('later', { suggestion }),
    ]
    expect(ids(openMatters(all))).toEqual(['question', 'likely', 'later'])
    expect(suggestedMatter(all)?.id).toBe('likely')
    expect(suggestedMatter(all.slice(0, 2))).toBeUndefined()
  })

  test('mean that a person has written, unless it came by itself or is settled', () => {
    expect(hasWritten([])).toBe(false)
    expect(hasWritten([of('a', { kind: 'away' }), of('b', { kind: 'came back' })])).toBe(false)
    expect(hasWritten([of('a', { settled: settled('dismiss') })])).toBe(false)
    for (const kind of ['question', 'unclear', 'delegate', 'unreadable', 'too late'] as const)
      expect(hasWritten([of('a', { kind: 'away' }), of('b', { kind })])).toBe(true)
  })
})

describe('a newer answer', () => {
  const answer = { id: 'x', at: AT, by: 'Jane' }
  const named = of('named', { kind: 'delegate', person: { name: 'Sam', title: '', email: 'sam@x.example' } })

  test('settles the delegate that an earlier one named, and no other matter', () => {
    const after = supersede([named, of('question')], answer)
    expect(after.map(each => each.settled)).toEqual([{ at: AT, by: 'Jane', how: 'answered anew' }, undefined])
    expect(supersede([{ ...named, settled: settled('dismiss') }], answer)[0]?.settled?.how).toBe('dismiss')
  })

  test('keeps the delegate that it names itself', () => {
    expect(supersede([named], answer, 'named')[0]?.settled).toBeUndefined()
    const other = of('other', { kind: 'delegate' })
    expect(supersede([named, other], answer, 'other').map(each => each.settled?.how)).toEqual([
      'answered anew',
      undefined,
    ])
  })

  test('asks the convener whether both come, where the delegate was invited already: once', () => {
    const invited = { ...named, settled: settled('approve') }
    const after = supersede([invited], answer)
    expect(after[1]).toMatchObject({
      id: 'named:comes',
      kind: 'comes after all',
      at: AT,
      text: '',
      person: named.person,
    })
    expect(supersede(after, answer)).toHaveLength(2)
    expect(supersede([invited, of('n', { kind: 'delegate' })], answer, 'n')).toHaveLength(2)
    // The one invited last is asked about.
    const later = { ...invited, id: 'later' }
    expect(supersede([invited, later], answer).at(-1)?.id).toBe('later:comes')
  })
})
