/** The page around every page: for people who work with Convoke, and a calmer one for executives. */
import type { Child } from 'hono/jsx'
import { PATHS } from '../../domain/keep/paths.ts'
import { ASSETS } from '../compiled/assets.ts'

export interface Chrome {
  /** Who is signed in. */
  email?: string | undefined
  /** For executives: no navigation, one thing to do. */
  calm?: boolean | undefined
  /** Wider than reading width, for boards and tables. */
  wide?: boolean | undefined
  /** Wider still, for what is shown side by side. */
  broad?: boolean | undefined
  /** What programs show that preview a link: it names nobody, for a link is passed on. */
  preview?: { title: string; description: string } | undefined
}

/** A whole document. `title` is what the tab says; the page's own h1 stands in the body. */
export function page(title: string, body: Child, chrome: Chrome = {}): string {
  const width = chrome.broad ? 'broad' : ''
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} | Convoke`}</title>
        {chrome.preview && (
          <>
            <meta property="og:type" content="website" />
            <meta property="og:title" content={chrome.preview.title} />
            <meta property="og:description" content={chrome.preview.description} />
            <meta name="description" content={chrome.preview.description} />
          </>
        )}
        <link rel="icon" href="data:," />
        {ASSETS.fonts.map(font => (
          <link rel="preload" as="font" type="font/woff2" href={font} crossorigin="anonymous" />
        ))}
        <link rel="stylesheet" href={ASSETS.styles} />
        <script src={ASSETS.script} defer></script>
      </head>
      <body class={chrome.calm ? 'calm' : ''} data-person={chrome.email}>
        <a class="usa-skipnav" href="#main">
          Skip to main content
        </a>
        {chrome.calm ? null : <Header email={chrome.email} width={width} />}
        <main id="main" class={`grid-container ${width || (chrome.wide ? '' : 'reading')}`}>
          {body}
        </main>
        <footer class={`foot grid-container ${width}`}>
          <p>
            {chrome.calm ? 'Sent with Convoke' : 'Convoke: sector partnerships, convened by email and calendar'}
            <span class="rehearsal"></span>
          </p>
        </footer>
      </body>
    </html>
  )
  return `<!doctype html>${document}`
}

const Header = ({ email, width }: { email?: string | undefined; width: string }) => (
  <header class="bar">
    <div class={`grid-container bar-in ${width}`}>
      <a class="brand" href={PATHS.home()}>
        <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
          <circle cx="13" cy="13" r="5.5" fill="none" stroke="currentColor" stroke-width="2" />
          {[0, 60, 120, 180, 240, 300].map(turn => (
            <circle cx="13" cy="2.5" r="2.2" fill="currentColor" transform={`rotate(${turn} 13 13)`} />
          ))}
        </svg>
        Convoke
      </a>
      {email ? (
        <form method="post" action={PATHS.signOut()} class="bar-who" data-signs-out>
          <a class="bar-email" href={PATHS.signedIn()}>
            {email}
          </a>
          <button class="usa-button usa-button--unstyled" type="submit">
            Sign out
          </button>
        </form>
      ) : null}
    </div>
  </header>
)
