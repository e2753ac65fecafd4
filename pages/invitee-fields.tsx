/** The fields of one invitee, as typed, with what is wrong beside each. */
import type { Invitee } from '../domain/invitation.ts'
import type { Field as FieldName, Row } from '../domain/invitee-list.ts'

export interface InviteeForm {
  typed: Row
  errors: Partial<Record<FieldName, string>>
}

export const EMPTY_FORM: InviteeForm = { typed: {}, errors: {} }

/** An invitee as the form shows it. */
export const typedOf = (invitee: Invitee): Row => ({
  name: invitee.name,
  title: invitee.title,
  company: invitee.company,
  email: invitee.email,
  phone: invitee.phone,
  assistantName: invitee.assistant?.name ?? '',
  assistantEmail: invitee.assistant?.email ?? '',
  publicPartner: invitee.publicPartner ? 'yes' : '',
})

export function InviteeFields({ form }: { form: InviteeForm }) {
  return (
    <>
      <div class="grid-row grid-gap">
        <div class="tablet:grid-col-6">
          <Text form={form} name="name" label="Name" max={120} autocomplete="off" required />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="email" label="Email" max={254} type="email" autocomplete="off" required />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="title" label="Title" hint="For example: President and CEO" max={160} />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="company" label="Company" hint="The company this person counts for" max={160} />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="phone" label="Phone" max={40} type="tel" />
        </div>
      </div>
      <fieldset class="usa-fieldset margin-top-3">
        <legend class="usa-legend text-bold">Assistant</legend>
        <p class="usa-hint margin-y-05">Gets a copy of every letter and may answer.</p>
        <div class="grid-row grid-gap">
          <div class="tablet:grid-col-6">
            <Text form={form} name="assistantName" label="Assistant’s name" max={120} />
          </div>
          <div class="tablet:grid-col-6">
            <Text form={form} name="assistantEmail" label="Assistant’s email" max={254} type="email" />
          </div>
        </div>
      </fieldset>
      <div class="usa-checkbox margin-top-3">
        <input
          class="usa-checkbox__input"
          type="checkbox"
          id="publicPartner"
          name="publicPartner"
          value="yes"
          checked={form.typed.publicPartner === 'yes'}
          aria-describedby="publicPartner-hint"
        />
        <label class="usa-checkbox__label" for="publicPartner">
          Public partner
        </label>
        <p class="usa-hint margin-y-05 margin-left-4" id="publicPartner-hint">
          A workforce board, college or agency. Welcome, and not counted towards critical mass.
        </p>
      </div>
    </>
  )
}

interface TextProps {
  form: InviteeForm
  name: FieldName
  label: string
  hint?: string
  max: number
  type?: string
  autocomplete?: string
  required?: boolean
}

function Text({ form, name, label, hint, max, type = 'text', autocomplete, required }: TextProps) {
  const error = form.errors[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={`usa-form-group${error ? ' usa-form-group--error' : ''}`}>
      <label class={`usa-label${error ? ' usa-label--error' : ''}`} for={name}>
        {label}
        {required && (
          <abbr title="required" class="usa-hint usa-hint--required">
            {' '}
            *
          </abbr>
        )}
      </label>
      {hint && (
        <span class="usa-hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="usa-error-message" id={`${name}-error`}>
          {error}
        </span>
      )}
      <input
        class={`usa-input maxw-none${error ? ' usa-input--error' : ''}`}
        id={name}
        name={name}
        type={type}
        maxlength={max}
        value={form.typed[name] ?? ''}
        autocomplete={autocomplete}
        required={required}
        aria-describedby={described || undefined}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  )
}

/** What happens with somebody who is added after the letter has left. */
export function WhenChoice({ chosen = 'now' }: { chosen?: 'now' | 'with the wave' }) {
  return (
    <fieldset class="usa-fieldset margin-top-3">
      <legend class="usa-legend text-bold">The letter has already left. For people who are new:</legend>
      <div class="usa-radio">
        <input class="usa-radio__input" type="radio" id="when-now" name="when" value="now" checked={chosen === 'now'} />
        <label class="usa-radio__label" for="when-now">
          Send the letter now
        </label>
      </div>
      <div class="usa-radio">
        <input
          class="usa-radio__input"
          type="radio"
          id="when-later"
          name="when"
          value="with the wave"
          checked={chosen === 'with the wave'}
        />
        <label class="usa-radio__label" for="when-later">
          Add without sending yet
        </label>
      </div>
      <p class="usa-hint margin-y-05">Nobody gets a follow-up before the letter itself.</p>
    </fieldset>
  )
}
