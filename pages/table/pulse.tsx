/** The pulse survey: questions for a member by link, and what all of them said, as numbers. */

import { tell } from '../../domain/keep/tell.ts'
import { longDate, readable } from '../../domain/keep/time.ts'
import {
  adviceOn,
  isTold,
  type PriorityPulse,
  type PulseResult,
  STATEMENTS,
  type Statement,
  type Verdict,
} from '../../domain/table/pulse.ts'
import { Alert, ErrorSummary, TextArea } from '../web/field.tsx'
import { AgreeBars } from './report-chart.tsx'

/** The statements a member weighs, in words. */
export const statementWords = (statement: Statement, home: string): string =>
  ({
    value: 'The partnership is worth my time.',
    led: 'Business leads it: we set the agenda and the priorities.',
    home: `${home || 'The convening organization'} is the right home for it.`,
  })[statement]

const GRADES = ['not at all', 'hardly', 'partly', 'mostly', 'entirely'] as const
const VERDICT: Record<Verdict, string> = { right: 'Still right', reached: 'Reached', drop: 'No longer' }

export interface PulseView {
  path: string
  partnership: string
  organization: string
  name: string
  stage: 'open' | 'over' | 'before'
  /** Whether this reader is asked, or only reads. */
  asked: boolean
  until: string
  zone: string
  date: string
  priorities: readonly { id: string; name: string }[]
  result: PulseResult
  done: boolean
  typed: Record<string, string>
  errors: Record<string, string>
}

function Choice({
  name,
  legend,
  options,
  value,
  error,
}: {
  name: string
  legend: string
  options: readonly { value: string; label: string }[]
  value: string | undefined
  error: string | undefined
}) {
  return (
    <fieldset class={`usa-fieldset choice ${error ? 'usa-form-group--error' : ''}`} id={name} tabindex={-1}>
      <legend class="usa-legend text-bold">{legend}</legend>
      {error && (
        <span class="usa-error-message" id={`${name}-error`}>
          {error}
        </span>
      )}
      <div class="choice-row">
        {options.map(option => (
          <div class="usa-radio" key={option.value}>
            <input
              class="usa-radio__input"
              type="radio"
              id={`${name}-${option.value}`}
              name={name}
              value={option.value}
              checked={value === option.value}
              aria-describedby={error ? `${name}-error` : undefined}
            />
            <label class="usa-radio__label" for={`${name}-${option.value}`}>
              {option.label}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  )
}

export function PulsePage(view: PulseView) {
  const { typed, errors, priorities, stage, asked } = view
  const open = stage === 'open' && asked
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>{open ? `${view.name}, is it worth your time?` : 'What members say'}</h1>
      {view.done && (
        <Alert kind="success">
          Thank you. You can change what you said until {readable(view.until, view.zone)}; afterwards the numbers stand
          here.
        </Alert>
      )}
      {open && (
        <>
          <p class="usa-intro">A few quick questions. Members see numbers, never who said what.</p>
          <ErrorSummary errors={errors} />
          <form method="post" action={view.path} novalidate data-once>
            {STATEMENTS.map(each => (
              <Choice
                key={each}
                name={each}
                legend={statementWords(each, view.organization)}
                options={GRADES.map((label, n) => ({ value: String(n + 1), label: `${n + 1}, ${label}` }))}
                value={typed[each]}
                error={errors[each]}
              />
            ))}
            {priorities.length > 0 && <h2>Are the priorities still right?</h2>}
            {priorities.map(({ id, name }) => (
              <Choice
                key={id}
                name={`priority-${id}`}
                legend={name}
                options={Object.entries(VERDICT).map(([value, label]) => ({ value, label }))}
                value={typed[`priority-${id}`]}
                error={undefined}
              />
            ))}
            <TextArea
              name="missing"
              label="What is missing among the priorities?"
              rows={2}
              most={300}
              required={false}
              value={typed.missing}
              error={errors.missing}
            />
            <TextArea
              name="words"
              label="Anything else the table should hear?"
              rows={3}
              most={600}
              required={false}
              value={typed.words}
              error={errors.words}
            />
            <button class="usa-button margin-top-2" type="submit">
              {view.typed.value ? 'Change my answer' : 'Answer'}
            </button>
          </form>
          <p class="quiet">
            The convener reads what you write without your name beside it. This link is {view.name}’s own.
          </p>
        </>
      )}
      {!open && stage === 'over' && (
        <>
          <p class="usa-intro">
            {tell(view.result.answers, {
              unknown: '',
              zero: `No one answered the survey after ${longDate(view.date)}.`,
              one: `1 of ${view.result.asked} members answered the survey after ${longDate(view.date)}.`,
              many: n => `${n} of ${view.result.asked} members answered the survey after ${longDate(view.date)}.`,
            })}
          </p>
          {isTold(view.result) ? (
            <>
              <h2>What they say</h2>
              <ResultShown result={view.result} home={view.organization} year={view.date.slice(0, 4)} />
            </>
          ) : (
            view.result.answers > 0 && <p>Too few answered to show what they said without showing who.</p>
          )}
        </>
      )}
      {!open && stage !== 'over' && <p class="usa-intro">The survey is not open to you now.</p>}
    </>
  )
}

/** The numbers of one survey. */
const ResultShown = ({ result, home, year }: { result: PulseResult; home: string; year: string }) => (
  <>
    {STATEMENTS.map(each => (
      <AgreeBars key={each} label={statementWords(each, home)} surveys={[{ name: year, spread: result[each] }]} />
    ))}
    {result.priorities.length > 0 && <VerdictList priorities={result.priorities} />}
  </>
)

const ADVICE: Record<Verdict, string> = { right: 'still right', reached: 'reached', drop: 'no longer' }

/** What was said of each priority, with what most said. */
export const VerdictList = ({ priorities }: { priorities: readonly PriorityPulse[] }) => (
  <table class="roll">
    <thead>
      <tr>
        <th scope="col">Priority</th>
        <th scope="col">Still right</th>
        <th scope="col">Reached</th>
        <th scope="col">No longer</th>
        <th scope="col">Most say</th>
      </tr>
    </thead>
    <tbody>
      {priorities.map(each => {
        const advice = adviceOn(each)
        return (
          <tr key={each.id}>
            <th scope="row">{each.name}</th>
            <td data-label="Still right">{each.right}</td>
            <td data-label="Reached">{each.reached}</td>
            <td data-label="No longer">{each.drop}</td>
            <td data-label="Most say">{advice ? ADVICE[advice] : 'no one said'}</td>
          </tr>
        )
      })}
    </tbody>
  </table>
)
