/**
 * How many letters the press sets in a second on one core, against two measures: compiling the invite's MJML and
 * composing the message for each invitee anew, and merely copying the bytes of a finished message.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import mjml2html from 'mjml'
import MailComposer from 'nodemailer/lib/mail-composer'
import { championIdFrom, partnershipIdFrom } from '../domain/keep/ids.ts'
import type { Meeting } from '../domain/keep/meeting.ts'
import type { Partnership } from '../domain/keep/partnership.ts'
import { factsHtml, signaturesHtml } from '../mail/blocks.ts'
import { sharedValues } from '../mail/canonical.ts'
import type { LetterRequest } from '../mail/content.ts'
import { footer } from '../mail/footer.ts'
import { composeLetter } from '../mail/letter.ts'
import { setMarkdown } from '../mail/markdown.ts'
import { escapeHtml, personFields, type SlotName, type Values, written } from '../mail/merge.ts'
import { opening } from '../mail/opening.ts'
import { type Copy, setPress } from '../mail/press.ts'
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
    },
  }
})

/** Runs `work` on one copy after another for about `seconds`, looking at the clock every `batch`; answers the pace. */
async function pace(seconds: number, batch: number, work: (copy: Copy) => unknown): Promise<number> {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < sized(seconds, seconds / 20) * 1000)
    for (let at = 0; at < batch; at++, done++) {
      const made = work(copies[done % copies.length] as Copy)
      if (made instanceof Promise) await made
    }
  return done / ((performance.now() - started) / 1000)
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

const rounded = (number: number, digits: number): number => Number(number.toPrecision(digits))

export async function run(): Promise<object> {
  const press = await setPress(letter, { from: FROM })
  const sample = press.fill(copies[0] as Copy)
  if ('refused' in sample) throw new Error(sample.refused)
  const copied = () => {
    const bytes = Buffer.allocUnsafe(sample.length)
    bytes.set(sample)
    return bytes
  }
  // Each is warmed up first, and the naive one comes last: what it leaves on the heap would slow the others.
  await pace(1, 200, press.fill)
  const perSecond = await pace(4, 200, press.fill)
  await pace(1, 200, copied)
  const copyRate = await pace(2, 200, copied)
  await pace(1, 1, naive)
  const naiveRate = await pace(4, 1, naive)
  const line = (name: string, rate: number) =>
    console.log(`${name.padEnd(48)} ${Math.round(rate).toLocaleString('en-US').padStart(9)} a second`)
  console.log(
    `An invite of ${sample.length.toLocaleString('en-US')} bytes with ${press.slots.length} slots, on one core:`,
  )
  line('the press fills', perSecond)
  line('MJML and a MIME composer for each invitee make', naiveRate)
  line('copying the bytes of a finished message makes', copyRate)
  console.log(
    `${Math.round(perSecond / naiveRate).toLocaleString('en-US')} times the second, ${(perSecond / copyRate).toFixed(2)} of the third.`,
  )
  return {
    bench: 'press',
    per_second: Math.round(perSecond),
    ratio_to_naive: rounded(perSecond / naiveRate, 3),
    ratio_to_copy: rounded(perSecond / copyRate, 2),
  }
}
