/** What an executive summary says of itself: each sentence at none, one and many, and where nobody knows. */
import { describe, expect, it } from 'vitest'
import { type Captured, draftSummary } from '../../../functions/day/summary-draft.ts'

const draft = (over: Partial<Captured> = {}) =>
  draftSummary({ date: '2027-03-31', attendance: { companies: [] }, priorities: [], commitments: [], ...over })
const priority = (text: string, votes = 0) =>
  ({ id: text, text, by: '', votes, at: '' }) as unknown as Captured['priorities'][number]
const COMPANIES = ['Lee Forge', 'Ruiz Castings', 'Cole & Sons']

describe('An executive summary', () => {
  it('claims nobody, nothing decided and no teams where nothing was written down', () => {
    const { subject, body, missed } = draft()
    expect(subject).toBe('Our meeting on {{date}}')
    expect(body).toContain('On {{date}} the **{{partnership}}** met.')
    expect(body).not.toMatch(/compan|first time|team|decided|Who was there|What comes next|vote/i)
    expect(missed).toBe('')
  })

  it('says one company, and many, and what they did only where they did', () => {
    expect(draft({ attendance: { companies: ['Lee Forge'] } }).body).toContain(
      '**one company** sat down as the **{{partnership}}**. This is what came of it.',
    )
    const { body, missed } = draft({
      attendance: { companies: COMPANIES },
      priorities: [priority('Housing'), priority('Buses')],
    })
    expect(body).toContain('**3 companies** sat down as the **{{partnership}}** and said what they could do better')
    expect(body).not.toContain('leaders of')
    expect(missed).toContain('a seat for you')
  })

  it('promises teams and a seat on one only where there are priorities', () => {
    const { body, missed } = draft({ attendance: { companies: COMPANIES }, next: '2027-06-08' })
    expect(body).not.toMatch(/action team|short first call/)
    expect(body).toContain('We all meet again on Tuesday, June 8, 2027.')
    expect(missed).not.toContain('seat')
  })

  it('speaks of votes only where some were cast', () => {
    expect(draft({ priorities: [priority('Housing')] }).body).toContain('**Your priorities**')
    const { body } = draft({ priorities: [priority('Housing', 1), priority('Buses', 4)] })
    expect(body).toContain('in the order of your votes')
    expect(body).toContain('Housing (1 company)')
    expect(body).toContain('Buses (4 companies)')
  })
})
