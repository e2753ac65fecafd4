/** What came in and bothers nobody: a line a message, its words to open, and one click where it was a person after all. */

import type { AsideMessage } from '../../domain/answer/aside.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { Back } from '../web/campaign-nav.tsx'
import { Alert } from '../web/field.tsx'
import { Paging } from '../web/paging.tsx'
import { asideWords } from './aside-words.ts'

interface ShownAside extends AsideMessage {
  invitation: string
  /** Whose invitation it came in for. */
  name: string
  company: string
}

export interface AsideView {
  campaign: string
  messages: ShownAside[]
  total: number
  /** So many older ones gave way to newer. */
  dropped: number
  page: number
  pages: number
  zone: string
  mayEdit: boolean
  /** Whose message waits on the board now. */
  taken?: { name: string; path: string } | undefined
}

export function AsidePage(view: AsideView) {
  const { campaign, messages, taken } = view
  return (
    <>
      <Back to={PATHS.board(campaign)}>Board</Back>
      <h1 class="margin-top-0">Set aside</h1>
      {taken && (
        <Alert kind="success">
          The message for {taken.name} now needs your attention:{' '}
          <a href={taken.path}>read it and choose what it says</a>.
        </Alert>
      )}
      <p class={taken ? 'usa-intro margin-top-2' : 'usa-intro margin-top-0'}>
        Automatic replies, receipts and spam that arrived in the last 30 days. They change nothing. If a person wrote
        one, say so, and it waits for you like any other reply.
      </p>
      {messages.length === 0 ? (
        <p>Nothing was set aside.</p>
      ) : (
        <ul class="aside-list">
          {messages.map(message => (
            <AsideLine
              key={`${message.invitation} ${message.id}`}
              message={message}
              zone={view.zone}
              about={
                <>
                  For{' '}
                  <a class="usa-link" href={PATHS.person(campaign, message.invitation)}>
                    {message.name}
                  </a>
                  {message.company && `, ${message.company}`} ·{' '}
                </>
              }
              source={
                view.mayEdit && message.mail ? PATHS.asideMessage(campaign, message.invitation, message.id) : undefined
              }
            >
              {view.mayEdit && (
                <form method="post" action={PATHS.aside(campaign)}>
                  <input type="hidden" name="invitation" value={message.invitation} />
                  <button
                    class="usa-button usa-button--outline"
                    type="submit"
                    name="message"
                    value={message.id}
                    aria-label={`This was a person: ${message.subject || 'no subject'}, for ${message.name}`}
                  >
                    This was a person
                  </button>
                </form>
              )}
            </AsideLine>
          ))}
        </ul>
      )}
      <Paging
        page={view.page}
        pages={view.pages}
        label="Pages of what was set aside"
        to={page => withQuery(PATHS.aside(campaign), { page })}
      />
      <Dropped dropped={view.dropped} />
    </>
  )
}

interface LineProps {
  message: AsideMessage
  zone: string
  about?: unknown
  /** Where the message is to be saved from. */
  source: string | undefined
  children?: unknown
}

/** One message: when, from whom, what about and why; its words behind a click. */
function AsideLine({ message, zone, about, source, children }: LineProps) {
  const { at, from, subject, text, why } = message
  return (
    <li>
      <div class="aside-head">
        <p class="margin-y-0">
          <strong class="break">{subject || '(no subject)'}</strong>
        </p>
        <p class="under margin-y-05">
          <time datetime={at}>{readable(at, zone)}</time> · {from.name && `${from.name}, `}
          <span class="break">{from.email || 'sender not known'}</span>
        </p>
        <p class="under margin-y-05">
          {about as string}
          {asideWords(why)}
        </p>
        {(text || source) && (
          <details>
            <summary>Read it</summary>
            {text && <blockquote class="event-words matter-words">{text}</blockquote>}
            {source && (
              <a class="usa-link" href={source}>
                Save the whole message
              </a>
            )}
          </details>
        )}
      </div>
      {children as string}
    </li>
  )
}

const Dropped = ({ dropped }: { dropped: number }) =>
  dropped > 0 ? <p class="quiet">{dropped.toLocaleString('en-US')} older ones are no longer listed.</p> : null

export interface DeskView {
  messages: readonly AsideMessage[]
  dropped: number
  from: string
  replyDomain: string
}

/** Mail to Convoke itself, for whoever runs it. */
export const DeskPage = ({ messages, dropped, from, replyDomain }: DeskView) => (
  <>
    <h1>Mail to Convoke itself</h1>
    <p class="usa-intro">
      What people and servers wrote in the last 30 days to <span class="break">{from}</span>, or to rsvp, postmaster and
      abuse at <span class="break">{replyDomain}</span>. Mail that quotes one of our emails is with its partnership
      instead. Complaints about abuse deserve an answer within a day. Times are UTC.
    </p>
    {messages.length === 0 ? (
      <p>Nothing has arrived.</p>
    ) : (
      <ul class="aside-list">
        {messages.map(message => (
          <AsideLine
            key={message.id}
            message={message}
            zone="UTC"
            source={message.mail ? PATHS.deskMessage(message.id) : undefined}
          />
        ))}
      </ul>
    )}
    <Dropped dropped={dropped} />
  </>
)
