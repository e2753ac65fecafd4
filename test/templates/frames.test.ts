import { readFileSync } from 'node:fs'
import { caniemail } from 'caniemail'
import { describe, expect, it } from 'vitest'
import { differences } from '../../domain/keep/meeting.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { composeLetter } from '../../mail/letter.ts'
import type { LetterKind } from '../../mail/letter-kinds.ts'
import { personFields, unknownFields } from '../../mail/merge.ts'
import { fillOwn } from '../../mail/own-fields.ts'
import { previewOf } from '../../mail/preview.ts'
import { compiled, cut, target } from '../../templates/build/compile.ts'
import * as meetingTexts from '../../templates/meeting-texts.ts'
import { SIGNING_TEXTS } from '../../templates/signing-texts.ts'
import * as texts from '../../templates/texts.ts'
import { CHAMPIONS, LETTER, LINKED, MEETING, PARTNERSHIP, PERSON, SEAL } from '../mail/sample.ts'

const shared = { partnership: PARTNERSHIP, meeting: MEETING }
const signed = { ...shared, signers: CHAMPIONS.slice(0, 2) }
const moved = { ...MEETING, date: '2026-04-02' }
const ASKED = fillOwn(SIGNING_TEXTS['sign-changed'], SIGNING_TEXTS['sign-changed'].fields)
const LETTERS: Record<LetterKind, LetterRequest> = {
  hold: { kind: 'hold', text: texts.TABLE_LETTER, ...shared },
  invite: { kind: 'invite', text: LETTER, ...signed, seal: SEAL },
  'follow-up': { kind: 'follow-up', text: texts.FOLLOW_UP.warm, ...signed },
  reminder: { kind: 'reminder', text: texts.REMINDER, ...signed },
  thanks: { kind: 'thanks', text: texts.THANKS.accepted, ...shared },
  update: {
    kind: 'update',
    text: texts.UPDATE.silent,
    ...shared,
    meeting: moved,
    differences: differences(MEETING, moved),
  },
  cancellation: { kind: 'cancellation', text: texts.CANCELLATION, ...shared },
  agenda: { kind: 'agenda', text: meetingTexts.AGENDA, ...shared, action: 'Add an agenda item' },
  summary: {
    kind: 'summary',
    text: { subject: 'What we decided', body: 'Dear {{first_name}},\n\n1. Apprenticeships\n2. Freight' },
    ...shared,
    charts: [{ title: 'Votes', rows: [{ label: 'Freight', share: 0.5, words: '6 of 12' }] }],
    action: 'See the action teams',
  },
  'after-meeting': { kind: 'after-meeting', text: meetingTexts.AFTER_MEETING(true).came, ...shared },
  pulse: { kind: 'pulse', text: meetingTexts.PULSE.warm, ...shared, action: 'Answer four questions' },
  'signature-request': {
    kind: 'signature-request',
    text: ASKED,
    ...signed,
    quoted: {
      says: 'Shown as Jane Doe will read it.',
      reader: { first_name: 'Jane', name: 'Jane Doe', title: 'CEO', company: 'Doe Tools' },
      texts: [{ title: 'Letter', note: 'Goes out on Friday.', kind: 'invite', letter: LETTER }],
    },
    action: 'Review and sign',
  },
  'sign-in': { kind: 'sign-in', text: texts.SIGN_IN, action: 'Sign in' },
  probe: { kind: 'probe', text: texts.PROBE },
  notice: { kind: 'notice', text: { subject: 'A wave is late', body: 'It waits for you.' }, ...shared },
  errand: {
    kind: 'errand',
    text: {
      subject: 'Who calls whom',
      body: 'Dear {{first_name}},\n\nPlease call.\n\n- **Ann Lee**  \n[970-555-0142](tel:+19705550142)',
    },
    ...shared,
    action: 'Record a call',
    repliesTo: 'Maria Lopez',
  },
}
const htmlOf = (request: LetterRequest): string =>
  previewOf(composeLetter(request), { ...personFields(PERSON), ...LINKED }).html

