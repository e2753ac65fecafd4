import { describe, expect, it } from 'vitest'
import { askedOf, mayAskAgain, remindAt, reminderAt, signBy } from '../../../domain/campaign/asking.ts'
import { requestKey } from '../../../domain/keep/campaign.ts'
import { championIdFrom } from '../../../domain/keep/ids.ts'
import { campaign } from '../keep/campaigns.ts'

const DENVER = 'America/Denver'

describe('The day by which champions sign', () => {
  it('is the working day before the first email leaves', () => {
    expect(signBy('2027-01-14T16:00:00.000Z', '2027-01-04T16:00:00.000Z', DENVER)).toBe('2027-01-13')
    // It leaves on a Tuesday after a federal holiday, so the Friday before.
    expect(signBy('2027-01-19T16:00:00.000Z', '2027-01-04T16:00:00.000Z', DENVER)).toBe('2027-01-15')
  })

  it('is today where the day before has gone, and no day where it leaves as soon as all have signed', () => {
    expect(signBy('2027-01-05T16:00:00.000Z', '2027-01-04T23:00:00.000Z', DENVER)).toBe('2027-01-04')
    expect(signBy('2027-01-04T23:30:00.000Z', '2027-01-04T16:00:00.000Z', DENVER)).toBe('2027-01-04')
    expect(signBy('2027-01-04T16:00:00.000Z', '2027-01-04T16:00:00.000Z', DENVER)).toBeUndefined()
    // Asked in the evening, it leaves on the next working morning.
    expect(signBy('2027-01-05T16:00:00.000Z', '2027-01-05T04:00:00.000Z', DENVER)).toBeUndefined()
  })
})

describe('Whoever says nothing is reminded', () => {
  it('two working days later, at the hour at which they were asked', () => {
    expect(remindAt('2027-01-04T17:30:00.000Z', DENVER)).toBe('2027-01-06T17:30:00.000Z')
  })

  it('with weekends, federal holidays and the convener’s days off not counted', () => {
    // A Thursday before the Monday of Martin Luther King Jr.
    expect(remindAt('2027-01-14T17:30:00.000Z', DENVER)).toBe('2027-01-19T17:30:00.000Z')
    expect(remindAt('2027-01-14T17:30:00.000Z', DENVER, ['2027-01-15'])).toBe('2027-01-20T17:30:00.000Z')
    // Asked on a Saturday, they have it on Monday morning.
    expect(remindAt('2027-01-09T17:30:00.000Z', DENVER)).toBe('2027-01-13T16:00:00.000Z')
  })

  it('and never asked twice within minutes', () => {
    expect(mayAskAgain(undefined, '2027-01-04T16:00:00.000Z')).toBe(true)
    expect(mayAskAgain('2027-01-04T16:00:00.000Z', '2027-01-04T16:14:59.000Z')).toBe(false)
    expect(mayAskAgain('2027-01-04T16:00:00.000Z', '2027-01-04T16:15:00.000Z')).toBe(true)
  })
})

describe('What a champion was asked', () => {
  const tom = { id: championIdFrom('tom'), email: 'Tom@Halvorsen.example' }
  const CHECK = 'check'
  const ASKED = '2027-01-04T17:30:00.000Z'
  const AGAIN = '2027-01-05T17:30:00.000Z'
  const sent = (at: string, status: 'claimed' | 'sent' | 'in doubt' | 'bounced' = 'sent') => ({
    attempt: 'a',
    at,
    status,
  })
  const first = requestKey(tom, CHECK)

  it('is nothing before they are', () => {
    expect(askedOf(campaign(), tom, CHECK)).toEqual({ sent: [], wanted: [], reminder: undefined, last: undefined })
    expect(reminderAt(campaign(), tom, CHECK)).toBeUndefined()
  })

  it('is the first request, what the convener wanted again, and the reminder; the last of them counts', () => {
    const requests = {
      [first]: sent(ASKED),
      [requestKey(tom, CHECK, { again: 1 })]: sent(AGAIN),
      [requestKey(tom, CHECK, { again: 2 })]: sent('2027-01-09T17:30:00.000Z'),
      [requestKey(tom, CHECK, 'reminded')]: sent('2027-01-06T17:30:00.000Z'),
      [requestKey(tom, 'another')]: sent('2027-01-08T17:30:00.000Z'),
    }
    const asked = askedOf(campaign({ requests, askedAgain: { [first]: [AGAIN] } }), tom, CHECK)
    expect(asked.sent.map(({ at }) => at)).toEqual([ASKED, AGAIN])
    expect(asked.wanted).toEqual([AGAIN])
    expect(asked.last).toBe('2027-01-06T17:30:00.000Z')
    const wished = askedOf(
      campaign({ requests: { [first]: sent(ASKED) }, askedAgain: { [first]: [AGAIN] } }),
      tom,
      CHECK,
    )
    expect(wished).toMatchObject({ reminder: undefined, last: AGAIN })
    // To another address, they have not been asked.
    expect(askedOf(campaign({ requests }), { ...tom, email: 'tom@new.example' }, CHECK).sent).toEqual([])
    expect(askedOf(campaign({ requests }), { ...tom, email: ' tom@halvorsen.EXAMPLE' }, CHECK).sent).toHaveLength(1)
  })

  it('brings a reminder two working days after the last request that was sent', () => {
    const asked = campaign({ requests: { [first]: sent(ASKED) } })
    expect(reminderAt(asked, tom, CHECK)).toBe('2027-01-06T17:30:00.000Z')
    const off = { ...asked, timing: { waves: {}, holidays: ['2027-01-05'] } }
    expect(reminderAt(off, tom, CHECK)).toBe('2027-01-07T17:30:00.000Z')
    const again = { ...asked.requests, [requestKey(tom, CHECK, { again: 1 })]: sent(AGAIN) }
    expect(reminderAt({ ...asked, requests: again, askedAgain: { [first]: [AGAIN] } }, tom, CHECK)).toBe(
      '2027-01-07T17:30:00.000Z',
    )
  })

  it.each(['claimed', 'in doubt', 'bounced'] as const)('brings none where the request is %s', status => {
    expect(reminderAt(campaign({ requests: { [first]: sent(ASKED, status) } }), tom, CHECK)).toBeUndefined()
  })

  it('brings none to whoever asked for a change of these words, nor for a meeting without a time', () => {
    const concern = (champion: string, check: string) =>
      campaign({
        requests: { [first]: sent(ASKED) },
        concerns: [{ champion: championIdFrom(champion), check, comment: 'Too long', at: ASKED }],
      })
    expect(reminderAt(concern('tom', CHECK), tom, CHECK)).toBeUndefined()
    expect(reminderAt(concern('tom', 'before'), tom, CHECK)).toBeDefined()
    expect(reminderAt(concern('elena', CHECK), tom, CHECK)).toBeDefined()
    const { meeting: _, ...untimed } = campaign({ requests: { [first]: sent(ASKED) } })
    expect(reminderAt(untimed as ReturnType<typeof campaign>, tom, CHECK)).toBeUndefined()
  })
})
