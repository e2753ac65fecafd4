import { describe, expect, test } from 'vitest'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { blankPartnership } from '../../../domain/keep/partnership.ts'
import { decideFor } from '../../../domain/send/decide.ts'
import { keyOf, plan, type Wave } from '../../../domain/send/plan.ts'
import { followUpsToCome, remindable, reminderFor } from '../../../domain/send/remind.ts'
import { answered, campaign, invitation, launch, matter, sent } from '../keep/campaigns.ts'

const NOW = '2027-03-08T16:00:00.000Z'
const partnership = blankPartnership(campaign().partnership, NOW)
const running = campaign({ status: 'running' })
const context = { campaign: running, partnership }
const invited = (over: Partial<Invitation> = {}, sends: Invitation['sends'] = {}) =>
  invitation({ sends: { invite: sent('2027-02-26T16:00:00.000Z'), ...sends }, ...over })
const [first, second] = followUpsToCome(running) as [Wave, Wave]
const passed = (of: Invitation) => {
  const found = reminderFor(context, of, undefined, NOW)
  return 'wave' in found ? keyOf(found.wave) : found.passed
}

describe('who is reminded ahead of a wave', () => {
  test('gets the next follow-up that they have not had', () => {
    expect(followUpsToCome(running).map(keyOf)).toEqual(['follow-up-1', 'follow-up-2'])
    expect(passed(invited())).toBe('follow-up-1')
    expect(passed(invited({}, { 'follow-up-1': sent('2027-03-03T16:00:00.000Z') }))).toBe('follow-up-2')
    // One that was skipped, or is due, is still to come.
    expect(passed(invited({}, { 'follow-up-1': sent(NOW, { status: 'skipped', why: 'answered' }) }))).toBe(
      'follow-up-1',
    )
    expect(passed(invited({}, { 'follow-up-1': sent(NOW, { status: 'due' }) }))).toBe('follow-up-1')
  })

  test('is nobody who has had them all, nor where none is planned any more', () => {
    const had = { 'follow-up-1': sent('2027-03-01T16:00:00.000Z'), 'follow-up-2': sent('2027-03-02T16:00:00.000Z') }
    expect(passed(invited({}, had))).toBe('had every follow-up')
    const timing = { waves: { 'follow-up-1': { off: true }, 'follow-up-2': { off: true } }, holidays: [] }
    const without = { ...context, campaign: { ...running, timing } }
    expect(reminderFor(without, invited(), undefined, NOW)).toEqual({ passed: 'had every follow-up' })
  })

  test('is nobody who may not be written to, and it says why', () => {
    expect(passed(invited({ answers: [answered()] }))).toBe('answered')
    expect(passed(invitation())).toBe('never invited')
    expect(passed(invited({ removedAt: NOW }))).toBe('no longer invited')
    const suppression = { email: 'jane@ortiz.example', reason: 'opted out' as const, at: NOW }
    expect(reminderFor(context, invited(), suppression, NOW)).toEqual({ passed: 'opted out' })
  })

  test('is nobody who is away, or whose words wait to be read', () => {
    expect(passed(invited({ awayUntil: '2027-03-09T16:00:00.000Z' }))).toBe('away')
    const matters = [matter('May I call you?', { kind: 'unclear' })]
    expect(passed(invited({ matters }))).toBe('has replied')
    expect(passed(invited({ matters, awayUntil: NOW }))).toBe('has replied')
  })

  test('is nobody twice: who was reminded early is not, until they are off the list and back', () => {
    const early = invited({}, { 'follow-up-1': sent(NOW, { status: 'due', early: true }) })
    expect(remindable(context, first, early, undefined, NOW)).toEqual({ passed: 'reminded already' })
    expect(remindable(context, first, { ...early, removedAt: NOW }, undefined, NOW)).toEqual({
      passed: 'no longer invited',
    })
    expect(remindable(context, second, early, undefined, '2027-03-12T16:00:00.000Z')).toEqual({ send: true })
  })

  test('is told why the first of what is left does not go, where none does', () => {
    const close = invited({}, { 'update-1': sent('2027-03-08T15:00:00.000Z') })
    expect(passed(close)).toBe('written to a short while ago')
  })
})

describe('a partnership’s own people', () => {
  const champion = { id: 'tom', name: 'Tom', title: '', company: '', email: ' JANE@ortiz.example ' }
  const theirs = { ...partnership, champions: [champion] } as unknown as typeof partnership
  const invite = plan(running).find(wave => keyOf(wave) === 'invite') as Wave
  const of = (campaignOf: typeof running, wave: Wave, who = invitation()) =>
    decideFor({ campaign: campaignOf, partnership: theirs }, wave, who, undefined, wave.at)

  test('are not invited by letters that champions sign', () => {
    expect(of(running, invite)).toEqual({ do: 'skip', reason: 'never invited' })
    expect(decideFor(context, invite, invitation(), undefined, invite.at)).toEqual({ do: 'send' })
    const other = invitation({ invitee: { ...invitation().invitee, email: 'other@ortiz.example' } })
    expect(of(running, invite, other)).toEqual({ do: 'send' })
    // What would not leave anyway keeps its reason.
    expect(of(running, invite, invitation({ removedAt: NOW }))).toEqual({ do: 'skip', reason: 'no longer invited' })
  })

  test('are invited where nobody signs, and hear of changes and of what came of it', () => {
    const quarterly = campaign({ status: 'running', meeting: launch({ kind: 'quarterly' }) })
    const hold = plan(quarterly).find(wave => keyOf(wave) === 'hold') as Wave
    expect(of(quarterly, hold)).toEqual({ do: 'send' })
    const summary = { subject: '', body: '', missed: '', at: '2027-04-01T16:00:00.000Z', champions: [] }
    const told = campaign({ status: 'running', summary })
    const wave = plan(told).find(each => each.kind === 'summary') as Wave
    expect(of(told, wave)).toEqual({ do: 'send' })
  })
})
