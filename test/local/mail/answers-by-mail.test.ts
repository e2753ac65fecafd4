/** Answers by mail on one machine, from the socket to the board's rows, over the front door of `npm start`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnswerRow } from '../../../functions/answer/answers.ts'
import { house } from '../../../local/house.ts'
import { readSettings, type StartOptions } from '../../../local/settings.ts'
import { type Running, start } from '../../../local/start.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../../as-script.ts'
import { type ImapServer, startImapServer } from './imap-server.ts'

const QUIET = { info: () => undefined, error: () => undefined }

interface Sample {
  campaign: string
  invitees: { name: string; email: string; replyTo: string }[]
}

describe('An answer by mail', () => {
  let folder: string
  let imap: ImapServer
  let running: Running
  let sample: Sample
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-answers-'))
    imap = await startImapServer()
    imap.manners.password = 'sesame'
    const wanted = readSettings(['--data', folder, '--port', '0', '--smtp-port', '0'], {
      CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
      CONVOKE_IMAP_URL: `imap://rsvp:sesame@127.0.0.1:${imap.port}`,
    }) as StartOptions
    running = await start(wanted, house, QUIET)
    sample = await call('/_local/sample', { stage: 'sent' })
  }, 60_000)
  afterAll(async () => {
    await running.stop()
    await imap.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function call<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(running.url + path, {
      headers: { ...AS_SCRIPT, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    expect(response.status).toBeLessThan(300)
    return (await response.json()) as T
  }
  const guest = (n: number) => {
    const one = sample.invitees[n]
    if (!one) throw new Error('the sample has fewer invitees')
    return { ...one, replyTo: one.replyTo.replace('mailto:', '') }
  }
  const row = async (n: number): Promise<AnswerRow> => {
    const rows = await call<AnswerRow[]>(`/_local/answers.json?campaign=${sample.campaign}`)
    const found = rows.find(({ email }) => email === guest(n).email)
    if (!found) throw new Error('no row')
    return found
  }
  const letter = (n: number, text: string) =>
    `From: ${guest(n).email}\r\nTo: ${guest(n).replyTo}\r\nSubject: Re: Invitation\r\n` +
    `Message-ID: <answer-${n}@example.com>\r\n\r\n${text}\r\n`
  const send = (n: number, text: string) =>
    createTransport({ host: '127.0.0.1', port: running.smtpPort, ignoreTLS: true }).sendMail({
      envelope: { from: guest(n).email, to: [guest(n).replyTo] },
      raw: letter(n, text),
    })

  it('over SMTP counts by the time its sender hears 250', async () => {
    await send(0, "Yes, I'll be there.")
    expect(await row(0)).toMatchObject({ answer: 'accepted', channel: 'written' })
    await send(1, 'No, I cannot make it.')
    expect(await row(1)).toMatchObject({ answer: 'declined', channel: 'written' })
    expect((await row(2)).answer).toBeNull()
  })

  it('into an ordinary mailbox counts as soon as it is there', async () => {
    imap.deliver(letter(3, "Yes, I'll be there."))
    await expect.poll(async () => (await row(3)).answer, { timeout: 20_000 }).toBe('accepted')
    await expect.poll(() => imap.letters[0]?.flags.has('\\Seen')).toBe(true)
  }, 30_000)

  it('that says nothing clear waits for a person, and one that came before changes nothing again', async () => {
    await send(4, 'Could you tell me where to park?')
    const asked = await row(4)
    expect(asked.answer).toBeNull()
    expect(asked.needsYou).toBeTruthy()
    const before = await row(0)
    await send(0, "Yes, I'll be there.")
    expect(await row(0)).toEqual(before)
  })
})
