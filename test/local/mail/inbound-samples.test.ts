/** The messages built by hand, each played against an invitation of its own and delivered by SMTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerRow } from '../../../functions/answer/answers.ts'
import { house } from '../../../local/house.ts'
import { readSettings, type StartOptions } from '../../../local/settings.ts'
import { type Running, start } from '../../../local/start.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../../as-script.ts'
import { type Addressed, fillSample, SAMPLES, sampleBytes } from '../../mail/inbound/samples.ts'

interface Guest {
  email: string
  replyTo: string
}
interface Played {
  campaign: string
  /** Those nobody has answered for yet. */
  guests: Guest[]
  meeting: Pick<Addressed, 'uid' | 'start' | 'end' | 'sequence'>
}

describe('a message built by hand, delivered for an invitation', () => {
  let folder: string
  let running: Running
  let played: Played | undefined
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-inbound-'))
    const wanted = readSettings(['--data', folder, '--port', '0', '--smtp-port', '0'], {
      CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
    }) as StartOptions
    running = await start(wanted, house, { info: () => undefined, error: () => undefined })
  }, 60_000)
  afterAll(async () => {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const call = async (path: string, body?: object) => {
    const init = body && { method: 'POST', body: JSON.stringify(body) }
    return fetch(running.url + path, { ...init, headers: { ...AS_SCRIPT, 'content-type': 'application/json' } })
  }

  /** A campaign whose letters have left, with guests nobody has answered for. */
  async function play(): Promise<Played> {
    const sample = await (await call('/_local/sample', { stage: 'sent' })).json()
    const letters: { id: string; to: string[]; wave: string }[] = await (await call('/_local/outbox.json')).json()
    const guests: Guest[] = sample.invitees
    const id = letters.findLast(({ to, wave }) => wave === 'invite' && to.includes(guests[0]?.email ?? ''))?.id
    const sent = await (await call(`/_local/outbox/${id}.eml`)).text()
    const { attachments } = await simpleParser(sent)
    const calendar = String(attachments.find(({ filename }) => filename?.endsWith('.ics'))?.content).replace(
      /\r\n[ \t]/g,
      '',
    )
    const line = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(calendar)?.[1] ?? ''
    const meeting = { uid: line('UID'), start: line('DTSTART'), end: line('DTEND'), sequence: Number(line('SEQUENCE')) }
    expect(meeting.uid).not.toBe('')
    return { campaign: sample.campaign, guests, meeting }
  }

  test.each(SAMPLES)('$file: $quirk', async ({ file, answer, look }) => {
    if (!played || played.guests.length === 0) played = await play()
    const guest = played.guests.shift()
    if (!guest) throw new Error('the sample has no guests')
    const to = guest.replyTo.replace('mailto:', '')
    const raw = fillSample(sampleBytes(file), {
      ...played.meeting,
      attendee: guest.email,
      organizer: to,
      to,
      stamp: '20261123T161500Z',
    })
    const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort, ignoreTLS: true })
    await transport.sendMail({ envelope: { from: guest.email, to: [to] }, raw })
    const rows: AnswerRow[] = await (await call(`/_local/answers.json?campaign=${played.campaign}`)).json()
    const row = rows.find(({ email }) => email === guest.email)
    expect({ answer: row?.answer ?? '-', look: row?.needsYou ? 'yes' : 'no' }).toEqual({ answer, look })
  })
})
