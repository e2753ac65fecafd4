/** Real mail of other people's calendars, each played against an invitation of ours and delivered by SMTP. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerRow } from '../../../functions/answer/answers.ts'
import { house } from '../../../local/house.ts'
import { readSettings, type StartOptions } from '../../../local/settings.ts'
import { type Running, start } from '../../../local/start.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../../as-script.ts'
import { readdress } from '../../functions/answer/readdress.ts'

const SAMPLES = join(import.meta.dirname, '../../../../shared/samples/itip')

interface Expected {
  answer: string | null
  /** Whether a person has to look. */
  look: boolean
}

/**
 * What INDEX.tsv says of each, in our words. A sender who is not the ATTENDEE counts, and a person looks as well. The
 * proposals of another time come without a UID and an ATTENDEE, so they are suggestions and no answers.
 */
const EXPECTED: Record<string, Expected> = {
  'james-project__ics_in_header.eml': { answer: null, look: true },
  'MimeKit__christmas.tnef': { answer: null, look: true },
  'MimeKit__rich-text.eml': { answer: null, look: true },
  'MimeKit__ukr.eml': { answer: null, look: true },
  'james-project__related_in_alternative_multipart.eml': { answer: null, look: false },
  'james-project__eml_calendar.eml': { answer: null, look: true },
  'james-project__eml_calendar2.eml': { answer: null, look: true },
  'james-project__charset.eml': { answer: null, look: true },
  'james-project__charset2.eml': { answer: null, look: true },
  'james-project__alternative.cal.eml': { answer: null, look: true },
  'ccs-calendarserver__good_reply': { answer: 'accepted', look: true },
  'ccs-calendarserver__good_reply_future': { answer: 'accepted', look: true },
  'ccs-calendarserver__reply_missing_attendee': { answer: null, look: true },
  'ccs-calendarserver__reply_missing_organizer': { answer: null, look: true },
  'james-project__eml_calendar.eml.2': { answer: 'accepted', look: true },
}

describe.skipIf(!existsSync(SAMPLES))(
  'a real message of somebody’s calendar (left out where the samples are not beside the project)',
  () => {
    let folder: string
    let running: Running
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'convoke-itip-'))
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
      const headers = { ...AS_SCRIPT, 'content-type': 'application/json' }
      return (await fetch(running.url + path, { ...init, headers })).json()
    }

    test.each(Object.entries(EXPECTED))('%s', async (file, expected) => {
      const sample = await call('/_local/sample', { stage: 'sent' })
      const guest = sample.invitees[0]
      const organizer = guest.replyTo.replace('mailto:', '')
      const letters: { id: string; to: string[]; wave: string }[] = await call('/_local/outbox.json')
      const letter = letters.findLast(({ to, wave }) => wave === 'invite' && to.includes(guest.email))
      const sent = await (await fetch(`${running.url}/_local/outbox/${letter?.id}.eml`, { headers: AS_SCRIPT })).text()
      const uid =
        /^UID:(\S+)/m.exec(
          Buffer.from(/application\/ics[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(sent)?.[1] ?? '', 'base64').toString(),
        )?.[1] ??
        /^UID:(\S+)/m.exec(sent)?.[1] ??
        ''
      expect(uid).not.toBe('')
      const raw = readdress(readFileSync(join(SAMPLES, file)), { uid, attendee: guest.email, organizer })
      const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort, ignoreTLS: true })
      await transport.sendMail({ envelope: { from: guest.email, to: [organizer] }, raw })
      const rows: AnswerRow[] = await call(`/_local/answers.json?campaign=${sample.campaign}`)
      const row = rows.find(({ email }) => email === guest.email)
      expect({ answer: row?.answer ?? null, look: Boolean(row?.needsYou) }).toEqual(expected)
    })
  },
)
