/** The second step of signing in, and help for whoever has lost their passkeys. */
import { PATHS } from '../../domain/keep/paths.ts'
import { ASSETS } from '../compiled/assets.ts'
import { Alert, TextField } from '../web/field.tsx'

export interface ShowPasskeyView {
  email: string
  ask: { options: object; asked: string }
  error?: string | undefined
}

export const ShowPasskeyPage = ({ email, ask: { options, asked }, error }: ShowPasskeyView) => (
  <>
    <h1>Now your passkey</h1>
    <p class="usa-intro">
      The link was for <strong>{email}</strong>. Show the passkey you added, and you are in.
    </p>
    {error ? <Alert kind="error">{error}</Alert> : null}
    <form
      method="post"
      action={PATHS.passkey()}
      data-unkept
      data-passkey="show"
      data-options={JSON.stringify(options)}
      novalidate
    >
      <input type="hidden" name="asked" value={asked} />
      <input type="hidden" name="answer" value="" />
      <p role="alert" class="usa-error-message"></p>
      <p data-script-off>A passkey needs JavaScript. Turn it on in this browser, or open the link in another one.</p>
      <button class="usa-button usa-button--big" type="submit">
        Use my passkey
      </button>
      <script src={ASSETS.passkey} defer></script>
    </form>
    <h2>Lost it?</h2>
    <p>
      Any of your passkeys works. If you have none left, ask the people who run this Convoke, or a convener they named,
      to remove your passkeys. Then a link by email is enough again.
    </p>
  </>
)

/** The link was followed in another browser, or long ago, or has no passkey to ask for. */
export const NoSecondStepPage = ({ site }: { site: boolean }) => (
  <>
    <h1>Start again</h1>
    <p class="usa-intro">
      {site
        ? 'This sign-in took too long, was started in another browser, or is done already.'
        : 'You have passkeys, and browsers cannot use them at this address. Tell the people who run this Convoke.'}
    </p>
    <p>
      <a class="usa-button" href={PATHS.signIn()}>
        Get a new link
      </a>
    </p>
  </>
)

export interface LostView {
  typed?: string | undefined
  error?: string | undefined
  /** Whose were removed just now, and how many. */
  removed?: { email: string; count: number } | undefined
  /** They have to sign in again first. */
  signInAgain: boolean
}

export const PasskeysLostPage = ({ typed, error, removed, signInAgain }: LostView) => (
  <>
    <h1>Someone lost their passkeys</h1>
    {removed ? (
      <Alert kind="success">
        {removed.count === 0
          ? `${removed.email} had no passkeys.`
          : `${removed.count} removed. ${removed.email} is signed out everywhere and can sign in with a link by email.`}
      </Alert>
    ) : null}
    <p class="usa-intro">Remove their passkeys, and a link by email is enough for them again.</p>
    <p>
      Make sure it is really them: call them, or meet them. Someone who reads their mail may be asking in their name. It
      also signs them out everywhere.
    </p>
    {signInAgain ? (
      <p>
        You signed in more than 15 minutes ago. <a href={PATHS.signIn()}>Sign in again</a> to do this.
      </p>
    ) : (
      <form method="post" action={PATHS.passkeysLost()} class="slim" data-once data-unkept novalidate>
        <TextField name="email" label="Their email address" type="email" value={typed} error={error} />
        <div class="actions">
          <button class="usa-button" type="submit">
            Remove their passkeys
          </button>
        </div>
      </form>
    )}
  </>
)
