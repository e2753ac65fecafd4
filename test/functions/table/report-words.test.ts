/** What a report says of itself: each sentence at none, one and many, and where nobody knows. */

import { describe, expect, it } from 'vitest'
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import {
  barsOf,
  type CommitmentCounts,
  type Gathering,
  type ReportFigures,
  type TeamLine,
} from '../../../domain/table/report.ts'
import { draftReport } from '../../../functions/table/report-draft.ts'
import { campaign } from '../../domain/keep/campaigns.ts'

const NONE: CommitmentCounts = { open: 0, moved: 0, overdue: 0, kept: 0, broken: 0 }
const gathering = (over: Partial<Gathering> = {}): Gathering => ({
  campaign: campaignIdFrom('here'),
  title: 'Quarterly table',
  date: '2027-08-10',
  companies: 0,
  byDelegates: 0,
  people: 0,
  publicPartners: 0,
  goal: 5,
  counted: 'unknown',
  ...over,
})
const figures = (over: Partial<ReportFigures> = {}): ReportFigures => ({
  gatherings: [gathering()],
  teams: [],
  stand: NONE,
  kept: [],
  overdue: [],
  companies: 0,
  at: '2027-08-11T15:00:00.000Z',
  ...over,
})
const team = (over: Partial<TeamLine> = {}): TeamLine => ({
  id: 't',
  name: 'Housing',
  businesses: 0,
  publicPartners: 0,
  calls: 0,
  outcome: '',
  closed: false,
  stand: NONE,
  ...over,
})
const promise = (what: string) => ({ what, name: 'Ann Lee', company: 'Lee Forge' })
const late = (what: string) => ({ ...promise(what), due: '2027-07-01' })
const draft = (over: Partial<ReportFigures> = {}) =>
  draftReport(campaign({ id: campaignIdFrom('here') }), figures(over), { items: [] }, undefined)
const first = (over: Partial<Gathering>, more: Partial<ReportFigures> = {}) =>
  draft({ gatherings: [gathering(over)], ...more }).body.split('\n\n')[1]

describe('A report says who came', () => {
  it.each([
    ['many were checked in', { counted: 'came', companies: 12, people: 14 }, '**12 companies** were at the table'],
    ['one was', { counted: 'came', companies: 1, people: 1 }, '**one company** was at the table'],
    ['only partners were', { counted: 'came', companies: 0, people: 2 }, 'The **{{partnership}}** met on {{date}}.'],
    ['nobody was, and many said yes', { counted: 'said yes', companies: 3 }, '3 companies had said yes to the meeting'],
    ['nobody was, and one said yes', { counted: 'said yes', companies: 1 }, 'One company had said yes to the meeting'],
    ['nobody was, and nobody said yes', {}, 'This follows the meeting of the **{{partnership}}** on {{date}}.'],
  ] as const)('where %s', (_, over, words) => {
    const said = first(over)
    expect(said).toContain(words)
    expect(said).not.toMatch(/\b0 |would sit|undefined/)
  })

  it('over all meetings only where all of them are known', () => {
    const came = (n: number): Gathering =>
      gathering({ campaign: campaignIdFrom(`c${n}`), counted: 'came', companies: n, people: n })
    expect(draft({ gatherings: [came(2), came(3)], companies: 4 }).body).toContain('4 companies have been at the table')
    expect(draft({ gatherings: [came(1), came(1)], companies: 1 }).body).toContain('One company has been at the table')
    expect(draft({ gatherings: [gathering(), came(3)], companies: 3 }).body).not.toContain('at least once')
    expect(draft({ gatherings: [came(3)], companies: 3 }).body).not.toContain('at least once')
  })

  it('and misses nobody where nobody was checked in', () => {
    expect(draft().missed).toBe('')
    expect(draft({ gatherings: [gathering({ counted: 'said yes', companies: 2 })] }).missed).toBe('')
    const { missed } = draft({ gatherings: [gathering({ counted: 'came', companies: 2, people: 2 })] })
    expect(missed).toContain('We missed you')
    expect(missed).not.toContain('seat')
  })
})

describe('A report says what became of commitments', () => {
  it('nothing, where there are none', () => {
    expect(draft().body).not.toMatch(/commitment|kept|due/i)
  })

  it.each([
    ['none came due', { stand: { ...NONE, open: 2 }, fellDue: 0 }, 'None came due.', '2 commitments so far: 2 open.'],
    [
      'two lapsed',
      { stand: { ...NONE, overdue: 2 }, fellDue: 2, overdue: [late('a'), late('b')] },
      'None has been marked as kept. 2 are past their dates, and we have not heard how they went.',
      '2 commitments so far: 2 past their date.',
    ],
    [
      'one lapsed before the last meeting',
      { stand: { ...NONE, overdue: 1 }, fellDue: 0, overdue: [late('a')] },
      'None has been marked as kept. One is past its date, and we have not heard how it went.',
      'One commitment so far: past its date.',
    ],
    [
      'it is not known how many were due',
      { stand: { ...NONE, open: 1 } },
      'None has been marked as kept.',
      'One commitment so far: open.',
    ],
    ['one was broken', { stand: { ...NONE, broken: 1 }, fellDue: 1 }, 'None has been marked as kept.', 'not kept.'],
    [
      'one was kept',
      { stand: { ...NONE, kept: 1 }, fellDue: 1, kept: [promise('Flats')] },
      '- Flats (Ann Lee, Lee Forge)',
      ': kept.',
    ],
    [
      'many were kept and one is late',
      {
        stand: { ...NONE, kept: 2, overdue: 1, moved: 1 },
        kept: [promise('Flats'), promise('Buses')],
        overdue: [late('a')],
      },
      '- Buses (Ann Lee, Lee Forge)\n\nOne is past its date',
      '4 commitments so far: 2 kept, 1 open with a new date, 1 past its date.',
    ],
  ] as const)('where %s', (_, over, words, all) => {
    const { body } = draft(over as Partial<ReportFigures>)
    expect(body).toContain(words)
    expect(body).toContain(all)
    expect(body).not.toContain('fell due')
    if (words !== 'None came due.') expect(body).not.toContain('came due')
  })

  it('counts as kept by a team only what it promised, never its businesses', () => {
    const kept = (teams: TeamLine[]) =>
      barsOf(figures({ teams }))
        .find(({ title }) => title.startsWith('Commitments kept'))
        ?.rows.map(({ words }) => words)
    expect(kept([team({ businesses: 9 })])).toEqual([])
    expect(kept([team({ stand: { ...NONE, open: 1 } })])).toEqual(['0 of 1 kept'])
    expect(kept([team({ stand: { ...NONE, kept: 2, open: 1 } })])).toEqual(['2 of 3 kept'])
  })

  it.each([
    [team(), '(no lead yet; no businesses yet; no calls yet)'],
    [team({ businesses: 1, calls: 1 }), '(no lead yet; 1 business; 1 call)'],
    [team({ businesses: 3, calls: 2, lead: { name: 'Ann', company: '' } }), '(led by Ann; 3 businesses; 2 calls)'],
    [team({ closed: true }), '(closed)'],
  ])('says how a team is', (line, words) => {
    expect(draft({ teams: [line] }).body).toContain(words)
  })

  it('draws a meeting nobody wrote down as not known', () => {
    const rows = barsOf(figures({ gatherings: [gathering(), gathering({ counted: 'said yes', companies: 1 })] }))[0]
      ?.rows
    expect(rows?.map(({ words }) => words)).toEqual(['not recorded', '1 company said yes'])
  })
})
