/**
 * How many letters the press sets in a second on one core, of the first letter of a launch: its words alone, and with the calendar entry
 * that goes with them. Against what a program without a press does (MJML, merge and composer for each invitee), against a fair one (compiled
 * once, merged, and a general composer for each), and against copying the bytes of a finished message, into memory of its own and
 * into a ring; and what SES's base64 adds.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import mjml2html from 'mjml'
import MailComposer from 'nodemailer/lib/mail-composer'
import { championIdFrom, partnershipIdFrom } from '../domain/keep/ids.ts'
import type { Meeting } from '../domain/keep/meeting.ts'
import type { Partnership } from '../domain/keep/partnership.ts'
import { factsHtml, signaturesHtml } from '../mail/blocks.ts'
import { attendeeLine, calendarParts, organizerLine, stampLine } from '../mail/calendar.ts'
import { sharedValues } from '../mail/canonical.ts'
import type { LetterRequest } from '../mail/content.ts'
import { footer } from '../mail/footer.ts'
import { composeLetter } from '../mail/letter.ts'
import { setMarkdown } from '../mail/markdown.ts'
import { escapeHtml, type Piece, personFields, type SlotName, type Values, written } from '../mail/merge.ts'
import { opening } from '../mail/opening.ts'
import { type Copy, setPress, type TextPart } from '../mail/press.ts'
import { base32, shortId } from '../mail/token.ts'
import { defaultLetter } from '../templates/texts.ts'
import { sized } from './size.ts'

const FROM = 'invitations@convoke.example.org'
const AT = '2026-02-27T16:00:00.000Z'

const champion = (name: string, title: string, company: string) => ({
  id: championIdFrom(shortId(name)),
  name,
  title,
  company,
  email: 'champion@example.com',
})

const partnership: Partnership = {
  id: partnershipIdFrom(shortId('bench')),
  sector: 'Manufacturing',
  region: 'Front Range',
  why: 'Every one of us is turning work away, and each of us has tried to fix that alone.',
  what: 'It is a table of manufacturers who set the agenda.',
  how: 'We choose two or three things worth doing together, and small teams get them done.',
  organization: {
    name: 'Front Range Workforce Center',
    address: '420 Mason Street, Fort Collins',
    phone: '970-555-0142',
  },
  champions: [
    champion('Dana Whitfield', 'President', 'Ridgeline Machining'),
    champion('Luis Ortega', 'CEO', 'Ortega Precision Castings'),
  ],
  team: [],
  unfinished: {},
  createdAt: AT,
}
const meeting: Meeting = {
  kind: 'launch',
  uid: 'bench@example.org',
  sequence: 0,
  date: '2026-03-31',
  start: '08:00',
  end: '09:30',
  zone: 'America/Denver',
  venue: {
    host: 'Ridgeline Machining',
    address: '1180 Buckingham Street',
    parking: 'North door.',
    access: 'Step-free.',
  },
}
const ENTRY = {
  method: 'REQUEST',
  meeting,
  sequence: 0,
  title: 'Launch: Front Range Manufacturing',
  tentative: false,
  description: 'Convened by Front Range Workforce Center\nParking: North door.\nAccess: Step-free.',
} as const
const seal = { check: '7f'.repeat(32), confirm: 'https://convoke.example.org/letters/abc' }
const text = defaultLetter(partnership)
const request: LetterRequest = { kind: 'invite', text, partnership, meeting, seal, signers: partnership.champions }
const letter = composeLetter(request)

const FIRST = ['Eleanor', 'José', 'Wei', 'Zoë', 'Tom', 'Aisha', '山田', 'Łukasz']
const LAST = ['Marsh', 'O’Neil', 'Chen', 'Müller', 'Abernathy', 'Khan', '太郎', 'Nowak']
const COMPANY = ['Marsh Valve Works', 'Hale & Sons', 'Chen "Precision" Optics', 'Müller Werkzeugbau', 'Abernathy Tool']

/** Invitees whose every slot differs from everybody else's. */
const copies: Copy[] = Array.from({ length: 5_000 }, (_, at) => {
  const name = `${FIRST[at % 8]} ${LAST[(at >> 3) % 8]}`
  const token = base32(Buffer.from(shortId(`${at}`).repeat(3))).slice(0, 58)
  return {
    to: { name, email: `invitee${at}@example.com` },
    replyTo: { name: 'Front Range Manufacturing Partnership', email: `rsvp+${token}@reply.example.org` },
    attempt: shortId(`attempt ${at}`),
    at: AT,
    values: {
      ...personFields({ name, title: 'CEO', company: `${COMPANY[at % 5]} ${at}` }),
      answer_link: `https://convoke.example.org/a/${token}`,
      opt_out_link: `https://convoke.example.org/o/${token}`,
      stamp: stampLine(AT),
      organizer: organizerLine({
        name: 'Front Range Manufacturing Partnership',
        email: `rsvp+${token}@reply.example.org`,
      }),
      attendee: attendeeLine({ name, email: `invitee${at}@example.com` }, 'NEEDS-ACTION'),
    },
  }
})

/** Runs `work` on one copy after another for about `seconds`, looking at the clock every `batch`; answers the pace. */
async function paceOf(seconds: number, batch: number, work: (copy: Copy) => unknown): Promise<number> {
  const round = async (most: number) => {
    const started = performance.now()
    let done = 0
    while (performance.now() - started < most * 1000)
      for (let at = 0; at < batch; at++, done++) {
        const made = work(copies[done % copies.length] as Copy)
        if (made instanceof Promise) await made
      }
    return done / ((performance.now() - started) / 1000)
  }
  await round(sized(1, 0.05))
  return round(sized(seconds, seconds / 20))
}

