/** The meetings of a partnership: those there are, and what can be planned next. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { FormValues } from '../../domain/keep/three-way.ts'
import { longDate, timeSpan } from '../../domain/keep/time.ts'
import { ErrorSummary, Filled } from '../web/field.tsx'
import { ActionTeamForm, DebriefForm, type Planning, QuarterlyForm } from './meeting-forms.tsx'

export interface MeetingsView extends Planning {
  /** The campaign this page was opened from. */
  campaign: string
  mayEdit: boolean
  meetings: readonly Campaign[]
  /** The words of the tables that are planned and not sent, by their check values. */
  seen: FormValues
  /** Whether the launch has a date, so that a debrief can follow it. */
  debrief: boolean
}

const STATUS: Partial<Record<Campaign['status'], string>> = { draft: 'not sent yet', scheduled: 'emails planned' }

export function Meetings(view: MeetingsView) {
  return (
    <>
      <h1 class="margin-top-0">Meetings</h1>
      <p class="usa-intro">
        The launch is the first of many. Each meeting has its own people, emails and answers; everyone gets one calendar
        entry for each.
      </p>
      <ul class="campaigns">
        {view.meetings.map(each => (
          <li key={each.id}>
            <h2>
              <a href={each.status === 'draft' ? PATHS.review(each.id) : PATHS.board(each.id)}>{meetingTitle(each)}</a>
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
          <form method="post" action={PATHS.sendQuarterly(view.campaign)} class="needs" data-once>
            <Filled was={view.seen} />
            <p class="margin-y-0">
              Quarterly meetings are planned and not sent. Each person gets one hold a quarter, six weeks ahead.
            </p>
            <button class="usa-button" type="submit">
              Schedule invitations
            </button>
          </form>
        )}
      {view.mayEdit && (
        <div class="adding">
          <h2>Plan the next one</h2>
          {view.typing ? <ErrorSummary errors={view.typing.errors} form={view.typing.form} /> : null}
          <p class="margin-y-1">
            A launch in two towns, or on two days? <a href={PATHS.sessions(view.campaign)}>Add a session</a>.
          </p>
          {view.debrief && <DebriefForm action={PATHS.startDebrief(view.campaign)} />}
          <ActionTeamForm view={view} action={PATHS.startTeamCall(view.campaign)} teams={PATHS.teams(view.campaign)} />
          <QuarterlyForm view={view} action={PATHS.startQuarterly(view.campaign)} />
        </div>
      )}
      {view.mayEdit && (
        <p class="margin-top-4">
          Is someone else taking over as convener or champion?{' '}
          <a class="usa-link" href={PATHS.succession(view.campaign)}>
            Transfer a role
          </a>
        </p>
      )}
    </>
  )
}