/** What a mailbox may lack, and why the letter does not need it there. */
const DONE_WITHOUT: Record<string, Record<string, string>> = {
  'outlook.windows': {
    '@media': 'it has no dark mode of ours to switch on, and a desktop needs no phone layout',
    'Chaining selectors': 'they stand in those media queries only',
    'border-radius': 'its buttons have square corners',
    'white-space': 'a phone number may break there, where there is room for it anyway',
  },
  'gmail.mobile-webmail': Object.fromEntries(
    [
      '<style> element',
      '@media',
      'Class selector',
      'Chaining selectors',
      'Descendant combinator',
      'ID selector',
      'Type selector',
    ].map(feature => [feature, 'it drops every style sheet; what a letter needs is inline']),
  ),
}

describe('The frames of letters', () => {
  it('are compiled from the templates as they stand', async () => {
    expect(readFileSync(target, 'utf8')).toBe(await compiled())
  })

  it('are cut at their slots, by the place a slot stands in', () => {
    expect(cut('<a href="{{answer_link}}">{{name}}</a>{{{body}}}')).toEqual([
      '<a href="',
      { slot: 'answer_link', place: 'attribute' },
      '">',
      { slot: 'name', place: 'text' },
      '</a>',
      { slot: 'body', place: 'html' },
    ])
  })

  it.each(Object.entries(LETTERS))('%s asks nothing of Outlook, Gmail or Apple Mail that they lack', (_, request) => {
    const { issues } = caniemail({
      clients: ['outlook.windows', 'gmail.*', 'apple-mail.*'],
      html: htmlOf(request),
    })
    const lacking = [...issues.errors].flatMap(([client, found]) =>
      found
        .map(issue => issue.title)
        .filter(title => !DONE_WITHOUT[client]?.[title])
        .map(title => `${client}: ${title}`),
    )
    expect([...new Set(lacking)]).toEqual([])
  })

  it('does not pass a letter that needs what Outlook lacks', () => {
    const { issues } = caniemail({ clients: ['outlook.windows'], html: '<p style="display:flex">Dear Ann</p>' })
    expect(issues.errors.size).toBe(1)
  })

  it.each(Object.entries(LETTERS))('%s asks nothing of any other machine', (_, request) => {
    const html = htmlOf(request)
    expect(html).not.toMatch(/\ssrc="(?!cid:|data:)/)
    expect(html).not.toMatch(/<link|@import|url\(|<script/i)
    expect(html).not.toMatch(/\{\{\{/)
  })

  it('stay under the 102 KB at which Gmail cuts a message off', () => {
    for (const request of Object.values(LETTERS)) expect(htmlOf(request).length).toBeLessThan(60_000)
  })
})

describe('The default texts', () => {
  it('use merge fields that exist', () => {
    const all = [
      texts.defaultLetter({ why: 'Why', what: 'What', how: 'How' }),
      ...Object.values(texts.FOLLOW_UP),
      ...Object.values(texts.THANKS),
      texts.REMINDER,
      texts.FOLLOW_UP_AGAIN,
      ...Object.values(meetingTexts.AFTER_MEETING(true)),
      ...Object.values(meetingTexts.AFTER_MEETING(false)),
      ...Object.values(texts.UPDATE),
      texts.CANCELLATION,
      ASKED,
      texts.SIGN_IN,
    ]
    for (const { subject, body } of all) expect(unknownFields(`${subject}\n${body}`)).toEqual([])
  })

  it('make a first letter of what the partnership says of itself, and leave out what it does not say', () => {
    const { body } = texts.defaultLetter({ why: 'We cannot hire', what: '', how: ' ' })
    expect(body).toContain('We cannot hire.')
    expect(body).not.toMatch(/\n{3,}|undefined/)
    expect(body.startsWith('Dear {{first_name}},')).toBe(true)
  })

  it('can be read in the time a busy person gives a letter', () => {
    const words = texts.defaultLetter({ why: '', what: '', how: '' }).body.split(/\s+/).length
    expect(words).toBeLessThan(130)
  })
})
