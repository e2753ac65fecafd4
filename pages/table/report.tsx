/** The report of a quarterly table: as its members read it by their link, and as the convener writes it. */

import { PATHS } from '../../domain/keep/paths.ts'
import { longDate, readable, shortDate } from '../../domain/keep/time.ts'
import { STATEMENTS } from '../../domain/table/pulse.ts'
import { everCameWords, type ReportFigures, totalOf } from '../../domain/table/report.ts'
import { StandBar } from '../teams/stand-bar.tsx'
import { Alert, ErrorSummary, Filled, type Merging, TextArea, TextField } from '../web/field.tsx'
import { PrintNote } from '../web/print-note.tsx'
import { statementWords } from './pulse.tsx'
import { AgreeBars, AttendanceChart, TeamLines } from './report-chart.tsx'

/** The figures with their charts. */
export function FiguresShown({ figures, home }: { figures: ReportFigures; home: string }) {
  const { gatherings, teams, stand, kept, overdue, pulse } = figures
  const ever = everCameWords(figures)
  return (
    <>
      <h2 id="attendance">Companies at the table</h2>
      <AttendanceChart gatherings={gatherings} />
      {ever && <p>{ever}</p>}
      <h2 id="team-progress">Action teams</h2>
      <TeamLines teams={teams} />
      <h2 id="commitments">Commitments</h2>
      {totalOf(stand) === 0 ? (
        <p class="quiet">No commitments have been recorded yet.</p>
      ) : (
        <StandBar stand={stand} named />
      )}
      {kept.length > 0 && (
        <>
          <h3>{gatherings.length > 1 ? 'Kept since the meeting before' : 'Kept so far'}</h3>
          <ul>
            {kept.map(each => (
              <li key={each.what}>
                {each.what} <span class="quiet">{[each.name, each.company].filter(Boolean).join(', ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {overdue.length > 0 && (
        <>
          <h3>Past their date</h3>
          <ul>
            {overdue.map(each => (
              <li key={each.what}>
                {each.what}, by {shortDate(each.due)}{' '}
                <span class="quiet">{[each.name, each.company].filter(Boolean).join(', ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {pulse && (
        <>
          <h2 id="told-pulse">What members say</h2>
          <p class="quiet">
            {pulse.answers} of {pulse.asked} members answered the survey after {longDate(pulse.date)}.
          </p>
          {STATEMENTS.map(each => (
            <AgreeBars
              key={each}
              label={statementWords(each, home)}
              surveys={[{ name: pulse.date.slice(0, 4), spread: pulse[each] }]}
            />
          ))}
        </>
      )}
    </>
  )
}

export interface ReportPageView {
  partnership: string
  organization: string
  date: string
  figures: ReportFigures
  pdf: string
}

/** What opens from the letter's button. */
export const ReportPage = ({ partnership, organization, date, figures, pdf }: ReportPageView) => (
  <>
    <p class="over">{partnership}</p>
    <h1>Where we are after {longDate(date)}</h1>
    <p>
      <a class="usa-button usa-button--outline" href={pdf}>
        The same on one page (PDF)
      </a>
    </p>
    <FiguresShown figures={figures} home={organization} />
  </>
)

export interface ReportFormView {
  campaign: string
  mayEdit: boolean
  /** Nothing leaves before the meeting is over. */
  over: boolean
  saved: boolean
  released?: { at: string; by: string; zone: string } | undefined
  done?: string | undefined
  /** Names with characters that the PDF does not have. */
  unprinted: readonly string[]
  typed: Record<string, string>
  merging: Merging
  errors: Record<string, string>
}

/** The convener writes the words; figures and charts come by themselves. */
export function ReportForm(view: ReportFormView) {
  const { campaign, mayEdit, released, over } = view
  const path = PATHS.report(campaign)
  const q = (name: string) => ({ name, value: view.typed[name], error: view.errors[name] })
  return (
    <>
      <h1 class="margin-top-0">The report</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <p class="usa-intro">
        One page for every business on the list: your words, then the figures drawn as charts. Those who were not there
        are told so first.
      </p>
      <ErrorSummary errors={view.errors} />
      {released ? (
        <Alert kind="info">
          Released {readable(released.at, released.zone)} by {released.by}. Its words and figures are as they were sent.
        </Alert>
      ) : null}
      {mayEdit && !released ? (
        <form method="post" action={path} novalidate data-once>
          <Filled {...view.merging} />
          <TextField {...q('subject')} label="Subject" most={150} />
          <TextArea
            {...q('body')}
            label="Report"
            rows={22}
            most={6000}
            hint="Leave an empty line between paragraphs. **Two stars** make words bold."
          />
          <TextArea
            {...q('missed')}
            label="First words to those who were not there"
            rows={3}
            most={600}
            required={false}
          />
          <div class="actions margin-top-2">
            <button class="usa-button" type="submit" name="do" value="save">
              Save
            </button>
            {view.saved && (
              <button class="usa-button usa-button--outline" type="submit" name="do" value="anew">
                Start over from the data
              </button>
            )}
          </div>
        </form>
      ) : null}
      {mayEdit && !released && view.saved && over ? (
        <form method="post" action={path} class="needs" data-once>
          <Filled was={view.merging.was} />
          <p class="margin-y-0">The saved report goes to all businesses on the list, in working hours.</p>
          <button class="usa-button" type="submit" name="do" value="release">
            Release it
          </button>
        </form>
      ) : null}
      {!over && !released ? <p class="quiet">It can be sent once the meeting is over.</p> : null}
      <section class="seen" aria-labelledby="seen">
        <div class="seen-head">
          <div>
            <h2 id="seen">As it will be read</h2>
            <p class="quiet">This shows what is saved.</p>
          </div>
          <p>
            <a class="usa-link" href={PATHS.reportPdf(campaign)}>
              On one page (PDF)
            </a>
          </p>
        </div>
        <PrintNote words={view.unprinted} />
        <div class="screen screen-desk">
          <iframe src={PATHS.reportPreview(campaign)} title="The report as it will be read" sandbox=""></iframe>
        </div>
      </section>
    </>
  )
}
