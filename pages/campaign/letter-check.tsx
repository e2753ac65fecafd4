/** The public page that says who signed a letter, and when. */
import type { Meeting } from '../../domain/keep/meeting.ts'
import { readable } from '../../domain/keep/time.ts'
import { MeetingFacts } from '../answer/rsvp.tsx'
import { StepMark } from '../web/steps.tsx'

export interface Signed {
  name: string
  title: string
  company: string
  at: string
}

export const LetterCheckPage = ({
  partnership,
  check,
  text,
  signed,
  stands,
  zone,
  meeting,
  words,
}: {
  partnership: string
  check: string
  /** What the text is called, while it stands. */
  text?: string | undefined
  signed: readonly Signed[]
  stands: boolean
  zone: string
  meeting?: Meeting | undefined
  /** The words they signed, their personal fields open, where they were kept. */
  words?: string | undefined
}) => (
  <>
    <p class="over">{partnership}</p>
    <h1>Who signed this email</h1>
    {text ? <p class="over">{text}</p> : null}
    <p class="usa-intro">
      {stands
        ? 'This is the current version. Each of these people read its exact words and signed them.'
        : 'The letter has changed since. These people signed the version with the check value below.'}
    </p>
    <ul class="todo">
      {signed.map(({ name, title, company, at }) => (
        <li>
          <StepMark state="done" />
          <div>
            <p>
              <strong>{name}</strong>
              {[title, company].filter(Boolean).map(each => `, ${each}`)}
            </p>
            <p class="quiet">Signed on {readable(at, zone)}</p>
          </div>
        </li>
      ))}
    </ul>
    {words ? (
      <>
        <h2>What they signed</h2>
        <blockquote>
          {words.split(/\n{2,}/).map(paragraph => (
            <p>{paragraph}</p>
          ))}
        </blockquote>
      </>
    ) : null}
    {stands && meeting ? <MeetingFacts meeting={meeting} /> : null}
    <p class="quiet check">Check value (SHA-256): {check}</p>
  </>
)
