/** The meetings of a partnership: those there are, and what can be planned next. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { longDate, timeSpan } from '../../domain/keep/time.ts'
import { ErrorSummary } from '../web/field.tsx'
import { ActionTeamForm, DebriefForm, type Planning, QuarterlyForm } from './meeting-forms.tsx'

export interface MeetingsView extends Planning {
  /** The campaign this page was opened from. */
  campaign: string
  mayEdit: boolean
  meetings: readonly Campaign[]
  /** Whether the launch has a date, so that a debrief can follow it. */
  debrief: boolean
}

const STATUS: Partial<Record<Campaign['status'], string>> = { draft: 'not sent yet', scheduled: 'letters planned' }

export function Meetings(view: MeetingsView) {
  const post = (what: string) => `/campaigns/${view.campaign}/meetings/${what}`
  return (
    <>
      <h1 class="margin-top-0">Meetings</h1>
      <p class="usa-intro">
        The launch is the first of many. Each meeting has its own people, letters and answers; everybody gets one
        calendar entry for each.
      </p>
      <ul class="campaigns">
        {view.meetings.map(each => (
          <li key={each.id}>
            <h2>
              <a href={each.status === 'draft' ? `/campaigns/${each.id}/review` : `/campaigns/${each.id}`}>
                {meetingTitle(each)}
              </a>
            </h2>
            <p>
              {each.meeting
                ? `${longDate(each.meeting.date)}, ${timeSpan(each.meeting.start, each.meeting.end, each.meeting.zone, each.meeting.date)}`
                : 'No date yet'}
            </p>
            <span class="tag">{STATUS[each.status] ?? each.status}</span>
          </li>
        ))}
      </ul>
      {view.mayEdit &&
        view.meetings.some(({ status, meeting }) => status === 'draft' && meeting && kindOf({ meeting }).inSeries) && (
          <form method="post" action={post('quarterly/send')} class="needs">
            <p class="margin-y-0">
              Quarterly meetings are planned and not sent. Each person gets one hold a quarter, six weeks ahead.
            </p>
            <button class="usa-button" type="submit">
              Let all their letters leave in time
            </button>
          </form>
        )}
      {view.mayEdit && (
        <div class="adding">
          <h2>Plan the next one</h2>
          {view.typing ? <ErrorSummary errors={view.typing.errors} form={view.typing.form} /> : null}
          <p class="margin-y-1">
            A launch in two towns, or on two days? <a href={`/campaigns/${view.campaign}/sessions`}>Add a session</a>.
          </p>
          {view.debrief && <DebriefForm action={post('debrief')} />}
          <ActionTeamForm view={view} action={post('action-team')} />
          <QuarterlyForm view={view} action={post('quarterly')} />
        </div>
      )}
      {view.mayEdit && (
        <p class="margin-top-4">
          Does somebody else take over as convener or champion?{' '}
          <a class="usa-link" href={`/campaigns/${view.campaign}/hand-over`}>
            Hand over
          </a>
        </p>
      )}
    </>
  )
}
