/** The pages that say no: plainly, and without telling more than the caller may know. */
import type { Context } from 'hono'
import { PATHS } from '../../domain/keep/paths.ts'
import { page } from '../../pages/web/layout.tsx'

export const notFound = (c: Context, email?: string) =>
  c.html(
    page(
      'Page not found',
      <>
        <h1>Page not found</h1>
        <p class="usa-intro">There is nothing here, or nothing that you may see.</p>
        <p>
          If you followed a link from an email, check that it is complete. Otherwise{' '}
          <a href={PATHS.home()}>start from the beginning</a>.
        </p>
      </>,
      { email },
    ),
    404,
  )

export const forbidden = (c: Context, email?: string) =>
  c.html(
    page(
      'You can read this, not change it',
      <>
        <h1>You can read this, not change it</h1>
        <p class="usa-intro">
          Conveners and co-conveners make changes. Your role in this partnership lets you see everything and change
          nothing.
        </p>
        <p>Ask the convener to make the change, or to make you a co-convener.</p>
      </>,
      { email },
    ),
    403,
  )

export const refused = (c: Context, status: 400 | 403 | 413 | 429 | 503, title: string, words: string) =>
  c.html(
    page(
      title,
      <>
        <h1>{title}</h1>
        <p class="usa-intro">{words}</p>
      </>,
    ),
    status,
  )

/** Words would leave that whoever pressed has not seen: `then` is what they wanted to do. */
export const wordsChanged = (c: Context, then: 'ask' | 'send') =>
  refused(
    c,
    400,
    'The emails have changed',
    `A colleague changed the words, the date or the place since this page was made. Go back, read them again, and ${then} then.`,
  )

export const failed = (c: Context) =>
  c.html(
    page(
      'Something went wrong',
      <>
        <h1>Something went wrong</h1>
        <p class="usa-intro">That is our mistake, not yours. What was saved before is safe.</p>
        <p>Go back and try again. If it happens again, tell the people who run this Convoke what you were doing.</p>
      </>,
    ),
    500,
  )

/** Something that this page needs is stored and cannot be read. What it is stands in the log, and on the pages of those whose it is. */
export const cannotBeShown = (c: Context) =>
  c.html(
    page(
      'This cannot be shown now',
      <>
        <h1>This cannot be shown now</h1>
        <p class="usa-intro">What is stored of it cannot be read. Nothing of it is lost, and nothing was changed.</p>
        <p>
          If a letter brought you here, reply to it instead. If you run this partnership,{' '}
          <a href={PATHS.home()}>your first page</a> says what to tell whoever runs this Convoke.
        </p>
      </>,
    ),
    500,
  )

/** A personal link that leads nowhere: the same words whatever is wrong with it. */
export const deadLink = (c: Context) =>
  c.html(
    page(
      'This link does not work',
      <>
        <h1>This link does not work</h1>
        <p class="usa-intro">It may be incomplete: some mail programs break long links in two.</p>
        <p>Open the email again and use its button, or reply to it.</p>
      </>,
      { calm: true },
    ),
    404,
  )
