/** One question of a form: its label, what helps to answer it, what is wrong with the answer, and the answer itself. */
import type { Child } from 'hono/jsx'

interface Question {
  name: string
  /** Where a page asks the same in two forms; else the name is enough. */
  id?: string | undefined
  label: string
  value?: string | undefined
  hint?: string | undefined
  error?: string | undefined
  required?: boolean | undefined
}

const idOf = ({ id, name }: Question): string => id ?? name

const describedBy = (question: Question): string | undefined => {
  const { hint, error } = question
  const id = idOf(question)
  return [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
}

function Around({ question, children }: { question: Question; children: Child }) {
  const { label, hint, error, required } = question
  const id = idOf(question)
  return (
    <div class={`usa-form-group ${error ? 'usa-form-group--error' : ''}`}>
      <label class={`usa-label ${error ? 'usa-label--error' : ''}`} for={id}>
        {label}
        {required === false ? <span class="quiet"> (optional)</span> : null}
      </label>
      {hint ? (
        <span class="usa-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span class="usa-error-message" id={`${id}-error`}>
          {error}
        </span>
      ) : null}
      {children}
    </div>
  )
}

export interface TextQuestion extends Question {
  type?: 'text' | 'email' | 'date' | 'time' | 'tel' | 'number' | undefined
  autocomplete?: string | undefined
  most?: number | undefined
}

export const TextField = (question: TextQuestion) => (
  <Around question={question}>
    <input
      class={`usa-input ${question.error ? 'usa-input--error' : ''}`}
      id={idOf(question)}
      name={question.name}
      type={question.type ?? 'text'}
      value={question.value ?? ''}
      autocomplete={question.autocomplete}
      maxlength={question.most}
      aria-describedby={describedBy(question)}
      aria-invalid={question.error ? 'true' : undefined}
    />
  </Around>
)

export const TextArea = (question: Question & { rows?: number; most?: number }) => (
  <Around question={question}>
    <textarea
      class={`usa-textarea ${question.error ? 'usa-input--error' : ''}`}
      id={idOf(question)}
      name={question.name}
      rows={question.rows ?? 4}
      maxlength={question.most}
      aria-describedby={describedBy(question)}
      aria-invalid={question.error ? 'true' : undefined}
    >
      {question.value ?? ''}
    </textarea>
  </Around>
)

export interface Option {
  value: string
  label: string
}

export const Select = (
  question: Question & {
    ownZone?: boolean | undefined
    options: readonly (Option | { group: string; options: readonly Option[] })[]
  },
) => {
  const one = ({ value, label }: Option) => (
    <option value={value} selected={value === question.value}>
      {label}
    </option>
  )
  return (
    <Around question={question}>
      <select
        class="usa-select"
        id={idOf(question)}
        name={question.name}
        data-own-zone={question.ownZone && !question.value ? 'yes' : undefined}
        aria-describedby={describedBy(question)}
        aria-invalid={question.error ? 'true' : undefined}
      >
        {question.options.map(option =>
          'group' in option ? <optgroup label={option.group}>{option.options.map(one)}</optgroup> : one(option),
        )}
      </select>
    </Around>
  )
}

/** All that is wrong with a form, at its top, each with a link to the question; `form` begins the ids of its questions. */
export const ErrorSummary = ({ errors, form }: { errors: Record<string, string>; form?: string | undefined }) =>
  Object.keys(errors).length === 0 ? null : (
    <div class="usa-alert usa-alert--error" role="alert" tabindex={-1}>
      <div class="usa-alert__body">
        <h2 class="usa-alert__heading">
          {Object.keys(errors).length === 1 ? 'There is a problem' : `There are ${Object.keys(errors).length} problems`}
        </h2>
        <p class="usa-alert__text">
          Your entries are here. Fix {Object.keys(errors).length === 1 ? 'this' : 'these'} to continue.
        </p>
        <ul>
          {Object.entries(errors).map(([name, message]) => (
            <li>
              <a href={`#${form === undefined ? '' : `${form}-`}${name}`}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )

/** A message in a box. */
export const Alert = ({
  kind,
  title,
  children,
}: {
  kind: 'info' | 'success' | 'warning' | 'error'
  title?: string
  children: Child
}) => (
  <div class={`usa-alert usa-alert--${kind} ${title ? '' : 'usa-alert--slim'}`}>
    <div class="usa-alert__body">
      {title ? <h2 class="usa-alert__heading">{title}</h2> : null}
      <div class="usa-alert__text">{children}</div>
    </div>
  </div>
)
// The colors come from the design system; these names keep them in the stylesheet:
// usa-alert--info usa-alert--success usa-alert--warning usa-alert--error
