/** Where a quarterly table stands: its agenda, what came of commitments, its report, what its members say of it. */

import { PATHS } from '../../domain/keep/paths.ts'
import { tell } from '../../domain/keep/tell.ts'
import { longDate } from '../../domain/keep/time.ts'
import {
  adviceOn,
  isTold,
  type PriorityPulse,
  type PulseResult,
  type Said,
  STATEMENTS,
} from '../../domain/table/pulse.ts'
import type { ReportFigures } from '../../domain/table/report.ts'
import { Alert, ErrorSummary } from '../web/field.tsx'
import { AgendaForm, AgendaList, type AgendaView } from './agenda.tsx'
import { statementWords, VerdictList } from './pulse.tsx'
import { FiguresShown } from './report.tsx'
import { AgreeBars } from './report-chart.tsx'

interface SurveyShown {
  campaign: string
  date: string
  stage: 'open' | 'over'
  until: string
  result: PulseResult
}

export interface ProgressView {
  campaign: string
  mayEdit: boolean
  organization: string
  agenda: AgendaView
  /** The invitation bears an agenda of the convener's own words instead. */
  handWritten: boolean
  figures: ReportFigures
  report: 'none' | 'written' | 'released'
  over: boolean
  /** Whether this meeting is followed by the survey, and on which day its letter leaves. */
  pulse: 'asked' | 'not asked' | { on: string }
  surveys: readonly SurveyShown[]
  /** Priorities that have an open team, as the latest survey sees them. */
  renewal: readonly (PriorityPulse & { team: string })[]
  /** The table that comes next, where what is renewed can be put on the agenda. */
  next?: { date: string } | undefined
  done?: string | undefined
}

export function Progress(view: ProgressView) {
  const { campaign, mayEdit, figures, over } = view
  return (
    <>
      <h1 class="margin-top-0">Progress</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <p class="usa-intro">
        Members set the agenda, read on one page what came of the meeting, and can be asked once a year whether it is
        worth their time.
      </p>
      <ErrorSummary errors={view.agenda.errors} />
      <section class="card" id="agenda" aria-labelledby="agenda-title">
        <h2 id="agenda-title" class="margin-top-0">
          Agenda
        </h2>
        {view.handWritten && (
          <Alert kind="warning">
            The invitation bears an agenda written by hand, not this list.
            {mayEdit && (
              <form method="post" action={PATHS.agenda(campaign)} class="margin-top-1" data-once>
                <button class="usa-button usa-button--outline" type="submit" name="do" value="list">
                  Put this list in its place
                </button>
              </form>
            )}
          </Alert>
        )}
        <AgendaList view={view.agenda} />
        {mayEdit && view.agenda.open && <AgendaForm view={view.agenda} label="Put something on it yourself" />}
      </section>
      <section class="card" aria-labelledby="report-title">
        <h2 id="report-title" class="margin-top-0">
          Report
        </h2>
        <p>{reportWords(view)}</p>
        <p class="actions">
          <a
            class={`usa-button ${over && view.report !== 'released' ? '' : 'usa-button--outline'}`}
            href={PATHS.report(campaign)}
          >
            {view.report === 'released' || !mayEdit ? 'Read the report' : 'Write the report'}
          </a>
          <a class="usa-button usa-button--outline" href={PATHS.reportPdf(campaign)}>
            On one page (PDF)
          </a>
        </p>
      </section>
      <FiguresShown figures={{ ...figures, pulse: undefined }} home={view.organization} />
      <Pulse view={view} />
      {mayEdit && (
        <p class="margin-top-4">
          Is someone else taking over as convener or champion?{' '}
          <a class="usa-link" href={PATHS.succession(campaign)}>
            Transfer a role
          </a>
        </p>
      )}
    </>
  )
}

const reportWords = ({ report, over }: ProgressView): string =>
  report === 'released'
    ? 'Released, with the figures as they were then.'
    : over
      ? 'The meeting is over: one page tells everyone what came of it. The draft is made from the figures below.'
      : 'After the meeting, one page tells everyone what came of it.'

