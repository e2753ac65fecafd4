/** The first page. */
import type { CampaignStatus } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Meeting } from '../../domain/keep/meeting.ts'
import type { Role } from '../../domain/keep/partnership.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { type Instant, readable, shortDate } from '../../domain/keep/time.ts'
import { Alert } from '../web/field.tsx'
import { Paging } from '../web/paging.tsx'

/** One meeting of a partnership. */
export interface CampaignRow {
  id: CampaignId
  /** Which of its meetings: "Launch", "Action team: Apprenticeships". */
  title: string
  status: CampaignStatus
  meeting: Meeting | undefined
  isOver: boolean
  /** The letter that leaves next. */
  next: { at: Instant; title: string } | undefined
}

export interface PartnershipRow {
  id: string
  name: string
  role: Role
  mayEdit: boolean
  sample: boolean
  archived: boolean
  /** What only a person can settle, in Markdown, each with where that is done. */
  waiting: readonly { words: string; path: string }[]
  meetings: readonly CampaignRow[]
}

const TAGS: Partial<Record<CampaignStatus, string>> = {
  'awaiting signatures': 'tag-maybe',
  scheduled: 'tag-yes',
  running: 'tag-yes',
  paused: 'tag-maybe',
  canceled: 'tag-no',
}

const Partnerships = ({ rows }: { rows: readonly PartnershipRow[] }) => (
  <ul class="campaigns">
    {rows.map(row => (
      <li>
        <div class="campaign-head">
          <h2>
            <a href={openOf(row.meetings[0])}>{row.name}</a>
          </h2>
          {row.sample ? <span class="tag">Sample</span> : null}
        </div>
        <p class="quiet margin-top-0">
          You are {row.role === 'support team' ? 'on the support team' : `its ${row.role}`}
          {row.mayEdit && row.meetings[0] ? (
            <>
              {' · '}
              <a href={PATHS.manage(row.meetings[0].id)}>
                Manage<span class="usa-sr-only">: {row.name}</span>
              </a>
            </>
          ) : null}
        </p>
        {row.waiting.length > 0 ? <Waiting row={row} /> : null}
        <ul class="meetings">
          {row.meetings.map(meeting => (
            <MeetingLine meeting={meeting} />
          ))}
        </ul>
        {row.sample && row.mayEdit && row.meetings[0] ? (
          <form method="post" action={PATHS.deletePartnership(row.meetings[0].id)} data-once>
            <button class="usa-button usa-button--unstyled" type="submit">
              Delete the sample
            </button>
          </form>
        ) : null}
      </li>
    ))}
  </ul>
)

const openOf = (meeting: CampaignRow | undefined): string =>
  meeting === undefined ? PATHS.home() : meeting.status === 'draft' ? PATHS.review(meeting.id) : PATHS.board(meeting.id)

const SHOWN = 3

/** The oldest of what waits, and how much more there is. */
const Waiting = ({ row }: { row: PartnershipRow }) => (
  <div class="waiting">
    <p class="margin-y-0">
      <strong>
        {row.waiting.length === 1 ? '1 thing needs your attention' : `${row.waiting.length} things need your attention`}
      </strong>
    </p>
    <ul>
      {row.waiting.slice(0, SHOWN).map(({ words, path }) => (
        <li>
          <a href={path}>{words.replaceAll('**', '').replaceAll('\\', '')}</a>
        </li>
      ))}
      {row.waiting.length > SHOWN ? <li>and {row.waiting.length - SHOWN} more, in your daily email</li> : null}
    </ul>
  </div>
)

const MeetingLine = ({ meeting: { id, title, status, meeting, isOver, next } }: { meeting: CampaignRow }) => (
  <li>
    <span>
      <a href={status === 'draft' ? PATHS.review(id) : PATHS.board(id)}>{title}</a>
      {meeting
        ? `, ${shortDate(meeting.date)}, ${meeting.date.slice(0, 4)}, at ${meeting.venue.host}`
        : ', no date yet'}
      {next && meeting ? (
        <span class="quiet">
          {' '}
          · next: {next.title} {readable(next.at, meeting.zone)}
        </span>
      ) : null}
    </span>
    <span class={`tag ${isOver && status !== 'canceled' ? '' : (TAGS[status] ?? '')}`}>
      {isOver && status !== 'canceled' && status !== 'draft' ? 'held' : status}
    </span>
  </li>
)

