/** A whole letter from top to bottom, as who reads no HTML sees it, and that its HTML is whole. */
import { describe, expect, test } from 'vitest'
import type { LetterRequest } from '../../mail/content.ts'
import { composeLetter, cutBeginning } from '../../mail/letter.ts'
import { LETTERS, type LetterKind } from '../../mail/letter-kinds.ts'
import { personFields } from '../../mail/merge.ts'
import { fillOwn } from '../../mail/own-fields.ts'
import { previewOf } from '../../mail/preview.ts'
import { setLetter } from '../../mail/set-letter.ts'
import { CHAMPIONS, copyTo, MEETING, PARTNERSHIP, PERSON, SEAL } from './sample.ts'
import { guesses } from './well-formed.ts'

const LINKS = {
  answer_link: 'https://x.example/a',
  opt_out_link: 'https://x.example/o',
  action_link: 'https://x.example/do',
}
const values = { ...personFields(PERSON), ...LINKS, calendar_link: 'https://x.example/c' }
const text = { subject: 'To {{name}} on {{date}}', body: 'Dear {{first_name}},\n\nOne of *{{company}}*.\n\nTwo.' }
const venue = { host: 'Hall', address: '', parking: '', access: '' }
const request = (over: Partial<LetterRequest> = {}): LetterRequest => ({
  kind: 'invite',
  text,
  partnership: PARTNERSHIP,
  meeting: { ...MEETING, venue },
  ...over,
})
const set = (over: Partial<LetterRequest>) => previewOf(composeLetter(request(over)), values)

const NAME = 'Front Range Manufacturing Partnership'
const FOOT = [
  `-- \nThis email is addressed to Eleanor Marsh, Marsh Valve Works. You received it because the champions of the ${NAME} would like you at the table.`,
  'Sent by Front Range Workforce Center, 420 Mason Street, Fort Collins, CO 80521 · 970-555-0142',
  'If you would rather not hear from us, unsubscribe: https://x.example/o\n',
]
const LISTED = [
  FOOT[0]
    ?.replace('the champions of the', 'you are on the invitation list of the')
    .replace(' would like you at the table', ''),
  FOOT[1],
  FOOT[2],
]
const ASK = [
  'WILL YOU BE THERE?',
  'Yes, I’ll be there: https://x.example/a?answer=accepted',
  'I can’t make it: https://x.example/a?answer=declined',
  'Maybe: https://x.example/a?answer=tentative',
  'Send someone in my place: https://x.example/a?answer=delegated',
].join('\n')
const WHEN = 'Tue, Mar 31, 8:00 AM to 9:30 AM, Mountain Time\nHall'
const FACTS = 'LAUNCH MEETING\nDate: Tuesday, March 31, 2026\nTime: 8:00 AM to 9:30 AM, Mountain Time\nPlace: Hall'
const WORDS = ['Dear Eleanor,', 'One of Marsh Valve Works.', 'Two.']
const [DANA, LUIS] = CHAMPIONS as [(typeof CHAMPIONS)[number], (typeof CHAMPIONS)[number]]

describe('a letter in plain text', () => {
  test.each<[string, Partial<LetterRequest>, (string | undefined)[]]>([
    [
      'asks at its top and at its bottom',
      { signers: [DANA] },
      [
        `${NAME}\nDana Whitfield (Ridgeline Machining) invites you\n${WHEN}`,
        ASK,
        ...WORDS,
        'Dana Whitfield\nPresident, Ridgeline Machining',
        FACTS,
        ASK,
        FOOT.join('\n'),
      ],
    ],
    [
      'of an update says what changed',
      { kind: 'update', differences: [{ what: 'Place', from: 'Barn', to: 'Hall' }] },
      [
        `${NAME}\nFront Range Workforce Center has new details for you\n${WHEN}`,
        ASK,
        ...WORDS,
        'WHAT CHANGED\nPlace: Barn → Hall',
        FACTS,
        ASK,
        LISTED.join('\n'),
      ],
    ],
    [
      'that confirms an answer leads to changing it',
      { kind: 'thanks' },
      [
        `${NAME}\nConvened by Front Range Workforce Center\n${WHEN}`,
        ...WORDS,
        FACTS,
        'Change my answer: https://x.example/a?change=1',
        `-- \nYou received this because a reply to the invitation for Eleanor Marsh came in.\n${FOOT[1]}\n${FOOT[2]}`,
      ],
    ],
    [
      'that tells has neither date nor facts',
      { kind: 'cancellation' },
      [`${NAME}\nConvened by Front Range Workforce Center`, ...WORDS, LISTED.join('\n')],
    ],
    [
      'of a summary draws its figures',
      { kind: 'summary', charts: [{ title: 'Who came', rows: [{ label: 'All', share: 0.1, words: '3' }] }] },
      [`${NAME}\nConvened by Front Range Workforce Center`, ...WORDS, 'WHO CAME\nAll: 3  ==', LISTED.join('\n')],
    ],
    [
      'with a button has its link behind the first paragraph',
      { kind: 'errand', action: 'Call them' },
      [
        `${NAME}\nConvened by Front Range Workforce Center`,
        ...WORDS.slice(0, 2),
        'Call them: https://x.example/do',
        'Two.',
        `-- \nYou received this because you run the ${NAME}. Convoke wrote it for you.\n${FOOT[1]}\n`,
      ],
    ],
    [
      'of nobody’s partnership comes from Convoke',
      { kind: 'sign-in', partnership: undefined, meeting: undefined, action: 'Sign in' },
      [
        'Convoke',
        ...WORDS.slice(0, 2),
        'Sign in: https://x.example/do',
        'Two.',
        '-- \nYou received this because someone asked to sign in to Convoke with this address.\n',
      ],
    ],
    [
      'without words is still a letter',
      { kind: 'cancellation', text: { subject: '', body: ' \n' } },
      [`${NAME}\nConvened by Front Range Workforce Center`, LISTED.join('\n')],
    ],
  ])('%s', (_, over, parts) => expect(set(over).text).toBe(parts.join('\n\n')))

  test('has its fields filled in the subject, and the names of what is not known yet', () => {
    expect(set({}).subject).toBe('To Eleanor Marsh on Tuesday, March 31, 2026')
    const body = 'At {{time}}, {{place}}, {{host}}, on {{date}}.'
    expect(set({ kind: 'cancellation', meeting: undefined, text: { subject: 'On {{date}}\n', body } })).toMatchObject({
      subject: 'On [date]',
      text: expect.stringContaining('At [time], [place], [host], on [date].'),
    })
    const address = { ...MEETING, venue: { ...venue, host: ' ', address: '1 Main St' } }
    expect(set({ meeting: address, text: { subject: '', body: 'At {{host}}.' } }).text).toContain('At 1 Main St.')
  })
})

