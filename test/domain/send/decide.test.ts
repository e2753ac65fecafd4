import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer } from '../../../domain/answer/answer.ts'
import { type Answer, HELD_BACK, type Invitation, type Send } from '../../../domain/keep/invitation.ts'
import { standing } from '../../../domain/keep/standing.ts'
import { DAY, shift } from '../../../domain/keep/time.ts'
import { decide } from '../../../domain/send/decide.ts'
import { keyOf, plan, type Wave } from '../../../domain/send/plan.ts'
import { answered, campaign, invitation, launch, matter, sent } from '../keep/campaigns.ts'

const running = campaign({ status: 'running' })
const wave = (id: string): Wave => {
  const found = plan(running).find(each => keyOf(each) === id)
  if (!found) throw new Error(`no wave ${id}`)
  return found
}
const at = (id: string) => wave(id).at
const verdict = (id: string, of: Invitation, now = at(id)) => {
  const decision = decide(running, wave(id), of, undefined, now)
  return decision.do === 'skip' ? decision.reason : decision.do
}
const invited = (over: Partial<Invitation> = {}) => invitation({ sends: { invite: sent(at('invite')) }, ...over })

describe('the letter', () => {
  test('goes to everyone at its moment and not a second before', () => {
    expect(verdict('invite', invitation())).toBe('send')
    expect(verdict('invite', invitation(), '2027-02-26T15:59:59.000Z')).toBe('wait')
  })
  test('goes to nobody twice, nobody removed, nobody who opted out, and nobody who answered already', () => {
    expect(verdict('invite', invited())).toBe('already sent')
    expect(verdict('invite', invitation({ removedAt: at('invite') }))).toBe('no longer invited')
    const suppressed = { email: 'jane@ortiz.example', reason: 'opted out' as const, at: at('invite') }
    expect(verdict('invite', invitation({ suppressed }))).toBe('opted out')
    expect(decide(running, wave('invite'), invitation(), suppressed, at('invite'))).toEqual({
      do: 'skip',
      reason: 'opted out',
    })
    expect(verdict('invite', invitation({ answers: [answered()] }))).toBe('answered')
  })
  test('leaves for nobody once the meeting has begun', () => {
    expect(verdict('invite', invitation(), '2027-03-31T13:30:00.000Z')).toBe('the meeting has begun')
  })
})

describe('a follow-up', () => {
  test('goes to the silent who hold the letter', () => {
    expect(verdict('follow-up-1', invited())).toBe('send')
    expect(verdict('follow-up-1', invitation())).toBe('never invited')
  })
  test('does not reach somebody who answered a second before it was decided', () => {
    expect(verdict('follow-up-1', invited({ answers: [answered({ at: '2027-03-17T14:59:59.000Z' })] }))).toBe(
      'answered',
    )
  })
  test('asks again who said yes to a time that has changed since', () => {
    const moved = campaign({ status: 'running', meeting: launch({ sequence: 1 }) })
    const decision = decide(
      moved,
      wave('follow-up-1'),
      invited({ answers: [answered()] }),
      undefined,
      at('follow-up-1'),
    )
    expect(decision.do).toBe('send')
  })
  test('waits while a person has still to read what somebody wrote, and goes once that is settled', () => {
    const wrote = matter('I would not miss it', { kind: 'unclear' })
    expect(verdict('follow-up-1', invited({ matters: [wrote] }))).toBe('wait')
    const settled = { at: at('follow-up-1'), by: 'convener@example.org', how: 'dismiss' as const }
    expect(verdict('follow-up-1', invited({ matters: [{ ...wrote, settled }] }))).toBe('send')
    for (const kind of ['away', 'came back'] as const)
      expect(verdict('follow-up-1', invited({ matters: [{ ...wrote, kind }] }))).toBe('send')
  })
  test('is not sent again in the same words because the meeting moved', () => {
    const again = { ...wave('follow-up-1'), id: { of: 'row', row: 'follow-up-1', round: 2 } } as const
    const to = (of: Invitation) => decide(running, again, of, undefined, at('follow-up-1'))
    const had = { invite: sent('2027-03-01T15:00:00.000Z'), 'follow-up-1': sent('2027-03-08T15:00:00.000Z') }
    expect(to(invitation({ sends: had }))).toEqual({ do: 'skip', reason: 'already sent' })
    expect(to(invitation({ sends: { invite: sent('2027-03-01T15:00:00.000Z') } }))).toEqual({ do: 'send' })
  })
  test('waits for the return of somebody who is away', () => {
    const awayUntil = '2027-03-20T15:00:00.000Z'
    expect(decide(running, wave('follow-up-1'), invited({ awayUntil }), undefined, at('follow-up-1'))).toEqual({
      do: 'wait',
      until: awayUntil,
    })
  })
  test('leaves a breather after the letter', () => {
    const late = invitation({ sends: { invite: sent('2027-03-16T15:00:00.000Z') } })
    expect(verdict('follow-up-1', late)).toBe('written to a short while ago')
  })
  test('leaves it too after a letter of which nobody knows whether it arrived, and which is to be sent again', () => {
    const due = { ...sent('2027-03-16T15:00:00.000Z'), status: 'due', doubt: true } as const
    const before = { invite: sent('2027-03-01T15:00:00.000Z') }
    expect(verdict('follow-up-1', invitation({ sends: { ...before, 'update-1': due } }))).toBe(
      'written to a short while ago',
    )
    const { doubt, ...known } = due
    expect(doubt && verdict('follow-up-1', invitation({ sends: { ...before, 'update-1': known } }))).toBe('send')
  })
})

