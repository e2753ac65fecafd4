import { describe, expect, test } from 'vitest'
import { BOUNCE_REASONS, isDead, isOurs } from '../../../domain/keep/bounce.ts'
import {
  anew,
  correctedAs,
  firstLetter,
  holdsEntry,
  inPlaceOf,
  isSettled,
  knownOf,
  mayEverHaveArrived,
  mayHaveArrived,
  mayKnow,
  type Send,
  toldOf,
  withdrawn,
} from '../../../domain/keep/invitation.ts'
import { precedence, rsvpStateOf, standing } from '../../../domain/keep/standing.ts'
import { answered, invitation, sent } from '../keep/campaigns.ts'

const AT = '2027-03-01T16:00:00.000Z'
const LATER = '2027-03-05T16:00:00.000Z'
const STATUSES: Send['status'][] = [
  'due',
  'claimed',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'in doubt',
  'skipped',
]
const those = (is: (send: Send) => boolean) => STATUSES.filter(status => is(sent(AT, { status })))

describe('an email to one person', () => {
  test('may have arrived once it was handed over, unless it came back', () => {
    expect(those(mayHaveArrived)).toEqual(['claimed', 'sent', 'delivered', 'complained', 'in doubt'])
    expect(mayHaveArrived(undefined)).toBe(false)
    expect(mayEverHaveArrived(sent(AT, { status: 'due', doubt: true }))).toBe(true)
    expect(mayEverHaveArrived(sent(AT, { status: 'due' }))).toBe(false)
  })

  test('is over unless it is due or on its way', () => {
    expect(those(isSettled)).toEqual(['sent', 'delivered', 'bounced', 'complained', 'failed', 'in doubt', 'skipped'])
    expect(isSettled(undefined)).toBe(false)
  })

  test('takes the place of the one before, of which only what it says itself stays', () => {
    const before = sent(AT, {
      detail: 'x',
      bounce: 'mailbox full',
      entry: true,
      again: true,
      early: true,
      doubt: true,
      attempts: 3,
    })
    expect(inPlaceOf(before, sent(LATER))).toMatchObject({
      at: LATER,
      detail: undefined,
      bounce: undefined,
      entry: undefined,
    })
    const due = sent(LATER, { status: 'due', attempts: 0 })
    expect(anew(due, before)).toMatchObject({
      status: 'due',
      attempts: 3,
      again: true,
      early: undefined,
      doubt: undefined,
    })
    expect(anew(due, sent(AT)).again).toBeUndefined()
    expect(anew(due, undefined)).toMatchObject({ attempts: 0 })
    expect(
      correctedAs({ ...invitation().invitee, assistant: { name: 'A', email: 'a@x.example' } }, invitation().invitee)
        .assistant,
    ).toBeUndefined()
  })

  test('tells of the meeting as it was then: the latest SEQUENCE, of emails about it', () => {
    const of = (sends: Record<string, Send>) => invitation({ sends })
    expect(toldOf(of({}))).toBeUndefined()
    const two = of({ invite: sent(AT, { sequence: 1 }), 'update-2': sent(LATER, { sequence: 2 }) })
    expect([toldOf(two), toldOf(two, AT), toldOf(two, '2027-02-01T00:00:00.000Z')]).toEqual([2, 1, undefined])
    expect(toldOf(of({ invite: sent(AT, { status: 'bounced' }) }))).toBeUndefined()
    expect(toldOf(of({ 'thanks:a': sent(AT, { sequence: 4 }) }))).toBeUndefined()
    // With an entry in the calendar, what stands there counts.
    const entry = of({ invite: sent(AT, { entry: true }), 'update-2': sent(LATER, { sequence: 2 }) })
    expect([knownOf(entry), knownOf(two)]).toEqual([0, 2])
    const both = of({ invite: sent(AT, { entry: true }), 'update-2': sent(LATER, { entry: true, sequence: 2 }) })
    expect(knownOf(both)).toBe(2)
    expect(knownOf(of({ invite: sent(AT, { entry: true, status: 'bounced', sequence: 3 }) }))).toBeUndefined()
  })

  test('means that they may know, and that the meeting may be in their calendar', () => {
    const with_ = (over: Partial<Send>) => invitation({ sends: { invite: sent(AT, over) } })
    expect([mayKnow(with_({})), mayKnow(with_({ status: 'bounced' })), mayKnow(invitation())]).toEqual([
      true,
      false,
      false,
    ])
    expect(mayKnow(with_({ status: 'due', doubt: true }))).toBe(true)
    expect([
      holdsEntry(with_({ entry: true })),
      holdsEntry(with_({})),
      holdsEntry(with_({ entry: true, status: 'bounced' })),
    ]).toEqual([true, false, false])
  })

  test('is taken back from the calendar of who is taken off the list, and of nobody else', () => {
    const held = invitation({ sends: { invite: sent(AT, { entry: true }) } })
    expect(withdrawn(held, LATER)).toMatchObject({
      raised: 2,
      sends: { withdrawn: { status: 'due', at: LATER }, invite: { status: 'sent' } },
    })
    expect(withdrawn({ ...held, raised: 2 }, LATER).raised).toBe(4)
    const none = invitation({ sends: { invite: sent(AT) }, raised: 2 })
    expect(withdrawn(none, LATER)).toEqual({ sends: none.sends, raised: 2 })
  })

  test('answers the first that may have reached them', () => {
    const sends = {
      reminder: sent('2027-03-03T16:00:00.000Z'),
      hold: sent(AT, { status: 'bounced' }),
      'thanks:a': sent(AT),
      invite: sent('2027-03-02T16:00:00.000Z'),
    }
    expect(firstLetter({ sends }, 'reminder')?.at).toBe('2027-03-02T16:00:00.000Z')
    expect(firstLetter({ sends }, 'invite')?.at).toBe('2027-03-03T16:00:00.000Z')
    expect(firstLetter({ sends: {} }, 'invite')).toBeUndefined()
  })
})

