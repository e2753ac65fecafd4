/** Reports that a letter did not arrive (RFC 3464, RFC 3463), and the bare ones that follow no standard. */
import { isDead } from '../../domain/keep/bounce.ts'
import { fieldIn, readHead } from '../head.ts'
import { type NotTaken, reasonOf } from './bounce-reason.ts'
import { bytesOf, decoded, type Incoming } from './incoming.ts'
import type { BounceRead, Content } from './reading.ts'

type Bounce = BounceRead
type Other = Extract<Content, { kind: 'other' }>

const DAEMON = /^(?:mailer-?daemon|postmaster|poostmaster|mail-?daemon|mdaemon|daemon|bounces?)(?:@|$)/i
const DAEMON_NAME =
  /mail delivery|mail system|mailer-?daemon|microsoft outlook|microsoft exchange|system administrator|systemadministrator|administrador del sistema|administrateur systeme|post ?master|postverwalter/i
const SUBJECT =
  /undeliver|deliver\w* (?:status|notification|report|failure|failed|problem|error|has|incomplete|delay|impossible)|(?:could not|couldn.t|cannot|can.t|not|un|failed to|failure to) (?:be )?(?:delivered|deliver)|(?:message|mail|nondelivery|non-delivery) (?:delivery )?(?:delayed|failed|failure|error|notice|report|undeliverable|status)|returned (?:mail|to sender|message)|failure (?:notice|delivery)|mail (?:system )?(?:error|failure)|warning: (?:message|could not)|see transcript|considered unsolicited|rejected|bounced?\b|no se (?:pudo|ha podido|puede) entregar|no entregad|no se entreg|devuelt|unzustellbar|nicht zustellbar|zustell\w*(?:fehl|versuch)|fehlgeschlagen|non (?:remis|distribu|d[eé]livr)|remise|[eé]chec|mancat[ao] (?:recapito|consegna)|n[aã]o (?:foi )?entreg|エラー|配信|配送|不達|未達|戻|не доставлен|не удалось|退信|投递失败|未送达/i
/** How a message that is no reply begins to say what became of another. */
const OPENING =
  /(?:could|can|did|was|has|were|been|is|wasn.t|couldn.t|able)\b.{0,25}\b(?:not |unable to |)(?:be |been )?deliver|undeliver|deliver\w* (?:has |to .{0,80} )?(?:failed|delayed|error|failure|problem)|failed to deliver|error .{0,40}deliver|did not reach|returned to (?:you|sender)|returned mail|permanent (?:fatal )?error|following address(?:es)? (?:failed|had)|transcript of session|no se (?:pudo|ha podido) entregar|nicht (?:zugestellt|zustell)|n.a pas (?:pu|[eé]t[eé]) .{0,30}(?:remis|distribu|livr|envoy)|non .{0,10}(?:remis|distribu)|配信できません|送信できません|届け|エラー|не может быть доставлен|не доставлен/i
