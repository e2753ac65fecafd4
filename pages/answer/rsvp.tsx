/** The page behind the buttons of a letter: to what, whose invitation it is, and the answer; all else folds beneath. */
import type { Invitee, Rsvp } from '../../domain/keep/invitation.ts'
import { factsOf, type Meeting } from '../../domain/keep/meeting.ts'
import { Alert, ErrorSummary, TextArea, TextField } from '../web/field.tsx'
import { EventFacts, type EventView, MapLink } from './confirmed.tsx'
import { Mark, type MarkView } from './mark.tsx'

/** Another room or day of the same launch. */
export interface OtherSession {
  id: string
  name: string
  when: string
  place: string
}

export interface RsvpView extends EventView, MarkView {
  path: string
  invitee: Invitee
  /** An answer that was given before: to the meeting as it is now, or as it was. */
  before: 'current' | 'old time' | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  /** Where else they may come instead. */
  others?: readonly OtherSession[]
  /** Why nobody can answer for this session any more, where only the others are left. */
  closed?: { title: string; words: string } | undefined
}

const ANSWERS: readonly [Rsvp, string][] = [
  ['accepted', 'Yes, I’ll be there'],
  ['declined', 'I can’t make it'],
  ['tentative', 'Maybe'],
  ['delegated', 'I’ll send someone in my place'],
]

/** What an answer depends on, what one needs to know on the day, or both. */
export const MeetingFacts = ({ meeting, only }: { meeting: Meeting; only?: 'to decide' | 'on the day' }) => {
  const facts = factsOf(meeting)
  const decide: [string, string][] = [
    ['Date', facts.date],
    ['Time', facts.time],
    ['Place', facts.place],
  ]
  const day: [string, string][] = [
    ['Parking', facts.parking],
    ['Access', facts.access],
  ]
  const rows = [...(only === 'on the day' ? [] : decide), ...(only === 'to decide' ? [] : day)]
  if (rows.every(([, value]) => value === '')) return null
  return (
    <dl class="facts">
      {rows.map(([name, value]) =>
        value === '' ? null : (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ),
      )}
    </dl>
  )
}

export function RsvpPage(view: RsvpView) {
  const { path, partnership, invitee, meeting, before, typed, errors, others = [], closed } = view
  const q = (name: string) => ({ name, value: typed[name], error: errors[name] })
  const { date, time, place } = factsOf(meeting)
  return (
    <div class="rsvp">
      <Mark partnership={partnership} logo={view.logo} />
      <h1>{headingOf(view)}</h1>
      <p class="rsvp-when">
        <strong>{date}</strong>, {time}
        <br />
        {place}
        <MapLink map={view.map} />
      </p>
      {closed ? (
        <Alert kind="warning" title={closed.title}>
          You can attend another session instead.
        </Alert>
      ) : null}
      {before === 'old time' && !closed ? (
        <Alert kind="warning">
          The meeting has changed since you answered. Does the new date or place work for you?
        </Alert>
      ) : null}
      <ErrorSummary errors={errors} />
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="form" value={typed.form ?? ''} />
        <fieldset class="usa-fieldset rsvp-answers" id="answer">
          <legend class="usa-sr-only">Your answer for {invitee.name}</legend>
          {errors.answer ? <span class="usa-error-message">{errors.answer}</span> : null}
          {(closed ? [] : ANSWERS).map(([value, label]) => (
            <Choice value={value} label={label} chosen={typed.answer === value} />
          ))}
          {others.map(({ id, name, when, place: where }) => (
            <Choice
              value={`session:${id}`}
              label={`I’d rather attend another session: ${name}`}
              chosen={typed.answer === `session:${id}`}
              more={`${when}. ${where}. You attend there instead, and this meeting is taken off your calendar.`}
            />
          ))}
        </fieldset>
        {!closed && (
          <fieldset class="people rsvp-someone">
            <legend>Who will attend in your place</legend>
            <TextField {...q('delegate_name')} label="Name" most={120} />
            <details open={['delegate_title', 'delegate_email'].some(name => typed[name] || errors[name])}>
              <summary>Their title and email</summary>
              <TextField {...q('delegate_title')} label="Title" required={false} most={120} />
              <TextField {...q('delegate_email')} label="Email" type="email" required={false} most={254} />
            </details>
          </fieldset>
        )}
        <div class="actions rsvp-send">
          <button class="usa-button usa-button--big" type="submit">
            Send my answer
          </button>
        </div>
        <details class="rsvp-more" open={['needs', 'note', 'by'].some(name => typed[name] || errors[name])}>
          <summary>Anything we should know?</summary>
          <TextArea
            {...q('needs')}
            label="Accessibility or dietary needs"
            hint="Up to 500 characters."
            required={false}
            rows={2}
            most={500}
          />
          <TextArea
            {...q('note')}
            label="A note to the organizers"
            hint="Up to 1,000 characters."
            required={false}
            rows={2}
            most={1000}
          />
          <TextField
            {...q('by')}
            label={`Replying on ${invitee.name}’s behalf? Your name`}
            required={false}
            most={120}
          />
          <div class="actions">
            <button class="usa-button usa-button--outline" type="submit">
              Send answer and notes
            </button>
          </div>
        </details>
      </form>
      {closed ? null : <EventFacts {...view} rest />}
      <p class="quiet">
        This invitation is for {invitee.name}
        {invitee.company ? `, ${invitee.company}` : ''}. Not {invitee.name}? This link was forwarded: replies here count
        as {invitee.name}’s.
      </p>
    </div>
  )
}

/** The question; where there is an answer already, that it can be another one. */
const headingOf = ({ closed, before }: RsvpView): string => {
  if (closed) return 'Will you attend another session?'
  return before === 'current' ? 'Change your answer' : 'Will you be there?'
}

const Choice = ({ value, label, chosen, more }: { value: string; label: string; chosen: boolean; more?: string }) => {
  const id = `answer-${value.replace(':', '-')}`
  return (
    <div class="usa-radio">
      <input
        class="usa-radio__input usa-radio__input--tile"
        type="radio"
        name="answer"
        id={id}
        value={value}
        checked={chosen}
      />
      <label class="usa-radio__label" for={id}>
        {label}
        {more && <span class="usa-radio__label-description">{more}</span>}
      </label>
    </div>
  )
}

/** Words for an invitation that takes no answer any more. */
export const ClosedPage = ({
  title,
  words,
  meeting,
}: {
  title: string
  words: string
  meeting?: Meeting | undefined
}) => (
  <>
    <h1>{title}</h1>
    <p class="usa-intro">{words}</p>
    {meeting ? <MeetingFacts meeting={meeting} /> : null}
  </>
)