const REQUESTS: Partial<Record<LetterKind, Partial<LetterRequest>>> = {
  'sign-in': { action: 'Sign in' },
  errand: { action: 'Call them' },
  'signature-request': {
    action: 'Sign',
    signers: [DANA, LUIS],
    quoted: {
      says: 'As Jane will read it.',
      reader: personFields({ name: 'Jane Doe', title: '', company: 'D & T' }),
      texts: [
        { title: 'Letter', note: 'Leaves first.', kind: 'invite', letter: text },
        { title: 'Reminder', note: 'Leaves last.', kind: 'reminder', letter: { subject: 'Soon', body: 'It is soon.' } },
      ],
    },
  },
  summary: { charts: [{ title: 'Who came', rows: [{ label: 'All', share: 0.1, words: '3' }] }] },
  update: { differences: [{ what: 'Place', from: 'Barn', to: 'Hall' }] },
}

describe('a letter in HTML', () => {
  test.each(Object.keys(LETTERS) as LetterKind[])('of the kind %s is whole', kind => {
    const { html } = set({ kind, signers: [DANA, LUIS], seal: SEAL, ...REQUESTS[kind] })
    expect(
      guesses(
        html
          .replace(/<!doctype[^>]*>/i, '')
          .replace(/<(meta|link)\b[^>]*>/g, '')
          .replace(/<!--.*?-->/gs, ''),
      ),
    ).toEqual([])
    expect(html).not.toContain('{{')
    for (const word of ['Eleanor', 'One of <em>Marsh Valve Works</em>.', 'Two.']) expect(html).toContain(word)
  })

  test('has boxes for what there is, and none for what there is not', () => {
    const box = /<div style="padding:10px 0 8px;">\n<table role="presentation" class="box"/g
    expect(set({}).html.match(box)).toHaveLength(1)
    expect(set({ kind: 'update', ...REQUESTS.update }).html.match(box)).toHaveLength(2)
    expect(set({ kind: 'cancellation' }).html.match(box)).toBeNull()
    expect(set({ kind: 'invite' }).html).not.toContain('class="signature"')
    expect(set({ signers: [DANA] }).html).toContain('class="signature"')
  })

  test('with a button shows its words, and leads where it says', () => {
    const { html } = set({ kind: 'errand', action: 'Call & ask' })
    expect(html).toMatch(/href="https:\/\/x\.example\/do"[^>]*>\s*Call &amp; ask/)
    expect(set({ kind: 'errand' }).html).not.toContain('https://x.example/do')
  })
})

