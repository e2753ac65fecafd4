import { describe, expect, test } from 'vitest'
import { afterEdit } from '../../../domain/campaign/edit.ts'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import { KINDS, type MeetingKind, meetingTitle } from '../../../domain/keep/kinds.ts'
import type { Meeting } from '../../../domain/keep/meeting.ts'
import { wallOf } from '../../../domain/keep/time.ts'
import { titleOf } from '../../../domain/keep/wave-id.ts'
import { decide } from '../../../domain/send/decide.ts'
import { forecast, keyOf, plan, type Wave, warnings } from '../../../domain/send/plan.ts'
import { answered, campaign, invitation, launch, sent } from './campaigns.ts'

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
  test('a launch: the letter a month ahead, two follow-ups, a reminder; under signatures', () => {
    expect(leaving(of('launch'))).toEqual([
      ['invite', '2027-02-26'],
      ['follow-up-1', '2027-03-17'],
      ['follow-up-2', '2027-03-24'],
      ['reminder', '2027-03-29'],
    ])
    expect(KINDS.launch.signed).toBe(true)
  })

  test('a debrief: one invitation, as soon as it is sent, and no reminder', () => {
    expect(leaving(of('debrief'))).toEqual([['invite', '2026-12-01']])
  })

  test('an action team: a hold as soon as it is sent, a reminder two working days ahead', () => {
    expect(leaving(of('action-team', { date: '2027-03-30' }))).toEqual([
      ['hold', '2026-12-01'],
      ['reminder', '2027-03-26'],
    ])
  })

  test('a quarterly table: a hold six weeks ahead, the question for its agenda three, the invitation two, a reminder two working days', () => {
    expect(leaving(of('quarterly'))).toEqual([
      ['hold', '2027-02-17'],
      ['agenda', '2027-03-10'],
      ['invite', '2027-03-17'],
      ['reminder', '2027-03-29'],
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
    expect(leaving(late).map(([id]) => id)).toEqual(['hold', 'agenda', 'invite', 'reminder'])
  })

  test('gives way to the invitation where that is due already', () => {
    const late = of('quarterly', {}, { scheduledAt: '2027-03-22T17:00:00.000Z' })
    expect(leaving(late)).toEqual([
      ['invite', '2027-03-22'],
      ['reminder', '2027-03-29'],
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
      ['reminder', '2027-04-12'],
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

test('the reminder of a later meeting goes to the silent too, and to nobody who was never asked', () => {
  const team = of('action-team')
  const reminder = waveOf(team, 'reminder')
  const asked = { sends: { hold: sent('2026-12-01T16:00:00.000Z') } }
  expect(decide(team, reminder, invitation(asked), undefined, reminder.at)).toEqual({ do: 'send' })
  expect(decide(team, reminder, invitation(), undefined, reminder.at)).toEqual({ do: 'skip', reason: 'never invited' })
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
