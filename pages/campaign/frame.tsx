/** The frame of a step: what is wrong, the questions, and the way on. */
import type { Child } from 'hono/jsx'
import { PATHS } from '../../domain/keep/paths.ts'
import { Alert, ErrorSummary, Filled, type Merging, TextArea } from '../web/field.tsx'
import { StepPage, type Steps } from '../web/steps.tsx'

export interface StepView extends Steps {
  typed: Record<string, string>
  errors: Record<string, string>
  mayEdit: boolean
  /** What has just been done. */
  said?: string | undefined
  /** What the form was filled from, and what a colleague changed meanwhile. */
  merging?: Merging | undefined
  /** What may be saved, and should be known. */
  doubts?: readonly string[] | undefined
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
      {view.mayEdit && view.merging ? <Filled {...view.merging} /> : null}
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
export const ConfirmStep = ({
  view,
  consequences,
  asksReason,
}: {
  view: StepView
  consequences: readonly string[]
  /** Guests will hear of a change of the meeting, and may be told why. */
  asksReason: boolean
}) => (
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
    <form method="post" action={PATHS[view.step](view.campaign)} data-once data-confirms novalidate>
      {Object.entries(view.typed)
        .filter(([name]) => name !== 'reason')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      {asksReason ? (
        <TextArea
          name="reason"
          value={view.typed.reason}
          label="Why it’s changing"
          hint="In your words. It’s in the update email and in their calendars."
          required={false}
          rows={2}
        />
      ) : null}
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
