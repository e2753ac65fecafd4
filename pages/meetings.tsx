/** The meetings of a partnership: those there are, and the forms that plan what comes after the launch. */
import type { Campaign } from '../domain/campaign.ts'
import { meetingTitle } from '../domain/kinds.ts'
import { longDate, timeSpan } from '../domain/time.ts'
import { ErrorSummary, Select, TextArea, TextField } from './field.tsx'

/** Somebody who can be asked to a meeting, as a box to tick. */
export interface Choice {
  email: string
  name: string
  company: string
  /** A champion, or what they said to the launch. */
  mark: string
}

export interface MeetingsView {
  /** The campaign this page was opened from. */
  campaign: string
  mayEdit: boolean
  meetings: readonly Campaign[]
  /** Whether the launch has a date, so that a debrief can follow it. */
  debrief: boolean
  choices: readonly Choice[]
  zones: readonly string[]
  /** What was typed last, and in which form. */
  form?: 'action-team' | 'quarterly' | undefined
  typed: Record<string, string>
  ticked: readonly string[]
  errors: Record<string, string>
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
        view.meetings.some(({ status, meeting }) => status === 'draft' && meeting?.kind === 'quarterly') && (
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
          <ErrorSummary errors={view.errors} />
          {view.debrief && (
            <details class="panel">
              <summary>
                <span class="panel-title">Plan the debrief</span>
                <span class="panel-hint">The support team, in the same room, right after the launch</span>
              </summary>
              <form method="post" action={post('debrief')} class="panel-body">
                <Select
                  name="minutes"
                  label="How long?"
                  value="45"
                  options={['30', '45', '60', '90'].map(value => ({ value, label: `${value} minutes` }))}
                />
                <button class="usa-button margin-top-2" type="submit">
                  Plan the debrief
                </button>
              </form>
            </details>
          )}
          <details class="panel" open={view.form === 'action-team'}>
            <summary>
              <span class="panel-title">Start an action team</span>
              <span class="panel-hint">A few businesses around one priority, first call within two to four weeks</span>
            </summary>
            <form method="post" action={post('action-team')} class="panel-body" novalidate>
              <TextField
                {...ask(view, 'name')}
                label="What does it work on?"
                hint="For example: Apprenticeships"
                most={80}
              />
              <TextField {...ask(view, 'date')} label="Date of the first call" type="date" />
              <Where view={view} />
              <People view={view} all={false} />
              <button class="usa-button margin-top-2" type="submit">
                Start the action team
              </button>
            </form>
          </details>
          <details class="panel" open={view.form === 'quarterly'}>
            <summary>
              <span class="panel-title">Plan the quarterly table</span>
              <span class="panel-hint">A year or more at once; each meeting asks in its own time</span>
            </summary>
            <form method="post" action={post('quarterly')} class="panel-body" novalidate>
              <p class="margin-top-0">Say the rule, or list the dates below it.</p>
              <div class="pair">
                <Select
                  {...ask(view, 'ordinal')}
                  label="Which"
                  options={[
                    ['1', 'First'],
                    ['2', 'Second'],
                    ['3', 'Third'],
                    ['4', 'Fourth'],
                    ['last', 'Last'],
                  ].map(([value = '', label = '']) => ({ value, label }))}
                />
                <Select
                  {...ask(view, 'weekday')}
                  label="Weekday"
                  options={['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((label, n) => ({
                    value: String(n + 1),
                    label,
                  }))}
                />
              </div>
              <TextField
                {...ask(view, 'months')}
                label="Months"
                hint="For example: February, May, August, November"
                required={false}
              />
              <TextField {...ask(view, 'count')} label="How many meetings" type="number" required={false} />
              <TextArea
                {...ask(view, 'dates')}
                label="Or the dates"
                hint="One a line, like 2027-05-11. If there are any, the rule above is left aside."
                required={false}
                rows={4}
              />
              <Where view={view} />
              <People view={view} all={true} />
              <button class="usa-button margin-top-2" type="submit">
                Plan the meetings
              </button>
            </form>
          </details>
        </div>
      )}
    </>
  )
}

const ask = (view: MeetingsView, name: string) => ({ name, value: view.typed[name], error: view.errors[name] })

function Where({ view }: { view: MeetingsView }) {
  return (
    <>
      <div class="pair">
        <TextField {...ask(view, 'start')} label="Starts" type="time" />
        <TextField {...ask(view, 'end')} label="Ends" type="time" />
      </div>
      <Select
        {...ask(view, 'zone')}
        label="Time zone of the place"
        options={view.zones.map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      />
      <TextField {...ask(view, 'host')} label="Host" hint="The business that hosts, or “Online”" most={120} />
      <TextField {...ask(view, 'address')} label="Address, or the link to the call" most={300} />
    </>
  )
}

/** Everybody who belongs by now, to tick; nobody is asked who said no to the launch. */
function People({ view, all }: { view: MeetingsView; all: boolean }) {
  const form = all ? 'quarterly' : 'action-team'
  const ticked = (email: string) => (view.form === form ? view.ticked.includes(email) : all)
  return (
    <fieldset class="usa-fieldset margin-top-2" id={`people-${form}`}>
      <legend class="usa-legend text-bold">Who is asked</legend>
      {view.errors.people && view.form === form && <span class="usa-error-message">{view.errors.people}</span>}
      <div class="choice-grid">
        {view.choices.map(({ email, name, company, mark }, n) => (
          <div class="usa-checkbox" key={email}>
            <input
              class="usa-checkbox__input"
              type="checkbox"
              id={`${form}-${n}`}
              name="people"
              value={email}
              checked={ticked(email)}
            />
            <label class="usa-checkbox__label" for={`${form}-${n}`}>
              {name}
              <span class="under">{[company, mark].filter(Boolean).join(' · ')}</span>
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}
