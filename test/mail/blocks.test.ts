/** The parts of a letter around its words: letterhead, opening, facts, what changed, signatures, foot. */
import { describe, expect, test } from 'vitest'
import { barsHtml } from '../../mail/bars.ts'
import {
  differencesHtml,
  differencesText,
  factsHtml,
  factsText,
  letterhead,
  signaturesHtml,
  signaturesText,
} from '../../mail/blocks.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { footer } from '../../mail/footer.ts'
import { opening } from '../../mail/opening.ts'
import { CHAMPIONS, MEETING, PARTNERSHIP, SEAL } from './sample.ts'
import { guesses, wordsIn } from './well-formed.ts'

const PNG = Buffer.from([0x89, 0x50, ...Array(16).fill(0), 0, 100, 0, 0, 0, 50, 0]).toString('base64')
const [DANA, LUIS] = CHAMPIONS as [(typeof CHAMPIONS)[number], (typeof CHAMPIONS)[number]]
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ ...DANA, name: `Champion ${at}` }))
const venue = (over: Partial<typeof MEETING.venue>) => ({ ...MEETING, venue: { ...MEETING.venue, ...over } })

describe('the facts', () => {
  const meeting = venue({ host: 'Doe & Sons', address: '', parking: ' Lot B\r\nLot C ', access: ' ' })

  test('stand by name, those that are empty left out', () => {
    expect(factsText(meeting)).toBe(
      'LAUNCH MEETING\nDate: Tuesday, March 31, 2026\nTime: 8:00 AM to 9:30 AM, Mountain Time\nPlace: Doe & Sons\nParking: Lot B\r\nLot C',
    )
    expect(wordsIn(factsHtml(meeting))).toEqual([
      'Launch meeting',
      ...['Date', 'Tuesday, March 31, 2026', 'Time', '8:00 AM to 9:30 AM, Mountain Time'],
      ...['Place', 'Doe &amp; Sons', 'Parking', 'Lot B', 'Lot C'],
    ])
    expect(factsHtml(meeting)).toContain('>Lot B<br>\nLot C</td>')
    expect(factsHtml({ ...meeting, kind: 'quarterly' } as typeof meeting)).toContain('>Quarterly meeting<')
  })

  test('are a table of rows with two cells, which say how they look', () => {
    const html = factsHtml(meeting)
    expect(guesses(html)).toEqual([])
    expect(
      html.match(/<tr>\n<td class="fact-name soft" width="76" [^>]*>[^<]*<\/td>\n<td class="fact" /g),
    ).toHaveLength(4)
    for (const [, style] of html.matchAll(/<td [^>]*style="([^"]*)"[^>]*>[^&]/g))
      expect(style).toMatch(/font-family:.*font-size:\d+px;line-height:\d+px;.*color:#[0-9a-f]{6};padding:/)
  })
})

describe('what changed', () => {
  const all = [
    { what: 'Date', from: 'Monday', to: ' ' },
    { what: 'Parking', from: '', to: 'Lot <B>\nLot C' },
  ] as const

  test('says what was and what is, and where nothing was given', () => {
    expect(differencesText(all)).toBe(
      'WHAT CHANGED\nDate: Monday → no longer given\nParking: not given → Lot <B>\nLot C',
    )
    expect(differencesText([])).toBe('')
    const html = differencesHtml(all)
    expect(guesses(html)).toEqual([])
    expect(wordsIn(html)).toEqual([
      'What changed',
      'Date',
      'Monday → no longer given',
      'Parking',
      'not given → Lot &lt;B&gt;',
      'Lot C',
    ])
    expect(html).toContain('<s>Monday</s></span> → <strong>no longer given</strong>')
  })
})

describe('the letterhead', () => {
  test('is the name, or the logo with the name where pictures are off', () => {
    expect(letterhead(undefined, 'N & M')).toBe('N &amp; M')
    expect(letterhead(PARTNERSHIP, 'N & M')).toBe('N &amp; M')
    const logo = { type: 'image/png' as const, base64: PNG }
    expect(letterhead({ ...PARTNERSHIP, logo } as typeof PARTNERSHIP, 'N & M')).toMatch(
      /^<img class="picture logo" src="cid:logo@letter.convoke" width="96" height="48" alt="N &amp; M" style="display:block;.*width:96px;height:48px;">$/,
    )
  })
})

describe('signatures', () => {
  const typed = (name: string, champion = DANA.id) => ({ champion, name, at: '2026-02-01T00:00:00.000Z', check: 'x' })

  test('are the names as they were typed last, or else as they are', () => {
    const signatures = [typed('D. W.'), typed('Dana\tW.'), typed('Somebody', LUIS.id)]
    expect(signaturesText([DANA], signatures)).toBe('Dana W.\nDana Whitfield, President, Ridgeline Machining')
    expect(signaturesText([DANA, { ...LUIS, title: ' ' }], [])).toBe(
      'Dana Whitfield\nPresident, Ridgeline Machining\n\nLuis Ortega\nOrtega Precision Castings',
    )
    expect(signaturesText([{ ...DANA, title: '', company: '' }], [])).toBe('Dana Whitfield')
    expect(signaturesText([], [])).toBe('')
    const html = signaturesHtml([{ ...DANA, company: 'R & M' }], signatures)
    expect(wordsIn(html)).toEqual(['Dana W.', 'Dana Whitfield', 'President', 'R &amp; M'])
    expect(guesses(html)).toEqual([])
  })

  test.each([
    [1, 256, 0],
    [2, 256, 0],
    [3, 170, 0],
    [4, 256, 1],
    [5, 170, 1],
    [6, 170, 1],
    [7, 170, 2],
  ])('of %i stand %i pixels wide, with %i breaks between rows in Outlook', (count, width, breaks) => {
    const html = signaturesHtml(many(count), [])
    expect(guesses(html)).toEqual([])
    expect(html.match(new RegExp(`<td width="${width}" valign="top">`, 'g'))).toHaveLength(count)
    expect(html.match(new RegExp(`max-width:${width}px;`, 'g'))).toHaveLength(count)
    expect(html.match(/<\/tr><tr>/g) ?? []).toHaveLength(breaks)
    // A row is not broken before its first signature.
    expect(html).not.toContain('<tr><!--[if mso]></tr>')
    expect(html).toMatch(/<tr><!\[endif\]-->\n<!--\[if mso\]><td/)
    const [place, size] = width > 200 ? [62, 30] : [72, 23]
    expect(html.match(new RegExp(`<td height="${place}" [^>]*style="height:${place}px;`, 'g'))).toHaveLength(count)
    expect(html.match(new RegExp(`font-size:${size}px;line-height:${width > 200 ? 34 : 29}px;`, 'g'))).toHaveLength(
      count,
    )
  })

  test('stand in as many rows as it takes', () => {
    const rows = (count: number) =>
      signaturesHtml(many(count), [])
        .split('</tr><tr>')
        .map(row => row.match(/<td width/g)?.length)
    expect([2, 3, 4, 5, 7].map(rows)).toEqual([[2], [3], [2, 2], [3, 2], [3, 3, 1]])
  })

  test('may be pictures: ink on any ground, and others on white', () => {
    const signature = { type: 'image/png' as const, base64: PNG }
    const picture = (drawn: boolean) =>
      signaturesHtml([{ ...DANA, signature: drawn ? { ...signature, drawn: 'by hand' as const } : signature }], [])
    const img = (drawn: boolean) => /<img [^>]*>/.exec(picture(drawn))?.[0]
    const from = `src="cid:signature-${'a'.repeat(16)}@letter.convoke" width="100" height="50" alt="Dana Whitfield"`
    const size = 'width:100px;height:50px;'
    expect(img(true)).toBe(`<img class="ink-drawn" ${from} style="display:block;border:0;${size}">`)
    expect(img(false)).toBe(
      `<img class="picture" ${from} style="display:block;border:0;background-color:#ffffff;${size}">`,
    )
    expect(guesses(picture(true))).toEqual([])
    expect(wordsIn(picture(true))).toEqual(['Dana Whitfield', 'President', 'Ridgeline Machining'])
    const wide = Buffer.from([0x89, 0x50, ...Array(16).fill(0), 2, 0, 0, 0, 0, 32, 0]).toString('base64')
    const three = signaturesHtml(
      many(3).map(each => ({ ...each, signature: { ...signature, base64: wide } })),
      [],
    )
    expect(three).toContain('width="142" height="9"')
  })
})

test('bars are tables that are whole, with the title above', () => {
  const html = barsHtml([{ title: 'T & U', rows: [{ label: 'A', share: 0.25, words: 'one' }] }])
  expect(guesses(html)).toEqual([])
  expect(wordsIn(html)).toEqual(['T &amp; U', 'A', 'one'])
  expect(html).toContain('<strong>T &amp; U</strong></p>\n<table role="presentation"')
  expect(html).toContain('width="25%" bgcolor="#14506b" style="width:25%;background-color:#14506b;')
})

describe('the opening', () => {
  const request = (over: Partial<LetterRequest> = {}): LetterRequest => ({
    kind: 'invite',
    text: { subject: '', body: '' },
    partnership: PARTNERSHIP,
    meeting: MEETING,
    ...over,
  })
  const said = (over: Partial<LetterRequest>) => opening(request({ meeting: undefined, ...over })).text
  const WHEN = 'Tue, Mar 31, 8:00 AM to 9:30 AM, Mountain Time'

  test('says who asks, when and where', () => {
    const of = opening(request({ signers: [DANA, LUIS], meeting: venue({ address: '' }) }))
    expect(of.text).toBe(
      `Dana Whitfield (Ridgeline Machining) and Luis Ortega (Ortega Precision Castings) invite you\n${WHEN}\nRidgeline Machining`,
    )
    expect(guesses(of.html)).toEqual([])
    expect(of.html).toMatch(
      /^<p style="margin:0;"><strong>Dana Whitfield<\/strong> \(Ridgeline Machining\) and <strong>Luis Ortega<\/strong> \(.*\) invite you<\/p>\n<p style="[^"]*"><strong>Tue, .*<\/strong><br>\nRidgeline Machining<\/p>\n$/,
    )
  })

  test.each<[string, Partial<LetterRequest>, string]>([
    ['one champion', { signers: [DANA] }, 'Dana Whitfield (Ridgeline Machining) invites you'],
    ['one of no company', { signers: [{ ...DANA, company: ' ' }] }, 'Dana Whitfield invites you'],
    ['nobody who signed', {}, 'Front Range Workforce Center invites you'],
    [
      'those who ask to hold the time',
      { kind: 'hold', signers: [DANA, LUIS].map(each => ({ ...each, company: '' })) },
      'Dana Whitfield and Luis Ortega ask you to hold this time',
    ],
    ['who looks forward', { kind: 'reminder' }, 'Front Range Workforce Center looks forward to seeing you'],
    ['who has news', { kind: 'update' }, 'Front Range Workforce Center has new details for you'],
    ['who convenes', { kind: 'summary' }, 'Convened by Front Range Workforce Center'],
    ['nobody, where nobody is known', { kind: 'sign-in', partnership: undefined }, ''],
    [
      'nobody, where the organization has no name',
      { partnership: { ...PARTNERSHIP, organization: { ...PARTNERSHIP.organization, name: ' ' } } },
      '',
    ],
  ])('names %s', (_, over, text) => expect(said(over)).toBe(text))

  test('names as many as leave room for the buttons, and counts the others', () => {
    const long = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ ...DANA, name: `${at}`.repeat(60), company: 'c'.repeat(15) }))
    const name = (at: number) => `${`${at}`.repeat(60)} (${'c'.repeat(15)})`
    // Three of eighty characters each are just as many as fit.
    expect(said({ signers: long(3) })).toBe(`${name(0)}, ${name(1)} and ${name(2)} invite you`)
    expect(said({ signers: long(4) })).toBe(
      `${name(0)}, ${name(1)}, ${name(2)} and one other business leader invite you`,
    )
    expect(said({ signers: long(5) })).toBe(
      `${name(0)}, ${name(1)}, ${name(2)} and 2 other business leaders invite you`,
    )
    const huge = [{ ...DANA, name: 'n'.repeat(300), company: '' }, LUIS]
    expect(said({ signers: huge })).toBe(`${'n'.repeat(300)} and one other business leader invite you`)
  })

  test('leaves a long link to the facts, and a date to letters that ask', () => {
    const text = (address: string) => opening(request({ signers: [], meeting: venue({ host: '', address }) })).text
    expect(text(' https://video.example/1')).toBe(`Front Range Workforce Center invites you\n${WHEN}`)
    expect(text('1 Main St\nFort Collins')).toContain(`${WHEN}\n1 Main St Fort Collins`)
    const summary = opening(request({ kind: 'summary' }))
    expect(summary.text).toBe('Convened by Front Range Workforce Center')
    expect(summary.html).toMatch(
      /^<p class="soft" +style="margin:0;font-family:[^"]*font-size:12px;[^"]*">Convened by Front Range Workforce Center<\/p>\n$/,
    )
    expect(opening(request({ kind: 'sign-in', partnership: undefined, meeting: undefined }))).toEqual({
      html: '',
      text: '',
    })
    const nobody = opening(request({ partnership: undefined, meeting: venue({ host: '', address: '' }) }))
    expect(nobody.text).toBe(WHEN)
    expect(nobody.html).toMatch(/^<p style="[^"]*"><strong>Tue, [^<]*<\/strong><\/p>\n$/)
  })

  test('shows names as text', () => {
    const { html, text } = opening(
      request({ signers: [{ ...DANA, name: 'D <b>', company: 'R & M' }], meeting: undefined }),
    )
    expect(html).toContain('<strong>D &lt;b&gt;</strong> (R &amp; M)')
    expect(text).toBe('D <b> (R & M) invites you')
  })
})

