/** Pages of signing in. */
import { PATHS } from '../../domain/keep/paths.ts'
import { TextField } from '../web/field.tsx'

export const SignInPage = ({ next, typed, error }: { next: string; typed?: string; error?: string }) => (
  <>
    <h1>Sign in</h1>
    <p class="usa-intro">We’ll email you a link. No password to remember.</p>
    <form method="post" action={PATHS.signIn()} class="slim" data-once data-unkept novalidate>
      <input type="hidden" name="next" value={next} />
      <TextField
        name="email"
        label="Your email address"
        type="email"
        autocomplete="email"
        value={typed}
        error={error}
      />
      <div class="actions">
        <button class="usa-button" type="submit">
          Mail me a link
        </button>
      </div>
    </form>
  </>
)

export const SignInSentPage = ({ email }: { email: string }) => (
  <>
    <h1>Check your email</h1>
    <p class="usa-intro">
      If <strong>{email}</strong> may sign in here, a link is on its way. It works once, for 15 minutes.
    </p>
    <p>
      Nothing after a few minutes? Check your spam folder, or <a href={PATHS.signIn()}>try again</a>.
    </p>
  </>
)

/** Says as whom: somebody may have sent their own link, so that another works in their name without noticing. */
export const SignInLinkPage = ({ token, email }: { token: string; email: string }) => (
  <>
    <h1>Welcome back</h1>
    <p class="usa-intro">
      One click and you are in as <strong>{email}</strong>.
    </p>
    <form method="post" action={PATHS.signInLink(token)} data-once data-unkept>
      <button class="usa-button usa-button--big" type="submit">
        Sign in
      </button>
    </form>
  </>
)

export const ClaimPage = ({ token, typed, error }: { token: string; typed: string; error?: string | undefined }) => (
  <>
    <h1>Welcome to Convoke</h1>
    <p class="usa-intro">You are the first here. Give your address and you are the convener of this machine.</p>
    <form method="post" action={PATHS.signInLink(token)} class="slim" data-once data-unkept novalidate>
      <TextField
        name="email"
        label="Your email address"
        type="email"
        autocomplete="email"
        value={typed}
        error={error}
        hint="Later sign-in links go there."
      />
      <div class="actions">
        <button class="usa-button" type="submit">
          Start
        </button>
      </div>
    </form>
  </>
)

export const SignInOverPage = () => (
  <>
    <h1>This link is used up</h1>
    <p class="usa-intro">A sign-in link works once, for 15 minutes.</p>
    <p>
      <a class="usa-button" href={PATHS.signIn()}>
        Get a new link
      </a>
    </p>
  </>
)
