/** One question of a form: its label, what helps to answer it, what is wrong with the answer, and the answer itself. */
import type { Child } from 'hono/jsx'
import type { Clash, FormValues } from '../../domain/keep/three-way.ts'

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

/** What a form was filled from, carried by the form; and where a colleague changed the same meanwhile, both values. */
export interface Merging {
  /** The values that stand as the page is made. */
  was: FormValues
  clashes?: readonly Clash[] | undefined
  /** Who changed it meanwhile, and when. */
  who?: string | undefined
}

/**
 * To be put first into a form: its version, and what clashes, each with the choice to have theirs. `form` begins the ids of
 * its questions, and `names` are what they are called.
 */
export const Filled = ({
  was,
  clashes = [],
  who = 'A colleague',
  names = {},
  form,
}: Merging & { names?: FormValues; form?: string }) => (
  <>
    <input type="hidden" name="was" value={JSON.stringify(small(was))} />
    {clashes.length > 0 ? (
      <div class="usa-alert usa-alert--warning" role="alert" tabindex={-1}>
        <div class="usa-alert__body">
          <h2 class="usa-alert__heading">Someone changed this while you were writing</h2>
          <p class="usa-alert__text">
            Nothing is saved yet, and nothing is lost. What you wrote is in the form. Save again to keep it, or choose
            theirs first. Their other changes are in the form already.
          </p>
          {clashes.map((clash, n) => (
            <div class="margin-top-2">
              <p class="margin-y-05">
                <a href={`#${form === undefined ? '' : `${form}-`}${clash.field}`}>
                  {names[clash.field] ?? named(clash.field)}
                </a>
                : {whatHappened(clash, who)}
              </p>
              {clash.theirs ? <blockquote class="pre-line margin-y-05">{clash.theirs}</blockquote> : null}
              <div class="usa-checkbox">
                <input
                  class="usa-checkbox__input"
                  type="checkbox"
                  id={`take_${n}`}
                  name={`take_${n}`}
                  value={JSON.stringify(clash.take)}
                />
                <label class="usa-checkbox__label" for={`take_${n}`}>
                  Use theirs
                </label>
              </div>
            </div>
          ))}
        </div>
      </div>
    ) : null}
  </>
)

const whatHappened = ({ gone, mine, theirs }: Clash, who: string): string => {
  if (gone === 'theirs') return `${who} took ${mine || 'it'} off, and you changed it.`
  if (gone === 'mine') return `you took it off, and it was changed meanwhile (${who}) to:`
  return theirs === '' ? `${who} emptied it.` : `it was changed meanwhile (${who}) to:`
}

/** "organization_name" → "Organization name", "email_2" → "Email (row 3)". */
const named = (field: string): string => {
  const [, name = field, at] = /^(.*?)_(\d+)$/.exec(field) ?? []
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1) + (at === undefined ? '' : ` (row ${Number(at) + 1})`)
}

/** Without pictures, which no form sends back as they were. */
const small = (was: FormValues): FormValues =>
  Object.fromEntries(Object.entries(was).filter(([, value]) => !value.startsWith('data:')))

/** What cannot be undone: a box to check, so that nothing is done by a slip, and the button. */
export const SureForm = ({ action, yes, button }: { action: string; yes: string; button: string }) => (
  <form method="post" action={action} novalidate>
    <div class="usa-checkbox">
      <input class="usa-checkbox__input" id="sure" type="checkbox" name="sure" value="yes" required />
      <label class="usa-checkbox__label" for="sure">
        {yes}
      </label>
    </div>
    <button class="usa-button usa-button--secondary margin-top-2" type="submit">
      {button}
    </button>
  </form>
)
