/** A caller's people: whom to call, what to say, and one form each for what they heard. */
import type { Person } from '../../domain/answer/board.ts'
import { AnswerTag } from '../web/answer-tag.tsx'
import { Alert, ErrorSummary, TextArea, TextField } from '../web/field.tsx'

interface OwnCall {
  person: Person
  open: boolean
  tries: readonly string[]
}

export interface CallView {
  path: string
  partnership: string
  caller: string
  when: string
  place: string
  points: readonly string[]
  own: readonly OwnCall[]
  /** On other sheets, and silent: those the caller may know better. */
  others: readonly { id: string; name: string; title: string; company: string; caller: string }[]
  once: string
  /** Whose form came back, with what was typed and what is wrong with it. */
  typed: Record<string, string>
  errors: Record<string, string>
  /** Whose answer came in while the caller was about to give theirs. */
  meanwhile: string | undefined
  closed: string | undefined
  done: string | undefined
}

/** What a caller may have heard, as the form asks for it. */
const HEARD = [
  ['accepted', 'They’re coming'],
  ['delegated', 'They’re sending someone in their place'],
  ['tentative', 'Maybe'],
  ['declined', 'They can’t come'],
  ['no answer', 'No one picked up'],
  ['left a message', 'I left a message'],
  ['will call again', 'I will call again'],
] as const

export function CallPage(view: CallView) {
  const { own, others, path, typed, errors } = view
  const open = own.filter(each => each.open || each.person.invitation.id === view.meanwhile)
  const settled = own.filter(each => !open.includes(each))
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>{view.caller}, your calls</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <ErrorSummary errors={errors} form={typed.invitation} />
      <p class="usa-intro">
        {view.when}
        <span class="under">{view.place}</span>
      </p>
      {view.closed && <Alert kind="info">{view.closed}</Alert>}
      {!view.closed && (
        <details>
          <summary>What to say</summary>
          <ul class="points">
            {view.points.map(point => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </details>
      )}
      <h2>
        {open.length === 0
          ? 'No more calls to make. Thank you!'
          : `${open.length} ${open.length === 1 ? 'person' : 'people'} to call`}
      </h2>
      {open.map(call => (
        <Card key={call.person.invitation.id} call={call} view={view} />
      ))}
      {settled.length > 0 && (
        <>
          <h2>Answered</h2>
          <ul class="team-members">
            {settled.map(({ person }) => (
              <li key={person.invitation.id} id={`call-${person.invitation.id}`}>
                {person.invitation.invitee.name}, {person.company.name} <AnswerTag person={person} />
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && !view.closed && (
        <details class="door-more">
          <summary>
            Do you know any of these better? ({others.length})
            <span class="under">They’re on other lists; take over the people you know</span>
          </summary>
          <ul class="door">
            {others.map(({ id, name, title, company, caller }) => (
              <li key={id}>
                <form method="post" action={path} class="door-tap" data-once>
                  <span class="door-who">
                    <span class="door-name">{name}</span>
                    <span class="under">
                      {[title, company, caller && `with ${caller}`].filter(Boolean).join(' · ')}
                    </span>
                  </span>
                  <input type="hidden" name="invitation" value={id} />
                  <button class="usa-button usa-button--outline" type="submit" name="do" value="take">
                    I’ll call<span class="usa-sr-only"> {name}</span>
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="quiet">This link is yours. What you tell us here counts as their answer, with your name on it.</p>
    </>
  )
}

function Card({ call: { person, tries }, view }: { call: OwnCall; view: CallView }) {
  const { invitee, id } = person.invitation
  const back = view.typed.invitation === id
  return (
    <section class="card call-card" id={`call-${id}`} aria-labelledby={`name-${id}`}>
      <h3 id={`name-${id}`}>{invitee.name}</h3>
      <p class="margin-y-0">{[invitee.title, person.company.name].filter(Boolean).join(', ')}</p>
      <p class="margin-y-1">
        {invitee.phone ? (
          <a class="call-phone" href={`tel:${invitee.phone.replace(/[^+\d,;*#x]/g, '')}`}>
            {invitee.phone}
          </a>
        ) : (
          <span class="quiet">No phone number known</span>
        )}
        <span class="under break">{invitee.email}</span>
        {invitee.assistant && (
          <span class="under break">
            Assistant: {invitee.assistant.name}, {invitee.assistant.email}
          </span>
        )}
      </p>
      {person.state === 'unreachable' && <p class="quiet">Our email bounced. Ask for the right address.</p>}
      {person.state === 'old time' && <p class="quiet">They said yes to the old time. Does the new one suit them?</p>}
      {tries.length > 0 && <p class="quiet">{tries.join(' · ')}</p>}
      {view.meanwhile === id && (
        <Alert kind="warning" title="They have answered meanwhile">
          <AnswerTag person={person} /> If what you heard is newer, send it once more.
        </Alert>
      )}
      {!view.closed && <Heard person={person} view={view} back={back} />}
    </section>
  )
}

function Heard({ person, view, back }: { person: Person; view: CallView; back: boolean }) {
  const { id, invitee } = person.invitation
  const typed: Record<string, string> = back ? view.typed : {}
  const q = (name: string) => ({
    name,
    id: `${id}-${name}`,
    value: typed[name],
    error: back ? view.errors[name] : undefined,
  })
  return (
    <details open={back}>
      <summary>
        What did you hear<span class="usa-sr-only"> from {invitee.name}</span>?
      </summary>
      <form method="post" action={view.path} novalidate data-once class="call-heard">
        <input type="hidden" name="invitation" value={id} />
        <input type="hidden" name="once" value={view.once} />
        <input type="hidden" name="seen" value={person.rsvp?.id ?? ''} />
        <fieldset class="usa-fieldset" id={`${id}-heard`}>
          <legend class="usa-sr-only">What did you hear from {invitee.name}?</legend>
          {back && view.errors.heard ? <span class="usa-error-message">{view.errors.heard}</span> : null}
          {HEARD.map(([value, label]) => (
            <div class="usa-radio" key={value}>
              <input
                class="usa-radio__input"
                type="radio"
                name="heard"
                id={`${id}-heard-${value.replace(/ /g, '-')}`}
                value={value}
                checked={typed.heard === value}
              />
              <label class="usa-radio__label" for={`${id}-heard-${value.replace(/ /g, '-')}`}>
                {label}
              </label>
            </div>
          ))}
        </fieldset>
        <div class="call-sends">
          <TextField {...q('delegate_name')} label="Who is coming in their place" most={120} />
          <TextField {...q('delegate_title')} label="Title" required={false} most={120} />
          <TextField {...q('delegate_email')} label="Email" type="email" required={false} most={254} />
        </div>
        <TextArea {...q('note')} label="What they said" required={false} rows={2} most={1000} />
        <div class="actions">
          <button class="usa-button" type="submit" name="do" value="heard">
            Note it
          </button>
          <button class="usa-button usa-button--unstyled" type="submit" name="do" value="back">
            I can’t call them<span class="usa-sr-only">: {invitee.name}</span>
          </button>
        </div>
      </form>
    </details>
  )
}