describe('the foot', () => {
  const foot = (over: Partial<LetterRequest>) => footer({ kind: 'invite', text: { subject: '', body: '' }, ...over })
  const written = (pieces: ReturnType<typeof footer>['text']) =>
    pieces.map(piece => (typeof piece === 'string' ? piece : `{${piece.slot}}`)).join('')
  const text = (over: Partial<LetterRequest>) => written(foot(over).text).split('\n').slice(0, -1)
  const organization = (over: Partial<typeof PARTNERSHIP.organization>) => ({
    ...PARTNERSHIP,
    organization: { ...PARTNERSHIP.organization, ...over },
  })
  const STOP = 'If you would rather not hear from us, unsubscribe: {opt_out_link}'
  const SENDER = 'Sent by Front Range Workforce Center, 420 Mason Street, Fort Collins, CO 80521 · 970-555-0142'
  const US = 'Front Range Manufacturing Partnership'

  test.each<[string, Partial<LetterRequest>, string[]]>([
    [
      'of an invitation without signatures',
      { partnership: PARTNERSHIP },
      [
        `This email is addressed to {name}, {company}. You received it because you are on the invitation list of the ${US}.`,
        SENDER,
        STOP,
      ],
    ],
    [
      'of a hold that champions signed',
      { kind: 'hold', partnership: PARTNERSHIP, signers: [DANA], seal: SEAL },
      [
        `This email is addressed to {name}, {company}. You received it because the champions of the ${US} would like you at the table.`,
        SENDER,
        'Get all our meetings in your calendar: {calendar_link}',
        STOP,
        `Each champion has read and signed these words. See who signed it, and when: ${SEAL.confirm}`,
        `Check value: ${SEAL.check}`,
      ],
    ],
    [
      'of a confirmed answer',
      { kind: 'thanks', partnership: organization({ phone: ' ', address: ' 1 Main St \r\n\r\n Fort Collins ' }) },
      [
        'You received this because a reply to the invitation for {name} came in.',
        'Sent by Front Range Workforce Center, 1 Main St, Fort Collins',
        STOP,
      ],
    ],
    [
      'of a request to sign',
      { kind: 'signature-request', partnership: organization({ name: '', address: '', phone: '' }) },
      [`You received this because you are named as a champion of the ${US}.`, 'Sent by '],
    ],
    [
      'of a link to sign in',
      { kind: 'sign-in' },
      ['You received this because someone asked to sign in to Convoke with this address.'],
    ],
    [
      'of a probe',
      { kind: 'probe' },
      ['Convoke wrote this to itself, to see whether its emails arrive and replies come back.'],
    ],
    [
      'of a notice',
      { kind: 'notice', partnership: PARTNERSHIP },
      [`You received this because you run the ${US}. Convoke wrote it for you.`, SENDER],
    ],
    [
      'of an errand of a helper',
      { kind: 'errand', partnership: PARTNERSHIP, repliesTo: 'Maria' },
      [
        `You received this for your part in the ${US}. Convoke wrote it for Maria, who reads your reply. If you would rather not get emails like this, just say so.`,
        SENDER,
      ],
    ],
  ])('%s', (_, over, lines) => {
    expect(text(over)).toEqual(lines)
    const html = written(foot(over).html)
    expect(guesses(html)).toEqual([])
    expect(html.match(/<p style="margin:0 0 10px;">/g)?.length).toBe(
      lines.filter(line => !line.startsWith('Check')).length,
    )
  })

  test('has links that can be followed, and a number that can be tapped', () => {
    const html = written(foot({ kind: 'hold', partnership: PARTNERSHIP, seal: SEAL }).html)
    const links = [
      ...html.matchAll(/<a href="([^"]*)" style="color:#5b6770;text-decoration:underline;[^"]*">([^<]*)<\/a>/g),
    ]
    expect(links.map(([, href, words]) => [href, words])).toEqual([
      ['tel:+19705550142', '970-555-0142'],
      ['{calendar_link}', 'subscribe'],
      ['{opt_out_link}', 'unsubscribe'],
      [SEAL.confirm, 'See who signed it, and when'],
    ])
    expect(html).toContain(`>${SEAL.check}</span>`)
    expect(written(foot({ partnership: organization({ name: 'N & M' }) }).html)).toContain('Sent by N &amp; M, 420')
    const why = foot({ kind: 'notice', partnership: { ...PARTNERSHIP, name: 'N & M' } })
    expect([written(why.html), written(why.text)]).toEqual([
      expect.stringContaining('you run the N &amp; M. '),
      expect.stringContaining('you run the N & M. '),
    ])
  })
})
