import { describe, expect, test } from 'vitest'
import { afterEdit } from '../../../domain/campaign/edit.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Answer, Invitation } from '../../../domain/keep/invitation.ts'
import { KINDS, type MeetingKind, meetingTitle } from '../../../domain/keep/kinds.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import { wallOf } from '../../../domain/keep/time.ts'
import { titleOf } from '../../../domain/keep/wave-id.ts'
import { decide } from '../../../domain/send/decide.ts'
import { forecast, keyOf, plan, type Wave, warnings } from '../../../domain/send/plan.ts'
import { answered, campaign, invitation, launch, matter, sent } from './campaigns.ts'

const LONG_BEFORE = '2026-12-01T16:00:00.000Z'
const of = (kind: MeetingKind, meeting: Partial<Meeting> = {}, over: Partial<Campaign> = {}): Campaign =>
  campaign({ scheduledAt: LONG_BEFORE, meeting: launch({ kind, ...meeting }), ...over })
const leaving = (of: Campaign) =>
  plan(of)
    .filter(({ off }) => !off)

    .map(wave => [keyOf(wave), wallOf(wave.at, of.meeting?.zone ?? 'UTC').day])
const waveOf = (of: Campaign, id: string): Wave => {
  const wave = plan(of).find(each => keyOf(each) === id)
  if (!wave) throw new Error(`no wave ${id}`)
  return wave
}

describe('a kind of meeting is a row of defaults', () => {
  test('a launch: the letter a month ahead, two follow-ups, a reminder, all under signatures; a thank-you the same day', () => {
    expect(leaving(of('launch'))).toEqual([
      ['invite', '2027-02-26'],
      ['follow-up-1', '2027-03-17'],
      ['follow-up-2', '2027-03-24'],
      ['reminder', '2027-03-29'],
      ['after-meeting', '2027-03-31'],
    ])
    expect(KINDS.launch.signed).toBe(true)
  })

  test('a debrief: one invitation, as soon as it is sent, and no reminder', () => {
    expect(leaving(of('debrief'))).toEqual([['invite', '2026-12-01']])
  })

  test('an action team: a hold as soon as it is sent, a follow-up five days ahead, a reminder two working days', () => {
    expect(leaving(of('action-team', { date: '2027-03-30' }))).toEqual([
      ['hold', '2026-12-01'],
      ['follow-up-1', '2027-03-25'],
      ['reminder', '2027-03-26'],
    ])
  })

  test('a quarterly table: a hold six weeks ahead, the question for its agenda three, the invitation two, a follow-up a week, a reminder two working days; a thank-you the same day', () => {
    expect(leaving(of('quarterly'))).toEqual([
      ['hold', '2027-02-17'],
      ['agenda', '2027-03-10'],
      ['invite', '2027-03-17'],
      ['follow-up-1', '2027-03-24'],
      ['reminder', '2027-03-29'],
      ['after-meeting', '2027-03-31'],
    ])
  })

  test('nobody signs for any but the launch', () => {
    expect(Object.values(KINDS).filter(({ signed }) => signed)).toEqual([KINDS.launch])
  })

  test('every letter of every kind has an everyday name, in each of its rounds', () => {
    for (const { waves } of Object.values(KINDS))
      for (const { id } of waves) for (const name of [id, `${id}.2`]) expect(titleOf(name), name).toMatch(/^[A-Z]/)
  })

  test('an action team is called by what it works on', () => {
    expect(meetingTitle({ ...of('action-team'), name: 'Apprenticeships' })).toBe('Action team: Apprenticeships')
    expect(meetingTitle(of('quarterly'))).toBe('Quarterly table')
  })
})

