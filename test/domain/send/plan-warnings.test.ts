import { describe, expect, test } from 'vitest'
import { DAY, shift } from '../../../domain/keep/time.ts'
import {
  askingLetter,
  forecast,
  hasInvited,
  hasReminded,
  keyOf,
  nextOf,
  plan,
  pulseAt,
  sentAt,
  warnings,
  wishOf,
} from '../../../domain/send/plan.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const NOW = '2027-02-01T16:00:00.000Z'
type Over = Parameters<typeof campaign>[0]
const timed = (waves: ReturnType<typeof campaign>['timing']['waves'], holidays: string[] = []) => ({
  timing: { waves, holidays },
})
const warned = (over: Over = {}, now = NOW) => {
  const of = campaign({ scheduledAt: now, ...over })
  const meeting = of.meeting ?? launch()
  const planned = forecast(of, meeting, of.scheduledAt ?? now, of.timing.holidays)
  return warnings(of, meeting, planned, now).map(({ wave, message }) => `${wave}: ${message}`)
}
const offs = (over: Over, now = NOW) =>
  Object.fromEntries(
    forecast(campaign(over), campaign(over).meeting ?? launch(), now, campaign(over).timing.holidays).map(wave => [
      keyOf(wave),
      wave.off,
    ]),
  )

describe('a convener is warned', () => {
  test('of nothing where all leaves in time', () => expect(warned()).toEqual([]))

  test('of a meeting on a holiday, a weekend, or a day off of theirs', () => {
    expect(warned({ meeting: launch({ date: '2027-05-31' }) })[0]).toBe(
      'meeting: The meeting: Monday, May 31, 2027 is Memorial Day.',
    )
    expect(warned({ meeting: launch({ date: '2027-04-10' }) })[0]).toBe(
      'meeting: The meeting: April 10, 2027 is a Saturday.',
    )
    expect(warned(timed({}, ['2027-03-31']))[0]).toContain('one of your days off')
  })

  test('of a wave that is set for after the start, and of a thank-you before the end', () => {
    expect(warned(timed({ reminder: { date: '2027-03-31', hour: '07:30' } }))).toEqual([
      'reminder: Reminder: it is set for after the meeting starts, so it won’t be sent.',
    ])
    expect(warned(timed({ 'after-meeting': { date: '2027-03-31', hour: '08:59' } }))).toEqual([
      'after-meeting: Thank-you after the meeting: the meeting isn’t over by then, so it won’t be sent.',
    ])
    expect(warned(timed({ 'after-meeting': { date: '2027-03-31', hour: '09:00' } }))).toEqual([])
  })

  test('of an hour outside work, from seven to six, and of a day without work', () => {
    const at = (hour: string) => warned(timed({ reminder: { hour } }))
    expect([at('07:00'), at('17:59')]).toEqual([[], []])
    expect(at('06:59')).toEqual(['reminder: Reminder: 06:59 is outside working hours.'])
    expect(at('18:00')).toEqual(['reminder: Reminder: 18:00 is outside working hours.'])
    expect(warned(timed({ reminder: { date: '2027-03-28' } }))).toEqual([
      'reminder: Reminder: Sun, Mar 28 is not a working day.',
    ])
  })

  test('of two on one day, by their names', () => {
    expect(warned(timed({ 'follow-up-2': { date: '2027-03-17' } }))).toEqual([
      'follow-up-2: Second follow-up and First follow-up go out on the same day.',
    ])
  })

  test('of what has passed or comes too soon, and of none that was sent or switched off', () => {
    const late = '2027-03-18T16:00:00.000Z'
    const [followUp, letter, ...more] = warned({}, late)
    expect(followUp).toBe('follow-up-1: First follow-up: Wed, Mar 17 has passed, so it won’t be sent.')
    expect(letter).toMatch(/^invite: Less than a month is left: the letter should have been sent on Fri, Feb 26\./)
    expect(more).toEqual([])
    expect(warned({}, '2027-03-15T16:00:00.000Z').slice(1)).toEqual([
      'follow-up-1: First follow-up: it would come within three days of the letter, so it won’t be sent.',
    ])
    const left = { invite: '2027-02-26T16:00:00.000Z', 'follow-up-1': '2027-03-17T15:00:00.000Z' }
    expect(warned({ left }, late)).toEqual([])
    expect(warned(timed({ invite: { off: true }, 'follow-up-1': { off: true } }), late)).toEqual([])
  })
})