/** What of somebody's partnerships cannot be read, by the place that whoever runs this Convoke needs to know. */
const MissingRows = ({ places }: { places: readonly string[] }) => (
  <Alert kind="warning">
    <strong>
      {places.length === 1 ? '1 partnership or meeting' : `${places.length} partnerships or meetings`} of yours cannot
      be shown.
    </strong>{' '}
    What is stored of {places.length === 1 ? 'it' : 'them'} cannot be read, so nothing is sent there. Nothing is lost:
    ask whoever runs this Convoke to fix it, and give them this: <code>{places.join(', ')}</code>
  </Alert>
)

interface HomeView {
  rows: readonly PartnershipRow[]
  /** A part of a name that was looked for, and how many have it. */
  search: string
  found: number
  page: number
  pages: number
  missing: readonly string[]
  mayStart: boolean
  /** Runs this Convoke. */
  operates: boolean
  /** How many emails came to Convoke itself, for whoever runs it. */
  desk: number
  sample: boolean
}

/** Whoever has more than a page of partnerships finds them by name. */
const Find = ({ search, found, page, pages }: HomeView) => (
  <>
    <form method="get" action={PATHS.home()} class="filters" aria-label="Find a partnership">
      <div>
        <label class="usa-label margin-top-0" for="q">
          Name of a partnership
        </label>
        <input class="usa-input" id="q" name="q" type="search" value={search} maxlength={100} />
      </div>
      <button class="usa-button usa-button--outline" type="submit">
        Find
      </button>
      {search ? (
        <a class="usa-link filters-clear" href={PATHS.home()}>
          Show all
        </a>
      ) : null}
    </form>
    <p class="margin-y-1" role="status">
      {found === 0
        ? 'None has that in its name.'
        : `${found.toLocaleString('en-US')} ${found === 1 ? 'partnership' : 'partnerships'}, by name${pages > 1 ? `, page ${page} of ${pages}` : ''}`}
    </p>
  </>
)

export const HomePage = (view: HomeView) => {
  const { rows, search, missing, mayStart, operates, desk, sample } = view
  const hasSome = rows.length > 0 || search !== ''
  return (
    <>
      <h1>{hasSome ? 'Your partnerships' : mayStart ? 'Start here' : 'Nothing here yet'}</h1>
      {missing.length > 0 ? <MissingRows places={missing} /> : null}
      {view.pages > 1 || search !== '' ? <Find {...view} /> : null}
      <Partnerships rows={rows.filter(({ archived }) => !archived)} />
      {rows.some(({ archived }) => archived) ? (
        <details>
          <summary>Archived</summary>
          <Partnerships rows={rows.filter(({ archived }) => archived)} />
        </details>
      ) : null}
      <Paging
        page={view.page}
        pages={view.pages}
        label="Pages of partnerships"
        to={page => withQuery(PATHS.home(), { q: search, page: page > 1 ? page : undefined })}
      />
      {!hasSome && missing.length === 0 && !mayStart && !operates ? (
        <p class="usa-intro">You have no role in a partnership any more. Ask its convener to add you to the team.</p>
      ) : null}
      {mayStart ? (
        <div class="choices">
          <section class="card">
            <h2>Start a partnership</h2>
            <p>Eight short steps, each saved as you go. Nothing is sent until your champions have signed.</p>
            <form method="post" action={PATHS.partnerships()} data-once>
              <button class="usa-button" type="submit">
                Start a partnership
              </button>
            </form>
          </section>
          {sample ? (
            <section class="card">
              <h2>Look around first</h2>
              <p>A manufacturing partnership with two champions and some forty invitees, ready to walk through.</p>
              <form method="post" action={PATHS.sample()} data-once>
                <button class="usa-button usa-button--outline" type="submit">
                  Load the sample partnership
                </button>
              </form>
            </section>
          ) : null}
        </div>
      ) : null}
      {operates ? (
        <p class="quiet">
          You run this Convoke: <a href={PATHS.operator()}>sign-ins, sending, storage and what failed</a>,{' '}
          <a href={PATHS.sending()}>whether emails will arrive</a>
          {desk > 0 ? (
            <>
              {' '}
              and <a href={PATHS.desk()}>{desk === 1 ? '1 email' : `${desk} emails`} to Convoke itself</a>
            </>
          ) : null}
          .
        </p>
      ) : mayStart ? (
        <p class="quiet">
          Not sure that emails get through? <a href={PATHS.sending()}>See whether they will arrive</a>.
        </p>
      ) : null}
      <p class="quiet">
        Signed in on another computer? <a href={PATHS.signedIn()}>See where, and sign out there</a>.
      </p>
    </>
  )
}
// Named here for the stylesheet: tag-yes tag-maybe tag-no
