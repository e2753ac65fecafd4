/** Messages as calendars and people send them, for tests of what comes in. */

import { createHash } from 'node:crypto'
import type { Instant } from '../../../domain/keep/time.ts'
import { AT_ONCE } from '../../../functions/answer/follow-reply.ts'
import type { Arrived, Taken } from '../../../functions/answer/reply-case.ts'
import { takeReply } from '../../../functions/answer/take-reply.ts'
import { replyAddress } from '../../../functions/keep/reply-to.ts'
import type { TestWorld } from '../../world.ts'
import { IDS, invitee } from '../campaign/launch.ts'

export interface CalendarAnswer {
  uid?: string
  partstat?: string
  sequence?: number | undefined
  stamp?: Instant
  attendee?: string | undefined
  from?: string
  method?: string
  extra?: string[]
  messageId?: string
}

const compact = (at: Instant): string => at.replace(/[-:]/g, '').replace(/\.\d+/, '')

/** A calendar's answer, in the shape most programs give it. */
export function calendarMail(answer: CalendarAnswer = {}): string {
  const {
    uid = 'uid-1@example.org',
    partstat = 'ACCEPTED',
    method = 'REPLY',
    stamp = '2027-02-26T18:00:00.000Z',
  } = answer
  const attendee = 'attendee' in answer ? answer.attendee : invitee(0).email
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Example//Calendar//EN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${compact(stamp)}`,
    'DTSTART:20270331T133000Z',
    ...('sequence' in answer && answer.sequence === undefined ? [] : [`SEQUENCE:${answer.sequence ?? 0}`]),
    ...(attendee === undefined ? [] : [`ATTENDEE;PARTSTAT=${partstat}:mailto:${attendee}`]),
    ...(answer.extra ?? []),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
  return [
    `From: ${answer.from ?? `Guest <${invitee(0).email}>`}`,
    `Message-ID: <${answer.messageId ?? `${partstat}-${stamp}`}@client.example>`,
    `Subject: ${partstat}: the launch`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Answered.',
    '--b',
    `Content-Type: text/calendar; charset=utf-8; method=${method}`,
    '',
    lines.join('\r\n'),
    '--b--',
    '',
  ].join('\r\n')
}

export interface Written {
  from?: string
  date?: Instant
  subject?: string
  headers?: string[]
  messageId?: string
}

/** A mail somebody wrote. */
export const writtenMail = (text: string, written: Written = {}): string =>
  [
    `From: ${written.from ?? `Guest <${invitee(0).email}>`}`,
    `Date: ${new Date(written.date ?? '2027-02-26T18:00:00.000Z').toUTCString()}`,
    `Message-ID: <${
      written.messageId ??
      Buffer.from(text + written.date)
        .toString('hex')
        .slice(0, 60)
    }@mail.example>`,
    `Subject: ${written.subject ?? 'Re: will you join us?'}`,
    ...(written.headers ?? []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\r\n')

/** Hands a message over as a carrier does, for the first guest or whom `to` names. */
export async function deliverMail(
  t: TestWorld,
  source: string | Uint8Array,
  invitation: string,
  more: Partial<Arrived> = {},
): Promise<Taken[]> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source
  const mail = createHash('sha256').update(bytes).digest('hex')
  await t.world.mailbox.keep(mail, bytes)
  return takeReply(
    t.world,
    {
      mail,
      from: invitee(0).email,
      to: [replyAddress(t.world.settings, { id: IDS.campaign, shortReplies: true }, invitation)],
      at: t.world.clock.now(),
      ...more,
    },
    AT_ONCE,
  )
}

/** What a mail server sends back of a letter that it could not deliver (RFC 3464). */
export const returned = (status: string, address = invitee(0).email, said = '550 no such user'): string =>
  [
    'From: Mail Delivery Subsystem <mailer-daemon@mx.example>',
    'Subject: Undelivered mail',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    '',
    '--r',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${said}`,
    '',
    '--r--',
    '',
  ].join('\r\n')
