/** Where somebody is signed in. */
import { PATHS } from '../../domain/keep/paths.ts'
import { HOUR, type Instant, toMillis } from '../../domain/keep/time.ts'

export interface SignedInView {
  /** The session this page is asked for with. */
  own: string
  logins: readonly { id: string; openedAt: Instant; seenAt: Instant }[]
  now: Instant
  ended: boolean
}

/** How long ago, as a person would say it, in whatever zone they are. */
function ago(at: Instant, now: Instant): string {
  const hours = Math.floor((toMillis(now) - toMillis(at)) / HOUR)
  if (hours < 1) return 'within the last hour'
  if (hours < 48) return hours === 1 ? 'an hour ago' : `${hours} hours ago`
  return `${Math.floor(hours / 24)} days ago`
}

export const SignedInPage = ({ own, logins, now, ended }: SignedInView) => (
  <>
    <h1>Where you are signed in</h1>
    {ended ? (
      <div class="usa-alert usa-alert--success usa-alert--slim" role="status">
        <div class="usa-alert__body">
          <p class="usa-alert__text">Signed out there.</p>
        </div>
      </div>
    ) : null}
    <p>A browser stays signed in for a week, or until you have not used it for three days.</p>
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