/** A reply of a mail server, or a status. */
const CODED = /(?:^|[\s:;(#<"'-])(?:[45]\d\d[ -](?=\S)|[45]\.\d{1,3}\.\d{1,3}(?![\d.]*\d))/

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
const recipientIn = (value: string): string | undefined =>
  /[^\s;<>"()[\],:]{1,64}@[^\s;<>"()[\],:]{1,255}/.exec(value)?.[0]

function fromReport(report: string, message: Incoming): Bounce | Other {
  // Several recipients may be reported on; what failed matters more than what arrived.
  const all = report.split(/(?:\r?\n[ \t]*){2,}/).map(block => readHead(block).fields)
  const blocks = all.filter(fields => fieldIn(fields, 'action') !== '')
  const block = blocks.find(fields => /^failed/i.test(fieldIn(fields, 'action'))) ?? blocks[0] ?? all.flat()
  const field = (name: string) => fieldIn(block, name).slice(0, FIELD)
  const action = field('action').toLowerCase()
  const status = field('status')
  const diagnosis = field('diagnostic-code').replace(/^[a-z0-9-]+;\s*/i, '')
  if (/^(?:delivered|relayed|expanded)/.test(action)) return { kind: 'other', why: 'delivered', look: false }
  const addresses = [field('final-recipient'), field('original-recipient')].flatMap(each => recipientIn(each) ?? [])
  const told = toldBefore(message.text)
  const detail = [status, diagnosis].filter(Boolean).join(' ') || coded(told)[0] || message.subject
  return bounce({ status, diagnosis, told: [...coded(told), told] }, action === 'delayed', addresses, detail)
}

function bounce(refusal: NotTaken, delayed: boolean, addresses: readonly string[], detail: string): Bounce {
  const reason = reasonOf(refusal)
  // What is still being tried says nothing for good.
  const because = delayed && isDead(reason) ? 'their server' : reason
  return { kind: 'bounce', because, permanent: isDead(because), delayed, addresses, detail: short(detail) }
}

function isBare({ from, subject, envelopeFrom, header, parts, text }: Incoming): boolean {
  if (header('x-failed-recipients') !== '') return true
  const daemon = from !== undefined && (DAEMON.test(from.email) || DAEMON_NAME.test(from.name))
  const returned = envelopeFrom === '' || /^<?(?:mailer-daemon)?>?$/i.test(header('return-path').trim() || 'none')
  if (daemon && (returned || SUBJECT.test(subject) || OPENING.test(text))) return true
  if (!returned) return false
  const copied = parts.some(({ mimeType }) => /^message\/(?:rfc822|global)|^text\/rfc822-headers/.test(mimeType))
  return SUBJECT.test(subject) || copied || (OPENING.test(text) && CODED.test(text))
}

/** Where a report that is only text begins to show the letter it speaks of. */
const ORIGINAL =
  /^[ >*=_-]{0,40}(?:.{0,60}(?:a copy of (?:the|your) (?:message|mail|headers)|original message(?! (?:was|is|could))|returned message|message headers? follow|headers? of the (?:original|message)|below this line|unsent message below|mensaje original|message d.origine|urspr[uü]ngliche nachricht)|(?:received|return-path|dkim-signature|message-id): ).*$/im

const toldBefore = (text: string): string => text.slice(0, ORIGINAL.exec(text)?.index)

/** The paragraphs in which a server is quoted, from its code on. */
function coded(text: string): string[] {
  const found = text.split(/\n\s*\n/).flatMap(paragraph => {
    const at = CODED.exec(paragraph)?.index
    return at === undefined ? [] : [paragraph.slice(at, at + 1000)]
  })
  return found.length === 0 ? [] : [found.join('\n')]
}

const DELAYED =
  /warning message only|has not (?:yet )?been delivered|not yet been delivered|will (?:be retried|continue|keep) (?:try|to try|trying)?|still (?:being )?(?:try|tried|attempt)|delivery (?:has been )?delayed|no action is required/i

/** A report that follows no standard. */
function bare({ text: whole, header, subject, from }: Incoming): Bounce {
  const text = toldBefore(whole)
  // Who sent it on is not who did not get it.
  const named = text.replace(/(?:expanded|generated|forwarded) (?:from|by) \S{1,320}/gi, ' ')
  const addresses = [header('x-failed-recipients'), ...named.split(/\s+/)]
    .flatMap(word => recipientIn(word)?.replace(/[.']+$/, '') ?? [])
    .filter(address => !/^(?:rsvp\+|mailer-daemon|postmaster)/i.test(address) && address !== from?.email)
  const quoted = coded(text)
  const why = quoted[0] ?? text.split('\n').find(line => reasonOf({ diagnosis: line }) !== 'unclear') ?? subject
  const delayed = DELAYED.test(`${subject}\n${text}`) || /\bdelay(?:ed)?\b/i.test(subject)
  return bounce(
    { diagnosis: quoted[0] ?? '', told: [text, subject] },
    delayed,
    [...new Set(addresses)].slice(0, 20),
    why,
  )
}

const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200)
