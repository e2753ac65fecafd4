/** Who gets what: each letter of each kind of meeting, to the person. What stands here is what the method says. */
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Invitation, Send } from '../../../domain/keep/invitation.ts'
import { KINDS, type MeetingKind } from '../../../domain/keep/kinds.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import { decide } from '../../../domain/send/decide.ts'
import { keyOf, plan } from '../../../domain/send/plan.ts'
import { answered, campaign, invitation, launch, matter, sent } from '../keep/campaigns.ts'

const LONG_AGO = '2027-01-05T16:00:00.000Z'
const SAID = '2027-01-20T16:00:00.000Z'

type Said = 'accepted' | 'tentative' | 'declined' | 'delegated'
const says = (answer: Said) => [answered({ answer, at: SAID })]
const asks = (over: Partial<Send> = {}) => sent(LONG_AGO, over)

/** A list as it is by the time: each person by what is so of them, with the letters that asked them as `sends`. */
function people(asked: readonly string[]): Record<string, Invitation> {
  const with_ = (send: Send) => Object.fromEntries(asked.map(key => [key, send]))
  const sends = with_(asks())
  const partner = { ...invitation().invitee, publicPartner: true }
  const suppressed = { email: 'jane@ortiz.example', reason: 'opted out' as const, at: SAID }
  return {
    silent: invitation({ sends }),
    yes: invitation({ sends, answers: says('accepted') }),
    maybe: invitation({ sends, answers: says('tentative') }),
    no: invitation({ sends, answers: says('declined') }),
    'sends somebody': invitation({ sends, answers: says('delegated') }),
    'a silent partner': invitation({ sends, invitee: partner }),
    'a partner who comes': invitation({ sends, invitee: partner, answers: says('accepted') }),
    'never asked': invitation(),
    'said yes by phone, unasked': invitation({ answers: says('accepted') }),
    'whose letter may not have arrived': invitation({ sends: with_(asks({ status: 'in doubt' })) }),
    'whose letter came back': invitation({ sends: with_(asks({ status: 'bounced' })) }),
    'wrote what nobody has read': invitation({ sends, matters: [matter('Can I call you?', { kind: 'unclear' })] }),
    'is away': invitation({ sends, awayUntil: '2028-01-01T16:00:00.000Z' }),
    removed: invitation({ sends, removedAt: SAID }),
    'opted out': invitation({ sends, suppressed }),
  }
}

function getters(of: Campaign, key: string, list: Record<string, Invitation>, at?: Instant): string[] {
  const wave = plan(of).find(each => keyOf(each) === key)
  if (!wave) throw new Error(`no ${key}`)
  return Object.entries(list)
    .filter(([, each]) => decide(of, wave, each, undefined, at ?? wave.at).do === 'send')
    .map(([who]) => who)
}

const held = (kind: MeetingKind, over: Partial<Campaign> = {}) =>
  campaign({ status: 'running', meeting: launch({ kind }), scheduledAt: '2027-01-04T16:00:00.000Z', ...over })

const EVERYBODY_ASKED = [
  'silent',
  'yes',
  'maybe',
  'no',
  'sends somebody',
  'a silent partner',
  'a partner who comes',
  'whose letter may not have arrived',
  'wrote what nobody has read',
  'is away',
]
/** Who has not answered, of those whom nothing forbids to write to. */
const SILENT = [
  'silent',
  'a silent partner',
  'never asked',
  'whose letter may not have arrived',
  'whose letter came back',
  'wrote what nobody has read',
  'is away',
]
const ASKED_AGAIN = ['silent', 'a silent partner', 'whose letter may not have arrived']
const BUSINESSES = [
  'silent',
  'yes',
  'maybe',
  'no',
  'sends somebody',
  'never asked',
  'said yes by phone, unasked',
  'whose letter may not have arrived',
  'whose letter came back',
  'wrote what nobody has read',
  'is away',
]
const COMING = ['yes', 'a partner who comes', 'said yes by phone, unasked']

/** By kind and letter; `before` are the letters that have asked by then. */
const GETS: Record<MeetingKind, Record<string, { before: string[]; gets: string[] }>> = {
  launch: {
    invite: { before: [], gets: SILENT },
    'follow-up-1': { before: ['invite'], gets: ASKED_AGAIN },
    'follow-up-2': { before: ['invite'], gets: ASKED_AGAIN },
    reminder: { before: ['invite'], gets: ['yes', 'maybe', 'a partner who comes', 'said yes by phone, unasked'] },
    'after-meeting': { before: ['invite'], gets: COMING },
  },
  debrief: { invite: { before: [], gets: SILENT } },
  'action-team': {
    hold: { before: [], gets: SILENT },
    'follow-up-1': { before: ['hold'], gets: ASKED_AGAIN },
    reminder: { before: ['hold'], gets: COMING },
  },
  quarterly: {
    hold: { before: [], gets: SILENT },
    agenda: {
      before: ['hold'],
      gets: [
        'silent',
        'yes',
        'maybe',
        'sends somebody',
        'whose letter may not have arrived',
        'wrote what nobody has read',
        'is away',
      ],
    },
    invite: {
      before: ['hold'],
      gets: [
        ...EVERYBODY_ASKED.filter(who => who !== 'no'),
        'never asked',
        'said yes by phone, unasked',
        'whose letter came back',
      ],
    },
    'follow-up-1': { before: ['hold', 'invite'], gets: ASKED_AGAIN },
    reminder: { before: ['hold', 'invite'], gets: COMING },
    'after-meeting': { before: ['hold', 'invite'], gets: COMING },
  },
}
const ROWS = Object.entries(GETS).flatMap(([kind, letters]) =>
  Object.entries(letters).map(([key, row]) => ({ kind: kind as MeetingKind, key, ...row })),
)

