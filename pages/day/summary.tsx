/** The executive summary on its way: a draft, the words, the champions' yes, and that it left in time. */

import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { type Amount, type Cases, tell } from '../../domain/keep/tell.ts'
import { longDate } from '../../domain/keep/time.ts'
import { Alert, ErrorSummary, Filled, type Merging, TextArea, TextField } from '../web/field.tsx'

export interface SummaryView {
  campaign: string
  mayEdit: boolean
  /** Before the launch is over there is nothing to tell. */
  stage: 'before' | 'drafted' | 'written' | 'asked' | 'released'
  date: string
  /** How the two days stand. */
  countdown: { hours: number; late: boolean } | undefined
  /** When it leaves or left, readable. */
  leaves: string | undefined
  /** To how many it went, once it left. */
  sent: number
  champions: readonly { name: string; company: string; said: 'yes' | 'no' | 'waiting'; comment: string }[]
  captured: { companies: Amount; priorities: number; commitments: number; notes: number }
  done: string | undefined
  typed: Record<string, string>
  merging: Merging
  errors: Record<string, string>
}

const SAYS = {
  yes: { words: 'has approved', tag: 'tag-yes' },
  no: { words: 'asks for a change', tag: 'tag-no' },
  waiting: { words: 'has not answered', tag: '' },
} as const

export function SummaryPage(view: SummaryView) {
  const { stage, campaign, countdown, captured } = view
  const path = PATHS.summary(campaign)
  return (
    <>
      <h1 class="margin-top-0">Executive summary</h1>
      <p class="usa-intro">
        What business decided, in one email, within two days: to everyone who was there, and to those who missed it with
        a seat on a team.
      </p>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <ErrorSummary errors={view.errors} />
      {stage === 'before' ? (
        <Alert kind="info">
          The launch is on {longDate(view.date)}. When it is over, a draft is here, made of what was written down on the
          day.
        </Alert>
      ) : (
        <Clock countdown={countdown} stage={stage} leaves={view.leaves} sent={view.sent} />
      )}
      <h2>What it is made of</h2>
      <ul class="made-of">
        <Part figure={captured.companies} words={COMPANIES} href={PATHS.day(campaign)} />
        <Part
          figure={captured.priorities}
          words={PRIORITIES}
          href={withQuery(PATHS.capture(campaign), {}, 'priorities')}
        />
        <Part
          figure={captured.commitments}
          words={COMMITMENTS}
          href={withQuery(PATHS.capture(campaign), {}, 'commitments')}
        />
      </ul>
      <p>
        <a href={PATHS.notes(campaign)}>Debrief notes of the support team ({captured.notes})</a>
        <span class="quiet"> stay with the team and are no part of it.</span>
      </p>
      {stage !== 'before' && <Champions view={view} path={path} />}
      {stage !== 'before' && stage !== 'released' && view.mayEdit && <Words view={view} path={path} />}
      {stage !== 'before' && (
        <>
          <h2>As it is read</h2>
          <iframe
            class="letter"
            src={PATHS.summaryPreview(campaign)}
            title="The executive summary, as someone who was there reads it"
            sandbox=""
          ></iframe>
          <details class="fields">
            <summary>As someone who missed the launch reads it</summary>
            <iframe
              class="letter"
              src={withQuery(PATHS.summaryPreview(campaign), { missed: 1 })}
              title="The summary for those who missed it"
              sandbox=""
            ></iframe>
          </details>
        </>
      )}
    </>
  )
}

function Clock({ countdown, stage, leaves, sent }: Pick<SummaryView, 'countdown' | 'stage' | 'leaves' | 'sent'>) {
  if (stage === 'released')
    return (
      <Alert
        kind="success"
        title={tell(sent, {
          unknown: '',
          zero: 'It is approved',
          one: 'Sent to 1 person',
          many: n => `Sent to ${n} people`,
        })}
      >
        {sent > 0 ? `It was sent on ${leaves}.` : `It will be sent on ${leaves}.`} Those who join a team from it appear
        under Teams.
      </Alert>
    )
  if (!countdown) return null
  const hours = countdown.hours === 1 ? '1 hour' : `${countdown.hours} hours`
  return countdown.late ? (
    <Alert kind="warning" title={`It is late by ${hours}`}>
      Members should have it within two days of the launch. It’s sent as soon as two champions have approved it.
    </Alert>
  ) : (
    <Alert kind="info" title={`${hours} are left`}>
      Members should have it within two days of the launch. It’s sent as soon as two champions have approved it.
    </Alert>
  )
}

const COMPANIES: Cases = {
  unknown: 'No one is checked in, so attendance is not known',
  zero: 'No companies checked in',
  one: '1 company checked in',
  many: n => `${n} companies checked in`,
}
const PRIORITIES: Cases = {
  unknown: '',
  zero: 'No priorities recorded',
  one: '1 priority recorded',
  many: n => `${n} priorities recorded`,
}
const COMMITMENTS: Cases = {
  unknown: '',
  zero: 'No commitments recorded',
  one: '1 commitment recorded',
  many: n => `${n} commitments recorded`,
}

const Part = ({ figure, words, href }: { figure: Amount; words: Cases; href: string }) => (
  <li>
    <a href={href}>{tell(figure, words)}</a>
  </li>
)

function Champions({ view, path }: { view: SummaryView; path: string }) {
  const { champions, stage, mayEdit } = view
  return (
    <>
      <h2>Approval of the champions</h2>
      {stage === 'asked' || stage === 'released' ? (
        <ul class="captured">
          {champions.map(({ name, company, said, comment }) => (
            <li key={name}>
              <strong>{name}</strong>, {company} <span class={`tag ${SAYS[said].tag}`}>{SAYS[said].words}</span>
              {comment && <span class="said">“{comment}”</span>}
            </li>
          ))}
        </ul>
      ) : (
        <p>
          {stage === 'drafted'
            ? 'Save the words below first. Then the champions are asked.'
            : 'The champions haven’t been asked about this version. After an edit, they’re asked again.'}
        </p>
      )}
      {mayEdit && stage === 'written' && (
        <form method="post" action={path} data-once>
          <Filled was={view.merging.was} />
          <button class="usa-button usa-button--big" type="submit" name="do" value="ask">
            Ask the champions to approve it
          </button>
        </form>
      )}
    </>
  )
}

function Words({ view, path }: { view: SummaryView; path: string }) {
  const { typed, errors, stage } = view
  const q = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return (
    <>
      <h2>The words</h2>
      {stage === 'drafted' && <p>This is a draft from what was written down. Change what you like, and save it.</p>}
      <form method="post" action={path} novalidate data-once>
        <Filled {...view.merging} />
        <TextField {...q('subject')} label="Subject" most={150} />
        <TextArea
          {...q('body')}
          label="The summary"
          hint="**bold**, lists with - or 1., and fields such as {{first_name}}. The champions’ names and a button to the action teams are below it."
          rows={18}
          most={8000}
        />
        <TextArea
          {...q('missed')}
          label="What those read first who were not there"
          required={false}
          rows={3}
          most={600}
        />
        <div class="actions">
          <button class="usa-button" type="submit" name="do" value="save">
            Save
          </button>
          <button class="usa-button usa-button--outline" type="submit" name="do" value="anew">
            Start over from the data
          </button>
        </div>
      </form>
    </>
  )
}