describe('a hold', () => {
  test('sent outside working hours leaves the next working morning', () => {
    const saturday = of('action-team', {}, { scheduledAt: '2027-03-06T20:00:00.000Z' })
    expect(waveOf(saturday, 'hold').at).toBe('2027-03-08T16:00:00.000Z')
  })

  test('whose day has passed leaves at once while the invitation is still to come', () => {
    const late = of('quarterly', {}, { scheduledAt: '2027-03-02T17:00:00.000Z' })
    expect(waveOf(late, 'hold').at).toBe('2027-03-02T17:00:00.000Z')
    expect(leaving(late).map(([id]) => id)).toEqual([
      'hold',
      'agenda',
      'invite',
      'follow-up-1',
      'reminder',
      'after-meeting',
    ])
  })

  test('gives way to the invitation where that is due already', () => {
    const late = of('quarterly', {}, { scheduledAt: '2027-03-22T17:00:00.000Z' })
    expect(leaving(late)).toEqual([
      ['invite', '2027-03-22'],
      ['reminder', '2027-03-29'],
      ['after-meeting', '2027-03-31'],
    ])
  })

  test('does not leave again when the meeting moves: the news of the move says it', () => {
    const before = of('quarterly', {}, { left: { hold: '2027-02-17T16:00:00.000Z' }, status: 'running' })
    const edited = { ...before, meeting: launch({ kind: 'quarterly', date: '2027-04-14' }) }
    const moved = afterEdit(before, edited, false, '2027-02-20T16:00:00.000Z')
    expect(moved.meeting?.sequence).toBe(1)
    expect(moved.status).toBe('running')
    expect(leaving(moved)).toEqual([
      ['hold', '2027-02-17'],
      ['update-1', '2027-02-20'],
      ['agenda', '2027-03-24'],
      ['invite', '2027-03-31'],
      ['follow-up-1', '2027-04-07'],
      ['reminder', '2027-04-12'],
      ['after-meeting', '2027-04-14'],
    ])
  })

  test('is not sent to who has answered, and the invitation not to who has said no', () => {
    const quarter = of('quarterly')
    const hold = waveOf(quarter, 'hold')
    const invite = waveOf(quarter, 'invite')
    const sends = { hold: sent(hold.at) }
    const said = (answer: 'accepted' | 'declined' | 'tentative') =>
      decide(quarter, invite, invitation({ sends, answers: [answered({ answer, at: hold.at })] }), undefined, invite.at)
    expect(decide(quarter, hold, invitation(), undefined, hold.at)).toEqual({ do: 'send' })
    expect(decide(quarter, hold, invitation({ sends }), undefined, hold.at)).toEqual({
      do: 'skip',
      reason: 'already sent',
    })
    expect(decide(quarter, invite, invitation({ sends }), undefined, invite.at)).toEqual({ do: 'send' })
    expect(said('accepted')).toEqual({ do: 'send' })
    expect(said('tentative')).toEqual({ do: 'send' })
    expect(said('declined')).toEqual({ do: 'skip', reason: 'declined' })
  })
})

describe.each(['action-team', 'quarterly'] as const)('a later meeting (%s)', kind => {
  const later = of(kind)
  const sends = { hold: sent('2026-12-01T16:00:00.000Z') }
  const about = (row: string, over: Partial<Invitation>, campaign = later) => {
    const wave = waveOf(later, row)
    const decision = decide(campaign, wave, invitation({ sends, ...over }), undefined, wave.at)
    return decision.do === 'skip' ? decision.reason : decision.do
  }
  const said = (answer: Answer['answer']) => ({ answers: [answered({ answer, at: LONG_BEFORE })] })

  test('reminds those who said yes to its time, and nobody else', () => {
    expect(about('reminder', said('accepted'))).toBe('send')
    expect(about('reminder', said('tentative'))).toBe('not answered')
    expect(about('reminder', said('declined'))).toBe('declined')
    expect(about('reminder', said('delegated'))).toBe('sends somebody')
    expect(about('reminder', {})).toBe('not answered')
    const moved = of(kind, { sequence: 1 })
    expect(about('reminder', said('accepted'), moved)).toBe('not answered')
  })

  test('asks the silent once more before that, but nobody who was never asked or whose words are still to be read', () => {
    expect(about('follow-up-1', {})).toBe('send')
    expect(about('follow-up-1', said('accepted'))).toBe('answered')
    expect(about('follow-up-1', { sends: {} })).toBe('never invited')
    expect(about('follow-up-1', { matters: [matter('See you!', { kind: 'unclear' })] })).toBe('wait')
  })
})

