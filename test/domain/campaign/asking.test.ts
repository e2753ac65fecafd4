import { describe, expect, it } from 'vitest'
import { mayAskAgain, remindAt, signBy } from '../../../domain/campaign/asking.ts'

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
