/** The page of a team's lead: a time for the first call by one click, the agenda, what was agreed, what comes next. */

import { longDate, timeSpan } from '../../domain/keep/time.ts'
import { hasReminded } from '../../domain/send/plan.ts'
import type { Slot } from '../../domain/teams/team.ts'
import { Alert, ErrorSummary, Filled, type Merging, Select, TextArea, TextField } from '../web/field.tsx'
import { CommitmentList, type CommitmentsShown } from './commitment-list.tsx'
import { Members, Sides, type TeamShown, whenOf } from './team-card.tsx'
import { type Ask, Partners, Reaching } from './team-work.tsx'

export interface LeadView extends TeamShown {
  path: string
  partnership: string
  lead: string
  zone: string
  /** Of its forms that come filled, by what they do. */
  merging: (form: string) => Merging
  /** Times that are still to come. */
  slots: readonly Slot[]
  commitments: CommitmentsShown
  /** The form that did not read, as typed. */
  form?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  done?: string | undefined
}

export function LeadPage(view: LeadView) {
  const { team, lead, partnership, next } = view
  const asking: Ask = form => (name, value) => {
    const own = view.form === form
    return {
      name,
      id: `${form}-${name}`,
      value: own ? view.typed[name] : value,
      error: own ? view.errors[name] : undefined,
    }
  }
  return (
    <>
      <p class="over">{partnership}</p>
      <h1>{team.name}</h1>
      <p class="usa-intro">
        {lead}, you lead this action team. Its time, its agenda and what it wants to reach are yours to set.
      </p>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <ErrorSummary errors={view.errors} form={view.form} />
      <Sides team={team} />
      <Members team={team} />
      {next ? <Coming view={view} ask={asking} /> : <Choosing view={view} ask={asking} />}
      <h2 id="agreed">What was agreed</h2>
      <CommitmentList {...view.commitments} />
      <PromiseForm view={view} ask={asking} />
      <Reaching team={team} path={view.path} ask={asking} merging={view.merging('aim')} />
      <Partners team={team} path={view.path} ask={asking} />
    </>
  )
}

interface Part {
  view: LeadView
  ask: Ask
}

function Choosing({ view, ask }: Part) {
  const { slots, path, team, zone, calls } = view
  const q = ask('choose')
  const first = calls.length === 0
  const offered = first ? slots : []
  return (
    <section class="people" aria-labelledby="time">
      <h2 id="time" class="margin-top-2">
        {first ? 'When does your team talk first?' : 'When does your team talk next?'}
      </h2>
      <p>Everyone on the team gets the entry for their calendar. Who joins later gets it as well.</p>
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="do" value="choose" />
        {offered.length > 0 && (
          <fieldset class="usa-fieldset" id="choose-slot">
            <legend class="usa-legend text-bold">Choose a time</legend>
            {q('slot').error && <span class="usa-error-message">{q('slot').error}</span>}
            {offered.map(({ date, start, end }, n) => (
              <div class="usa-radio" key={date}>
                <input
                  class="usa-radio__input usa-radio__input--tile"
                  type="radio"
                  name="slot"
                  id={`slot-${n}`}
                  value={`${date} ${start}`}
                  checked={(q('slot').value ?? '') === `${date} ${start}`}
                />
                <label class="usa-radio__label" for={`slot-${n}`}>
                  {longDate(date)}
                  <span class="under">{timeSpan(start, end, zone, date)}</span>
                </label>
              </div>
            ))}
            <div class="usa-radio">
              <input
                class="usa-radio__input usa-radio__input--tile"
                type="radio"
                name="slot"
                id="slot-own"
                value="own"
                checked={q('slot').value === 'own'}
              />
              <label class="usa-radio__label" for="slot-own">
                Another time<span class="under">Name it below.</span>
              </label>
            </div>
          </fieldset>
        )}
        <div class="own-time">
          <TextField {...q('date')} label="Date" type="date" />
          <div class="pair">
            <TextField {...q('start')} label="Starts" type="time" />
            <Minutes {...q('minutes', '45')} />
          </div>
        </div>
        <TextField
          {...q('where', team.where)}
          label="Link to the call, or the place"
          hint="For example: https://… or “Ridgeline Machining, meeting room”"
          required={false}
          most={300}
        />
        <TextArea
          {...q('agenda')}
          label="Agenda"
          hint="Two or three lines; you can change it later."
          required={false}
          rows={3}
          most={2000}
        />
        <div class="actions">
          <button class="usa-button usa-button--big" type="submit">
            Set this time
          </button>
        </div>
      </form>
    </section>
  )
}

