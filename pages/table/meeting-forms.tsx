/** The forms that plan what comes after the launch, each folded under its heading. */
import type { Child } from 'hono/jsx'
import { zoneLabel } from '../../domain/keep/zones.ts'
import { Select, TextArea, TextField } from '../web/field.tsx'

/** Somebody who can be asked to a meeting, as a box to tick. */
export interface Choice {
  email: string
  name: string
  company: string
  /** A champion, or what they said to the launch. */
  mark: string
  /** They said no to the launch or did not attend it: they are not ticked to begin with. */
  apart: boolean
}

export type PlanningForm = 'action-team' | 'quarterly'

export interface Planning {
  choices: readonly Choice[]
  zones: readonly string[]
  /** What stands in the forms at first. */
  usual: Record<string, string>
  /** A form that did not read, as it was typed. */
  typing?:
    | { form: PlanningForm; typed: Record<string, string>; ticked: readonly string[]; errors: Record<string, string> }
    | undefined
}

interface FormProps {
  view: Planning
  action: string
}

/** What was typed into a form that did not read. */
const typedInto = ({ typing }: Planning, form: PlanningForm) => (typing?.form === form ? typing : undefined)

/** The two forms ask some of the same, so ids begin with the form's name. */
function asked(view: Planning, form: PlanningForm, name: string) {
  const own = typedInto(view, form)
  return { name, id: `${form}-${name}`, value: own ? own.typed[name] : view.usual[name], error: own?.errors[name] }
}

const Folded = ({ title, hint, open, children }: { title: string; hint: string; open?: boolean; children: Child }) => (
  <details class="panel" open={open}>
    <summary>
      <span class="panel-title">{title}</span>
      <span class="panel-hint">{hint}</span>
    </summary>
    {children}
  </details>
)

export const DebriefForm = ({ action }: { action: string }) => (
  <Folded title="Plan the debrief" hint="The support team, in the same room, right after the launch">
    <form method="post" action={action} class="panel-body" novalidate data-once>
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
  </Folded>
)

export function ActionTeamForm({ view, action, teams }: FormProps & { teams: string }) {
  const q = (name: string) => asked(view, 'action-team', name)
  return (
    <Folded
      title="Start an action team"
      hint="A few businesses around one priority, first call within two to four weeks"
      open={typedInto(view, 'action-team') !== undefined}
    >
      <form method="post" action={action} class="panel-body" novalidate data-once>
        <p class="margin-top-0">
          Here you set the call and its people yourself. Under <a href={teams}>Teams</a> members join by themselves, and
          the lead chooses the time.
        </p>
        <TextField {...q('name')} label="What does it work on?" hint="For example: Apprenticeships" most={80} />
        <TextField {...q('date')} label="Date of the first call" type="date" />
        <Where view={view} form="action-team" />
        <Select
          {...q('lead')}
          label="Who leads it?"
          options={[
            { value: '', label: 'One of them, not settled yet' },
            ...view.choices.map(({ email, name, company }) => ({
              value: email,
              label: [name, company].filter(Boolean).join(', '),
            })),
          ]}
        />
        <People view={view} form="action-team" />
        <button class="usa-button margin-top-2" type="submit">
          Start the action team
        </button>
      </form>
    </Folded>
  )
}

const ORDINALS = [
  { value: '1', label: 'First' },
  { value: '2', label: 'Second' },
  { value: '3', label: 'Third' },
  { value: '4', label: 'Fourth' },
  { value: 'last', label: 'Last' },
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((label, n) => ({
  value: String(n + 1),
  label,
}))

export function QuarterlyForm({ view, action }: FormProps) {
  const q = (name: string) => asked(view, 'quarterly', name)
  return (
    <Folded
      title="Plan the quarterly table"
      hint="A year or more at once; each meeting sends its own invitation"
      open={typedInto(view, 'quarterly') !== undefined}
    >
      <form method="post" action={action} class="panel-body" novalidate data-once>
        <p class="margin-top-0">Say the rule, or list the dates below it.</p>
        <div class="pair">
          <Select {...q('ordinal')} label="Which" options={ORDINALS} />
          <Select {...q('weekday')} label="Weekday" options={WEEKDAYS} />
        </div>
        <TextField
          {...q('months')}
          label="Months"
          hint="For example: February, May, August, November"
          required={false}
        />
        <TextField {...q('count')} label="How many meetings" type="number" required={false} />
        <TextArea
          {...q('dates')}
          label="Or the dates"
          hint="One a line, like 2027-05-11. If you list any, the rule above isn’t used."
          required={false}
          rows={4}
        />
        <Where view={view} form="quarterly" />
        <People view={view} form="quarterly" all />
        <button class="usa-button margin-top-2" type="submit">
          Plan the meetings
        </button>
      </form>
    </Folded>
  )
}

function Where({ view, form }: { view: Planning; form: PlanningForm }) {
  const q = (name: string) => asked(view, form, name)
  return (
    <>
      <div class="pair">
        <TextField {...q('start')} label="Starts" type="time" />
        <TextField {...q('end')} label="Ends" type="time" />
      </div>
      <Select
        {...q('zone')}
        label="Time zone"
        options={view.zones.map(zone => ({ value: zone, label: zoneLabel(zone) }))}
      />
      <TextField {...q('host')} label="Host" hint="The business that hosts, or “Online”" most={120} />
      <TextField {...q('address')} label="Address, or the link to the call" most={300} required={false} />
    </>
  )
}

/**
 * Everybody who was asked to the launch, to tick. Where the meeting is for `all` of them, those are ticked to begin with
 * who did not say no to it, nor stayed away.
 */
function People({ view, form, all = false }: { view: Planning; form: PlanningForm; all?: boolean }) {
  const own = typedInto(view, form)
  const error = own?.errors.people
  return (
    <fieldset
      class="usa-fieldset margin-top-2"
      id={`${form}-people`}
      aria-describedby={error ? `${form}-people-error` : undefined}
    >
      <legend class="usa-legend text-bold">Who is asked</legend>
      {error && (
        <span class="usa-error-message" id={`${form}-people-error`}>
          {error}
        </span>
      )}
      <div class="choice-grid">
        {view.choices.map(({ email, name, company, mark, apart }, n) => (
          <div class="usa-checkbox" key={email}>
            <input
              class="usa-checkbox__input"
              type="checkbox"
              id={`${form}-person-${n}`}
              name="people"
              value={email}
              checked={own ? own.ticked.includes(email) : all && !apart}
            />
            <label class="usa-checkbox__label" for={`${form}-person-${n}`}>
              {name}
              <span class="under">{[company, mark].filter(Boolean).join(' · ')}</span>
            </label>
          </div>
        ))}
      </div>
      <TextArea
        {...asked(view, form, 'others')}
        label="Others"
        hint="One a line: Dana Cole <dana@cole.com>"
        required={false}
        rows={3}
      />
    </fieldset>
  )
}
