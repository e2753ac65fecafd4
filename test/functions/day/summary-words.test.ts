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

  it('is whole, letter by letter, where everything was written down', () => {
    const owner = { name: 'Ann *A*', company: 'Lee Forge', email: 'a@lee.example' }
    const made = (what: string, over = {}) => ({ what, owner: { ...owner, ...over }, due: '2027-05-04' })
    const commitments = [
      made('Call the *mayor*'),
      made('Lend a van', { company: '' }),
    ] as unknown as Captured['commitments']
    const { subject, body, missed } = draft({
      attendance: { companies: COMPANIES },
      priorities: [priority('Housing *now*', 2), priority('Buses')],
      commitments,
      next: '2027-06-08',
    })
    expect(subject).toBe('What we decided on {{date}}')
    expect(missed).toContain('**We missed you on {{date}}.**')
    expect(body.split('\n\n')).toEqual([
      'Dear {{first_name}},',
      'On {{date}}, **3 companies** sat down as the **{{partnership}}** and said what they could do better together than apart. This is what came of it.',
      '**Your priorities, in the order of your votes**',
      '1. Housing \\*now\\* (2 companies)\n2. Buses',
      '**Commitments**',
      '- Call the \\*mayor\\*: Ann \\*A\\*, Lee Forge, by Tuesday, May 4, 2027\n- Lend a van: Ann \\*A\\*, by Tuesday, May 4, 2027',
      '**What comes next**',
      [
        '- Each of the first priorities gets an action team of businesses, led by one of you. See the teams and join one with the button above.',
        '- Each team has a short first call between Wednesday, April 14, 2027 and Wednesday, April 28, 2027.',
        '- We all meet again on Tuesday, June 8, 2027.',
      ].join('\n'),
      '**Who was there**: Lee Forge, Ruiz Castings, Cole & Sons.',
      'With kind regards,  \n{{organization}}',
    ])
  })

  it('is whole where nothing was', () => {
    expect(draft().body.split('\n\n')).toEqual([
      'Dear {{first_name}},',
      'On {{date}} the **{{partnership}}** met. This is what came of it.',
      'With kind regards,  \n{{organization}}',
    ])
  })

  it('names as many companies and promises as a letter holds, and says how many more there are', () => {
    const companies = Array.from({ length: 3 }, (_, n) => `${n}`.repeat(998))
    const who = (many: number) => draft({ attendance: { companies: companies.slice(0, many) } }).body
    expect(who(2)).toMatch(/1\.\n/)
    expect(who(3)).toMatch(/1 and 1 other\.\n/)
    const more = [...companies, 'x']
    expect(draft({ attendance: { companies: [...more, 'y'.repeat(2000)] } }).body).toMatch(/ and 3 others\.\n/)
    const owner = { name: 'A', company: '', email: 'a@lee.example' }
    const made = Array.from({ length: 3 }, () => ({ what: 'w'.repeat(1700), owner, due: '2027-05-04' }))
    const promised = (many: number) =>
      draft({ commitments: made.slice(0, many) as unknown as Captured['commitments'] }).body
    expect(promised(2)).not.toContain('more.')
    expect(promised(3)).toContain('- And 1 commitment more.')
    expect(draft({ commitments: made.slice(0, 1) as unknown as Captured['commitments'] }).subject).toBe(
      'What we decided on {{date}}',
    )
  })

  it('shows five priorities', () => {
    const priorities = Array.from({ length: 6 }, (_, n) => priority(`No. ${n}`))
    expect(draft({ priorities }).body).toContain('5. No. 4\n\n')
  })
})
