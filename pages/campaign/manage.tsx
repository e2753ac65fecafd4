/** A partnership as a whole: the same again, put away, deleted. */
import { KEEP_MONTHS } from '../../domain/campaign/retention.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { Alert, SureForm } from '../web/field.tsx'

export interface ManageView {
  campaign: string
  name: string
  /** What this meeting is called; undefined for the launch, on which all else stands. */
  meeting: string | undefined
  archived: boolean
  sample: boolean
  keepMonths: number | undefined
  /** How long it is kept was just saved. */
  saved: boolean
  mayStart: boolean
  problem?: { at: 'again' | 'meeting' | 'partnership'; words: string; typed?: string } | undefined
}

export function ManagePage(view: ManageView) {
  const { campaign, name, meeting, archived, sample, mayStart, problem } = view
  const wrong = (at: 'again' | 'meeting' | 'partnership') =>
    problem?.at === at ? <Alert kind="error">{problem.words}</Alert> : null
  return (
    <>
      <h1 class="margin-top-0">Manage {name}</h1>
      <p>
        <a class="usa-link" href={PATHS.partnership(campaign)}>
          Change its name, region or sector
        </a>
      </p>
      {wrong('again')}
      {mayStart && (
        <section class="card">
          <h2 class="card-title">Start again next year</h2>
          <p>
            Starts a new partnership with this one’s champions, team and words, and a launch on the same weekday next
            year. Champions sign again; nothing is sent before that.
          </p>
          <form method="post" action={PATHS.startAgain(campaign)} novalidate data-once>
            <div class="usa-checkbox">
              <input class="usa-checkbox__input" id="list" type="checkbox" name="list" value="yes" checked />
              <label class="usa-checkbox__label" for="list">
                With the list of people, without those who opted out
              </label>
            </div>
            <button class="usa-button usa-button--outline margin-top-2" type="submit">
              Start the new partnership
            </button>
          </form>
        </section>
      )}
      <section class="card">
        <h2 class="card-title">{archived ? 'Archived' : 'Archive it'}</h2>
        <p>
          {archived
            ? 'It’s listed separately on your first page. Everything is kept, and scheduled emails still go out.'
            : 'Moves it to a separate list on your first page. Everything is kept, and scheduled emails still go out.'}
        </p>
        <form method="post" action={PATHS.archive(campaign)}>
          <input type="hidden" name="do" value={archived ? 'back' : 'away'} />
          <button class="usa-button usa-button--outline" type="submit">
            {archived ? 'Restore it' : 'Archive it'}
          </button>
        </form>
      </section>
      <section class="card" id="keeping">
        <h2 class="card-title">How long it is kept</h2>
        {view.saved && <Alert kind="success">Saved.</Alert>}
        <p>
          After that long without a meeting, everything of the partnership is deleted. Those who run it are told a month
          before.
        </p>
        <form method="post" action={PATHS.keeping(campaign)} novalidate>
          <label class="usa-label" for="months">
            Keep it
          </label>
          <select class="usa-select" id="months" name="months">
            <option value="0" selected={view.keepMonths === undefined}>
              Until I delete it
            </option>
            {KEEP_MONTHS.map(months => (
              <option value={String(months)} selected={view.keepMonths === months}>
                {months < 12 ? `${months} months` : months === 12 ? '1 year' : `${months / 12} years`} after its last
                meeting
              </option>
            ))}
          </select>
          <button class="usa-button usa-button--outline margin-top-2" type="submit">
            Save
          </button>
        </form>
      </section>
      {meeting !== undefined && (
        <section class="card" id="delete-meeting">
          <h2 class="card-title">Delete this meeting</h2>
          {wrong('meeting')}
          <p>{meeting}: its list, emails and answers are deleted. No one is notified, and it can’t be undone.</p>
          <SureForm
            action={PATHS.deleteMeeting(campaign)}
            yes={`Yes, delete ${meeting}`}
            button="Delete this meeting"
          />
        </section>
      )}
      <section class="card" id="delete-partnership">
        <h2 class="card-title">Delete the partnership</h2>
        {wrong('partnership')}
        <p>
          Everything is deleted: meetings, lists, answers, teams, commitments, reports, and the emails that came in. No
          one is notified, and it can’t be undone. Export what you want to keep first.
        </p>
        <form method="post" action={PATHS.deletePartnership(campaign)} novalidate data-once>
          {sample ? null : (
            <>
              <label class="usa-label" for="name">
                To delete it, type its name: <strong>{name}</strong>
              </label>
              <input class="usa-input" id="name" name="name" value={problem?.typed ?? ''} autocomplete="off" required />
            </>
          )}
          <button class="usa-button usa-button--secondary margin-top-2" type="submit">
            {sample ? 'Delete the sample' : 'Delete the partnership'}
          </button>
        </form>
      </section>
    </>
  )
}
