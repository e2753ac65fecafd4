/** The letter that Convoke writes to itself: whether it came back, and what the receiving side said of it. */
import { PATHS } from '../../domain/keep/paths.ts'
import { type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import type { AuthResult, Probe } from '../../domain/send/probe.ts'
import type { DomainCheck } from '../../domain/send/sender-domain.ts'
import { Alert } from '../web/field.tsx'

/** Nothing takes longer that is going to come back. */
const PATIENCE = 10 * MINUTE

const RESULTS: Record<AuthResult, { label: string; tag: string }> = {
  pass: { label: 'Passed', tag: 'tag-yes' },
  fail: { label: 'Failed', tag: 'tag-no' },
  none: { label: 'Not checked', tag: 'tag-maybe' },
}

interface Props {
  probe: Probe | undefined
  checks: readonly DomainCheck[]
  now: Instant
}

export const ProbePart = ({ probe, checks, now }: Props) => (
  <section class="card" id="test">
    <h2 class="card-title">Try it</h2>
    <p>
      Convoke sends an email to its own reply address, and shows whether it comes back and what the receiving server
      says about it.
    </p>
    {probe && <Outcome probe={probe} checks={checks} now={now} />}
    <form method="post" action={PATHS.probe()} data-once>
      <button class="usa-button usa-button--outline" type="submit">
        {probe ? 'Send another test' : 'Send a test'}
      </button>
    </form>
  </section>
)

function Outcome({ probe, checks, now }: Props & { probe: Probe }) {
  if (probe.back) return <Back back={probe.back} checks={checks} />
  if (probe.left === 'refused' || probe.left === 'later')
    return (
      <Alert kind="error" title="The mail service did not take it">
        {probe.detail ? <>It said: “{probe.detail}”</> : 'It gave no reason.'}
      </Alert>
    )
  if (now < shift(probe.at, PATIENCE))
    return (
      <Alert kind="info" title="It’s on its way">
        Most tests are back within a minute.{' '}
        <a class="usa-link" href={`${PATHS.sending()}#test`}>
          Look again
        </a>
      </Alert>
    )
  return (
    <Alert kind="warning" title="It hasn’t come back">
      It was sent, but it hasn’t reached Convoke. Until it does, replies by email and from calendars are lost. Check MX
      below, and that mail for the reply address is passed on to Convoke.
    </Alert>
  )
}

function Back({ back: { looked }, checks }: { back: NonNullable<Probe['back']>; checks: readonly DomainCheck[] }) {
  if (!looked)
    return (
      <Alert kind="success" title="It came back">
        Replies reach Convoke. The server that passed it on says nothing about SPF, DKIM and DMARC, so this test can’t
        tell whether others would trust it. What your domain publishes is below.
      </Alert>
    )
  const results = [
    ['SPF', looked.spf],
    ['DKIM', looked.dkim],
    ['DMARC', looked.dmarc],
  ] as const
  const bad = results.filter(([, result]) => result !== 'pass')
  return (
    <>
      <Alert
        kind={bad.length === 0 ? 'success' : 'warning'}
        title={bad.length === 0 ? 'It came back, and it’s trusted' : 'It came back, but not everything is right'}
      >
        {looked.server ? `${looked.server} looked at it.` : 'The receiving server looked at it.'}
      </Alert>
      <dl class="record">
        {results.map(([what, result]) => (
          <>
            <dt>{what}</dt>
            <dd>
              <span class={`tag ${RESULTS[result].tag}`}>{RESULTS[result].label}</span>
              {result !== 'pass' && ` ${adviceOn(what, checks)}`}
            </dd>
          </>
        ))}
      </dl>
    </>
  )
}

/** The record to mend, as the check of the domain names it. */
function adviceOn(what: DomainCheck['what'], checks: readonly DomainCheck[]): string {
  const check =
    checks.find(each => each.what === what && each.state !== 'good') ?? checks.find(each => each.what === what)
  const record = check?.add ? ` ${check.add.name} ${check.add.type} ${check.add.value}` : ''
  if (!check || check.state === 'good')
    return `Your domain publishes it, so your mail service sends in another name. Ask it to send as your domain.`
  return `${check.advice}${record}`
}
