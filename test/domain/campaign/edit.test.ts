import { describe, expect, it } from 'vitest'
import { afterEdit, afterSigning, voidSignatures } from '../../../domain/campaign/edit.ts'
import type { Campaign, CampaignStatus } from '../../../domain/keep/campaign.ts'
import { hasLeft } from '../../../domain/keep/campaign.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const NOW = '2027-03-10T16:00:00.000Z'
const LEFT = { invite: '2027-02-26T16:00:00.000Z' }
const later = launch({ date: '2027-04-28', uid: 'typed', sequence: 7 })

describe('a meeting that changes', () => {
  it('is edited as it was typed while no letter has been sent', () => {
    expect(hasLeft(campaign())).toBe(false)
    const edited = campaign({ meeting: later })
    expect(afterEdit(campaign(), edited, false, NOW)).toEqual(edited)
  })

  it.each<[string, Partial<Campaign>, Instant | undefined, number]>([
    ['was there before a backup was brought back is told, for its letters may have left', {}, NOW, 1],
    ['was started at that very moment is not', { createdAt: NOW }, NOW, 0],
    ['was a draft is not', { status: 'draft' }, NOW, 0],
    ['never was brought back is not', {}, undefined, 0],
  ])('and %s', (_, over, restoredAt, changes) => {
    const edited = afterEdit(campaign(over), campaign({ ...over, meeting: later }), false, NOW, { restoredAt })
    expect(edited.changes).toHaveLength(changes)
  })

  it('keeps its UID, raises its SEQUENCE by one and is told to guests, once letters have been sent', () => {
    const before = campaign({ left: LEFT })
    expect(hasLeft(before)).toBe(true)
    const moved = afterEdit(before, campaign({ left: LEFT, meeting: later }), false, NOW, {
      reason: 'The hall is flooded',
    })
    expect(moved.meeting).toEqual({ ...later, uid: 'uid-1@example.org', sequence: 1 })
    expect(moved.changes).toEqual([{ sequence: 1, at: NOW, was: launch(), reason: 'The hall is flooded' }])
    const again = afterEdit(moved, { ...moved, meeting: launch({ date: '2027-05-05' }) }, false, NOW)
    expect(again.meeting?.sequence).toBe(2)
    expect(again.changes.map(each => ('reason' in each ? each.reason : 'no reason'))).toEqual([
      'The hall is flooded',
      'no reason',
    ])
  })

  it('is no news where nothing changed that a guest sees', () => {
    const same = afterEdit(
      campaign({ left: LEFT }),
      campaign({ left: LEFT, goal: 20, meeting: launch({ uid: 'typed', sequence: 5 }) }),
      false,
      NOW,
    )
    expect(same.meeting).toEqual(launch())
    expect(same).toMatchObject({ goal: 20, changes: [], rounds: {} })
  })

  it('is no news where there was or is none', () => {
    const { meeting: _, ...untimed } = campaign({ left: LEFT })
    const without = untimed as ReturnType<typeof campaign>
    const timed = campaign({ left: LEFT, meeting: later })
    expect(afterEdit(without, timed, false, NOW)).toEqual(timed)
    expect(afterEdit(timed, without, false, NOW)).toEqual(without)
  })

  it('sends follow-ups and reminders that were sent for the old date again for the new one, and no invitation', () => {
    const left = {
      ...LEFT,
      'follow-up-1': '2027-03-17T15:00:00.000Z',
      'follow-up-2': '2027-03-24T15:00:00.000Z',
      reminder: '2027-03-29T15:00:00.000Z',
    }
    const now = '2027-03-30T16:00:00.000Z'
    const before = campaign({ left })
    expect(afterEdit(before, campaign({ left, meeting: later }), false, now).rounds).toEqual({
      'follow-up-1': 1,
      'follow-up-2': 1,
      reminder: 1,
    })
    // One whose new day has gone by is not sent once more, nor one that the convener switched off.
    const near = launch({ date: '2027-04-12' })
    expect(afterEdit(before, campaign({ left, meeting: near }), false, now).rounds).toEqual({
      'follow-up-2': 1,
      reminder: 1,
    })
    const timing = { waves: { reminder: { off: true } }, holidays: [] }
    expect(afterEdit(before, campaign({ left, meeting: near, timing }), false, now).rounds).toEqual({
      'follow-up-2': 1,
    })
    // What had not been sent for the old date is sent once.
    const one = { ...LEFT, 'follow-up-1': left['follow-up-1'] }
    expect(afterEdit(campaign({ left: one }), campaign({ left: one, meeting: later }), false, now).rounds).toEqual({
      'follow-up-1': 1,
    })
    // It counts on where the meeting moves once more.
    const rounds = { reminder: 1 }
    const again = { ...left, 'reminder.2': '2027-03-29T15:00:00.000Z' }
    const twice = afterEdit(
      campaign({ left: again, rounds }),
      campaign({ left: again, rounds, meeting: later }),
      false,
      now,
    )
    expect(twice.rounds).toEqual({ 'follow-up-1': 1, 'follow-up-2': 1, reminder: 2 })
  })
})

