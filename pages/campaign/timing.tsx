/** The step that says when each wave leaves. */
import { askingRow, beginsWithHold, type Kind, type WaveRow as Row } from '../../domain/keep/kinds.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { rowKey } from '../../domain/keep/wave-id.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { keyOf, type Off, type Warning, type Wave } from '../../domain/send/plan.ts'
import { Timeline, type TimelineMark } from '../send/timeline.tsx'
import { Alert, Select, TextArea, TextField } from '../web/field.tsx'
import { StepFrame, type StepView } from './frame.tsx'

export interface TimingProps {
  view: StepView
  kind: Kind
  marks: readonly TimelineMark[]
  warnings: readonly Warning[]
  waves: readonly Wave[]
  /** When what was sent was sent, in words; by the id of its row. */
  sent: ReadonlyMap<string, string>
}

export function TimingForm({ view, kind, marks, warnings, waves, sent }: TimingProps) {
  const q = (name: string) => ({ name, value: view.typed[name], error: view.errors[name] })
  return (
    <StepFrame
      view={view}
      title="Email schedule"
      intro={
        kind.signed
          ? 'The letter a month ahead, then follow-ups only to those who haven’t replied, a reminder to those who are coming, and a thank-you to those who came. Change what doesn’t fit; if the meeting moves, the rest moves with it.'
          : 'Change what does not fit. The rest follows the meeting when it moves.'
      }
    >
      {marks.length > 1 ? (
        <Timeline marks={marks} />
      ) : (
        <Alert kind="info">
          Give the meeting a date first, and the timeline appears: <a href={PATHS.meeting(view.campaign)}>Meeting</a>.
        </Alert>
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
      <div class="wave-rows">
        {kind.waves.map(row =>
          sent.has(row.id) ? (
            <SentRow row={row} when={sent.get(row.id) ?? ''} />
          ) : (
            <WaveRow
              row={row}
              always={row === askingRow(kind)}
              view={view}
              off={waves.find(wave => keyOf(wave) === rowKey(row.id))?.off}
            />
          ),
        )}
      </div>
      {beginsWithHold(kind) ? null : (
        <Select
          {...q('calendar')}
          label="When does the meeting appear in their calendars?"
          hint="With the letter, they can answer from their calendar. Once they accept, the letter is only a letter."
          options={[
            { value: 'with the letter', label: 'With the letter, to accept or decline there' },
            { value: 'once they accept', label: 'Once they accept' },
          ]}
        />
      )}
      <Select
        {...q('companies')}
        label="Can guests see which companies are coming?"
        hint="On the page where they answer: names of businesses that said yes, no people."
        options={[
          { value: 'hidden', label: 'No' },
          { value: 'shown', label: 'Yes' },
        ]}
      />
      <TextField
        {...q('goal')}
        label={kind.signed ? 'How many companies make a critical mass?' : 'How many companies are enough?'}
        type="number"
        hint="The board counts companies that come; public partners are not counted."
      />
      <TextArea
        {...q('holidays')}
        label="Other days on which nothing is sent"
        required={false}
        hint="Nothing is sent on weekends and federal holidays. List your own days off here, one date a line, like 2027-07-05."
        rows={6}
      />
    </StepFrame>
  )
}

const SentRow = ({ row, when }: { row: Row; when: string }) => (
  <div class="wave-row">
    <div>
      <h2>{row.title}</h2>
      <p class="quiet">To {AUDIENCE[row.audience] ?? row.audience}</p>
    </div>
    <p class="wave-sent">Sent {when}</p>
  </div>
)

interface RowProps {
  row: Row
  /** Without it nobody would be asked, so it cannot be switched off. */
  always: boolean
  view: StepView
  off: Off | undefined
}

function WaveRow({ row, always, view, off }: RowProps) {
  const q = (name: string) => ({
    name: `${name}_${row.id}`,
    value: view.typed[`${name}_${row.id}`],
    error: view.errors[`${name}_${row.id}`],
  })
  return (
    <fieldset class="plain-set">
      <legend class="usa-sr-only">{row.title}</legend>
      <div class="wave-row">
        <div>
          <h2>{row.title}</h2>
          <p class="quiet">To {AUDIENCE[row.audience] ?? row.audience}</p>
          {off && off !== 'switched off' ? <p class="quiet">Won’t be sent: {off}</p> : null}
          {always ? null : (
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
        </div>
        {row.day || view.typed[`date_${row.id}`] ? (
          <TextField {...q('date')} label="Date" type="date" />
        ) : (
          <TextField {...q('date')} label="Date" type="date" hint="Empty: as soon as you send it" required={false} />
        )}
        <TextField {...q('hour')} label="Time" type="time" />
        {WAVES[row.kind].bothTones ? (
          <Select
            {...q('tone')}
            label="Tone"
            options={[
              { value: 'warm', label: 'Warm' },
              { value: 'brief', label: 'Brief' },
            ]}
          />
        ) : null}
      </div>
    </fieldset>
  )
}

const AUDIENCE: Record<string, string> = {
  everyone: 'everyone on the list',
  'the silent': 'those who have not answered',
  'not declined': 'everyone who has not said no',
  coming: 'those who said yes',
  'who came': 'those who came, or who said yes if no one is checked in',
  'coming or undecided': 'those who come or are undecided',
}
