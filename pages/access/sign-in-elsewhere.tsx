/** Why somebody whom the identity provider sent back is not signed in, and what they can do. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'

interface NotSignedIn {
  why: 'over' | 'denied' | 'not verified' | 'elsewhere' | 'not proven' | 'unknown here' | 'unavailable'
  /** What the provider is called. */
  name: string
  /** The page that was asked for. */
  next: string
  /** Whom the provider named, where that is known for sure. */
  address?: string | undefined
  /** Links by mail work too. */
  byMail: boolean
}

/** What happened, and what to do about it. */
const WORDS: Record<NotSignedIn['why'], (view: NotSignedIn) => [string, string]> = {
  over: () => [
    'This sign-in took too long or was started in another browser.',
    'Start again here. Use one window from start to finish.',
  ],
  denied: ({ name }) => [
    `You did not sign in with ${name}.`,
    'You may have canceled, or your account there may not be allowed to use Convoke. If so, ask the people who run your accounts.',
  ],
  'not verified': ({ name }) => [
    `${name} does not say that your email address is verified.`,
    'Verify it there, or ask the people who run your accounts. Then try again.',
  ],
  elsewhere: ({ name }) => [
    `That account belongs to another organization than this Convoke takes from ${name}.`,
    'Try again with your work account.',
  ],
  'not proven': ({ name }) => [
    `The answer from ${name} could not be verified.`,
    'Try again. If it happens again, tell the people who run this Convoke.',
  ],
  'unknown here': ({ name, address }) => [
    `${name} says you are ${address}. That address has no access to this Convoke.`,
    'Ask the convener of your partnership to add you to the team, or try another account.',
  ],
  unavailable: ({ name }) => [`Sign-in with ${name} is not working right now.`, 'Try again in a few minutes.'],
}

export const NotSignedInPage = (view: NotSignedIn) => {
  const [what, then] = WORDS[view.why](view)
  const { next, byMail } = view
  const another = view.why !== 'over' && view.why !== 'unavailable' && view.why !== 'not proven'
  return (
    <>
      <h1>You are not signed in</h1>
      <p class="usa-intro">{what}</p>
      <p>{then}</p>
      <div class="actions">
        <a
          class="usa-button"
          href={withQuery(PATHS.signInElsewhere(), { next, anew: another ? 'yes' : undefined })}
          rel="nofollow"
        >
          {another ? 'Use another account' : 'Try again'}
        </a>
        {byMail ? <a href={withQuery(PATHS.signIn(), { next })}>Get a link by email instead</a> : null}
      </div>
    </>
  )
}