const Minutes = (question: ReturnType<ReturnType<Ask>>) => (
  <Select
    {...question}
    label="How long?"
    options={['30', '45', '60'].map(value => ({ value, label: `${value} minutes` }))}
  />
)

/** The call that is set: its agenda, and another time if it has to be. */
function Coming({ view, ask }: Part) {
  const { next, path } = view
  if (!next?.meeting) return null
  const { meeting } = next
  const agenda = ask('agenda')
  const move = ask('move')
  return (
    <section class="people" aria-labelledby="time">
      <h2 id="time" class="margin-top-2">
        Your next call
      </h2>
      <p>
        <strong>{whenOf(next)}</strong>
        <span class="under break">{[meeting.venue.host, meeting.venue.address].filter(Boolean).join(', ')}</span>
      </p>
      <form method="post" action={path} novalidate data-once>
        <Filled {...view.merging('agenda')} form="agenda" />
        <input type="hidden" name="do" value="agenda" />
        <TextArea
          {...agenda('agenda', next.agenda ?? '')}
          label="Agenda"
          hint={
            hasReminded(next)
              ? 'The reminder has already been sent: bring it to the call.'
              : 'Everyone on the team gets it with the reminder, two working days ahead.'
          }
          rows={4}
          most={2000}
        />
        <button class="usa-button margin-top-2" type="submit">
          Save the agenda
        </button>
      </form>
      <details class="fields" open={view.form === 'move'}>
        <summary>Another time or place</summary>
        <form method="post" action={path} novalidate data-once>
          <Filled {...view.merging('move')} form="move" />
          <input type="hidden" name="do" value="move" />
          <TextField {...move('date', meeting.date)} label="Date" type="date" />
          <div class="pair">
            <TextField {...move('start', meeting.start)} label="Starts" type="time" />
            <Minutes {...move('minutes', '45')} />
          </div>
          <TextField
            {...move('where', meeting.venue.address || meeting.venue.host)}
            label="Link to the call, or the place"
            required={false}
            most={300}
          />
          <p class="quiet">Everyone who has the entry gets the change.</p>
          <button class="usa-button usa-button--outline" type="submit">
            Move the call
          </button>
        </form>
      </details>
    </section>
  )
}

function PromiseForm({ view, ask }: Part) {
  const q = ask('promise')
  const { team, path } = view
  const here = team.members.filter(({ leftAt }) => leftAt === undefined)
  return (
    <details class="fields" open={view.form === 'promise'}>
      <summary>Write down who does what</summary>
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="do" value="promise" />
        <TextField
          {...q('what')}
          label="What"
          hint="For example: Visit the college’s welding lab and list what is missing"
          most={300}
        />
        <Select
          {...q('owner')}
          label="Who"
          options={[
            { value: '', label: 'Choose someone' },
            ...here.map(({ email, name, company }) => ({
              value: email,
              label: [name, company].filter(Boolean).join(', '),
            })),
          ]}
        />
        <TextField {...q('due')} label="By when" type="date" />
        <p class="quiet">They are reminded a week and a day ahead. All members see it.</p>
        <button class="usa-button usa-button--outline" type="submit">
          Save commitment
        </button>
      </form>
    </details>
  )
}
