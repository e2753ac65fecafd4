/** The frame of a step: where one is, what is wrong, the questions, and the way on. */
import type { Child } from 'hono/jsx'
import { PATHS } from '../../domain/keep/paths.ts'
import { Alert, ErrorSummary } from '../web/field.tsx'

export const STEPS = [
  ['partnership', 'Partnership'],
  ['meeting', 'Launch meeting'],
  ['champions', 'Champions'],
  ['team', 'Team'],
  ['invitees', 'Invitees'],
  ['letter', 'Letter'],
  ['timing', 'Timing'],
  ['review', 'Check and sign'],
] as const

export type StepId = (typeof STEPS)[number][0]

/** The steps of a meeting that nobody has to sign for: the partnership and its people are known by then. */
export const LATER_STEPS: readonly (readonly [StepId, string])[] = [
  ['meeting', 'Meeting'],
  ['invitees', 'People'],
  ['letter', 'Letter'],
  ['timing', 'Timing'],
  ['review', 'Check and send'],
]

export interface StepView {
  campaign: string
  /** The steps there are, in order. */
  steps: readonly (readonly [StepId, string])[]
  step: StepId
  typed: Record<string, string>
  errors: Record<string, string>
  /** Steps that were seen and are whole, and steps that need attention. */
  done: readonly string[]
  open: readonly string[]
  mayEdit: boolean
  /** What has just been done. */
  said?: string | undefined
  /** What may be saved, and should be known. */
  doubts?: readonly string[] | undefined
}

/** Done, in need of attention, or its number. */
export const StepMark = ({ state, number }: { state: State; number?: number }) => (
  <span class={`step-mark ${state === 'done' ? 'step-done' : state === 'open' ? 'step-open' : ''}`} aria-hidden="true">
    {state === 'done' ? (
      <svg width="12" height="12" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M3 10.5l5 5 9-11" fill="none" stroke="currentColor" stroke-width="3.5" />
      </svg>
    ) : state === 'open' ? (
      '!'
    ) : (
      (number ?? '')
    )}
  </span>
)

type State = 'done' | 'open' | 'to do'

const stateOf = ({ done, open }: StepView, id: StepId): State =>
  open.includes(id) ? 'open' : done.includes(id) ? 'done' : 'to do'

const dotOf = (view: StepView, id: StepId): string =>
  ({ done: 'dot-done', open: 'dot-open', 'to do': 'dot-ahead' })[stateOf(view, id)]

const StepList = ({ view }: { view: StepView }) => (
  <ol class="steps">
    {view.steps.map(([id, label], n) => {
      const state = stateOf(view, id)
      return (
        <li>
          <a href={PATHS[id](view.campaign)} aria-current={id === view.step ? 'step' : undefined}>
            <StepMark state={state} number={n + 1} />
            <span>
              {label}
              {state === 'to do' ? null : (
                <span class="usa-sr-only">{state === 'done' ? ' (done)' : ' (needs attention)'}</span>
              )}
            </span>
          </a>
        </li>
      )
    })}
  </ol>
)

/** The steps beside the page on a desk, in one line above it on a phone; `below` takes the whole width. */
export const StepPage = ({ view, children, below }: { view: StepView; children: Child; below?: Child }) => {
  const at = view.steps.findIndex(([id]) => id === view.step)
  return (
    <>
      <div class="set-up">
        <nav class="steps-side" aria-label="Steps">
          <StepList view={view} />
        </nav>
        <details class="steps-phone">
          <summary>
            <span class="steps-where">
              Step {at + 1} of {view.steps.length}: <strong>{view.steps[at]?.[1]}</strong>
            </span>
            <span class="steps-dots" aria-hidden="true">
              {view.steps.map(([id]) => (
                <span class={`${dotOf(view, id)} ${id === view.step ? 'dot-here' : ''}`}></span>
              ))}
            </span>
          </summary>
          <nav aria-label="Steps">
            <StepList view={view} />
          </nav>
        </details>
        <div class="step-body">{children}</div>
      </div>
      {below}
    </>
  )
}

export interface StepFrameProps {
  view: StepView
  title: string
  intro: string
  children: Child
  /** Beside the button that saves. */
  also?: Child
  upload?: boolean
  below?: Child
}

export const StepFrame = ({ view, title, intro, children, also, upload, below }: StepFrameProps) => (
  <StepPage view={view} below={below}>
    <h1>{title}</h1>
    <p class="usa-intro">{intro}</p>
    {view.said ? <Alert kind="success">{view.said}</Alert> : null}
    <ErrorSummary errors={view.errors} />
    <form
      method="post"
      action={PATHS[view.step](view.campaign)}
      enctype={upload ? 'multipart/form-data' : undefined}
      data-live={view.step === 'letter' && view.mayEdit ? 'yes' : undefined}
      novalidate
    >
      {view.mayEdit ? (
        children
      ) : (
        <fieldset disabled class="plain-set">
          {children}
        </fieldset>
      )}
      {view.mayEdit ? (
        <div class="actions">
          <button class="usa-button" type="submit">
            Save and continue
          </button>
          {also}
        </div>
      ) : (
        <p class="quiet">You can read this. Conveners make the changes.</p>
      )}
    </form>
  </StepPage>
)

/** What saving will do, said before it is done. */
export const ConfirmStep = ({ view, consequences }: { view: StepView; consequences: readonly string[] }) => (
  <StepPage view={view}>
    <h1>Before you save</h1>
    {view.doubts && view.doubts.length > 0 ? (
      <Alert kind="warning" title="Is this right?">
        {view.doubts.map(doubt => (
          <p>{doubt}</p>
        ))}
      </Alert>
    ) : null}
    <p class="usa-intro">Nothing has changed yet.{consequences.length > 0 ? ' Saving does this:' : ''}</p>
    {consequences.length > 0 ? (
      <ul class="consequences">
        {consequences.map(each => (
          <li>{each}</li>
        ))}
      </ul>
    ) : null}
    <form method="post" action={PATHS[view.step](view.campaign)} data-once data-confirms>
      {Object.entries(view.typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="confirmed" value="yes" />
      <div class="actions">
        <button class="usa-button" type="submit">
          Save anyway
        </button>
        <a href={PATHS[view.step](view.campaign)}>Keep the current version</a>
      </div>
    </form>
  </StepPage>
)