const path = fileURLToPath(new URL('../templates/asking.mjml', import.meta.url))

/** What a program without a press does for each invitee. */
async function naive(copy: Copy): Promise<Buffer> {
  const shared = sharedValues(partnership, meeting)
  const body = setMarkdown(text.body, shared)
  const foot = footer(request)
  const filled = (pieces: Parameters<typeof written>[0]) => written(pieces, copy.values, escapeHtml)
  const subject = written(letter.subject, copy.values, value => value)
  const values: Record<string, string> = {
    ...(copy.values as Record<SlotName, string>),
    title: subject,
    partnership: shared.partnership,
    opening: opening(request).html,
    body: filled(body.html) + signaturesHtml(partnership.champions, []) + factsHtml(meeting),
    footer: filled(foot.html),
  }
  const source = await mjml2html(readFileSync(path, 'utf8'), {
    filePath: path,
    ignoreIncludes: false,
    fonts: {},
    preprocessors: [xml => xml.replace(/\{\{\{?([a-z_]+)\}\}\}?/g, (_, slot: string) => values[slot] ?? '')],
  })
  return new MailComposer({
    from: { name: letter.fromName, address: FROM },
    to: { name: copy.to.name, address: copy.to.email },
    replyTo: { name: copy.replyTo.name, address: copy.replyTo.email },
    subject,
    text: written(letter.text, copy.values as Values, value => value),
    html: source.html.replace(/\{\{\{?([a-z_]+)\}\}\}?/g, (_, slot: string) => values[slot] ?? ''),
    date: new Date(copy.at),
    messageId: `<${copy.attempt}@convoke.example.org>`,
  })
    .compile()
    .build()
}

/** What a program does that compiles once, merges each invitee's values and hands the result to a general composer. */
const merged = (parts: readonly TextPart[]) => (copy: Copy) => {
  const filled = (pieces: readonly Piece[], asWritten: (value: string) => string) =>
    written(pieces, copy.values, asWritten)
  const plain = (value: string) => value
  const beside = parts.map(({ contentType, pieces, asWritten, filename }) => ({
    contentType,
    content: filled(pieces, asWritten),
    ...(filename ? { filename } : {}),
  }))
  return new MailComposer({
    from: { name: letter.fromName, address: FROM },
    to: { name: copy.to.name, address: copy.to.email },
    replyTo: { name: copy.replyTo.name, address: copy.replyTo.email },
    subject: filled(letter.subject, plain),
    text: filled(letter.text, plain),
    html: filled(letter.html, escapeHtml),
    alternatives: beside.filter(part => !('filename' in part)),
    attachments: beside.filter(part => 'filename' in part),
    date: new Date(copy.at),
    messageId: `<${copy.attempt}@convoke.example.org>`,
  })
    .compile()
    .build()
}

const RING = 64

/** The paces of a letter with such parts beside its words. */
async function measure(name: string, parts: readonly TextPart[]) {
  const press = await setPress(letter, { from: FROM, parts })
  const sample = press.fill(copies[0] as Copy)
  if ('refused' in sample) throw new Error(sample.refused)
  console.log(
    `\n${name}, ${sample.length.toLocaleString('en-US')} bytes with ${press.slots.length} slots, on one core:`,
  )
  const line = (what: string, rate: number) =>
    console.log(`  ${what.padEnd(58)} ${Math.round(rate).toLocaleString('en-US').padStart(9)} a second`)
  const timed = async (what: string, seconds: number, batch: number, work: (copy: Copy) => unknown) => {
    const rate = await paceOf(seconds, batch, work)
    line(what, rate)
    return rate
  }
  const fills = await timed('the press fills', 4, 200, press.fill)
  const base64 = (copy: Copy) => {
    const bytes = press.fill(copy)
    return 'refused' in bytes ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  }
  const forSes = await timed('the press fills, in base64 as SES wants it', 3, 200, base64)
  const copied = await timed('copying the bytes of a finished message, each anew', 2, 200, () => Buffer.from(sample))
  const ring = Array.from({ length: RING }, () => Buffer.alloc(sample.length))
  let turn = 0
  const ringed = await timed('copying them into a ring', 2, 200, () => ring[turn++ % RING]?.set(sample))
  // The composer comes last: what it leaves on the heap would slow the others.
  const composed = await timed('compiled once, merged, and a general composer', 4, 1, merged(parts))
  return {
    bytes: sample.length,
    per_second: Math.round(fills),
    per_second_base64: Math.round(forSes),
    ratio_to_composer: rounded(fills / composed, 3),
    ratio_to_copy: rounded(fills / copied, 2),
    ratio_to_ring: rounded(fills / ringed, 2),
  }
}

const rounded = (number: number, digits: number): number => Number(number.toPrecision(digits))

export async function run(): Promise<object> {
  const words = await measure('The first letter, its words alone', [])
  const entry = await measure('The first letter with its calendar entry', calendarParts(ENTRY))
  const naiveRate = await paceOf(4, 1, naive)
  console.log(`\nMJML, merge and composer for each invitee: ${Math.round(naiveRate)} a second`)
  return { bench: 'press', ...words, ratio_to_naive: rounded(words.per_second / naiveRate, 3), with_entry: entry }
}
