import { describe, expect, test } from 'vitest'
import { afterEdit, afterSigning, voidSignatures } from '../../../domain/campaign/edit.ts'
import { instantOf, wallOf } from '../../../domain/keep/time.ts'
import { forecast, keyOf, plan, warnings } from '../../../domain/send/plan.ts'
import { reconcile } from '../../../domain/send/reconcile.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const EARLY = '2020-01-01T00:00:00.000Z'

/** The wall times at which the waves of a launch leave, by wave. */
function waves(date: string, zone: string, holidays: string[] = []) {
  const meeting = launch({ date, zone })
  const planned = plan(campaign({ meeting, scheduledAt: EARLY, timing: { waves: {}, holidays } }))
  return Object.fromEntries(planned.map(wave => [keyOf(wave), { ...wallOf(wave.at, zone), at: wave.at }]))
}

describe('the letter leaves a month ahead', () => {
  test.each([
    [
      '31 March falls back to the last day of February, then to the Friday before',
      '2027-03-31',
      'America/Denver',
      '2027-02-26',
      '2027-02-26T16:00:00.000Z',
    ],
    ['31 March of a leap year', '2028-03-31', 'America/Denver', '2028-02-29', '2028-02-29T16:00:00.000Z'],
    ['29 February', '2028-02-29', 'America/Denver', '2028-01-28', '2028-01-28T16:00:00.000Z'],
    ['over the change to daylight saving', '2027-04-07', 'America/Denver', '2027-03-05', '2027-03-05T16:00:00.000Z'],
    ['after the change to daylight saving', '2027-04-21', 'America/Denver', '2027-03-19', '2027-03-19T15:00:00.000Z'],
    ['over the change back to standard time', '2026-11-18', 'America/Denver', '2026-10-16', '2026-10-16T15:00:00.000Z'],
    ['in Kolkata', '2027-03-31', 'Asia/Kolkata', '2027-02-26', '2027-02-26T03:30:00.000Z'],
    ['in Auckland, on summer time', '2027-03-31', 'Pacific/Auckland', '2027-02-26', '2027-02-25T20:00:00.000Z'],
    [
      'in Vancouver, which stays on UTC−7 for good',
      '2027-02-10',
      'America/Vancouver',
      '2027-01-08',
      '2027-01-08T16:00:00.000Z',
    ],
  ])('%s', (_, date, zone, day, at) => {
    expect(waves(date, zone).invite).toEqual({ day, hour: '09:00', at })
  })

  test('a month before a day after a weekend goes back to the Friday, never forward', () => {
    expect(waves('2027-04-14', 'America/Denver').invite?.day).toBe('2027-03-12')
  })

  test('a holiday is no working morning', () => {
    expect(waves('2027-03-31', 'America/Denver', ['2027-02-26', '2027-02-25']).invite?.day).toBe('2027-02-24')
  })
})

test('follow-ups leave two weeks and one week before, the reminder two working days before', () => {
  const found = waves('2027-03-30', 'America/Denver')
  expect(found['follow-up-1']?.day).toBe('2027-03-16')
  expect(found['follow-up-2']?.day).toBe('2027-03-23')
  expect(found.reminder?.day).toBe('2027-03-26')
})

describe('a letter whose moment has passed', () => {
  test('leaves at once in working hours, and follow-ups that come too soon after it are off', () => {
    const now = '2027-03-16T15:30:00.000Z'
    const found = forecast(campaign(), launch(), now, [])
    expect(found.find(wave => keyOf(wave) === 'invite')?.at).toBe(now)
    expect(found.find(wave => keyOf(wave) === 'follow-up-1')?.off).toBe('too soon after the letter')
    expect(found.find(wave => keyOf(wave) === 'follow-up-2')?.off).toBeUndefined()
  })
  test('waits for the next working morning at night', () => {
    const night = instantOf('2027-03-12', '22:00', 'America/Denver')
    const invite = forecast(campaign(), launch(), night, []).find(wave => keyOf(wave) === 'invite')
    expect(wallOf(invite?.at ?? '', 'America/Denver')).toEqual({ day: '2027-03-15', hour: '09:00' })
  })
  test('leaves at night where the meeting begins before the next working morning', () => {
    const night = instantOf('2027-03-30', '22:00', 'America/Denver')
    const invite = forecast(campaign(), launch(), night, []).find(wave => keyOf(wave) === 'invite')
    expect([invite?.at, invite?.off]).toEqual([night, undefined])
  })
  test('holds no time for which the invitation leaves in the same hour', () => {
    // On the evening before the invitation a table is planned for two weeks later.
    const table = launch({ kind: 'quarterly', date: '2027-03-31' })
    const evening = instantOf('2027-03-16', '20:00', 'America/Denver')
    const found = forecast(campaign({ meeting: table }), table, evening, [])
    const of = (key: string) => found.find(wave => keyOf(wave) === key)
    expect(wallOf(of('invite')?.at ?? '', 'America/Denver')).toEqual({ day: '2027-03-17', hour: '09:00' })
    expect([of('hold')?.off, of('invite')?.off]).toEqual(['the invitation leaves at once', undefined])
  })
  test('leaves until 17:00 exactly, from 09:00 exactly', () => {
    const leaves = (hour: string) => {
      const since = instantOf('2027-03-16', hour, 'America/Denver')
      const invite = forecast(campaign(), launch(), since, []).find(wave => keyOf(wave) === 'invite')
      return wallOf(invite?.at ?? '', 'America/Denver')
    }
    expect(leaves('08:59')).toEqual({ day: '2027-03-16', hour: '09:00' })
    expect(leaves('09:00')).toEqual({ day: '2027-03-16', hour: '09:00' })
    expect(leaves('16:59')).toEqual({ day: '2027-03-16', hour: '16:59' })
    expect(leaves('17:00')).toEqual({ day: '2027-03-17', hour: '09:00' })
  })
  test('is warned about from a minute past 17:00 of the day a month ahead, and not at it', () => {
    const said = (hour: string) => {
      const c = campaign({ timing: { waves: { invite: { date: '2027-02-26', hour } }, holidays: [] } })
      const day = launch({ date: '2027-03-26' })
      return warnings(c, day, forecast(c, day, EARLY, []), EARLY).map(({ message }) => message)
    }
    const late = 'The letter goes out less than a month before the meeting.'
    expect(said('17:00')).not.toContain(late)
    expect(said('17:01')).toContain(late)
  })
  test('is warned about, with what it changes', () => {
    const now = '2027-03-16T15:30:00.000Z'
    const found = warnings(campaign(), launch(), forecast(campaign(), launch(), now, []), now)
    expect(found.some(({ message }) => message.startsWith('Less than a month is left'))).toBe(true)
    const gone = campaign({ left: { invite: now } })
    expect(
      warnings(gone, launch(), forecast(gone, launch(), now, []), now).filter(each => each.wave === 'invite'),
    ).toEqual([])
  })
})

