/** Where a champion reads the exact letter and signs it, or asks for a change. */
import type { Concern, Signature } from '../../domain/keep/campaign.ts'
import type { Meeting } from '../../domain/keep/meeting.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import { readable } from '../../domain/keep/time.ts'
import { MeetingFacts } from '../answer/rsvp.tsx'
import { Alert, ErrorSummary, TextArea, TextField } from '../web/field.tsx'

interface TextToSign {
  id: string
  title: string
  /** When it leaves and to whom, in a sentence. */
  leaves: string
  subject: string
  text: string
  check: string
  /** Where it is to be seen as it will be sent, to be shown within the page. */
  seen: string
}

export interface SignView {
  path: string
  /** Everything that leaves under their name, the letter first. */
  texts: readonly TextToSign[]
  partnership: string
  champion: Champion
  others: readonly Champion[]
  meeting: Meeting
  check: string
  signature: Signature | undefined
  concern: Concern | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  /** The letter is another one than the champion had before them. */
  changed: boolean
}

export function SignPage(view: SignView) {
  const { path, texts, champion, others, meeting, check, signature, concern, typed, errors } = view
  const [letter, ...following] = texts
  const q = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>{champion.name}, may this letter carry your name?</h1>
      {view.changed ? (
        <Alert kind="warning" title="The letter has changed since you opened it">
          Below is the letter as it stands now. Please read it again before you sign.
        </Alert>
      ) : null}
      {signature ? (
        <Alert kind="success" title="You have signed this letter">
          As “{signature.name}”, on {readable(signature.at, meeting.zone)}. Thank you. You need do nothing more.
        </Alert>
      ) : concern ? (
        <Alert kind="info" title="The convener has your comment">
          “{concern.comment}” You get the letter again when it has changed. You can still sign this one.
        </Alert>
      ) : (
        <p class="usa-intro">
          It goes to your peers, and nothing leaves until you have signed exactly these words.
          {others.length > 0 ? ` It also carries the name of ${others.map(other => other.name).join(', ')}.` : ''}
        </p>
      )}
      <ErrorSummary errors={errors} />
      {letter ? <Shown of={letter} first /> : null}
      {following.length > 0 ? (
        <>
          <h2>What else leaves under your name</h2>
          <p>You sign these words together with the letter. None of them leaves otherwise.</p>
          {following.map(text => (
            <details class="fields to-sign">
              <summary>
                {text.title}: “{text.subject}”
              </summary>
              <Shown of={text} />
            </details>
          ))}
        </>
      ) : null}
      <MeetingFacts meeting={meeting} />
      {signature ? null : (
        <form method="post" action={path} class="people" novalidate data-once>
          <input type="hidden" name="do" value="sign" />
          <input type="hidden" name="check" value={check} />
          <TextField {...q('name')} label="To sign, type your name" autocomplete="name" most={80} />
          <div class="actions">
            <button class="usa-button usa-button--big" type="submit">
              {following.length > 0 ? 'Sign the letter and what follows it' : 'Sign this letter'}
            </button>
          </div>
        </form>
      )}
      <details class="fields" open={errors.comment !== undefined}>
        <summary>{signature ? 'Withdraw and ask for a change' : 'Ask for a change instead'}</summary>
        <form method="post" action={path} novalidate data-once>
          <input type="hidden" name="do" value="change" />
          <input type="hidden" name="check" value={check} />
          <TextArea {...q('comment')} label="What should change?" hint="Up to 2,000 characters." most={2000} />
          <div class="actions">
            <button class="usa-button usa-button--outline" type="submit">
              Send my comment
            </button>
          </div>
        </form>
      </details>
      <p class="quiet check">Check value of all you sign: {check}</p>
    </>
  )
}

const Shown = ({ of: { title, leaves, subject, text, check, seen }, first }: { of: TextToSign; first?: true }) => (
  <section aria-label={title}>
    {first ? <h2>{subject}</h2> : <h3>{subject}</h3>}
    <p class="quiet">{leaves}</p>
    <iframe class="letter" src={seen} title={`${title}, exactly as it will be sent`} sandbox=""></iframe>
    <details class="fields">
      <summary>The same as plain text</summary>
      <pre class="letter-text">{text}</pre>
    </details>
    <p class="quiet check">Check value: {check}</p>
  </section>
)