describe('what has been sent of a campaign', () => {
  test('is known by the row and its round', () => {
    const left = { invite: NOW, 'reminder.2': NOW }
    expect(nextOf({ rounds: { reminder: 1 } }, 'reminder')).toEqual({ of: 'row', row: 'reminder', round: 2 })
    expect(sentAt({ left, rounds: {} }, { id: 'invite' })).toBe(NOW)
    expect(sentAt({ left, rounds: {} }, { id: 'reminder' })).toBeUndefined()
    expect(sentAt({ left, rounds: { reminder: 1 } }, { id: 'reminder' })).toBe(NOW)
  })

  test('asks whoever is added now: the invitation, or the hold before it', () => {
    const quarterly = (left: Record<string, string>) => campaign({ meeting: launch({ kind: 'quarterly' }), left })
    expect(askingLetter(campaign())).toBeUndefined()
    expect(askingLetter(campaign({ left: { reminder: NOW } }))).toBeUndefined()
    expect([askingLetter(quarterly({ hold: NOW })), hasInvited(quarterly({ hold: NOW }))]).toEqual(['hold', false])
    expect([askingLetter(quarterly({ hold: NOW, invite: NOW })), hasInvited(quarterly({ invite: NOW }))]).toEqual([
      'invite',
      true,
    ])
    expect(hasReminded(campaign({ left: { invite: NOW } }))).toBe(false)
    expect(hasReminded(campaign({ left: { reminder: NOW } }))).toBe(true)
    expect(hasReminded(campaign())).toBe(false)
  })
})

describe('a plan', () => {
  const END = '2027-03-31T15:00:00.000Z'

  test('tells of a cancellation until the meeting would have been over', () => {
    const off = (canceledAt: string) => plan(campaign({ status: 'canceled', canceledAt }))
    expect(off(shift(END, -1))).toEqual([
      { id: { of: 'cancellation' }, kind: 'cancellation', audience: 'holders', at: shift(END, -1), tone: 'warm' },
    ])
    expect(off(END)).toEqual([])
    const { meeting: _, ...untimed } = campaign()
    expect(plan(untimed as ReturnType<typeof campaign>)).toEqual([])
  })

  test('has no news of a change once the meeting has begun, and nothing more of a finished one', () => {
    const START = '2027-03-31T13:30:00.000Z'
    const change = (at: string) => ({ changes: [{ sequence: 1, at, was: launch() }] })
    expect(offs(change(START))['update-1']).toBe('not before the meeting')
    expect(offs(change(shift(START, -1)))['update-1']).toBeUndefined()
    expect(offs({ status: 'finished' })['follow-up-1']).toBe('its time has passed')
  })

  test('leaves out what was switched off, unless it was sent before that', () => {
    expect(offs(timed({ reminder: { off: true } })).reminder).toBe('switched off')
    expect(offs({ ...timed({ reminder: { off: true } }), left: { reminder: NOW } }).reminder).toBeUndefined()
  })

  test('sends at the wall time that was wished, else the usual one, in the tone that was wished', () => {
    const of = (over: Over) => {
      const [invite] = forecast(campaign(over), launch(), NOW, [])
      return [invite?.at, invite?.tone]
    }
    expect(of({})).toEqual(['2027-02-26T16:00:00.000Z', 'warm'])
    expect(of(timed({ invite: { hour: '10:30', tone: 'brief' } }))).toEqual(['2027-02-26T17:30:00.000Z', 'brief'])
    expect(of(timed({ invite: { date: '2027-02-25' } }))).toEqual(['2027-02-25T16:00:00.000Z', 'warm'])
    const debrief = launch({ kind: 'debrief' })
    const [row] = [{ id: 'invite', kind: 'invite', title: '', audience: 'everyone', tone: 'warm' }] as const
    expect(wishOf(campaign(), debrief, row)).toBeUndefined()
    expect(wishOf(campaign(timed({ invite: { date: '2027-03-01' } })), debrief, row)).toEqual({
      day: '2027-03-01',
      hour: '09:00',
    })
  })

  test('asks how the partnership does a week after the meeting, or as soon as that is wanted later; once more after two weeks', () => {
    const asked = (over: Over) => pulseAt(campaign(over), launch())
    expect(asked({})).toBeUndefined()
    expect(asked({ pulse: NOW })).toBe('2027-04-07T15:00:00.000Z')
    expect(asked({ pulse: '2027-04-20T17:00:00.000Z' })).toBe('2027-04-20T17:00:00.000Z')
    expect(asked({ pulse: NOW, ...timed({}, ['2027-04-07']) })).toBe('2027-04-08T15:00:00.000Z')
    expect(asked({ pulse: NOW, left: { pulse: NOW } })).toBe(NOW)
    const waves = forecast(campaign({ pulse: NOW }), launch(), NOW, []).filter(({ kind }) => kind === 'pulse')
    expect(waves.map(({ at, tone, repeats, audience }) => [at, tone, repeats, audience])).toEqual([
      ['2027-04-07T15:00:00.000Z', 'warm', undefined, 'businesses'],
      [shift('2027-04-07T15:00:00.000Z', 14 * DAY), 'brief', 'pulse', 'businesses'],
    ])
    const again = forecast(campaign({ pulse: NOW, left: { 'pulse-again': END } }), launch(), NOW, [])
    expect(again.find(wave => keyOf(wave) === 'pulse-again')?.at).toBe(END)
  })

  test('stands in the order in which it leaves', () => {
    const summary = { subject: '', body: '', missed: '', at: '2027-03-01T16:00:00.000Z', champions: [] }
    const keys = forecast(campaign({ summary }), launch(), NOW, []).map(keyOf)
    expect(keys).toEqual(['invite', 'summary', 'follow-up-1', 'follow-up-2', 'reminder', 'after-meeting'])
  })
})
