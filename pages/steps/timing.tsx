/** The step that says when each wave leaves, drawn on a line of time. */
import { LAUNCH_WAVES, type Warning, type Wave } from '../../domain/plan.ts'
import { type Day, daysBetween, shortDate } from '../../domain/time.ts'
import { Alert, Select, TextArea, TextField } from '../field.tsx'
import { StepFrame, type StepView } from './frame.tsx'

/** A moment on the line: a wave, today, or the meeting itself. */
export interface Mark {
  label: string
  day: Day
  kind: 'today' | 'wave' | 'off' | 'meeting'
}

const WIDTH = 720
const EDGE = 40

/** Marks from left to right; labels take turns above and below so that near ones can be read. */
export function Timeline({ marks }: { marks: readonly Mark[] }) {
  const sorted = [...marks].sort((a, b) => (a.day < b.day ? -1 : 1))
  const first = sorted[0]?.day
  const last = sorted.at(-1)?.day
  if (!first || !last) return null
  const days = Math.max(1, daysBetween(first, last))
  const x = (day: Day) => EDGE + (daysBetween(first, day) / days) * (WIDTH - 2 * EDGE)
  return (
    <figure class="timeline">
      <svg viewBox={`0 0 ${WIDTH} 190`} role="img" aria-labelledby="timeline-title">
        <title id="timeline-title">{sorted.map(({ label, day }) => `${label} on ${shortDate(day)}`).join(', ')}</title>
        <line x1={EDGE} x2={WIDTH - EDGE} y1="95" y2="95" class="time-line" />
        {sorted.map(({ label, day, kind }, n) => {
          const level = [28, 138, 58, 168][n % 4] ?? 28
          const at = x(day)
          const anchor = at < 90 ? 'start' : at > WIDTH - 90 ? 'end' : 'middle'
          return (
            <g class={`mark mark-${kind}`}>
              <line x1={at} x2={at} y1="95" y2={level < 95 ? level + 6 : level - 24} class="mark-stem" />
              <circle cx={at} cy="95" r={kind === 'meeting' ? 9 : 6} />
              <text x={at} y={level - 12} text-anchor={anchor} class="mark-label">
                {label}
              </text>
              <text x={at} y={level + 2} text-anchor={anchor} class="mark-day">
                {kind === 'off' ? 'will not leave' : shortDate(day)}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}

export function TimingForm({
  view,
  marks,
  warnings,
  waves,
}: {
  view: StepView
  marks: readonly Mark[]
  warnings: readonly Warning[]
  waves: readonly Wave[]
}) {
  const q = (name: string) => ({ name, value: view.typed[name], error: view.errors[name] })
  return (
    <StepFrame
      view={view}
      title="When letters leave"
      intro="A month ahead, then only to those who are silent, and a reminder to those who come. Change what does not fit; the rest follows the meeting when it moves."
    >
      {marks.length > 1 ? (
        <Timeline marks={marks} />
      ) : (
        <Alert kind="info">Give the launch a date first, and the timeline appears.</Alert>
      )}
      {warnings.length > 0 ? (
        <Alert kind="warning" title="Good to know">
          <ul>
            {warnings.map(({ message }) => (
              <li>{message}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {LAUNCH_WAVES.map(row => {
        const gone = waves.find(({ id }) => id === row.id)?.off
        return (
          <fieldset class="people">
            <legend>{row.title}</legend>
            <p class="quiet">
              To {AUDIENCE[row.audience] ?? row.audience}
              {gone && gone !== 'switched off' ? ` · will not leave: ${gone}` : ''}
            </p>
            <div class="pair">
              <TextField {...q(`date_${row.id}`)} label="Date" type="date" />
              <TextField {...q(`hour_${row.id}`)} label="Time" type="time" />
            </div>
            {row.kind === 'follow-up' ? (
              <Select
                {...q(`tone_${row.id}`)}
                label="Tone"
                options={[
                  { value: 'warm', label: 'Warm' },
                  { value: 'brief', label: 'Brief' },
                ]}
              />
            ) : null}
            {row.id === 'invite' ? null : (
              <div class="usa-checkbox">
                <input
                  class="usa-checkbox__input"
                  type="checkbox"
                  id={`on_${row.id}`}
                  name={`on_${row.id}`}
                  value="yes"
                  checked={view.typed[`on_${row.id}`] === 'yes'}
                />
                <label class="usa-checkbox__label" for={`on_${row.id}`}>
                  Send it
                </label>
              </div>
            )}
          </fieldset>
        )
      })}
      <TextField
        {...q('goal')}
        label="How many companies make a critical mass?"
        type="number"
        hint="Counted by company; public partners are not counted."
      />
      <TextArea
        {...q('holidays')}
        label="Holidays on which nothing leaves"
        required={false}
        hint="One date a line, like 2027-07-05. Federal holidays are listed to begin with."
        rows={6}
      />
    </StepFrame>
  )
}

const AUDIENCE: Record<string, string> = {
  everyone: 'everyone on the list who has not answered',
  'the silent': 'those who have not answered',
  'coming or undecided': 'those who come or are undecided',
}
