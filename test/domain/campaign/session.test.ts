import { describe, expect, it } from 'vitest'
import { personOf } from '../../../domain/answer/board.ts'
import { together } from '../../../domain/answer/together.ts'
import { nextInSeries } from '../../../domain/campaign/series.ts'
import { byDate, takesPeople } from '../../../domain/campaign/session.ts'
import type { CampaignStatus } from '../../../domain/keep/campaign.ts'
import { campaignIdFrom, invitationIdFrom } from '../../../domain/keep/ids.ts'
import { answered, campaign, invitation, launch } from '../keep/campaigns.ts'

const START = '2027-03-31T13:30:00.000Z'
const BEFORE = '2027-03-31T13:29:59.999Z'
type Over = Parameters<typeof campaign>[0]
const session = (id: string, over: Over = {}) => campaign({ id: campaignIdFrom(id), ...over })
const { meeting: _, ...untimed } = session('none')
const without = untimed as ReturnType<typeof campaign>

describe('sessions of one launch', () => {
  it('stand by when they are, those without a meeting last', () => {
    const early = session('early', { meeting: launch({ start: '07:00' }) })
    const late = session('late', { meeting: launch({ date: '2027-04-01' }) })
    const [a, b] = [session('a'), session('b')]
    expect([without, late, b, a, early].sort(byDate).map(({ id }) => id)).toEqual(['early', 'a', 'b', 'late', 'none'])
    expect([byDate(a, a), byDate(late, early), byDate(early, late)]).toEqual([0, 1, -1])
  })

  it('take people until they begin', () => {
    for (const who of ['themselves', 'the convener'] as const) {
      expect(takesPeople(session('a'), BEFORE, who)).toBe(true)
      expect(takesPeople(session('a'), START, who)).toBe(false)
      expect(takesPeople(without, BEFORE, who)).toBe(false)
    }
  })

  it.each<[CampaignStatus, boolean, boolean]>([
    ['draft', false, true],
    ['awaiting signatures', false, true],
    ['scheduled', true, true],
    ['running', true, true],
    ['paused', false, true],
    ['finished', false, false],
    ['canceled', false, false],
  ])('let guests choose one that is %s: %s; the convener: %s', (status, guests, convener) => {
    expect(takesPeople(session('a', { status }), BEFORE, 'themselves')).toBe(guests)
    expect(takesPeople(session('a', { status }), BEFORE, 'the convener')).toBe(convener)
  })

  it('count each company once over all, and want what the most demanding of them wants', () => {
    const sessions = [
      session('a', { goal: 18 }),
      session('b', { goal: 16 }),
      session('c', { goal: 40, status: 'canceled' }),
    ]
    const coming = (id: string, of: string, company: string) =>
      personOf(
        invitation({
          id: invitationIdFrom(id),
          campaign: campaignIdFrom(of),
          invitee: { ...invitation().invitee, company },
          answers: [answered({ id })],
        }),
        0,
      )
    const people = [
      coming('1', 'a', 'Hale'),
      coming('2', 'b', 'HALE'),
      coming('3', 'c', 'Cho'),
      coming('4', 'x', 'Ruiz'),
    ]
    const { mass, people: counted } = together(sessions, people)
    expect(mass).toMatchObject({ goal: 18, principals: 1 })
    expect(counted).toHaveLength(2)
  })

  it('want a critical mass of fifteen together, however little each asks for', () => {
    expect(together([session('a', { goal: 3 })], []).mass.goal).toBe(15)
  })
})

describe('the next meeting of a series', () => {
  const quarterly = (date: string, over: Over = {}) =>
    session(date, { meeting: launch({ kind: 'quarterly', date }), ...over })

  it('is the first after a day that was not canceled, and no other kind of meeting', () => {
    const campaigns = [
      without,
      session('launch', { meeting: launch({ date: '2027-05-01' }) }),
      quarterly('2027-05-11'),
      quarterly('2027-08-10', { status: 'canceled' }),
      quarterly('2027-11-09'),
    ]
    expect(nextInSeries(campaigns, '2027-05-10')?.id).toBe('2027-05-11')
    expect(nextInSeries(campaigns, '2027-05-11')?.id).toBe('2027-11-09')
    expect(nextInSeries(campaigns, '2027-11-09')).toBeUndefined()
  })
})
