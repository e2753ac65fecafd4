/** What an invitee has answered, what they need for it, and how to change it. */
import type { Delegate, Invitee, Rsvp } from '../../domain/keep/invitation.ts'
import { factsOf, type Meeting } from '../../domain/keep/meeting.ts'
import { clockTime, shortDate } from '../../domain/keep/time.ts'
import { Mark, type MarkView } from './mark.tsx'

/** Whom to turn to with a question. */
interface Contact {
  name: string
  organization: string
  phone: string
}

export interface EventView {
  meeting: Meeting
  map: string | undefined
  contact: Contact
  /** Companies that said yes, where the convener lets guests see them. */
  companies: readonly string[]
}

/** The email that confirms an answer and brings the calendar entry. */
export type Mailed = 'just sent' | 'sent' | 'on its way'

export interface ConfirmedView extends EventView, MarkView {
  invitee: Invitee
  answer: Rsvp
  delegate: Delegate | undefined
  /** Who answered for them. */
  by: string | undefined
  /** The calendar entry, where the answer has one: whether an email brings it, and where it is. */
  entry: { mail: Mailed | undefined; file: string; google: string; outlook: string; office: string } | undefined
  /** Where they get the link of their calendar feed. */
  feed: string
  change: string
}

/** "Wed, Feb 10, 7:30 AM" */
export const whenShort = ({ date, start }: Meeting): string => `${shortDate(date)}, ${clockTime(start)}`

/** What is so, in a line: it is the page's heading and its title. */
export function confirmedWords(answer: Rsvp, meeting: Meeting, delegate: Delegate | undefined): string {
  const when = whenShort(meeting)
  switch (answer) {
    case 'accepted':
      return `You’re confirmed for ${when}`
    case 'tentative':
      return `You’re a maybe for ${when}`
    case 'delegated':
      return `${delegate?.name || 'Someone'} will attend in your place on ${when}`
    case 'declined':
      return 'Thanks for letting us know'
  }
}

const NEXT: Record<Rsvp, string> = {
  accepted: 'You’re all set.',
  tentative: 'We’ll hold a seat for you. Change your answer when you know more.',
  delegated: 'Thank you. We look forward to meeting them.',
  declined: 'You can’t make it this time. If your plans change, change your answer here.',
}

export const ConfirmedPage = (view: ConfirmedView) => {
  const { partnership, answer, meeting, delegate, by, invitee } = view
  return (
    <div class="rsvp">
      <Mark partnership={partnership} logo={view.logo} />
      <h1 id="answered" tabindex={-1}>
        {confirmedWords(answer, meeting, delegate)}
      </h1>
      <p class="usa-intro margin-top-0">
        {by ? `${by} answered for ${invitee.name}. ` : ''}
        {NEXT[answer]}
      </p>
      {view.entry && <Entry {...view.entry} />}
      <EventFacts {...(answer === 'declined' ? withoutTheDay(view) : view)} />
      <p class="rsvp-change">
        <a class="usa-button usa-button--outline" href={view.change}>
          Change my answer
        </a>
      </p>
      {answer !== 'declined' && (
        <p class="quiet">
          <a href={view.feed}>Get all our meetings in your calendar</a>
        </p>
      )}
    </div>
  )
}

/** What nobody needs who is not coming is left out. */
const withoutTheDay = ({ meeting, map, contact }: EventView): EventView => ({
  meeting: { ...meeting, venue: { ...meeting.venue, parking: '', access: '' } },
  map,
  contact,
  companies: [],
})

const MAIL: Record<Mailed, string> = {
  'just sent': 'The calendar entry is in the email we just sent. ',
  sent: 'The calendar entry is in the email that confirmed your answer. ',
  'on its way': 'The calendar entry is in an email that’s on its way to you. ',
}

const Entry = ({ mail, file, google, outlook, office }: NonNullable<ConfirmedView['entry']>) => (
  <>
    <p>
      {mail && MAIL[mail]}
      <a href={file}>Download the calendar entry (.ics)</a>
    </p>
    <details class="rsvp-more">
      <summary>Not in your calendar?</summary>
      <p>
        These links make an entry of your own. If the meeting moves or is canceled, it won’t change by itself: watch for
        our email.
      </p>
      <ul class="rsvp-calendars">
        <li>
          <a href={google}>Google Calendar</a>
        </li>
        <li>
          <a href={outlook}>Outlook.com</a>
        </li>
        <li>
          <a href={office}>Outlook at work</a>
        </li>
      </ul>
    </details>
  </>
)

/** Beside an address. */
export const MapLink = ({ map }: Pick<EventView, 'map'>) =>
  map === undefined ? null : (
    <>
      {' '}
      <a href={map}>Map</a>
    </>
  )

/** More companies than this are counted. */
const MOST = 24

/** The meeting as a guest needs it: when, where, who hosts, who else is coming, whom to ask; `rest`: when and where are above. */
export const EventFacts = ({ meeting, map, contact, companies, rest = false }: EventView & { rest?: boolean }) => {
  const { date, time, parking, access } = factsOf(meeting)
  const { host, address } = meeting.venue
  return (
    <dl class="facts rsvp-facts">
      {!rest && (
        <>
          <dt>When</dt>
          <dd>
            {date}
            <br />
            {time}
          </dd>
          <dt>Where</dt>
          <dd>
            {address || host}
            <MapLink map={map} />
          </dd>
        </>
      )}
      {host && address && (
        <>
          <dt>Host</dt>
          <dd>{host}</dd>
        </>
      )}
      {parking && (
        <>
          <dt>Parking</dt>
          <dd>{parking}</dd>
        </>
      )}
      {access && (
        <>
          <dt>Access</dt>
          <dd>{access}</dd>
        </>
      )}
      {companies.length > 0 && (
        <>
          <dt>Coming</dt>
          <dd>
            {companies.slice(0, MOST).join(', ')}
            {companies.length > MOST ? `, and ${companies.length - MOST} more` : ''}
          </dd>
        </>
      )}
      <dt>Questions</dt>
      <dd>
        {[contact.name, contact.organization].filter(Boolean).join(', ')}
        {contact.phone && (
          <>
            {', '}
            <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{contact.phone}</a>
          </>
        )}
        {'. '}Or reply to our email.
      </dd>
    </dl>
  )
}
