/** Sending, for whoever runs this Convoke: the carrier, its pace, and what waits for a person. */
import { PATHS } from '../../domain/keep/paths.ts'
import { type Instant, readable } from '../../domain/keep/time.ts'
import type { Probe } from '../../domain/send/probe.ts'
import type { CarrierWait } from '../../domain/send/wave-state.ts'

/** One email, or one meeting, that waits or had trouble. */
export interface SendingLine {
  what: 'asks' | 'waits' | 'stuck' | 'trouble' | 'unreadable' | 'paused'
  partnership: string
  meeting: string
  email: string | undefined
  /** The board, for whoever has a role there. */
  path: string | undefined
  waitsFor?: CarrierWait | undefined
  since?: Instant | undefined
  failed?: number
  inDoubt?: number
}

export interface SendingOverview {
  from: string
  rehearsal: boolean
  spreads: boolean
  /** Messages a second; undefined: the carrier could not be asked. */
  rate: number | undefined
  lines: readonly SendingLine[]
  counts: { failed: number; inDoubt: number }
  campaigns: number
  isMore: boolean
  probe: Probe | undefined
  /** Who takes letters from here, where that is known. */
  carrier:
    | { by: 'nobody' }
    | { by: 'relay'; host: string }
    | { by: 'account'; service: string }
    | { by: 'ses'; region: string }
    | undefined
}

/** What the carrier waits for, and what whoever runs this Convoke can do. */
const WAITS: Record<CarrierWait, string> = {
  verification:
    'The mail service doesn’t accept the sender’s domain yet, or the account is still in its sandbox. Verify the domain, or request production access.',
  'return domain':
    'The mail service can’t verify the domain that bounces return to (MAIL FROM). Check its DNS records.',
  pause: 'The mail service has paused sending for this account. Look at the account’s status there, and resume it.',
  connection:
    'Convoke can no longer get into the mail account it sends from. Connect it again: npm run connect. Sending continues by itself after that.',
  permission: 'The mail account isn’t allowed to send as this sender. Check its permissions and its address.',
  'daily limit': 'The mail account has sent as much as it may in one day. Sending continues by itself, within a day.',
}

function carrierWords(carrier: SendingOverview['carrier']): string {
  switch (carrier?.by) {
    case 'relay':
      return `the relay ${carrier.host}`
    case 'account':
      return `the connected account at ${carrier.service}`
    case 'ses':
      return `Amazon SES in ${carrier.region}`
    default:
      return 'no one that this page knows of'
  }
}

const paceOf = (rate: number | undefined): string =>
  rate === undefined
    ? 'not known now: the mail service couldn’t be asked'
    : Number.isFinite(rate)
      ? `${rate.toLocaleString('en-US')} ${rate === 1 ? 'email' : 'emails'} a second`
      : 'no limit'

function probeWords(probe: Probe | undefined): string {
  if (!probe) return 'none yet'
  const at = `${readable(probe.at, 'UTC')} UTC`
  if (probe.back) return `${at}: came back`
  if (probe.left === 'refused' || probe.left === 'later') return `${at}: the mail service did not take it`
  return `${at}: not back yet`
}

function lineWords({ what, waitsFor, since, failed = 0, inDoubt = 0 }: SendingLine): string {
  const from = since === undefined ? '' : ` since ${readable(since, 'UTC')} UTC`
  switch (what) {
    case 'asks':
      return 'was found late: its convener has to say whether it’s sent.'
    case 'waits':
      return `waits${from}. ${waitsFor ? WAITS[waitsFor] : ''}`
    case 'stuck':
      return `waits${from}: the mail service puts off every email.`
    case 'trouble':
      return [
        ...(failed > 0 ? [`${failed.toLocaleString('en-US')} not accepted`] : []),
        ...(inDoubt > 0 ? [`${inDoubt.toLocaleString('en-US')} may or may not have been sent`] : []),
      ].join(', ')
    case 'unreadable':
      return 'an email’s status is stored and can’t be read, so it isn’t sent.'
    case 'paused':
      return 'sending is paused.'
  }
}

export const SendingPart = (view: SendingOverview) => (
  <>
    <dl class="record facts-of-machine">
      <dt>Sent by</dt>
      <dd>{view.rehearsal ? 'no one: emails stay in the workbench' : carrierWords(view.carrier)}</dd>
      <dt>From</dt>
      <dd class="break">{view.from}</dd>
      <dt>Pace</dt>
      <dd>
        {paceOf(view.rate)}
        {view.spreads && ', invitations from a new domain over an hour'}
      </dd>
      <dt>Last test</dt>
      <dd>
        {probeWords(view.probe)} (<a href={PATHS.sending()}>whether emails will arrive</a>)
      </dd>
      <dt>Not accepted</dt>
      <dd>{view.counts.failed.toLocaleString('en-US')}</dd>
      <dt>In doubt</dt>
      <dd>{view.counts.inDoubt.toLocaleString('en-US')}</dd>
    </dl>
    {view.lines.length === 0 ? (
      <p>{view.campaigns === 0 ? 'No meeting is being sent for.' : 'Nothing waits for anyone.'}</p>
    ) : (
      <ul class="usa-list">
        {view.lines.map(line => (
          <li>
            {line.path ? <a href={line.path}>{line.partnership}</a> : line.partnership}, {line.meeting}
            {line.email && `, ${line.email}`}: {lineWords(line)}
          </li>
        ))}
      </ul>
    )}
    <p class="quiet">
      Counted over the emails of {view.isMore ? `the first ${view.campaigns}` : view.campaigns}{' '}
      {view.campaigns === 1 ? 'meeting' : 'meetings'} that Convoke looks after
      {view.isMore && '; there are more'}. Partnerships you have no role in have no link here.
    </p>
  </>
)