describe.each(['launch', 'quarterly'] as const)('the thank-you after a meeting (%s)', kind => {
  const at = (meeting: Partial<Meeting>, over: Partial<Campaign> = {}) => {
    const wave = waveOf(of(kind, meeting, over), 'after-meeting')
    return wave.off ?? wallOf(wave.at, 'America/Denver')
  }
  const wished = (wish: Campaign['timing']['waves'][string]) =>
    at({ start: '07:30', end: '09:00' }, { timing: { waves: { 'after-meeting': wish }, holidays: [] } })

  test('leaves two hours after its end, or the next working morning where it is evening by then', () => {
    expect(at({ start: '07:30', end: '09:00' })).toEqual({ day: '2027-03-31', hour: '11:00' })
    expect(at({ start: '05:00', end: '06:00' })).toEqual({ day: '2027-03-31', hour: '09:00' })
    expect(at({ start: '15:00', end: '17:00' })).toEqual({ day: '2027-04-01', hour: '09:00' })
    expect(at({ start: '15:00', end: '17:00', date: '2027-04-02' })).toEqual({ day: '2027-04-05', hour: '09:00' })
  })

  test('leaves when the convener says, never before the meeting is over, and not at all where that is wanted', () => {
    expect(wished({ hour: '16:00' })).toEqual({ day: '2027-03-31', hour: '16:00' })
    expect(wished({ hour: '08:59' })).toBe('before the end of the meeting')
    expect(wished({ date: '2027-03-30' })).toBe('before the end of the meeting')
    expect(wished({ off: true })).toBe('switched off')
  })

  test('is not made up for by a meeting that was over before there was one', () => {
    expect(at({}, { status: 'finished' })).toBe('its time has passed')
  })

  const now = '2027-03-31T17:00:00.000Z'
  const thanks = (over: Partial<Invitation>, about: Partial<Campaign> = {}) => {
    const campaign = of(kind, { start: '07:30', end: '09:00' }, { status: 'running', ...about })
    const decision = decide(campaign, waveOf(campaign, 'after-meeting'), invitation(over), undefined, now)
    return decision.do === 'skip' ? decision.reason : decision.do
  }
  const came = { came: { at: '2027-03-31T13:20:00.000Z', by: 'Fay' } }
  const noted = { doorOpenedAt: '2027-03-31T13:20:00.000Z' }
  const said = (answer: Answer['answer']) => ({ answers: [answered({ answer, at: LONG_BEFORE })] })

  test('goes to who came, hosts and people who walked in among them, and to nobody who was not seen', () => {
    expect(thanks(came, noted)).toBe('send')
    expect(thanks({ ...came, host: true }, noted)).toBe('send')
    expect(thanks({ ...came, walkIn: true }, noted)).toBe('send')
    expect(thanks(said('accepted'), noted)).toBe('was not seen there')
  })

  test('goes to who said yes where nobody noted who came, and to nobody else', () => {
    expect(thanks(said('accepted'))).toBe('send')
    expect(['declined', 'tentative', 'delegated'].map(each => thanks(said(each as Answer['answer'])))).toEqual([
      'declined',
      'not answered',
      'sends somebody',
    ])
    expect(thanks({})).toBe('not answered')
  })

  test('goes once, and not to who reads the summary on the same day', () => {
    expect(thanks({ ...came, sends: { 'after-meeting': sent(now) } }, noted)).toBe('already sent')
    const summary = { subject: 'S', body: 'B', missed: '', champions: [], at: '2027-03-31T19:00:00.000Z' }
    expect(thanks(came, { ...noted, summary })).toBe('hears it with the summary')
    expect(thanks(came, { ...noted, summary: { ...summary, at: '2027-04-01T15:00:00.000Z' } })).toBe('send')
    const partner = { ...came, invitee: { ...invitation().invitee, publicPartner: true } }
    expect(thanks(partner, { ...noted, summary })).toBe('send')
  })
})

test('an edit of a letter that nobody signs does not send the campaign back to waiting for signatures', () => {
  const before = of('quarterly')
  expect(afterEdit(before, { ...before, letter: { subject: 'New', body: 'New' } }, true, LONG_BEFORE).status).toBe(
    'scheduled',
  )
})

test('no warning of a meeting that nobody signs for speaks of champions', () => {
  for (const kind of ['debrief', 'action-team', 'quarterly'] as const)
    for (const now of ['2026-12-01T16:00:00.000Z', '2027-03-10T16:00:00.000Z', '2027-03-29T16:00:00.000Z']) {
      const each = of(kind)
      const { meeting = launch() } = each
      const said = warnings(each, meeting, forecast(each, meeting, now, []), now).map(({ message }) => message)
      expect(said.join(' ')).not.toMatch(/champion|signed/i)
    }
})
