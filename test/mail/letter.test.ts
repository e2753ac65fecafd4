import { describe, expect, it } from 'vitest'
import { championIdFrom } from '../../domain/keep/ids.ts'
import { differences } from '../../domain/keep/meeting.ts'
import { canonicalLetter, checkOf } from '../../mail/canonical.ts'
import { composeLetter } from '../../mail/letter.ts'
import { personFields } from '../../mail/merge.ts'
import { fillOwn } from '../../mail/own-fields.ts'
import { previewOf } from '../../mail/preview.ts'
import { SIGNING_TEXTS } from '../../templates/signing-texts.ts'
import { FOLLOW_UP, UPDATE } from '../../templates/texts.ts'
import { CHAMPIONS, LETTER, LINKED, MEETING, PARTNERSHIP, PERSON, SEAL } from './sample.ts'

const values = { ...personFields(PERSON), ...LINKED }
const signers = CHAMPIONS.slice(0, 2)
const shared = { partnership: PARTNERSHIP, meeting: MEETING, signers, seal: SEAL }

describe('A letter to an invitee', () => {
  const { subject, html, text } = previewOf(composeLetter({ kind: 'invite', text: LETTER, ...shared }), values)

  it('greets by name and names company, day and place', () => {
    expect(subject).toBe('Eleanor, will you join us on Tuesday, March 31, 2026?')
    for (const body of [html, text])
      for (const word of [
        'Dear Eleanor,',
        'Marsh Valve Works',
        'Tuesday, March 31, 2026',
        'Ridgeline Machining',
        'Mountain Time',
      ])
        expect(body).toContain(word)
  })

  it('has three answers, someone else, the way out, the sender’s address and the check value', () => {
    for (const link of [
      ...['accepted', 'declined', 'tentative', 'delegated'].map(answer => `${values.answer_link}?answer=${answer}`),
      values.opt_out_link,
    ]) {
      expect(html).toContain(`href="${link}"`)
      expect(text).toContain(`${link}\n`)
    }
    for (const body of [html, text])
      for (const word of ['420 Mason Street, Fort Collins, CO 80521', SEAL.check, SEAL.confirm])
        expect(body).toContain(word)
  })

  it('shows whose invitation it is, should it be forwarded', () => {
    expect(html).toContain('This email is addressed to Eleanor Marsh, Marsh Valve Works')
  })

  it.each([2, 3, 4, 5, 6])('carries the signatures of all %i champions', count => {
    const champions = Array.from({ length: count }, (_, at) => ({
      ...(CHAMPIONS[at % 4] ?? CHAMPIONS[0]),
      name: `Champion ${at}`,
    })) as typeof CHAMPIONS
    const letter = composeLetter({
      kind: 'invite',
      text: LETTER,
      ...shared,
      signers: champions,
    })
    const set = previewOf(letter, values)
    for (const { name, company } of champions) {
      expect(set.html).toContain(`<strong>${name}</strong>`)
      expect(set.text).toContain(`${name}\n`)
      expect(set.text).toContain(company)
    }
  })

  it('leaves out facts there are none of', () => {
    const bare = { ...MEETING, venue: { ...MEETING.venue, parking: '', access: ' ' } }
    const set = previewOf(composeLetter({ kind: 'invite', text: LETTER, ...shared, meeting: bare }), values)
    for (const body of [set.html, set.text]) expect(body).not.toMatch(/Parking|Access/)
  })

  it('signs with the name a champion typed', () => {
    const id = championIdFrom(CHAMPIONS[0]?.id ?? '')
    const signatures = [{ champion: id, name: 'D. Whitfield', at: '2026-02-01T00:00:00.000Z', check: SEAL.check }]
    expect(previewOf(composeLetter({ kind: 'invite', text: LETTER, ...shared, signatures }), values).html).toContain(
      'D. Whitfield',
    )
  })
})

