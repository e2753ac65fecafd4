/** Where one person gets the link of their calendar feed, and a new one for it. */
import { Alert } from '../web/field.tsx'

export interface FeedView {
  path: string
  partnership: string
  link: string
  renewed: boolean
}

/** The same feed by the scheme that calendars subscribe to. */
const subscribing = (link: string): string => link.replace(/^https?:/, 'webcal:')

export const FeedPage = ({ path, partnership, link, renewed }: FeedView) => (
  <>
    <p class="quiet margin-bottom-0">{partnership}</p>
    <h1 class="margin-top-05">Our meetings in your calendar</h1>
    {renewed ? <Alert kind="success">This is your new link. The old one has stopped working.</Alert> : null}
    <p>
      Subscribe once, and your calendar shows every meeting you are asked to, and follows when one moves. The link is
      yours alone: whoever has it sees the same.
    </p>
    <p>
      <a class="usa-button" href={subscribing(link)}>
        Subscribe
      </a>
    </p>
    <p>Or paste this address where your calendar asks for one:</p>
    <p class="break">
      <a class="usa-link" href={link}>
        {link}
      </a>
    </p>
    <form method="post" action={path} data-once>
      <h2>Did the link go astray?</h2>
      <p>A new one takes its place, and you subscribe again.</p>
      <button class="usa-button usa-button--outline" type="submit">
        Make a new link
      </button>
    </form>
  </>
)
