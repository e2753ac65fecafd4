/** Who is written to no more, and why. */
import type { Suppression, SuppressionReason } from '../../domain/keep/invitation.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { Alert, TextArea } from '../web/field.tsx'
import { Paging } from '../web/paging.tsx'

export interface SuppressionsView {
  campaign: string
  zone: string
  mayEdit: boolean
  suppressions: readonly Suppression[]
  mayLift: (suppression: Suppression) => boolean
  total: number
  page: number
  pages: number
  /** What the last form did. */
  news?: { kind: 'success' | 'error' | 'warning'; text: string; lines?: string[] } | undefined
  typed: string
}

const REASONS: Record<SuppressionReason, string> = {
  'opted out': 'Asked for no more emails',
  bounced: 'The address did not work',
  complained: 'Marked an email as spam',
}

export function Suppressions(view: SuppressionsView) {
  return (
    <>
      <h1 class="margin-y-0">Do-not-email list</h1>
      <p class="usa-intro">
        No email of this partnership goes to these addresses, whoever invites them. You can remove an address that
        bounced, in case it works again; whoever unsubscribed or reported spam stays. A mailbox that was only full isn’t
        listed.
      </p>
      {view.news && (
        <Alert kind={view.news.kind}>
          {view.news.text}
          {view.news.lines && view.news.lines.length > 0 && (
            <ul>
              {view.news.lines.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      {view.total === 0 ? (
        <p>No one so far.</p>
      ) : (
        <>
          <div class="list-head">
            <p class="margin-y-1">
              {view.total.toLocaleString('en-US')} {view.total === 1 ? 'address' : 'addresses'}
            </p>
            <a class="usa-button usa-button--outline" href={PATHS.suppressionsCsv(view.campaign)}>
              Export as CSV
            </a>
          </div>
          <table class="roll">
            <caption class="usa-sr-only">Do-not-email list</caption>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Why</th>
                <th scope="col">Since</th>
                {view.mayEdit && <th scope="col">Change</th>}
              </tr>
            </thead>
            <tbody>
              {view.suppressions.map(each => (
                <tr key={each.email}>
                  <th scope="row" data-label="Address" class="break">
                    {each.email}
                  </th>
                  <td data-label="Why">{REASONS[each.reason]}</td>
                  <td data-label="Since">{readable(each.at, view.zone)}</td>
                  {view.mayEdit && (
                    <td data-label="Change">
                      {view.mayLift(each) ? (
                        <form method="post" action={PATHS.liftSuppression(view.campaign)}>
                          <input type="hidden" name="email" value={each.email} />
                          <button class="usa-button usa-button--outline" type="submit">
                            Write to it again<span class="usa-sr-only">: {each.email}</span>
                          </button>
                        </form>
                      ) : (
                        <span class="text-base-dark">Cannot be lifted</span>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
          <Paging
            page={view.page}
            pages={view.pages}
            label="Pages of addresses"
            to={page => withQuery(PATHS.suppressions(view.campaign), { page })}
          />
        </>
      )}
      <p>
        <a class="usa-link" href={PATHS.forgotten(view.campaign)}>
          People who asked to be forgotten
        </a>
      </p>
      {view.mayEdit && (
        <details class="panel" open={view.typed !== ''}>
          <summary>
            <span class="panel-title">Import a list</span>
            <span class="panel-hint">Opt-outs from the tool you used before</span>
          </summary>
          <form method="post" action={PATHS.suppressions(view.campaign)} class="panel-body" novalidate>
            <TextArea
              name="list"
              label="Addresses"
              hint="One per line. A reason beside it, such as “bounced”, or a date is kept. An export from here can be imported again."
              rows={6}
              value={view.typed}
            />
            <button class="usa-button margin-top-2" type="submit">
              Add them
            </button>
          </form>
        </details>
      )}
    </>
  )
}