describe('a request to sign', () => {
  const asked = set({ kind: 'signature-request', ...REQUESTS['signature-request'] })

  test('shows each text as a reader has it, the first with its opening and facts', () => {
    const letter = [
      '* * *',
      'Letter. Leaves first.',
      'To Jane Doe on Tuesday, March 31, 2026',
      `Dana Whitfield (Ridgeline Machining) and Luis Ortega (Ortega Precision Castings) invite you\n${WHEN}`,
      'Dear Jane,',
      'One of D & T.',
      'Two.',
      'Dana Whitfield\nPresident, Ridgeline Machining',
      'Luis Ortega\nCEO, Ortega Precision Castings',
      FACTS,
      '* * *',
      'Reminder. Leaves last.',
      'Soon',
      'It is soon.',
      'Dana Whitfield\nPresident, Ridgeline Machining',
      'Luis Ortega\nCEO, Ortega Precision Castings',
    ]
    expect(asked.text).toContain(['As Jane will read it.', ...letter, '-- \n'].join('\n\n'))
    expect(asked.html.match(/class="box"/g)).toHaveLength(1)
    expect(asked.html.match(/<hr /g)).toHaveLength(2)
    expect(asked.html).toContain('<strong>Letter.</strong> Leaves first.</p>')
    expect(asked.html).toContain(
      '<strong>To Jane Doe on Tuesday, March 31, 2026</strong></p>\n<div style="margin:0 0 18px;"><p',
    )
    expect(asked.html).toContain('One of <em>D &amp; T</em>.')
    expect(asked.html).toContain('<strong>Soon</strong></p>\n<p')
    expect(asked.html).toContain('As Jane will read it.</p>\n<hr')
  })

  test('without a meeting shows no facts', () => {
    const { text, html } = set({ kind: 'signature-request', ...REQUESTS['signature-request'], meeting: undefined })
    expect(text).not.toContain('LAUNCH MEETING')
    expect(html).not.toContain('class="box"')
  })

  test('carries the pictures of those who are to sign, and other letters those who signed', () => {
    const signature = { type: 'image/png' as const, base64: 'QUJD' }
    const signers = [{ ...DANA, signature }, LUIS]
    const logo = { ...PARTNERSHIP, logo: signature } as typeof PARTNERSHIP
    const cids = (over: Partial<LetterRequest>) =>
      composeLetter(request(over)).pictures.map(({ cid }) => cid.split('@')[0])
    const own = `signature-${'a'.repeat(16)}`
    expect(cids({ kind: 'signature-request', ...REQUESTS['signature-request'], signers })).toEqual([own])
    expect(cids({ kind: 'invite', signers, partnership: logo })).toEqual(['logo', own])
    expect(cids({ kind: 'update', signers, partnership: logo })).toEqual(['logo'])
    expect(cids({ kind: 'invite' })).toEqual([])
  })
})

test.each([
  ['Dear Ann,\n\nOne.\n\nTwo.\n\nThree.', 'Dear Ann,\n\nOne.', 'Two.\n\nThree.'],
  ['Hello Ann,\n\nOne.\n\nTwo.', 'Hello Ann,\n\nOne.', 'Two.'],
  ['  \nOne.\n \t\n\n Two.\n\nThree.\n', 'One.', 'Two.\n\nThree.'],
  ['One.', 'One.', ''],
  ['Dear Ann,', 'Dear Ann,\n\n', ''],
  ['Dear Ann, come.\n\nTwo.', 'Dear Ann, come.', 'Two.'],
  ['Dearest,\n\nOne.', 'Dearest,', 'One.'],
  ['Oh, Hello Ann,\n\nOne.', 'Oh, Hello Ann,', 'One.'],
  ['', '', ''],
])('the beginning of %j is its first paragraph behind the greeting', (words, beginning, rest) => {
  expect(cutBeginning(words)).toEqual([beginning, rest])
})

describe('a text with fields of its own', () => {
  const filled = (body: string, own: Parameters<typeof fillOwn>[1], subject = '') =>
    fillOwn({ subject, body, kept: 1 }, own)

  test.each([
    ['words stay words', 'By {{who}}.', { who: '*A*\nB' }, 'By \\*A\\* B.'],
    ['data is as it is', '{{list}}\nEnd.', { list: { data: ' - *a*\n- b ' } }, '- *a*\n- b\nEnd.'],
    ['other fields are left', '{{who}} and {{name}} and {{ Who }}', { who: 'A' }, 'A and {{name}} and A'],
    ['a line of nothing but empty fields goes', 'One.\n{{a}} {{b}}\nTwo.', { a: '', b: '' }, 'One.\nTwo.'],
    ['its paragraph goes with its last line', 'One.\n\n{{a}}\n\n{{b}}\n\nTwo.', { a: '', b: '' }, 'One.\n\nTwo.'],
    ['an empty line of the text stays apart', 'One.\n \t\nTwo.', { a: '' }, 'One.\n\nTwo.'],
    ['a field that is named like a part of every object is none', '{{constructor}}', { a: '' }, '{{constructor}}'],
  ])('%s', (_, body, own, said) => expect(filled(body, own as Parameters<typeof fillOwn>[1]).body).toBe(said))

  test('takes no data into its subject, and no words as fields', () => {
    expect(filled('', { a: '{{name}} *x*', b: { data: 'x' } }, '{{a}}, {{b}}.')).toEqual({
      subject: '{ {name}} *x*, .',
      body: '',
      kept: 1,
    })
  })

  test('without any is left alone', () => {
    const text = { subject: '{{a}}', body: 'One.\n\n\n\nTwo.' }
    expect(fillOwn(text, {})).toBe(text)
  })
})

test('a letter is set in one step, for whoever has one to send', async () => {
  const press = await setLetter(request(), { from: 'x@board.example' })
  expect(press.slots).toEqual(expect.arrayContaining(['name', 'company', 'answer_link', 'opt_out_link']))
  expect(press.fill(copyTo(PERSON))).toBeInstanceOf(Uint8Array)
})
