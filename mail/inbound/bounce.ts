/** Reports that a letter did not arrive (RFC 3464, RFC 3463), and the bare ones that follow no standard. */
import { fieldIn, readHead } from '../head.ts'
import { bytesOf, decoded, type Incoming } from './incoming.ts'
import type { Content } from './reading.ts'

type Bounce = Extract<Content, { kind: 'bounce' }>
type Other = Extract<Content, { kind: 'other' }>

const DAEMON = /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)@/i
const DAEMON_NAME = /mail delivery (?:sub)?system|mail delivery service|mailer-daemon|microsoft outlook/i
const SUBJECT =
  /undeliver|delivery status notification|returned mail|delivery (?:has )?failed|delivery failure|failure notice|mail delivery failed|could not be delivered|no se pudo entregar|no entregado|delivery incomplete|message delayed/i

/** What a message says of a letter of ours that came back; undefined where it says nothing of the kind. */
export function readBounce(message: Incoming): Bounce | Other | undefined {
  const types = message.parts.map(({ mimeType }) => mimeType)
  if (
    /report-type="?disposition-notification/.test(message.contentType) ||
    types.some(type => /^message\/(?:global-)?disposition-notification$/.test(type))
  )
    return { kind: 'other', why: 'receipt', look: false }
  if (types.includes('message/feedback-report')) return { kind: 'other', why: 'marked as spam', look: true }
  const report = message.parts.find(({ mimeType }) => /^message\/(?:global-)?delivery-status$/.test(mimeType))
  if (report) return fromReport(decoded(bytesOf(report).slice(0, 65_536)), message)
  return isBare(message) ? bare(message) : undefined
}

/** So much of a field is read. */
const FIELD = 500
/** `rfc822; someone@example.org` */
const recipientIn = (value: string): string | undefined => /([^\s;<>"]{1,64}@[^\s;<>"]{1,255})/.exec(value)?.[1]

function fromReport(report: string, message: Incoming): Bounce | Other {
  // Several recipients may be reported on; what failed matters more than what arrived.
  const all = report.split(/(?:\r?\n[ \t]*){2,}/).map(block => readHead(block).fields)
  const blocks = all.filter(fields => fieldIn(fields, 'action') !== '')
  const block = blocks.find(fields => /^failed/i.test(fieldIn(fields, 'action'))) ?? blocks[0] ?? all.flat()
  const field = (name: string) => fieldIn(block, name).slice(0, FIELD)
  const action = field('action').toLowerCase()
  const status = field('status')
  const detail = [status, field('diagnostic-code').replace(/^[a-z0-9-]+;\s*/i, '')].filter(Boolean).join(' ')
  if (/^(?:delivered|relayed|expanded)/.test(action)) return { kind: 'other', why: 'delivered', look: false }
  const address = recipientIn(field('final-recipient')) ?? recipientIn(field('original-recipient'))
  const permanent =
    action !== 'delayed' && (status.startsWith('5') || (status === '' && isPermanent(detail || message.text)))
  return { kind: 'bounce', permanent, address, detail: short(detail || message.subject) }
}

function isBare({ from, subject, envelopeFrom, header }: Incoming): boolean {
  const daemon =
    (from !== undefined && (DAEMON.test(from.email) || DAEMON_NAME.test(from.name))) ||
    header('x-failed-recipients') !== ''
  return (
    header('x-failed-recipients') !== '' ||
    (SUBJECT.test(subject) && (daemon || envelopeFrom === '')) ||
    (daemon && envelopeFrom === '')
  )
}

const DEAD =
  /user unknown|unknown user|no such (?:user|recipient|mailbox|address)|does not exist|doesn't exist|address (?:was )?not found|address couldn't be found|mailbox (?:is )?unavailable|recipient address rejected|account (?:has been )?(?:disabled|closed)|no existe|invalid recipient|unrouteable address/i

/** A class 5 status (RFC 3463), a 5xx reply (RFC 5321), or words that leave no doubt. */
const isPermanent = (text: string): boolean =>
  !/(?:^|[^\d.])4\.\d{1,3}\.\d{1,3}(?![\d.])/.test(text) &&
  (/(?:^|[^\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])/.test(text) ||
    /(?:^|\s|:)5[0-5]\d[ -](?=\S)|^\s{0,8}5[0-5]\d: /m.test(text) ||
    DEAD.test(text))

/** Where a report that is only text begins to show the letter it speaks of. */
const ORIGINAL = /^[ -]{3,}.{0,60}(?:a copy of|original message|returned message|mensaje original).*$/im

function bare({ text: whole, header, subject }: Incoming): Bounce {
  const text = whole.slice(0, ORIGINAL.exec(whole)?.index)
  const named = recipientIn(header('x-failed-recipients'))
  const first = [...text.matchAll(/([^\s;<>"():,]{1,64}@[a-z0-9.-]{1,255}[a-z0-9])/gi)]
    .map(match => match[1] ?? '')
    .find(address => !/^(?:rsvp\+|mailer-daemon|postmaster)/i.test(address))
  const why = text.split('\n').find(line => DEAD.test(line) || /\b[45]\.\d{1,3}\.\d{1,3}\b/.test(line))
  return { kind: 'bounce', permanent: isPermanent(text), address: named ?? first, detail: short(why ?? subject) }
}

const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)
