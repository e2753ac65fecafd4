/** An answer that somebody gave the convener by phone or in person, noted by hand. */
import type { Rsvp } from '../../domain/keep/invitation.ts'
import { ErrorSummary, TextField } from '../web/field.tsx'

export interface AnswerForm {
  typed: Record<string, string>
  errors: Record<string, string>
}

const CHOICES: [Rsvp, string][] = [
  ['accepted', 'Yes, they are coming'],
  ['tentative', 'Maybe'],
  ['declined', 'No'],
  ['delegated', 'They’re sending someone'],
]

/** The convener notes what somebody told them; it says who said it, so that it can be checked. */
export function RecordAnswer({
  form,
  closed,
  action,
}: {
  form: AnswerForm
  closed: string | undefined
  action: string
}) {
  const { typed, errors } = form
  const { back: _, ...recording } = errors
  if (closed)
    return (
      <section class="card aside" aria-labelledby="record">
        <h2 id="record" class="margin-top-0 font-heading-lg">
          Record an answer
        </h2>
        <p class="margin-bottom-0">{closed}</p>
      </section>
    )
  return (
    <section class="card aside" aria-labelledby="record">
      <h2 id="record" class="margin-top-0 font-heading-lg">
        Record an answer
      </h2>
      <p class="margin-top-0">Told you by phone or in person? Note it here; they get the usual thank-you.</p>
      <ErrorSummary errors={recording} />
      <form method="post" action={action} novalidate>
        <input type="hidden" name="once" value={typed.once} />
        <fieldset
          class="usa-fieldset"
          id="answer"
          aria-describedby={errors.answer ? 'answer-error' : undefined}
          aria-invalid={errors.answer ? 'true' : undefined}
        >
          <legend class="usa-legend text-bold margin-top-1">Their answer</legend>
          {errors.answer && (
            <span class="usa-error-message" id="answer-error">
              {errors.answer}
            </span>
          )}
          {CHOICES.map(([value, label]) => (
            <div class="usa-radio" key={value}>
              <input
                class="usa-radio__input"
                type="radio"
                id={`answer-${value}`}
                name="answer"
                value={value}
                checked={typed.answer === value}
              />
              <label class="usa-radio__label" for={`answer-${value}`}>
                {label}
              </label>
            </div>
          ))}
        </fieldset>
        <Text
          name="by"
          label="Who said so"
          required
          hint="For example: Dana Cole herself, or her assistant"
          max={120}
          {...form}
        />
        <details
          class="margin-top-2"
          open={typed.answer === 'delegated' || errors.delegateName !== undefined || errors.delegateEmail !== undefined}
        >
          <summary>Who is coming in their place</summary>
          <Text name="delegateName" label="Name" required max={120} {...form} />
          <Text name="delegateTitle" label="Title" max={160} {...form} />
          <Text name="delegateEmail" label="Email" max={254} {...form} />
        </details>
        <Text name="note" label="Note" max={1000} {...form} />
        <Text name="needs" label="Accessibility or dietary needs" max={1000} {...form} />
        <button class="usa-button margin-top-3" type="submit">
          Record the answer
        </button>
      </form>
    </section>
  )
}

interface TextProps extends AnswerForm {
  name: string
  label: string
  hint?: string
  max: number
  required?: boolean
}

const Text = ({ name, label, hint, max, required = false, typed, errors }: TextProps) => (
  <TextField
    name={name}
    label={label}
    hint={hint}
    most={max}
    required={required}
    value={typed[name]}
    error={errors[name]}
    autocomplete="off"
  />
)