function Pulse({ view }: { view: ProgressView }) {
  const { surveys, campaign, mayEdit, organization, over, pulse } = view
  const told = surveys.filter(({ result }) => isTold(result)).toReversed()
  const open = surveys.find(({ stage, result }) => stage === 'open' && result.asked > 0)
  const latest = surveys.at(-1)
  return (
    <section id="pulse" aria-labelledby="pulse-title">
      <h2 id="pulse-title">The pulse of the partnership</h2>
      {typeof pulse === 'object' && <p>Members get the survey on {dayAndYear(pulse.on)}.</p>}
      {open && <p>{answeredSoFar(open.result)}</p>}
      {told.length === 0 && !open && typeof pulse !== 'object' && (
        <p class="quiet">
          {tell(surveys.filter(({ result }) => result.asked > 0).length, {
            unknown: '',
            zero: 'Members haven’t been asked yet.',
            one: 'Too few members answered the survey to show what they said.',
            many: n => `Too few members answered any of the ${n} surveys to show what they said.`,
          })}
        </p>
      )}
      {told.length > 0 &&
        STATEMENTS.map(each => (
          <AgreeBars
            key={each}
            label={statementWords(each, organization)}
            surveys={told.map(({ date, result }) => ({ name: dayAndYear(date), spread: result[each] }))}
          />
        ))}
      {latest && isTold(latest.result) && <Words result={latest.result} />}
      {mayEdit && pulse !== 'asked' && (
        <form method="post" action={PATHS.pulse(campaign)} data-once>
          <button
            class="usa-button usa-button--outline"
            type="submit"
            name="do"
            value={pulse === 'not asked' ? 'on' : 'off'}
          >
            {pulse !== 'not asked'
              ? 'Don’t send the survey after this meeting'
              : over
                ? 'Send the survey now'
                : 'Send the survey after this meeting'}
          </button>
        </form>
      )}
      {view.renewal.length > 0 && latest && isTold(latest.result) && <Renewal view={view} result={latest.result} />}
    </section>
  )
}

const answeredSoFar = ({ answers, asked }: PulseResult): string =>
  tell(answers, {
    unknown: '',
    zero: `None of the ${asked} members asked has answered yet.`,
    one: `1 of ${asked} members has answered so far.`,
    many: n => `${n} of ${asked} members have answered so far.`,
  })

/** "November 9, 2027": the weekday says nothing a year later. */
const dayAndYear = (day: string): string => longDate(day).replace(/^\w+, /, '')

const saidLine = ({ text, times }: Said) => (
  <li key={text}>
    {text}
    {times > 1 && <span class="quiet"> · {times} members</span>}
  </li>
)

const Words = ({ result: { missing, words } }: { result: PulseResult }) => (
  <>
    {missing.length > 0 && (
      <>
        <h3>What members miss among the priorities</h3>
        <ul>{missing.map(saidLine)}</ul>
      </>
    )}
    {words.length > 0 && (
      <>
        <h3>What else they want the table to hear</h3>
        <ul>{words.map(saidLine)}</ul>
      </>
    )}
  </>
)

/** What members said of the priorities becomes what the table talks about, and which teams go on. */
function Renewal({ view, result }: { view: ProgressView; result: PulseResult }) {
  const { campaign, mayEdit, renewal, next } = view
  const path = PATHS.renewal(campaign)
  return (
    <>
      <h3 id="renewal">Renew the priorities</h3>
      <p>
        The survey advises, the champions decide: talk about it at the next table, then close the teams whose work is
        done and start those that are missing.
      </p>
      <VerdictList priorities={renewal} />
      {mayEdit && (
        <div class="actions">
          {next && (
            <form method="post" action={path} data-once>
              <button class="usa-button usa-button--outline" type="submit" name="do" value="talk">
                Put it on the agenda of {longDate(next.date)}
              </button>
            </form>
          )}
          {renewal
            .filter(each => (adviceOn(each) ?? 'right') !== 'right')
            .map(({ team, name }) => (
              <form key={team} method="post" action={path} data-once>
                <input type="hidden" name="team" value={team} />
                <button class="usa-button usa-button--outline" type="submit" name="do" value="close">
                  Close the team “{name}”
                </button>
              </form>
            ))}
          {result.missing.slice(0, 6).map(({ text }) => (
            <form key={text} method="post" action={path} data-once>
              <input type="hidden" name="name" value={text} />
              <button class="usa-button usa-button--outline" type="submit" name="do" value="found">
                Start a team “{text}”
              </button>
            </form>
          ))}
        </div>
      )}
    </>
  )
}
