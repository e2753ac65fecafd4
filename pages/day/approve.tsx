/** Where a champion reads the executive summary and lets it leave in their name, or says what is wrong. */
import { LetterSeen } from '../campaign/letter-seen.tsx'
import { Alert, ErrorSummary, TextArea } from '../web/field.tsx'

export interface ApproveView {
  path: string
  /** The summary as it will be read: HTML. */
  html: string
  partnership: string
  name: string
  subject: string
  text: string
  check: string
  said: 'yes' | 'no' | 'waiting'
  comment: string
  /** How many have approved it, of those who are needed. */
  yes: number
  released: boolean
  /** The words are others than the champion had before them. */
  changed: boolean
  typed: Record<string, string>
  errors: Record<string, string>
}

export function ApprovePage(view: ApproveView) {
  const { path, html, said, released, check } = view
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>{view.name}, please approve the summary</h1>
      {view.changed && (
        <Alert kind="warning" title="The words have changed since you opened them">
          Below is the current summary. Please read it again.
        </Alert>
      )}
      {released ? (
        <Alert kind="success" title="It is on its way">
          Two champions have approved it. {said === 'yes' ? 'Thank you for being one of them.' : ''} You need do nothing
          more.
        </Alert>
      ) : said === 'yes' ? (
        <Alert kind="success" title="You have approved it">
          Thank you. It’s sent as soon as another champion approves it.
        </Alert>
      ) : said === 'no' ? (
        <Alert kind="info" title="The convener has your comment">
          “{view.comment}” You get the summary again when it has changed. You can still approve this one.
        </Alert>
      ) : (
        <p class="usa-intro">
          It goes to every business member: to those who were there, and to those who missed it. It’s sent when two
          champions have approved exactly these words.
        </p>
      )}
      <ErrorSummary errors={view.errors} />
      <h2>{view.subject}</h2>
      <LetterSeen html={html} />
      <details class="fields">
        <summary>The summary as plain text</summary>
        <pre class="letter-text">{view.text}</pre>
      </details>
      {!released && said !== 'yes' && (
        <form method="post" action={path} data-once>
          <input type="hidden" name="check" value={check} />
          <div class="actions">
            <button class="usa-button usa-button--big" type="submit" name="do" value="approve">
              Approve it
            </button>
          </div>
        </form>
      )}
      {!released && (
        <details class="fields" open={view.errors.comment !== undefined}>
          <summary>{said === 'yes' ? 'Take it back and ask for a change' : 'Ask for a change instead'}</summary>
          <form method="post" action={path} novalidate data-once>
            <input type="hidden" name="check" value={check} />
            <input type="hidden" name="do" value="change" />
            <TextArea
              name="comment"
              label="What should change?"
              most={1000}
              value={view.typed.comment}
              error={view.errors.comment}
            />
            <div class="actions">
              <button class="usa-button usa-button--outline" type="submit">
                Send my comment
              </button>
            </div>
          </form>
        </details>
      )}
    </>
  )
}
