/** What stood as sentences in the first version, brought up: no word of it is lost, and what followed from it still does. */
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Happening } from '../../../domain/keep/history.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { ActionTeam } from '../../../domain/teams/team.ts'
import { open, UnreadableRow } from '../../../functions/keep/documents.ts'
import { DOCUMENTS, type DocumentKind } from '../../../functions/keep/registry.ts'
import {
  campaignWithoutProse,
  invitationWithoutProse,
  teamWithoutProse,
} from '../../../functions/keep/upgrade-prose.ts'
import { historyOf } from '../../../pages/answer/history.ts'
import { pauseWords } from '../../../pages/web/harm-words.ts'
import { eventWords, nameOfActor } from '../../../pages/web/history-words.ts'
import { rowsOfMidYear } from '../../samples/mid-year.ts'
import { type FirstInvitation, type Shown, sentence, shownFirst } from './first-history.ts'

type Fields = Record<string, unknown>
type First = Fields & { history: { at: string; by: string; what: string }[] }

const KINDS = [
  { key: /^campaign$/, kind: DOCUMENTS.campaign },
  { key: /^invitation#/, kind: DOCUMENTS.invitation },
  { key: /^team#/, kind: DOCUMENTS.actionTeam },
]

/** Every document with a history of a partnership in mid-year, as the first version wrote it, and brought up. */
const ROWS = rowsOfMidYear().flatMap(({ partition, key, value }) => {
  const kind: DocumentKind<unknown> | undefined = KINDS.find(each => each.key.test(key))?.kind
  return kind ? [{ kind, first: value as First, now: open(kind, partition, { key, value, version: 1 }) }] : []
})
const of = <T>(kind: DocumentKind<T>) =>
  ROWS.filter(each => each.kind.name === kind.name).map(({ first, now }) => {
    if (now instanceof UnreadableRow) throw now
    return { first, now: now.value as T }
  })
const INVITATIONS = of(DOCUMENTS.invitation)
const CAMPAIGNS = of(DOCUMENTS.campaign)
const TEAMS = of(DOCUMENTS.actionTeam)
const ALL = [...INVITATIONS, ...CAMPAIGNS, ...TEAMS]

const AT = '2027-02-26T17:00:00.000Z'
/** Words are spelled as Americans spell by now. */
/** Spelled as Americans do, and in the plainer words of today. */
const american = (words: string) =>
  words
    .replace('ancelled', 'anceled')
    .replace(/^(Released|Dropped) the wave /, '$1 ')
    .replace('Let the executive summary leave', 'Released the executive summary')
    .replace('Nobody knows', 'No one knows')
    .replace('Let the letters leave', 'Scheduled the emails')
    .replace('Asked for no more letters', 'Asked for no more emails')
    .replace('Invited whom it names', 'Invited the person it names')
const plain = (words: unknown) => (typeof words === 'string' ? american(words) : words)
const told = (events: readonly Happening[]) =>
  events.map(event => [event.at, sentence(eventWords(event)), nameOfActor(event.by)])
const shown = (invitation: Invitation): Shown[] =>
  historyOf(invitation).map(({ at, kind, what, by, words }) =>
    kind === 'answer' ? [at, 'answer', by] : [at, kind === 'trouble' && words ? `${what}: ${words}` : what, by],
  )
const sorted = (lines: Shown[]) => lines.map(line => JSON.stringify(line)).sort()

describe('a partnership in mid-year that the first version wrote', () => {
  test('has all its histories', () => {
    expect([INVITATIONS.length > 300, CAMPAIGNS.length > 15, TEAMS.length]).toEqual([true, true, 5])
  })

  test('tells every line of every history in the same words', () => {
    for (const { first, now } of ALL)
      expect(told(now.history)).toEqual(first.history.map(({ at, by, what }) => [at, american(sentence(what)), by]))
  })

  test('has no line left that is not understood', () => {
    const left = ALL.flatMap(({ now }): readonly Happening[] => now.history)
    expect(left.length).toBeGreaterThan(600)
    expect(left.filter(({ event }) => event === 'told')).toEqual([])
  })

  test('shows on the page of every person what it showed', () => {
    for (const { first, now } of INVITATIONS)
      expect(sorted(shown(now))).toEqual(
        sorted(shownFirst(first as unknown as FirstInvitation).map(each => each.map(plain) as unknown as Shown)),
      )
  })

  test('is brought up once: what is new already stays as it is', () => {
    for (const { kind, now } of ROWS) {
      const again = now instanceof UnreadableRow ? now : open(kind, '', { key: '', value: now.value, version: 1 })
      expect(again).toEqual(now)
    }
  })

  test('knows since when a campaign is paused, and why, and since when somebody offers to lead', () => {
    const paused = CAMPAIGNS.filter(({ now }) => now.status === 'paused')
    expect(paused.length).toBeGreaterThan(1)
    for (const { first, now } of paused) {
      expect(now.pausedAt).toBe(first.history.findLast(({ what }) => what === 'paused the campaign')?.at)
      expect(now.pausedWhy && pauseWords(now.pausedWhy)).toEqual(first.pausedWhy)
    }
    expect(paused.some(({ now }) => now.pausedWhy)).toBe(true)
    const offers = TEAMS.flatMap(({ now }) => now.members).filter(({ wouldLead }) => wouldLead)
    const lines = TEAMS.flatMap(({ first }) => first.history).filter(({ what }) => what === 'offered to lead')
    expect(offers.map(({ name, wouldLead }) => [name, wouldLead])).toEqual(lines.map(({ by, at }) => [by, at]))
  })

  test('knows who spoke through the convener', () => {
    const given = INVITATIONS.flatMap(({ now }) => now.answers.map(({ by }) => by))
    expect(given).toContainEqual({ person: 'Rachel Kim', was: 'noted', by: 'convener@example.org' })
    expect(given).toContainEqual({ person: 'Guest', was: 'read', by: 'convener@example.org' })
  })
})

const invitation = (over: Fields): Invitation =>
  invitationWithoutProse({ sends: {}, answers: [], matters: [], history: [], ...over }) as unknown as Invitation
const entries = (...whats: string[]) => whats.map(what => ({ at: AT, by: 'Ann', what }))

describe('a sentence', () => {
  test.each([
    ['invited again'],
    ['changed name, publicPartner'],
    ['is back'],
    ['may be written to again'],
    ['send again: follow-up-1'],
    ['leave: reminder.2'],
    ['reminder.2: sent again, because nothing was heard of the first'],
    ['thanks:abc bounced: 550\nno such user'],
    ['update-3 complained'],
    ['goes to the session is back'],
    ['approved to come in place of Ann (CEO)'],
  ])('of an invitation that is certain to mean an event becomes that event: %s', what => {
    const [event] = invitation({ history: entries(what) }).history
    expect(event?.event).not.toBe('told')
    expect(event && sentence(eventWords(event))).toBe(sentence(what.replace('publicPartner', 'public partner')))
  })

  test.each([['changed his mind'], ['somebody bounced: a ball'], ['answered: perhaps (by link)'], ['joined'], ['']])(
    'that may mean anything stays as it was written: “%s”',
    what => {
      expect(invitation({ history: entries(what) }).history).toEqual([
        { at: AT, by: 'Ann', event: 'told', words: what },
      ])
    },
  )

  test.each([
    ['resumed the campaign'],
    ['took a champion off the letter'],
    ['asks no pulse'],
    ['added the session Loveland: Tuesday'],
    ['planned the action team'],
    ['asked for a change of the letter: '],
    ['Ann takes over from Bob takes over from Cy as convener'],
    ['planned the impossible'],
  ])('of a campaign keeps its words: %s', what => {
    const { history } = campaignWithoutProse({ history: entries(what) }) as unknown as Campaign
    expect(told(history)).toEqual([[AT, sentence(what), 'Ann']])
  })

  test.each([['asked partners: who left'], ['opened it again'], ['Ann joined joined'], ['set a call for soon']])(
    'of a team keeps its words: %s',
    what => {
      const { history } = teamWithoutProse({ history: entries(what), members: [] }) as unknown as ActionTeam
      expect(told(history)).toEqual([[AT, sentence(what), 'Ann']])
    },
  )
})

describe('what followed from a sentence', () => {
  const send = { status: 'in doubt', at: AT, attempt: 'a', attempts: 2, sequence: 0, doubt: true }
  const again = entries('invite: sent again, because nothing was heard of the first')

  test('still does: a letter that was sent again is not sent again once more', () => {
    const { sends } = invitation({ sends: { invite: send, reminder: send }, history: again })
    expect([sends.invite?.again, sends.reminder?.again]).toEqual([true, undefined])
  })

  test.each([
    ['skipped', 'held back by the convener', { why: 'held back by the convener' }],
    ['skipped', 'never invited', { why: 'never invited' }],
    ['skipped', 'something else', { detail: 'something else' }],
    ['bounced', 'bounced', { detail: 'bounced' }],
    ['sent', 'taken as sent', { why: 'taken as sent' }],
    ['sent', 'delayed: greylisted', { why: 'delayed', detail: 'greylisted' }],
    ['in doubt', 'Convoke stopped while this letter was being handed over', { why: 'cut off' }],
    ['failed', '554 5.7.1 not accepted', { detail: '554 5.7.1 not accepted' }],
  ])('why a letter %s: %s', (status, reason, words) => {
    const { sends } = invitation({ sends: { invite: { ...send, status, reason } } })
    expect(sends.invite).toEqual({ ...send, status, ...words })
  })

  test('when somebody was put back on a list, and whether a team was founded unasked', () => {
    expect(invitation({ history: entries('invited again', 'is back') }).invitedAgainAt).toBe(AT)
    const founded = (by: string) =>
      teamWithoutProse({ members: [], history: [{ at: AT, by, what: 'founded the team' }] }).unasked
    expect([founded('Convoke'), founded('cora@example.org')]).toEqual([true, undefined])
  })

  test('a document that old and new code wrote in turn keeps the events of both', () => {
    const { history } = invitation({
      history: [{ at: AT, by: 'Ann', event: 'away', back: '2027-03-01' }, ...entries('is back')],
    })
    expect(history).toEqual([
      { at: AT, by: 'Ann', event: 'away', back: '2027-03-01' },
      { at: AT, by: 'Ann', event: 'back' },
    ])
  })

  test('what is no row, or no list, is left for the reader to refuse', () => {
    const torn = invitationWithoutProse({ sends: null, answers: 'none', history: [7] })
    expect(torn).toMatchObject({ sends: null, answers: 'none', history: [7] })
  })
})
