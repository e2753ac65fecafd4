/** The steps of setting up a campaign: where one is, what is done and what needs attention, beside every one of them. */
import type { Child } from 'hono/jsx'
import type { Kind } from '../../domain/keep/kinds.ts'
import { PATHS } from '../../domain/keep/paths.ts'

const STEPS = [
  ['partnership', 'Partnership'],
  ['meeting', 'Launch meeting'],
  ['champions', 'Champions'],
  ['team', 'Team'],
  ['invitees', 'Invitees'],
  ['letter', 'Letter'],
  ['timing', 'Timing'],
  ['review', 'Check and sign'],
] as const

type StepId = (typeof STEPS)[number][0]

/** The steps of a meeting that nobody has to sign for: the partnership and its people are known by then. */
const LATER_STEPS: readonly (readonly [StepId, string])[] = [
  ['meeting', 'Meeting'],
  ['invitees', 'People'],
  ['letter', 'Letter'],
  ['timing', 'Timing'],
  ['review', 'Check and send'],
]

/** The steps of the form for a kind of meeting. */
export const stepsFor = ({ signed }: Kind): Steps['steps'] => (signed ? STEPS : LATER_STEPS)

export interface Steps {
  campaign: string
  /** The steps there are, in order. */
  steps: readonly (readonly [StepId, string])[]
  step: StepId
  /** Steps that were seen and are whole, and steps that need attention. */
  done: readonly string[]
  open: readonly string[]
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

const stateOf = ({ done, open }: Steps, id: StepId): State =>
  open.includes(id) ? 'open' : done.includes(id) ? 'done' : 'to do'

const dotOf = (view: Steps, id: StepId): string =>
  ({ done: 'dot-done', open: 'dot-open', 'to do': 'dot-ahead' })[stateOf(view, id)]

const StepList = ({ view }: { view: Steps }) => (
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
export const StepPage = ({ view, children, below }: { view: Steps; children: Child; below?: Child }) => {
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
