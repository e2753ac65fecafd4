/** The frame of a step: where one is, what is wrong, the questions, and the way on. */
import type { Child } from 'hono/jsx'
import { ErrorSummary } from '../field.tsx'

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

export interface StepView {
  campaign: string
  step: StepId
  typed: Record<string, string>
  errors: Record<string, string>
  /** Steps that are filled in, and steps that have something to mend. */
  done: readonly string[]
  open: readonly string[]
  mayEdit: boolean
}

export const StepList = ({ campaign, step, done, open }: Pick<StepView, 'campaign' | 'step' | 'done' | 'open'>) => (
  <nav aria-label="Steps">
    <ol class="steps">
      {STEPS.map(([id, label]) => (
        <li>
          <a
            href={`/campaigns/${campaign}/${id}`}
            class={open.includes(id) ? 'open' : done.includes(id) ? 'done' : ''}
            aria-current={id === step ? 'step' : undefined}
          >
            {label}
            {open.includes(id) ? <span class="usa-sr-only"> (something to mend)</span> : null}
          </a>
        </li>
      ))}
    </ol>
  </nav>
)

export const StepFrame = ({
  view,
  title,
  intro,
  children,
  upload,
}: {
  view: StepView
  title: string
  intro: string
  children: Child
  upload?: boolean
}) => (
  <>
    <StepList {...view} />
    <h1>{title}</h1>
    <p class="usa-intro">{intro}</p>
    <ErrorSummary errors={view.errors} />
    <form
      method="post"
      action={`/campaigns/${view.campaign}/${view.step}`}
      enctype={upload ? 'multipart/form-data' : undefined}
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
            Save and go on
          </button>
        </div>
      ) : (
        <p class="quiet">Your role lets you read this.</p>
      )}
    </form>
  </>
)

/** What saving will do, said before it is done. */
export const ConfirmStep = ({ view, consequences }: { view: StepView; consequences: readonly string[] }) => (
  <>
    <StepList {...view} />
    <h1>Before you save</h1>
    <ul class="consequences">
      {consequences.map(each => (
        <li>{each}</li>
      ))}
    </ul>
    <form method="post" action={`/campaigns/${view.campaign}/${view.step}`} data-once>
      {Object.entries(view.typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="confirmed" value="yes" />
      <div class="actions">
        <button class="usa-button" type="submit">
          Save all the same
        </button>
        <a href={`/campaigns/${view.campaign}/${view.step}`}>Leave it as it was</a>
      </div>
    </form>
  </>
)
