/** Whether the world believes that letters come from where they say: for whoever runs this Convoke. */
import type { Instant } from '../../domain/keep/time.ts'
import type { Probe } from '../../domain/send/probe.ts'
import type { DomainCheck, State } from '../../domain/send/sender-domain.ts'
import { Alert } from '../web/field.tsx'
import { ProbePart } from './probe-part.tsx'

export interface SendingView {
  from: string
  replyDomain: string
  /** Letters stay on this machine, so nothing depends on the checks yet. */
  rehearsal: boolean
  checks: readonly DomainCheck[]
  /** The last letter that Convoke wrote to itself. */
  probe: Probe | undefined
  now: Instant
  /** What is wrong with the time zone data, where they are old. */
  zones: string | undefined
}

const STATES: Record<State, { label: string; tag: string }> = {
  good: { label: 'In order', tag: 'tag-yes' },
  weak: { label: 'Could be stronger', tag: 'tag-maybe' },
  missing: { label: 'Missing', tag: 'tag-no' },
  wrong: { label: 'Wrong', tag: 'tag-no' },
  unknown: { label: 'Not known', tag: '' },
}

export const Sending = ({ from, replyDomain, rehearsal, checks, zones, probe, now }: SendingView) => (
  <>
    <h1>Will emails arrive?</h1>
    <p class="usa-intro">
      Emails come from <strong class="break">{from}</strong>; answers by mail go to{' '}
      <strong class="break">rsvp+…@{replyDomain}</strong>. Mail programs ask the domain name system whether that is
      true. This is what it says.
    </p>
    {rehearsal && (
      <p>
        For now no email is sent from this machine: everything goes to the workbench. Check here again before you set a
        relay, so that the first real email arrives.
      </p>
    )}
    {zones && (
      <Alert kind="warning" title="Time zones">
        {zones}
      </Alert>
    )}
    {!rehearsal && <ProbePart probe={probe} checks={checks} now={now} />}
    {checks.map(check => (
      <section class="card sending-check" key={check.what + check.found.join()}>
        <h2 class="card-title">
          {check.what} <span class={`tag ${STATES[check.state].tag}`}>{STATES[check.state].label}</span>
        </h2>
        <p class="margin-y-05">{check.why}</p>
        {check.found.map(record => (
          <p class="margin-y-05" key={record}>
            <code class="break">{record}</code>
          </p>
        ))}
        <p class="margin-y-05">{check.advice}</p>
        {check.add && (
          <dl class="record">
            <dt>Name</dt>
            <dd>
              <code class="break">{check.add.name}</code>
            </dd>
            <dt>Type</dt>
            <dd>
              <code>{check.add.type}</code>
            </dd>
            <dt>Value</dt>
            <dd>
              <code class="break">{check.add.value}</code>
            </dd>
          </dl>
        )}
      </section>
    ))}
  </>
)