describe('Other letters', () => {
  it('an update says for each change what was and what is', () => {
    const to = { ...MEETING, date: '2026-04-02', start: '07:30' }
    const request = {
      kind: 'update',
      text: UPDATE.silent,
      ...shared,
      meeting: to,
      differences: differences(MEETING, to),
    } as const
    const { text, html } = previewOf(composeLetter(request), values)
    expect(text).toContain('Date: Tuesday, March 31, 2026 → Thursday, April 2, 2026')
    expect(text).toMatch(/Time: 8:00 AM to 9:30 AM.* → 7:30 AM to 9:30 AM/)
    expect(html).toContain('→ <strong>Thursday, April 2, 2026</strong>')
  })

  it('a follow-up claims that champions signed it only where they did', () => {
    const letter = { kind: 'follow-up', text: FOLLOW_UP.brief, ...shared } as const
    expect(previewOf(composeLetter(letter), values).text).toContain('Each champion has read and signed these words.')
    const { text } = previewOf(composeLetter({ ...letter, seal: undefined }), values)
    expect(text).not.toMatch(/read and signed|Check value/)
    expect(text).toContain('Dana Whitfield\nPresident, Ridgeline Machining')
  })

  it.each(['thanks', 'update', 'cancellation', 'agenda', 'summary', 'pulse'] as const)(
    'of the kind %s bear no champion’s name, and claim no signature',
    kind => {
      const letter = { kind, text: { subject: 'News', body: 'Dear {{first_name}},\n\nThere is news.' }, ...shared }
      const { html, text } = previewOf(composeLetter(letter), values)
      for (const body of [html, text]) {
        for (const { name, company } of CHAMPIONS) expect(body).not.toMatch(new RegExp(`${name}|${company}\\n`))
        expect(body).not.toMatch(/signed|Check value/i)
        expect(body).toContain('Front Range Workforce Center')
      }
    },
  )

  it('without a signer come from the organization', () => {
    const letter = { kind: 'invite', text: LETTER, ...shared, signers: [], seal: undefined } as const
    const { text } = previewOf(composeLetter(letter), values)
    expect(text).toContain('Front Range Workforce Center invites you\n')
    expect(text).not.toContain('Dana Whitfield')
  })

  it('to helpers say who reads a reply, and to whoever runs the partnership that it is theirs', () => {
    const text = { subject: 'Calls', body: 'Dear {{first_name}},\n\nPlease call.' }
    const errand = (repliesTo?: string) =>
      previewOf(composeLetter({ kind: 'errand', text, partnership: PARTNERSHIP, repliesTo }), values).text
    expect(errand('Maria Lopez')).toContain('Convoke wrote it for Maria Lopez, who reads your reply.')
    expect(errand()).toContain('because you run the Front Range Manufacturing Partnership. Convoke wrote it for you.')
  })

  it('with a button have it behind the first paragraph, in HTML and in text', () => {
    const body = 'Dear {{first_name}},\n\nTwo people wait.\n\n- Ann  \nLee Forge\n- Bo\n\nThank you.'
    const letter = {
      kind: 'errand',
      text: { subject: 'Calls', body },
      partnership: PARTNERSHIP,
      action: 'Call',
    } as const
    for (const set of Object.values(previewOf(composeLetter(letter), values)).slice(1)) {
      const places = ['Dear Eleanor', 'Two people', values.action_link ?? '', 'Ann', 'Thank you'].map(each =>
        set.indexOf(each),
      )
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places[0]).toBeGreaterThan(0)
    }
  })

  it('a signature request says who asks and by when, and holds the whole letter as one reader has it', () => {
    const request = {
      kind: 'signature-request',
      text: fillOwn(SIGNING_TEXTS['sign-asked'], {
        ...SIGNING_TEXTS['sign-asked'].fields,
        who: 'Maria Lopez of Northern Works',
        by: 'by Thursday, January 7',
      }),
      ...shared,
      quoted: {
        says: 'Shown as Jane Doe of Doe Tools will read it.',
        reader: { first_name: 'Jane', name: 'Jane Doe', title: 'CEO', company: 'Doe & Tools' },
        texts: [
          { title: 'Letter', note: 'Goes out Fri, Jan 8.', kind: 'invite', letter: LETTER },
          { title: 'Follow-up', note: 'Goes out Fri, Jan 22.', kind: 'follow-up', letter: FOLLOW_UP.warm },
        ],
      },
      action: 'Review and sign',
    } as const
    const { html, text } = previewOf(composeLetter(request), { ...values, first_name: 'Dana' })
    for (const body of [html, text]) {
      expect(body).toContain('Dear Dana,')
      expect(body).toContain('Dear Jane,')
      expect(body).toContain('Thursday, January 7')
      expect(body).toContain('Shown as Jane Doe of Doe Tools will read it.')
      expect(body.indexOf(String(values.action_link))).toBeGreaterThan(0)
      expect(body.indexOf('Dear Jane,')).toBeGreaterThan(body.indexOf(String(values.action_link)))
      expect(body.indexOf('Goes out Fri, Jan 22.')).toBeGreaterThan(body.indexOf('Dear Jane,'))
      expect(body).not.toContain('{{')
      expect(body).not.toContain(values.opt_out_link)
    }
    expect(html).toContain('We’d like Doe &amp; Tools at that table')
    expect(text).toContain('We’d like Doe & Tools at that table')
  })
})

describe('The text champions sign', () => {
  const text = canonicalLetter(PARTNERSHIP, MEETING, LETTER)

  it('has the shared fields filled and the personal ones open', () => {
    expect(text).toContain('Subject: {{first_name}}, will you join us on Tuesday, March 31, 2026?')
    expect(text).not.toContain('{{date}}')
  })

  it('has another check value after any edit of words or facts, and the same one otherwise', () => {
    const venue = { ...MEETING.venue, parking: 'South door.' }
    const others = [
      canonicalLetter(PARTNERSHIP, MEETING, { ...LETTER, body: `${LETTER.body} Really.` }),
      canonicalLetter(PARTNERSHIP, MEETING, { ...LETTER, subject: 'Hello' }),
      canonicalLetter(PARTNERSHIP, { ...MEETING, start: '08:30' }, LETTER),
      canonicalLetter(PARTNERSHIP, { ...MEETING, venue }, LETTER),
      canonicalLetter({ ...PARTNERSHIP, sector: 'Metals' }, MEETING, LETTER),
    ]
    expect(new Set([text, ...others].map(checkOf)).size).toBe(others.length + 1)
    expect(canonicalLetter(PARTNERSHIP, MEETING, { ...LETTER, body: LETTER.body.replace(/\n/g, '\r\n') })).toBe(text)
  })

  it('does not depend on who else signs, unless the letter names them', () => {
    const more = { ...PARTNERSHIP, champions: CHAMPIONS }
    expect(canonicalLetter(more, MEETING, LETTER)).toBe(text)
    const naming = { ...LETTER, body: '{{champions}} invite you.' }
    expect(canonicalLetter(more, MEETING, naming)).not.toBe(canonicalLetter(PARTNERSHIP, MEETING, naming))
  })

  it('is checked by SHA-256', () => {
    expect(checkOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
