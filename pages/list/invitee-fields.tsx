/** The fields of one invitee, as typed, with what is wrong beside each. */
import type { Invitee } from '../../domain/keep/invitation.ts'
import type { Field as FieldName, Row } from '../../domain/list/fields.ts'
import { greetingOf } from '../../domain/list/person-name.ts'
import { TextField } from '../web/field.tsx'

export interface InviteeForm {
  typed: Row
  errors: Partial<Record<FieldName | 'when', string>>
  /** What was asked of these very words: sent again unchanged, they are meant. */
  asked?: string | undefined
  /** What was chosen for somebody who comes after the letter. */
  when?: string | undefined
}

/** The most characters a field takes. */
export const LONGEST: Partial<Record<FieldName, number>> = {
  name: 120,
  greeting: 60,
  title: 160,
  company: 160,
  email: 254,
  phone: 40,
  assistantName: 120,
  assistantEmail: 254,
}

export const EMPTY_FORM: InviteeForm = { typed: {}, errors: {} }

/** An invitee as the form shows it. */
export const typedOf = (invitee: Invitee): Row => ({
  name: invitee.name,
  greeting: invitee.greeting ?? '',
  title: invitee.title,
  company: invitee.company,
  email: invitee.email,
  phone: invitee.phone,
  assistantName: invitee.assistant?.name ?? '',
  assistantEmail: invitee.assistant?.email ?? '',
  publicPartner: invitee.publicPartner ? 'yes' : '',
})

export function InviteeFields({ form }: { form: InviteeForm }) {
  const usual = greetingOf(form.typed.name ?? '')
  return (
    <>
      {form.asked !== undefined && <input type="hidden" name="asked" value={form.asked} />}
      <div class="grid-row grid-gap">
        <div class="tablet:grid-col-6">
          <Text form={form} name="name" label="Name" required />
        </div>
        <div class="tablet:grid-col-6">
          <Text
            form={form}
            name="greeting"
            label="Greeting"
            hint={`What emails say after “Dear”. ${usual === '' ? 'If empty, the first name.' : `If empty: ${usual}.`}`}
          />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="email" label="Email" type="email" required />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="title" label="Title" hint="For example: President and CEO" />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="company" label="Company" hint="The company this person counts for" />
        </div>
        <div class="tablet:grid-col-6">
          <Text form={form} name="phone" label="Phone" type="tel" />
        </div>
      </div>
      <fieldset class="usa-fieldset margin-top-3">
        <legend class="usa-legend text-bold">Assistant</legend>
        <p class="usa-hint margin-y-05">Gets a copy of every email and may answer.</p>
        <div class="grid-row grid-gap">
          <div class="tablet:grid-col-6">
            <Text form={form} name="assistantName" label="Assistant’s name" />
          </div>
          <div class="tablet:grid-col-6">
            <Text form={form} name="assistantEmail" label="Assistant’s email" type="email" />
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
          A workforce board, college or agency. Welcome, and not counted toward critical mass.
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
  type?: 'email' | 'tel'
  required?: boolean
}

const Text = ({ form, name, label, hint, type, required = false }: TextProps) => (
  <TextField
    name={name}
    label={label}
    hint={hint}
    type={type}
    most={LONGEST[name]}
    required={required}
    value={form.typed[name]}
    error={form.errors[name]}
    autocomplete="off"
  />
)

const emailsOf = (count: number): string => (count === 1 ? '1 email' : `${count.toLocaleString('en-US')} emails`)

/** What to say where neither was chosen. */
export const CHOOSE_WHEN = 'Choose whether the letter is sent now to new people.'

/** What a letter waits for that is to leave at once: the signatures of champions, or the end of a pause. */
export type Waits = 'unsigned' | 'paused'

const AT_ONCE: Record<Waits | 'now', string> = {
  now: 'Send the letter now',
  unsigned: 'Send the letter as soon as the champions have signed it as it is now',
  paused: 'Send the letter when you resume sending',
}

/** What happens with somebody who is added after the letter has left. Nothing is chosen for the convener: letters cannot be called back. */
export function WhenChoice({
  emails,
  waits,
  chosen,
  error,
}: {
  /** How many leave at once if they are to. */
  emails: number
  waits: Waits | undefined
  chosen?: string | undefined
  error?: string | undefined
}) {
  return (
    <fieldset
      class="usa-fieldset margin-top-3"
      id="when"
      aria-describedby={error ? 'when-error' : undefined}
      aria-invalid={error ? 'true' : undefined}
    >
      <legend class="usa-legend text-bold">The letter has already been sent. For new people:</legend>
      {error && (
        <span class="usa-error-message" id="when-error">
          {error}
        </span>
      )}
      <div class="usa-radio">
        <input class="usa-radio__input" type="radio" id="when-now" name="when" value="now" checked={chosen === 'now'} />
        <label class="usa-radio__label" for="when-now">
          {AT_ONCE[waits ?? 'now']} ({emails === 0 ? 'no email can be sent' : emailsOf(emails)})
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
      <p class="usa-hint margin-y-05">No one gets a follow-up before the letter itself.</p>
    </fieldset>
  )
}