test('a reminder goes to those coming or undecided', () => {
  const said = (given: Answer['answer']) => verdict('reminder', invited({ answers: [answered({ answer: given })] }))
  expect([said('accepted'), said('tentative')]).toEqual(['send', 'send'])
  expect(said('delegated')).toBe('sends somebody')
  expect(said('declined')).toBe('declined')
  expect(verdict('reminder', invited())).toBe('not answered')
})

test('an update goes to those who hold a letter that tells of the old meeting', () => {
  const moved = campaign({
    status: 'running',
    meeting: launch({ sequence: 1 }),
    changes: [{ sequence: 1, at: '2027-03-01T00:00:00.000Z', was: launch() }],
  })
  const update = plan(moved).find(({ kind }) => kind === 'update')
  if (!update) throw new Error('no update')
  const on = (of: Invitation) => decide(moved, update, of, undefined, update.at)
  expect(on(invited()).do).toBe('send')
  expect(on(invitation())).toEqual({ do: 'skip', reason: 'never invited' })
  expect(on(invitation({ sends: { invite: sent(update.at, { sequence: 1 }) } }))).toEqual({
    do: 'skip',
    reason: 'knows already',
  })
})

describe('the answer that stands', () => {
  const one = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    sequence: fc.nat(2),
    minute: fc.nat(5),
  })
  const many = fc
    .uniqueArray(one, { selector: ({ id }) => id, maxLength: 7 })
    .map(list =>
      list.map(({ id, sequence, minute }) => answered({ id, sequence, at: `2027-03-02T15:0${minute}:00.000Z` })),
    )

  test('is the same in any order of arrival, and an answer that arrives twice is one', () => {
    fc.assert(
      fc.property(
        many.chain(list =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
        ),
        ([list, shuffled]) => {
          const inOrder = list.reduce(answer, invitation())
          const mixed = shuffled.reduce(answer, invitation())
          expect(mixed.answers).toEqual(inOrder.answers)
          expect(standing(mixed, 0)).toEqual(standing(inOrder, 0))
        },
      ),
    )
  })
  test('is the one to the newest SEQUENCE, then the latest', () => {
    const late = answered({ id: 'late', answer: 'declined', at: '2027-03-09T15:00:00.000Z' })
    const newer = answered({ id: 'newer', sequence: 1, at: '2027-03-05T15:00:00.000Z' })
    expect(standing([late, newer].reduce(answer, invitation()), 1)?.id).toBe('newer')
    expect(standing([answered(), late].reduce(answer, invitation()), 0)?.answer).toBe('declined')
  })
  test('a yes to a time that has changed says so', () => {
    expect(standing(answer(invitation(), answered()), 1)?.toOldTime).toBe(true)
  })
})