test('two waves on one day, and hours outside work, are warned about', () => {
  const c = campaign({
    timing: {
      waves: { 'follow-up-2': { date: '2027-03-17', hour: '06:00' }, reminder: { date: '2027-03-27' } },
      holidays: [],
    },
  })
  const messages = warnings(c, launch(), forecast(c, launch(), EARLY, []), EARLY).map(({ message }) => message)
  expect(messages).toContain('First follow-up and Second follow-up go out on the same day.')
  expect(messages).toContain('Second follow-up: 06:00 is outside working hours.')
  expect(messages).toContain('Reminder: Sat, Mar 27 is not a working day.')
})

describe('what may leave', () => {
  test('nothing before it was signed, nothing while paused', () => {
    expect(plan(campaign({ status: 'draft', scheduledAt: undefined }))).toEqual([])
    expect(plan(campaign({ status: 'awaiting signatures', scheduledAt: undefined }))).toEqual([])
    expect(plan(campaign({ status: 'paused' }))).toEqual([])
  })
  test('only the cancellation after a cancellation, and not even that when nothing was ever signed', () => {
    const canceledAt = '2027-03-01T00:00:00.000Z'
    expect(plan(campaign({ status: 'canceled', canceledAt })).map(keyOf)).toEqual(['cancellation'])
    expect(plan(campaign({ status: 'canceled', canceledAt, scheduledAt: undefined }))).toEqual([])
  })
  test('news of a moved meeting while new signatures are awaited, and no letter that bears them', () => {
    const changes = [{ sequence: 1, at: '2027-03-01T00:00:00.000Z', was: launch() }]
    expect(plan(campaign({ status: 'awaiting signatures', changes })).map(keyOf)).toEqual(['update-1'])
  })
})

describe('moving the meeting', () => {
  const left = { invite: '2027-02-26T16:00:00.000Z', reminder: '2027-03-29T15:00:00.000Z' }
  const now = '2027-03-29T18:00:00.000Z'
  test('keeps the UID, raises SEQUENCE, plans an update, and lets the reminder leave again for the new date', () => {
    const before = campaign({ status: 'running', left })
    const moved = afterEdit(before, { ...before, meeting: launch({ date: '2027-04-28', uid: 'other' }) }, true, now)
    expect(moved.meeting).toMatchObject({ uid: 'uid-1@example.org', sequence: 1, date: '2027-04-28' })
    expect(moved.status).toBe('awaiting signatures')
    const signed = afterSigning(moved, true, now)
    expect(signed.status).toBe('running')
    const ids = plan(signed)
      .filter(({ off }) => !off)
      .map(keyOf)
    expect(ids).toEqual(['invite', 'update-1', 'follow-up-1', 'follow-up-2', 'reminder.2', 'after-meeting'])
  })
  test('before any letter left is no news to anybody', () => {
    const before = campaign()
    const moved = afterEdit(before, { ...before, meeting: launch({ date: '2027-04-28' }) }, true, now)
    expect(moved.changes).toEqual([])
    expect(moved.meeting?.sequence).toBe(0)
  })
  test('an edit that changes nothing a guest sees raises nothing', () => {
    const before = campaign({ status: 'running', left })
    expect(afterEdit(before, { ...before, goal: 20 }, false, now).meeting?.sequence).toBe(0)
  })
  test('a draft has no signatures to void', () => {
    expect(voidSignatures(campaign({ status: 'draft' })).status).toBe('draft')
  })
})

test('reconciling twice is reconciling once', () => {
  const waves = plan(campaign())
  const first = reconcile(
    waves,
    [
      { wave: 'invite', at: EARLY },
      { wave: 'gone', at: EARLY },
    ],
    new Set(['reminder']),
  )
  expect(first.set.map(({ wave }) => wave)).toEqual(['invite', 'follow-up-1', 'follow-up-2', 'after-meeting'])
  expect(first.remove).toEqual(['gone'])
  expect(reconcile(waves, first.set, new Set(['reminder']))).toEqual({ set: [], remove: [] })
})
