/** How somebody signs in, and where they are signed in. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { HOUR, type Instant, toMillis } from '../../domain/keep/time.ts'
import { ASSETS } from '../compiled/assets.ts'
import { TextField } from '../web/field.tsx'

export interface SignedInView {
  /** The session this page is asked for with. */
  own: string
  logins: readonly { id: string; openedAt: Instant; seenAt: Instant }[]
  now: Instant
  /** What was done just now, in words. */
  done?: string | undefined
  passkeys: PasskeysView
}

export interface PasskeysView {
  has: readonly { id: string; name: string; synced: boolean; addedAt: Instant; usedAt?: Instant | undefined }[]
  /**
   * What can be done with them: `change`; `sign in again` first; `required`: nobody signs in by links, so none is asked
   * for; `no site`: browsers make none for this address.
   */
  may: 'change' | 'sign in again' | 'required' | 'no site'
  /** What the browser is asked to make, where another may be added. */
  ask?: { options: object; asked: string } | undefined
  /** What the provider is called, where there is one. */
  provider?: string | undefined
  error?: string | undefined
  name?: string | undefined
  /** They may let others in who have lost theirs. */
  helps: boolean
}

/** How long ago, as a person would say it, in whatever zone they are. */
function ago(at: Instant, now: Instant): string {
  const hours = Math.floor((toMillis(now) - toMillis(at)) / HOUR)
  if (hours < 1) return 'within the last hour'
  if (hours < 48) return hours === 1 ? 'an hour ago' : `${hours} hours ago`
  return `${Math.floor(hours / 24)} days ago`
}

export const SignedInPage = ({ own, logins, now, done, passkeys }: SignedInView) => (
  <>
    <h1>How you sign in</h1>
    {done ? (
      <div class="usa-alert usa-alert--success usa-alert--slim" role="status">
        <div class="usa-alert__body">
          <p class="usa-alert__text">{done}</p>
        </div>
      </div>
    ) : null}
    <p>{waysOf(passkeys)}</p>
    <Passkeys view={passkeys} now={now} />
    <h2>Where you are signed in</h2>
    <p>
      A browser stays signed in for a week, or until you have not used it for three days; for 12 hours if you used your
      organization’s account.
    </p>
    <form method="post" action={PATHS.signedIn()} data-once>
      <ul class="usa-list">
        {logins.map(({ id, openedAt, seenAt }) => (
          <li>
            {id === own ? <strong>This browser</strong> : 'Another browser'}: used {ago(seenAt, now)}, signed in{' '}
            {ago(openedAt, now)}.{' '}
            {id === own ? null : (
              <button class="usa-button usa-button--unstyled" type="submit" name="end" value={id}>
                Sign out there
              </button>
            )}
          </li>
        ))}
      </ul>
      {logins.length > 1 ? (
        <button class="usa-button" type="submit" name="end" value="others">
          Sign out everywhere else
        </button>
      ) : null}
    </form>
  </>
)

function waysOf({ may, has, provider }: PasskeysView): string {
  if (may === 'required') return `You sign in with ${provider}.`
  const link = has.length > 0 ? 'a link by email and then a passkey' : 'a link by email'
  return provider ? `You sign in with ${provider}, or with ${link}.` : `You sign in with ${link}.`
}

const Passkeys = ({ view, now }: { view: PasskeysView; now: Instant }) => {
  const { has, may, ask, error, name, helps } = view
  if (may === 'required' || (may === 'no site' && has.length === 0)) return null
  return (
    <>
      <h2>Passkeys</h2>
      <p>
        A passkey is your fingerprint, face or PIN on a device you have, or a security key. Once you have one, a link by
        email is not enough: whoever reads your mail still needs your device.
      </p>
      {has.length > 0 ? (
        <ul class="usa-list">
          {has.map(passkey => (
            <OnePasskey passkey={passkey} may={may} now={now} />
          ))}
        </ul>
      ) : null}
      {has.length === 1 ? (
        <p>Add a second one on another device, so that you can still sign in if you lose the first.</p>
      ) : null}
      {may === 'sign in again' ? (
        <p>
          To add, rename or remove passkeys,{' '}
          <a href={withQuery(PATHS.signIn(), { next: PATHS.signedIn() })}>sign in again</a>. You signed in here more
          than 15 minutes ago.
        </p>
      ) : null}
      {ask ? <AddPasskey ask={ask} error={error} name={name} /> : null}
      {helps ? (
        <p>
          <a href={PATHS.passkeysLost()}>Someone else lost their passkeys</a>
        </p>
      ) : null}
    </>
  )
}

const OnePasskey = ({
  passkey: { id, name, synced, addedAt, usedAt },
  may,
  now,
}: {
  passkey: PasskeysView['has'][number]
  may: PasskeysView['may']
  now: Instant
}) => (
  <li>
    <strong>{name}</strong>: added {ago(addedAt, now)}, {usedAt ? `used ${ago(usedAt, now)}` : 'not used yet'},{' '}
    {synced ? 'synced to your other devices' : 'on this one device only'}.
    {may === 'change' ? (
      <form method="post" action={PATHS.ownPasskey(id)} class="slim" novalidate data-once data-unkept>
        <TextField name="name" id={`name-${id}`} label={`Name of “${name}”`} value={name} most={60} />
        <div class="actions">
          <button class="usa-button usa-button--outline" type="submit" name="do" value="rename">
            Rename
          </button>
          <button class="usa-button usa-button--unstyled" type="submit" name="do" value="remove">
            Remove “{name}”
          </button>
        </div>
      </form>
    ) : null}
  </li>
)

const AddPasskey = ({
  ask: { options, asked },
  error,
  name,
}: {
  ask: { options: object; asked: string }
  error: string | undefined
  name: string | undefined
}) => (
  <form
    method="post"
    action={PATHS.passkeys()}
    class="slim"
    data-unkept
    data-passkey="make"
    data-options={JSON.stringify(options)}
    novalidate
  >
    <input type="hidden" name="asked" value={asked} />
    <input type="hidden" name="answer" value="" />
    <TextField
      name="name"
      label="Name of the new passkey"
      hint="So that you recognize it, such as “work laptop”."
      value={name}
      error={error}
      most={60}
    />
    <p role="alert" class="usa-error-message"></p>
    <p data-script-off>To add a passkey, turn JavaScript on in this browser.</p>
    <div class="actions">
      <button class="usa-button" type="submit">
        Add a passkey
      </button>
    </div>
    <script src={ASSETS.passkey} defer></script>
  </form>
)