describe('a letter that reads differently', () => {
  const asked: CampaignStatus[] = ['awaiting signatures', 'scheduled', 'running']

  it.each(asked)('waits for new signatures where it was %s', status => {
    expect(voidSignatures(campaign({ status })).status).toBe('awaiting signatures')
    expect(afterEdit(campaign(), campaign({ status }), true, NOW).status).toBe('awaiting signatures')
    expect(afterEdit(campaign(), campaign({ status }), false, NOW).status).toBe(status)
  })

  it.each<CampaignStatus>(['draft', 'finished', 'canceled'])('waits for nobody where it is %s', status => {
    expect(voidSignatures(campaign({ status })).status).toBe(status)
  })

  it('stays paused, and waits for signatures when the pause ends', () => {
    const paused = voidSignatures(campaign({ status: 'paused', pausedFrom: 'running' }))
    expect(paused).toMatchObject({ status: 'paused', pausedFrom: 'awaiting signatures' })
  })

  it('waits for nobody where champions do not sign', () => {
    const quarterly = campaign({ meeting: launch({ kind: 'quarterly' }), status: 'running' })
    expect(voidSignatures(quarterly)).toBe(quarterly)
  })
})

describe('once every champion has signed', () => {
  const waiting = campaign({ status: 'awaiting signatures' })

  it('the campaign is scheduled from that moment, or runs on where letters have been sent', () => {
    expect(afterSigning(waiting, true, NOW)).toMatchObject({ status: 'scheduled', scheduledAt: NOW })
    expect(afterSigning({ ...waiting, left: LEFT }, true, NOW)).toMatchObject({
      status: 'running',
      scheduledAt: '2027-01-04T16:00:00.000Z',
    })
    const { scheduledAt: _, ...never } = waiting
    expect(afterSigning({ ...never, left: LEFT }, true, NOW).scheduledAt).toBe(NOW)
  })

  it('a pause goes on, and ends in what follows the signatures', () => {
    const paused = campaign({ status: 'paused', pausedFrom: 'awaiting signatures' })
    expect(afterSigning(paused, true, NOW)).toMatchObject({
      status: 'paused',
      pausedFrom: 'scheduled',
      scheduledAt: NOW,
    })
    const running = campaign({ status: 'paused', pausedFrom: 'running' })
    expect(afterSigning(running, true, NOW)).toBe(running)
  })

  it('and not before; nor does anything change where nobody waits', () => {
    expect(afterSigning(waiting, false, NOW)).toBe(waiting)
    const running = campaign({ status: 'running', pausedFrom: 'awaiting signatures' })
    expect(afterSigning(running, true, NOW)).toBe(running)
  })
})