describe('who gets', () => {
  test('is said here of every letter there is', () => {
    for (const [kind, { waves }] of Object.entries(KINDS))
      expect(Object.keys(GETS[kind as MeetingKind]), kind).toEqual(waves.map(({ id }) => id))
  })

  test.each(ROWS)('$key of a $kind', ({ kind, key, before, gets }) => {
    expect(getters(held(kind), key, people(before)).sort()).toEqual([...gets].sort())
  })

  test('thanks for having come, where it was noted who came: they and nobody else', () => {
    const opened = held('launch', { doorOpenedAt: '2027-03-31T13:00:00.000Z' })
    const came = { at: '2027-03-31T13:25:00.000Z', by: 'Ann Lee' }
    const list = people(['invite'])
    const there = {
      'a silent one who came': invitation({ came }),
      'yes, and came': { ...list.yes, came } as Invitation,
    }
    expect(getters(opened, 'after-meeting', { ...list, ...there })).toEqual(Object.keys(there))
  })

  test('news of a move: whoever knows of the old time by letter or answer, also who said no', () => {
    const moved = held('launch', {
      meeting: launch({ sequence: 1, date: '2027-04-02' }),
      changes: [{ sequence: 1, at: '2027-03-10T00:00:00.000Z', was: launch() }],
    })
    expect(getters(moved, 'update-1', people(['invite'])).sort()).toEqual(
      [...EVERYBODY_ASKED, 'said yes by phone, unasked'].sort(),
    )
    expect(getters(moved, 'update-1', { told: invitation({ sends: { invite: asks({ sequence: 1 }) } }) })).toEqual([])
  })

  test('news that it is off: whoever may know of it, by letter or by having answered', () => {
    const off = held('launch', { status: 'canceled', canceledAt: '2027-03-10T16:00:00.000Z' })
    expect(getters(off, 'cancellation', people(['invite'])).sort()).toEqual(
      [...EVERYBODY_ASKED, 'said yes by phone, unasked'].sort(),
    )
  })

  test('the summary and the survey: every business of the list and no public partner; the survey once', () => {
    const over = held('launch', {
      status: 'finished',
      summary: { at: '2027-04-01T16:00:00.000Z' } as NonNullable<Campaign['summary']>,
      pulse: '2027-04-01T16:00:00.000Z',
    })
    const list = people(['invite'])
    expect(getters(over, 'summary', list)).toEqual(BUSINESSES)
    expect(getters(over, 'pulse', list)).toEqual(BUSINESSES)
    expect(getters(over, 'pulse', { said: invitation({ surveyed: true }) })).toEqual([])
    const had = { pulse: sent('2027-04-08T15:00:00.000Z') }
    const again = {
      'had it': invitation({ sends: had }),
      'never had it': invitation(),
      'had it and said': invitation({ sends: had, surveyed: true }),
    }
    expect(getters(over, 'pulse-again', again)).toEqual(['had it'])
  })
})

describe('to the day and hour', () => {
  const written = (at: Instant) => invitation({ sends: { invite: sent(at) } })
  const followUp = () => plan(held('launch')).find(each => keyOf(each) === 'follow-up-1')?.at ?? ''
  const sooner = (at: Instant, millis: number) => new Date(Date.parse(at) - millis).toISOString()
  const THREE_DAYS = 3 * 24 * 60 * 60 * 1000

  test('exactly three days after a letter a follow-up may go, and a millisecond sooner it may not', () => {
    const at = followUp()
    expect(getters(held('launch'), 'follow-up-1', { one: written(sooner(at, THREE_DAYS)) })).toEqual(['one'])
    expect(getters(held('launch'), 'follow-up-1', { one: written(sooner(at, THREE_DAYS - 1)) })).toEqual([])
  })

  test('a follow-up that is planned exactly three days after the letter stays, and one an hour sooner is off', () => {
    const planned = (hour: string) =>
      plan(
        held('launch', {
          timing: {
            waves: { invite: { date: '2027-03-14', hour: '08:00' }, 'follow-up-1': { date: '2027-03-17', hour } },
            holidays: [],
          },
        }),
      ).find(each => keyOf(each) === 'follow-up-1')?.off
    expect(planned('08:00')).toBeUndefined()
    expect(planned('07:00')).toBe('too soon after the letter')
  })

  test('a letter leaves until the very moment at which the meeting begins, and not at it', () => {
    const begins = '2027-03-31T13:30:00.000Z'
    expect(getters(held('launch'), 'invite', { one: invitation() }, sooner(begins, 1))).toEqual(['one'])
    expect(getters(held('launch'), 'invite', { one: invitation() }, begins)).toEqual([])
  })
})