describe('a letter', () => {
  const on = (of: Parameters<typeof decide>[0], which: Wave, to = invited(), now = which.at) => {
    const decision = decide(of, which, to, undefined, now)
    return decision.do === 'skip' ? decision.reason : decision.do
  }

  test('goes to nobody while its campaign does not run, is off, or has no meeting', () => {
    const letter = wave('invite')
    for (const status of ['draft', 'awaiting signatures', 'paused', 'finished', 'canceled'] as const)
      expect(on(campaign({ status }), letter, invitation())).toBe('campaign is not running')
    for (const status of ['scheduled', 'running'] as const)
      expect(on(campaign({ status }), letter, invitation())).toBe('send')
    expect(on(running, { ...letter, off: 'switched off' }, invitation())).toBe('campaign is not running')
    const { meeting: _, ...untimed } = running
    expect(on(untimed as typeof running, letter, invitation())).toBe('campaign is not running')
  })

  test('that follows the invitation goes on while another text waits for signatures', () => {
    const asking = campaign({ status: 'awaiting signatures', left: { invite: at('invite') } })
    expect(on(asking, wave('follow-up-1'))).toBe('send')
    expect(on(asking, wave('invite'), invitation())).toBe('campaign is not running')
    const nothing = campaign({ status: 'awaiting signatures' })
    expect(on(nothing, wave('follow-up-1'))).toBe('campaign is not running')
  })

  test('that was held back for the convener stays so; one that was skipped for another reason is decided again', () => {
    const held = (over: Partial<Send>) => invitation({ sends: { invite: sent(at('invite'), over) } })
    expect(verdict('invite', held({ status: 'skipped', why: HELD_BACK }))).toBe(HELD_BACK)
    expect(verdict('invite', held({ status: 'skipped', why: 'answered' }))).toBe('send')
    expect(verdict('invite', held({ status: 'due', why: HELD_BACK }))).toBe('send')
    for (const status of ['sent', 'delivered', 'bounced', 'complained', 'failed', 'in doubt'] as const)
      expect(verdict('invite', held({ status }))).toBe('already sent')
  })

  test('that asks again waits only for somebody who is still away', () => {
    expect(verdict('follow-up-1', invited({ awayUntil: at('follow-up-1') }))).toBe('send')
    expect(verdict('follow-up-1', invited({ awayUntil: '2027-03-01T16:00:00.000Z' }))).toBe('send')
  })

  test('that asks again in a later round goes to whoever answered the old time, and to whom no round before reached', () => {
    const again = { ...wave('follow-up-1'), id: { of: 'row', row: 'follow-up-1', round: 2 } } as const
    const moved = campaign({ status: 'running', meeting: launch({ sequence: 1 }) })
    const had = { invite: sent('2027-03-01T15:00:00.000Z'), 'follow-up-1': sent('2027-03-08T15:00:00.000Z') }
    expect(on(moved, again, invitation({ sends: had, answers: [answered()] }))).toBe('send')
    const back = { ...had, 'follow-up-1': sent('2027-03-08T15:00:00.000Z', { status: 'bounced' }) }
    expect(on(moved, again, invitation({ sends: back }))).toBe('send')
    const third = { ...again, id: { of: 'row', row: 'follow-up-1', round: 3 } } as const
    expect(on(moved, third, invitation({ sends: had }))).toBe('already sent')
    const second = { invite: had.invite, 'follow-up-1.2': had['follow-up-1'] }
    expect(on(moved, third, invitation({ sends: second }))).toBe('already sent')
  })

  test('of a survey goes to businesses that have not said how it goes', () => {
    const asked = campaign({ status: 'finished', pulse: '2027-04-01T16:00:00.000Z' })
    const waves = plan(asked).filter(({ kind }) => kind === 'pulse')
    const [pulse, once] = waves as [Wave, Wave]
    const partner = invited({ invitee: { ...invitation().invitee, publicPartner: true } })
    expect([on(asked, pulse), on(asked, pulse, partner)]).toEqual(['send', 'not of a business'])
    expect(on(asked, pulse, invited({ surveyed: true }))).toBe('answered')
    // The second goes to those whom the first reached, three days ago or earlier.
    const had = (when: string, over: Partial<Send> = {}) => invitation({ sends: { pulse: sent(when, over) } })
    expect(on(asked, once)).toBe('never invited')
    expect(on(asked, once, had(pulse.at))).toBe('send')
    expect(on(asked, once, had(pulse.at, { status: 'bounced' }))).toBe('never invited')
    expect(on(asked, once, had(shift(once.at, -3 * DAY)))).toBe('send')
    expect(on(asked, once, had(shift(once.at, -3 * DAY + 1)))).toBe('written to a short while ago')
  })

  test('of an agenda goes to whoever was asked to the meeting', () => {
    const table = campaign({ status: 'running', meeting: launch({ kind: 'quarterly', date: '2027-06-30' }) })
    const agenda = plan(table).find(({ kind }) => kind === 'agenda') as Wave
    expect(on(table, agenda, invitation({ sends: { hold: sent('2027-04-01T16:00:00.000Z') } }))).toBe('send')
    expect(on(table, agenda, invitation())).toBe('never invited')
  })

  test('of a reminder goes to whoever said yes without a letter, and of an update to nobody where nothing changed', () => {
    expect(verdict('reminder', invitation({ answers: [answered()] }))).toBe('send')
    const update = {
      ...wave('invite'),
      kind: 'update',
      audience: 'holders',
      id: { of: 'update', sequence: 1 },
    } as const
    expect(on(running, update)).toBe('knows already')
  })
})
