/** Where a champion reads every word that leaves under their name, as one of its readers will, and signs it. */
import type { Concern, Signature } from '../../domain/keep/campaign.ts'
import type { Champion } from '../../domain/keep/partnership.ts'
import { readable } from '../../domain/keep/time.ts'
import { ASSETS } from '../compiled/assets.ts'
import { Alert, ErrorSummary, TextArea, TextField } from '../web/field.tsx'
import { LetterSeen } from './letter-seen.tsx'

interface TextToSign {
  title: string
  /** When it goes out and to whom: "Fri, Jan 8, 9:00 AM, to everyone on the list". */
  leaves: string
  subject: string
  html: string
  text: string
  check: string
}

/** What differs from what they had before them last: words that went, words that came. */
interface TextChange {
  title: string
  paragraphs: readonly { is: 'gone' | 'new'; words: string }[]
}

/** Who asks, and how to reach them. */
interface Asker {
  name: string
  organization: string
  phone: string
  tel: string | undefined
  email: string
}

export interface SignView {
  path: string
  /** Everything that leaves under their name, the letter first. */
  texts: readonly TextToSign[]
  changes: readonly TextChange[]
  partnership: string
  champion: Champion
  others: readonly Champion[]
  asker: Asker
  /** "Thursday, January 7"; missing: as soon as they can. */
  by: string | undefined
  /** Through whose eyes the texts are shown, in a sentence or two. */
  reader: string
  zone: string
  check: string
  signature: Signature | undefined
  concern: Concern | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  /** The letter is another one than the champion had before them. */
  changed: boolean
  /** The name they typed that is not theirs, while they are asked whether it is meant. */
  questioned: string | undefined
}

