/** The page behind the buttons of a letter: whose invitation it is, to what, and the answer. */

import type { Actor } from '../../domain/keep/history.ts'
import type { Delegate, Invitee, Rsvp } from '../../domain/keep/invitation.ts'
import { factsOf, type Meeting } from '../../domain/keep/meeting.ts'
import { readable } from '../../domain/keep/time.ts'
import { Alert, ErrorSummary, TextArea, TextField } from '../web/field.tsx'
import { nameOfActor } from '../web/history-words.ts'

/** The answer that stands, as the page needs it. */
interface Stands {
  answer: Rsvp
  at: string
  toOldTime: boolean
  by?: Actor | undefined
  delegate?: Delegate | undefined
}

/** Another room or day of the same launch. */
export interface OtherSession {
  id: string
  name: string
  when: string
  place: string
}

export interface RsvpView {
  path: string
  /** Where they get the link of their calendar feed. */
  calendar: string
  partnership: string
  invitee: Invitee
  meeting: Meeting
  stands: Stands | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  done: boolean
  /** Whether a mail confirms the answer. */
  mailed: boolean
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

const SAID: Record<Rsvp, string> = {
  accepted: 'yes, coming',
  declined: 'not able to come',
  tentative: 'maybe',
  delegated: 'sending someone',
}

/** What an answer depends on, what one needs to know on the day, or both. */
export const Facts = ({ meeting, only }: { meeting: Meeting; only?: 'to decide' | 'on the day' }) => {
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

function Standing({
  stands,
  meeting,
  done,
  mailed,
}: {
  stands: Stands
  meeting: Meeting
  done: boolean
  mailed: boolean
}) {
  const what = `${SAID[stands.answer]}${stands.delegate ? `: ${stands.delegate.name}` : ''}`
  if (stands.toOldTime)
    return (
      <Alert kind="warning" title="The meeting has changed since you answered">
        You had answered “{what}”. Does the new arrangement suit you as well?
      </Alert>
    )
  return (
    <Alert
      kind={done ? 'success' : 'info'}
      title={done ? 'Thank you. We have noted your answer.' : 'You have answered'}
    >
      <strong>{what}</strong>, on {readable(stands.at, meeting.zone)}
      {stands.by ? `, given by ${nameOfActor(stands.by)}` : ''}. {done && mailed ? 'A mail confirms it. ' : ''}You can
      change it here until the meeting starts.
    </Alert>
  )
}

export function RsvpPage({
  path,
  calendar,
  partnership,
  invitee,
  meeting,
  stands,
  typed,
  errors,
  done,
  mailed,
  others = [],
  closed,
}: RsvpView) {
  const q = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return (
    <>
      <p class="over">{partnership}</p>
      <h1>
        Invitation for {invitee.name}
        {invitee.company ? `, ${invitee.company}` : ''}
      </h1>
      {closed ? (
        <Alert kind="warning" title={closed.title}>
          You can come to another session instead.
        </Alert>
      ) : null}
      {stands && !closed ? <Standing stands={stands} meeting={meeting} done={done} mailed={mailed} /> : null}
      {stands && !closed && stands.answer !== 'declined' ? (
        <p class="quiet">
          <a href={calendar}>Have all our meetings in your calendar</a>
        </p>
      ) : null}
      <Facts meeting={meeting} only="to decide" />
      <ErrorSummary errors={errors} />
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="form" value={typed.form ?? ''} />
        <fieldset class="usa-fieldset" id="answer">
          <legend class="usa-legend usa-legend--large">
            {closed ? 'Will you come to another session?' : stands ? 'Change the answer' : 'Will you be there?'}
          </legend>
          {errors.answer ? <span class="usa-error-message">{errors.answer}</span> : null}
          {(closed ? [] : ANSWERS).map(([value, label]) => (
            <div class="usa-radio">
              <input
                class="usa-radio__input usa-radio__input--tile"
                type="radio"
                name="answer"
                id={`answer-${value}`}
                value={value}
                checked={typed.answer === value}
              />
              <label class="usa-radio__label" for={`answer-${value}`}>
                {label}
              </label>
            </div>
          ))}
          {others.map(({ id, name, when, place }) => (
            <div class="usa-radio">
              <input
                class="usa-radio__input usa-radio__input--tile"
                type="radio"
                name="answer"
                id={`answer-session-${id}`}
                value={`session:${id}`}
                checked={typed.answer === `session:${id}`}
              />
              <label class="usa-radio__label" for={`answer-session-${id}`}>
                Another session suits me better: {name}
                <span class="usa-radio__label-description">
                  {when}. {place}. You come there instead, and this meeting leaves your calendar.
                </span>
              </label>
            </div>
          ))}
        </fieldset>
        {!closed && <InYourPlace q={q} />}
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
        <TextField {...q('by')} label={`If you answer for ${invitee.name}: your name`} required={false} most={120} />
        <div class="actions">
          <button class="usa-button usa-button--big" type="submit">
            Send my answer
          </button>
        </div>
      </form>
      {closed ? null : <Facts meeting={meeting} only="on the day" />}
      <p class="quiet">
        Not {invitee.name}? Then this letter was forwarded to you. It is their invitation: an answer here counts as
        theirs.
      </p>
    </>
  )
}

interface Asking {
  q: (name: string) => { name: string; value: string | undefined; error: string | undefined }
}

const InYourPlace = ({ q }: Asking) => (
  <fieldset class="people" data-when-answer="delegated">
    <legend>Who comes in your place</legend>
    <TextField {...q('delegate_name')} label="Name" hint="Only if you send someone." most={120} />
    <TextField {...q('delegate_title')} label="Title" required={false} most={120} />
    <TextField {...q('delegate_email')} label="Email" type="email" required={false} most={254} />
  </fieldset>
)

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
    {meeting ? <Facts meeting={meeting} /> : null}
  </>
)
