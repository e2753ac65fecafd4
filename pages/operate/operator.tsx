/** What whoever runs this Convoke has to know of it, on one page. */
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { type Instant, readable } from '../../domain/keep/time.ts'
import { Alert } from '../web/field.tsx'
import { AuditTable } from './audit-table.tsx'
import { wayWords } from './audit-words.ts'
import { type MachineView, StoragePart, TroublesPart, VersionsPart } from './machine-part.tsx'
import { type SendingOverview, SendingPart } from './sending-part.tsx'
import { AdmittedList, type AdmittedView } from './who-may-sign-in.tsx'

export interface OperatorView {
  now: Instant
  /** The session this page is asked for with, and whose it is. */
  own: string
  email: string
  admitted: AdmittedView
  signedIn: {
    people: readonly {
      email: string
      how: string
      logins: readonly { id: string; openedAt: Instant; seenAt: Instant }[]
    }[]
    isMore: boolean
    latest: readonly AuditEntry[]
  }
  sending: SendingOverview
  /** How many emails came to Convoke itself. */
  desk: number
  /** What is wrong with the time zone data, where they are old. */
  zones: string | undefined
  machine: MachineView | undefined
  said: string | undefined
}

export const Operator = (view: OperatorView) => {
  const { machine, signedIn } = view
  return (
    <>
      <h1>This Convoke</h1>
      <p class="usa-intro">
        For you who run it: who gets in, whether emails go out, and what went wrong. Times are UTC.
      </p>
      <ul class="jump">
        <li>
          <a href={PATHS.audit()}>Audit log</a>
        </li>
        <li>
          <a href={PATHS.operatorPeople()}>Who may sign in</a>
        </li>
        <li>
          <a href={PATHS.sending()}>Will emails arrive?</a>
        </li>
        <li>
          <a href={PATHS.desk()}>Mail to Convoke itself{view.desk > 0 ? ` (${view.desk})` : ''}</a>
        </li>
      </ul>
      <h2 id="failed">What failed</h2>
      {machine ? <TroublesPart machine={machine} /> : <p>Failures are in the log.</p>}
      <h2 id="sending">Sending</h2>
      <SendingPart {...view.sending} />
      <h2 id="signed-in">Who is signed in</h2>
      {view.said === 'ended' && <Alert kind="success">Signed out there.</Alert>}
      {view.said === 'none' && (
        <Alert kind="info">No session was ended: it was over already, or it is the one you use.</Alert>
      )}
      <SignedInPeople view={view} />
      <h2 id="sign-ins">Last sign-ins</h2>
      {signedIn.latest.length === 0 ? (
        <p>None is recorded yet.</p>
      ) : (
        <AuditTable entries={signedIn.latest} caption="Last sign-ins and sign-outs" where={false} />
      )}
      <p>
        <a class="usa-link" href={withQuery(PATHS.audit(), { kind: 'sign-in' })}>
          All sign-ins
        </a>
      </p>
      <h2 id="may">Who may sign in</h2>
      <AdmittedList admitted={view.admitted} />
      <p>
        And everyone on the team of a partnership:{' '}
        <a class="usa-link" href={PATHS.operatorPeople()}>
          see who
        </a>
        .
      </p>
      {machine && (
        <>
          <h2 id="storage">Storage</h2>
          <StoragePart machine={machine} now={view.now} />
          <h2 id="versions">Versions</h2>
          <VersionsPart machine={machine} zones={view.zones} />
        </>
      )}
    </>
  )
}

const utc = (at: Instant): string => readable(at, 'UTC')

function SignedInPeople({ view: { signedIn, own, email: mine } }: { view: OperatorView }) {
  const { people, isMore } = signedIn
  if (people.length === 0) return <p>No one whose sign-in is recorded.</p>
  return (
    <>
      <table class="roll">
        <caption class="usa-sr-only">Who is signed in</caption>
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Signed in</th>
            <th scope="col">Last used</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        {people.map(({ email, how, logins }) => (
          <tbody key={email}>
            {logins.map(({ id, openedAt, seenAt }, n) => (
              <tr>
                <th scope="row" data-label="Address" class="break">
                  {email}
                  {n === 0 && how !== '' && <span class="under">last time {wayWords(how)}</span>}
                </th>
                <td data-label="Signed in">{utc(openedAt)}</td>
                <td data-label="Last used">{utc(seenAt)}</td>
                <td data-label="Change">
                  {id === own ? (
                    'This browser'
                  ) : (
                    <form method="post" action={PATHS.operatorSessions()} data-once>
                      <input type="hidden" name="email" value={email} />
                      <button class="usa-button usa-button--unstyled" type="submit" name="end" value={id}>
                        Sign out
                        <span class="usa-sr-only">
                          : {email}, {utc(openedAt)}
                        </span>
                      </button>
                      {n === 0 && logins.length > 1 && (
                        <>
                          {' '}
                          <button class="usa-button usa-button--unstyled" type="submit" name="end" value="all">
                            Sign out everywhere
                            <span class="usa-sr-only">
                              : {email}
                              {email === mine && ', except here'}
                            </span>
                          </button>
                        </>
                      )}
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p class="quiet">
        {isMore && 'There are more: look in the audit log. '}
        When a session was last used is noted once an hour. Signing someone out takes no right from them: they can sign
        in again until they are taken off the settings or the team.
      </p>
    </>
  )
}
