/** A launch in more than one room: its sessions, who is on which list, and one session more. */
import type { Person } from '../../domain/answer/board.ts'
import { type CampaignPage, PATHS, withQuery } from '../../domain/keep/paths.ts'
import { zoneLabel } from '../../domain/keep/zones.ts'
import { SessionCards, type Sessions } from '../answer/session-strip.tsx'
import { AnswerTag } from '../web/answer-tag.tsx'
import { Alert, ErrorSummary, Select, TextField } from '../web/field.tsx'
import { Paging } from '../web/paging.tsx'

export interface SessionsPageView {
  campaign: string
  mayEdit: boolean
  /** Why there cannot be a second session, where there cannot. */
  obstacle?: { words: string; step: CampaignPage } | undefined
  /** Undefined for a launch in one room. */
  sessions?: Sessions | undefined
  did?: string | undefined
  assigning: {
    search: string
    from: string
    shown: readonly Person[]
    found: number
    page: number
    pages: number
    error?: string | undefined
  }
  zones: readonly string[]
  typed: Record<string, string>
  errors: Record<string, string>
}

export function SessionsPage(view: SessionsPageView) {
  const path = PATHS.sessions(view.campaign)
  return (
    <>
      <h1 class="margin-top-0">Sessions</h1>
      <p class="usa-intro">
        A launch can be held in two towns, or on two days. Everyone is on the list of one session, gets its letter, and
        can choose another behind the button of the letter.
      </p>
      {view.did && <Alert kind="success">{view.did}</Alert>}
      {view.sessions ? (
        <>
          <h2 class="usa-sr-only">Answers so far</h2>
          <SessionCards sessions={view.sessions} here={view.campaign} />
        </>
      ) : (
        <p class="quiet">This launch has one room so far.</p>
      )}
      {view.mayEdit && view.sessions && view.sessions.each.length > 1 && (
        <Assigning view={view} sessions={view.sessions} path={path} />
      )}
      {view.mayEdit &&
        (view.obstacle ? (
          <Alert kind="info">
            {view.obstacle.words}{' '}
            <a class="usa-link" href={PATHS[view.obstacle.step](view.campaign)}>
              Go there
            </a>
          </Alert>
        ) : (
          <Adding view={view} path={path} />
        ))}
    </>
  )
}

function Assigning({ view, sessions, path }: { view: SessionsPageView; sessions: Sessions; path: string }) {
  const { search, from, shown, found, page, pages, error } = view.assigning
  const names = new Map(sessions.each.map(({ id, name }) => [id, name]))
  const options = sessions.each.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <section aria-labelledby="assign">
      <h2 id="assign">Who is coming where</h2>
      <form method="get" action={withQuery(path, {}, 'assign')} class="filters" aria-label="Find people">
        <div>
          <label class="usa-label margin-top-0" for="q">
            Name, company, title or address
          </label>
          <input class="usa-input" id="q" name="q" type="search" value={search} maxlength={100} />
        </div>
        <div>
          <label class="usa-label margin-top-0" for="from">
            On the list of
          </label>
          <select class="usa-select" id="from" name="from">
            {[{ value: '', label: 'Any session' }, ...options].map(({ value, label }) => (
              <option key={value} value={value} selected={value === from}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <button class="usa-button usa-button--outline" type="submit">
          Find
        </button>
      </form>
      <p class="margin-bottom-1">{found === 1 ? '1 person' : `${found.toLocaleString('en-US')} people`}</p>
      {shown.length > 0 && (
        <form method="post" action={PATHS.assignSessions(view.campaign)} novalidate data-once>
          <fieldset class="usa-fieldset" id="people">
            <legend class="usa-sr-only">Who goes to another session</legend>
            {error && <span class="usa-error-message">{error}</span>}
            <div class="choice-grid">
              {shown.map(person => {
                const { id, campaign, invitee } = person.invitation
                return (
                  <div class="usa-checkbox" key={id}>
                    <input
                      class="usa-checkbox__input"
                      type="checkbox"
                      id={`person-${id}`}
                      name="people"
                      value={`${campaign}:${id}`}
                    />
                    <label class="usa-checkbox__label" for={`person-${id}`}>
                      {invitee.name}
                      <span class="under">
                        {[invitee.company, names.get(campaign)].filter(Boolean).join(' · ')}{' '}
                        <AnswerTag person={person} />
                      </span>
                    </label>
                  </div>
                )
              })}
            </div>
          </fieldset>
          <Select
            name="to"
            label="Session"
            hint="Whoever holds the letter of another session is told, gets the letter of this one, and has one entry in the calendar."
            options={options}
            value={options.find(({ value }) => value !== from && value !== view.campaign)?.value}
          />
          <button class="usa-button margin-top-2" type="submit">
            Put them on this list
          </button>
        </form>
      )}
      <Paging
        page={page}
        pages={pages}
        label="Pages of people"
        to={to => withQuery(path, { q: search, from, page: to })}
      />
    </section>
  )
}

function Adding({ view, path }: { view: SessionsPageView; path: string }) {
  const { typed, errors } = view
  const wrong = Object.keys(errors).length > 0
  const q = (name: string) => ({ name, id: `add-${name}`, value: typed[name], error: errors[name] })
  return (
    <div class="adding margin-top-3">
      <details class="panel" open={wrong || view.sessions === undefined}>
        <summary>
          <span class="panel-title">Add a session</span>
          <span class="panel-hint">The same letter and rhythm, with a date and a room of its own</span>
        </summary>
        <form method="post" action={path} class="panel-body" novalidate data-once>
          <ErrorSummary errors={errors} form="add" />
          <p class="margin-top-0">
            The champions sign the letter for this date and place as well. No one is on its list yet: add people there,
            or assign them here.
          </p>
          {view.sessions === undefined && (
            <TextField
              {...q('first')}
              label="What do you call the session that is there already?"
              hint="For example its town: Longmont"
              most={60}
            />
          )}
          <TextField {...q('name')} label="What do you call the new one?" hint="For example: Fort Collins" most={60} />
          <TextField {...q('date')} label="Date" type="date" />
          <div class="pair">
            <TextField {...q('start')} label="Starts" type="time" />
            <TextField {...q('end')} label="Ends" type="time" />
          </div>
          <Select
            {...q('zone')}
            label="Time zone"
            options={view.zones.map(zone => ({ value: zone, label: zoneLabel(zone) }))}
          />
          <TextField {...q('host')} label="Host" hint="The business that hosts" most={120} />
          <TextField {...q('address')} label="Address" most={300} />
          <TextField {...q('parking')} label="Parking" most={300} required={false} />
          <TextField {...q('access')} label="Access" most={300} required={false} />
          <TextField
            {...q('goal')}
            label="How many companies make a critical mass there?"
            hint="All sessions together are counted as well, each company once."
            type="number"
          />
          <button class="usa-button margin-top-2" type="submit">
            Add this session
          </button>
        </form>
      </details>
    </div>
  )
}