test('an address is dead where the bounce says that there is none, and nothing else strikes anybody off', () => {
  expect(BOUNCE_REASONS.filter(isDead)).toEqual(['no such address'])
  expect(BOUNCE_REASONS.filter(isOurs)).toEqual(['not authenticated', 'reputation', 'relaying'])
  expect([isDead(undefined), isOurs(undefined)]).toEqual([false, false])
})

describe('the answer that counts', () => {
  test('is the one to the newest meeting, then the latest, the last to arrive, and the same in every order', () => {
    const a = answered({ id: 'a' })
    expect(precedence(a, answered({ id: 'b', sequence: 1, at: AT }))).toBeGreaterThan(0)
    expect(precedence(a, answered({ id: 'b', at: '2027-03-02T14:59:59.000Z' }))).toBeLessThan(0)
    expect(precedence(a, answered({ id: 'b', receivedAt: LATER }))).toBeGreaterThan(0)
    expect(precedence(answered({ id: 'a', receivedAt: LATER }), answered({ id: 'b' }))).toBeLessThan(0)
    expect(precedence(a, answered({ id: 'b' }))).toBeGreaterThan(0)
    expect(precedence(a, a)).toBe(0)
  })

  test('is none of before they were invited again, after they were told that it goes on without them', () => {
    const said = answered({ at: '2027-03-02T15:00:00.000Z' })
    const again = { raised: 2, invitedAgainAt: '2027-03-02T15:00:00.000Z' }
    expect(standing(invitation({ answers: [said], ...again }), 0)?.id).toBe('answer-1')
    expect(standing(invitation({ answers: [said], ...again, invitedAgainAt: LATER }), 0)).toBeUndefined()
    expect(standing(invitation({ answers: [said], invitedAgainAt: LATER }), 0)).toBeDefined()
    const arrived = answered({ at: '2027-03-02T15:00:00.000Z', receivedAt: LATER })
    expect(standing(invitation({ answers: [arrived], ...again, invitedAgainAt: LATER }), 0)).toBeDefined()
  })

  test('to a time that has changed is asked again, but a no stays a no', () => {
    const state = (answer: 'accepted' | 'declined' | undefined, sequence: number) =>
      rsvpStateOf(invitation({ answers: answer ? [answered({ answer })] : [] }), sequence)
    expect([
      state(undefined, 0),
      state('accepted', 0),
      state('accepted', 1),
      state('declined', 0),
      state('declined', 1),
    ]).toEqual(['silent', 'answered', 'again', 'declined', 'declined'])
  })
})