export function SignPage(view: SignView) {
  const { texts, champion, signature, concern, errors, zone } = view
  const [letter, ...following] = texts
  return (
    <>
      <p class="over">{view.partnership}</p>
      <h1>{signature ? `Thank you, ${champion.name}` : `${champion.name}, please review and sign`}</h1>
      {view.changed ? (
        <Alert kind="warning" title="The letter has changed since you opened it">
          Below is the letter as it reads now. Please read it again before you sign.
        </Alert>
      ) : null}
      {view.questioned !== undefined ? <Question view={view} typed={view.questioned} /> : null}
      {signature ? (
        <Alert kind="success" title="You have signed">
          As “{signature.name}”, on {readable(signature.at, zone)}. You’re all set.
        </Alert>
      ) : concern ? (
        <Alert kind="info" title="Your comment was sent">
          “{concern.comment}” You’ll get the letter again when it has changed. You can still sign this one.
        </Alert>
      ) : null}
      <ErrorSummary errors={errors} />
      <WhoAsks view={view} />
      {view.changes.map(each => (
        <Changes change={each} />
      ))}
      {letter ? (
        <>
          <h2>{letter.title}</h2>
          <p class="quiet">{view.reader}</p>
          <Shown of={letter} />
        </>
      ) : null}
      {following.length > 0 ? (
        <>
          <h2>What else goes out under your name</h2>
          <p>You sign these words together with the letter. None of them is sent without your signature.</p>
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
      {signature ? null : <SignForm view={view} />}
      {signature ? null : <script src={ASSETS.pictures} defer></script>}
      <ChangeForm view={view} />
      <p class="quiet check">
        You sign the words above with each reader’s own name and company in them. Check value of all you sign:{' '}
        {view.check}
      </p>
    </>
  )
}

const Question = ({ view: { champion }, typed }: { view: SignView; typed: string }) => (
  <div class="usa-alert usa-alert--warning" role="alert" tabindex={-1} id="question">
    <div class="usa-alert__body">
      <h2 class="usa-alert__heading">Sign as {champion.name}?</h2>
      <p class="usa-alert__text">
        You typed “{typed}”; this letter is signed by {champion.name}. If that is you,{' '}
        <a href="#name">press Sign once more</a>: the name goes under the letter as you typed it. Or correct it first.
      </p>
    </div>
  </div>
)

const WhoAsks = ({ view: { asker, by, others, texts, signature } }: { view: SignView }) => (
  <section class="asks-you" aria-label="Who asks, and by when">
    <p>
      <strong>{asker.name}</strong>
      {asker.name === asker.organization ? '' : ` of ${asker.organization}`}{' '}
      {signature ? 'asked you to sign.' : 'asks you to sign.'}
      {others.length > 0 ? ` It also carries the name of ${listed(others.map(({ name }) => name))}.` : ''}
    </p>
    {signature ? null : (
      <p>
        <strong>{by ? `Please sign by ${by}.` : 'Please sign as soon as you can.'}</strong> Nothing is sent until you
        sign.
      </p>
    )}
    <p>What goes out, and when:</p>
    <ul>
      {texts.map(({ title, leaves }) => (
        <li>
          <strong>{title}</strong>: {leaves}
        </li>
      ))}
    </ul>
    {asker.phone || asker.email ? (
      <p>
        Questions? {asker.email ? <a href={`mailto:${asker.email}`}>{asker.email}</a> : null}
        {asker.phone && asker.email ? ', ' : null}
        {asker.phone && asker.tel ? <a href={asker.tel}>{asker.phone}</a> : asker.phone}
      </p>
    ) : null}
  </section>
)

/** "A, B and C". */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

const Changes = ({ change: { title, paragraphs } }: { change: TextChange }) => (
  <section class="what-changed" aria-label={`What changed in ${title}`}>
    <h2>What changed in “{title}” since you last had it</h2>
    {paragraphs.map(({ is, words }) => (
      <p>{is === 'gone' ? <del>{words}</del> : <ins>{words}</ins>}</p>
    ))}
  </section>
)

function SignForm({ view }: { view: SignView }) {
  const { path, texts, check, typed, errors, questioned } = view
  return (
    <form method="post" action={path} class="people" novalidate data-once>
      <input type="hidden" name="do" value="sign" />
      <input type="hidden" name="check" value={check} />
      {questioned === undefined ? null : <input type="hidden" name="sure" value={questioned} />}
      <TextField
        name="name"
        value={typed.name}
        error={errors.name}
        label="To sign, type your name"
        hint="It is drawn under the letter in handwriting, the same for every reader."
        autocomplete="name"
        most={80}
      />
      <ByHand view={view} />
      <div class="actions">
        <button class="usa-button usa-button--big" type="submit">
          {texts.length > 1 ? 'Sign the letter and what follows it' : 'Sign this letter'}
        </button>
      </div>
    </form>
  )
}

/** Another signature than the typed name in script: what they brought before, or, where there is a script, by hand or a photo. */
const ByHand = ({ view: { champion, typed, errors } }: { view: SignView }) => {
  const brought = champion.signature?.drawn === 'from the name' ? undefined : champion.signature
  const error = errors.picture
  return (
    <>
      {brought ? (
        <>
          <p>
            Under the letter stands this picture:
            <img
              class="kept-picture"
              src={`data:${brought.type};base64,${brought.base64}`}
              alt={`The signature of ${champion.name}`}
            />
          </p>
          <div class="usa-checkbox">
            <input class="usa-checkbox__input" type="checkbox" id="retype" name="retype" value="yes" />
            <label class="usa-checkbox__label" for="retype">
              Use my typed name instead
            </label>
          </div>
        </>
      ) : null}
      <details class="fields" data-with-pad hidden open={error !== undefined}>
        <summary>Sign by hand, or use a picture (optional)</summary>
        <input type="hidden" name="picture" value={typed.picture ?? ''} />
        <input type="hidden" name="picture_by" value={typed.picture_by ?? ''} />
        {error ? (
          <span class="usa-error-message" id="picture-error">
            {error}
          </span>
        ) : null}
        <p id="pad-hint" class="quiet">
          Draw with a finger, a pen or the mouse. What you draw replaces the name in handwriting.
        </p>
        <canvas class="pad" width="456" height="112" role="img" aria-label="Field to draw your signature in"></canvas>
        <button class="usa-button usa-button--unstyled" type="button" data-clear-pad>
          Clear
        </button>
        <label class="usa-label" for="photo">
          Or choose a photo of your signature
        </label>
        <input class="usa-file" type="file" id="photo" accept="image/*" />
        <p class="quiet" role="status" data-pad-says></p>
      </details>
    </>
  )
}

const ChangeForm = ({ view: { path, check, typed, errors, signature } }: { view: SignView }) => (
  <details class="fields" open={errors.comment !== undefined}>
    <summary>{signature ? 'Withdraw and ask for a change' : 'Ask for a change instead'}</summary>
    <form method="post" action={path} novalidate data-once>
      <input type="hidden" name="do" value="change" />
      <input type="hidden" name="check" value={check} />
      <TextArea
        name="comment"
        value={typed.comment}
        error={errors.comment}
        label="What should change?"
        hint="Up to 2,000 characters."
        most={2000}
      />
      <div class="actions">
        <button class="usa-button usa-button--outline" type="submit">
          Send my comment
        </button>
      </div>
    </form>
  </details>
)

const Shown = ({ of: { title, leaves, subject, html, text, check } }: { of: TextToSign }) => (
  <section aria-label={`${title}, as it will be read`}>
    <p class="quiet">Goes out {leaves}.</p>
    <p>
      Subject: <strong>{subject}</strong>
    </p>
    <LetterSeen html={html} />
    <details class="fields">
      <summary>The same as plain text</summary>
      <pre class="letter-text">{text}</pre>
    </details>
    <p class="quiet check">Check value: {check}</p>
  </section>
)
