/** Pages of signing in. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { TextField } from '../web/field.tsx'

interface SignInView {
  /** The page that was asked for. */
  next: string
  typed?: string
  error?: string
  /** The identity provider, where there is one; `required`: nobody gets a link by mail. */
  voucher?: { name: string; required: boolean } | undefined
}

export const SignInPage = ({ next, typed, error, voucher }: SignInView) => (
  <>
    <h1>Sign in</h1>
    {voucher ? (
      <>
        <p class="usa-intro">Use the account you already have with {voucher.name}.</p>
        <p>
          <a class="usa-button" href={withQuery(PATHS.signInElsewhere(), { next })} rel="nofollow">
            Sign in with {voucher.name}
          </a>
        </p>
        {voucher.required ? null : <h2>Or by email</h2>}
      </>
    ) : null}
    {voucher?.required ? null : <MailMeALink next={next} typed={typed} error={error} />}
  </>
)

const MailMeALink = ({
  next,
  typed,
  error,
}: {
  next: string
  typed: string | undefined
  error: string | undefined
}) => (
  <>
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
