/** The convener's board: is there a critical mass, who needs me, what left and what is next, who said what. */
import type { AnswerDay, CompanyRow, Person, Tally } from '../domain/board.ts'
import { AnswerTag } from './answer-tag.tsx'
import { AnswerChart, type Mark } from './chart.tsx'
import { MassGauge, type Wavering } from './gauge.tsx'
import { href, Paging } from './paging.tsx'
import { type ShownWave, WaveLine } from './wave-line.tsx'

/** What the list can be narrowed to. */
export const FILTERS = {
  all: 'Everyone',
  accepted: 'Coming',
  delegated: 'Sending someone',
  tentative: 'Undecided',
  declined: 'Not coming',
  'old time': 'Said yes to the old time',
  silent: 'Silent',
  'not written to': 'Not written to yet',
  unreachable: 'Cannot be reached',
  'needs you': 'Needs you',
  trouble: 'Letter in trouble',
  'public partners': 'Public partners',
} as const
export type Filter = keyof typeof FILTERS

export interface Need {
  id: string
  name: string
  company: string
  why: string
}

export interface BoardView {
  campaign: string
  mayEdit: boolean
  /** What the campaign waits for or does, in a sentence. */
  state:
    | {
        title: string
        text: string
        tone: 'info' | 'warning' | 'success'
        action?: { href: string; label: string } | undefined
      }
    | undefined
  when: string
  place: string
  mass: Tally['mass']
  wavering: Wavering[]
  counts: Tally['counts']
  needs: Need[]
  needsTotal: number
  asking: ShownWave[]
  waves: ShownWave[]
  days: AnswerDay[]
  marks: Mark[]
  search: string
  filter: Filter
  by: 'person' | 'company'
  people: Person[]
  companies: CompanyRow[]
  /** When people answered, in words, by the instant. */
  readable: (at: string) => string
  found: number
  page: number
  pages: number
}

const number = (value: number): string => value.toLocaleString('en-US')

export function Board(view: BoardView) {
  const path = `/campaigns/${view.campaign}`
  return (
    <>
      <div class="page-head">
        <div>
          <h1 class="margin-y-0">Board</h1>
          {view.when && (
            <p class="margin-y-05 text-base-dark">
              {view.when}
              {view.place && ` · ${view.place}`}
            </p>
          )}
        </div>
      </div>
      {view.state && <State state={view.state} />}
      <div class="board-top">
        <div class="card">
          <MassGauge mass={view.mass} wavering={view.wavering} />
        </div>
        <Counts view={view} path={path} />
      </div>
      <Needs view={view} path={path} />
      <div class="board-middle">
        <section class="card" aria-labelledby="over-time">
          <h2 id="over-time" class="card-title">
            Answers over time
          </h2>
          <AnswerChart days={view.days} marks={view.marks} />
        </section>
        <section class="card" aria-labelledby="waves">
          <h2 id="waves" class="card-title">
            Letters
          </h2>
          {view.waves.length === 0 ? (
            <p class="text-base-dark">Nothing is planned before the champions have signed.</p>
          ) : (
            <ol class="waves">
              {view.waves.map(wave => (
                <WaveLine key={wave.id} wave={wave} path={path} mayEdit={view.mayEdit} />
              ))}
            </ol>
          )}
        </section>
      </div>
      <People view={view} path={path} />
    </>
  )
}

function State({ state }: { state: NonNullable<BoardView['state']> }) {
  return (
    <div class={`usa-alert usa-alert--${state.tone} usa-alert--slim margin-bottom-3`}>
      <div class="usa-alert__body">
        <p class="usa-alert__text">
          <strong>{state.title}</strong> {state.text}
          {state.action && (
            <>
              {' '}
              <a class="usa-link" href={state.action.href}>
                {state.action.label}
              </a>
            </>
          )}
        </p>
      </div>
    </div>
  )
}

const countOf = ({ counts }: BoardView, filter: Filter): number =>
  filter in counts ? counts[filter as keyof typeof counts] : 0

function Counts({ view, path }: { view: BoardView; path: string }) {
  const always: [Filter, string, string][] = [
    ['accepted', 'coming', 'yes'],
    ['delegated', 'sending someone', 'delegate'],
    ['tentative', 'undecided', 'maybe'],
    ['declined', 'not coming', 'no'],
    ['silent', 'silent', 'silent'],
    ['not written to', 'not written to yet', 'off'],
  ]
  const sometimes: [Filter, string, string][] = [
    ['old time', 'said yes to the old time', 'maybe'],
    ['unreachable', 'cannot be reached', 'stop'],
  ]
  const shown = [...always, ...sometimes.filter(([state]) => countOf(view, state) > 0)]
  return (
    <section class="card counts-card" aria-labelledby="counts">
      <h2 id="counts" class="card-title">
        People
      </h2>
      <ul class="counts">
        {shown.map(([filter, label, kind]) => (
          <li key={label}>
            <a class={`count count-${kind}`} href={`${href(path, { show: filter })}#people`}>
              <strong>{number(countOf(view, filter))}</strong> <span>{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Needs({ view, path }: { view: BoardView; path: string }) {
  if (view.needs.length === 0 && view.asking.length === 0) return null
  return (
    <section class="needs-you" aria-labelledby="needs-you">
      <h2 id="needs-you" class="card-title">
        Needs you
      </h2>
      {view.asking.length > 0 && (
        <ol class="waves">
          {view.asking.map(wave => (
            <WaveLine key={wave.id} wave={wave} path={path} mayEdit={view.mayEdit} />
          ))}
        </ol>
      )}
      <ul class="needs-list">
        {view.needs.map(({ id, name, company, why }) => (
          <li key={id}>
            <a class="usa-link text-bold" href={`${path}/people/${id}`}>
              {name}
            </a>
            {company && <span class="text-base-dark"> · {company}</span>}
            <span class="under">{why}</span>
          </li>
        ))}
      </ul>
      {view.needsTotal > view.needs.length && (
        <p class="margin-bottom-0">
          <a class="usa-link" href={`${href(path, { show: 'needs you' })}#people`}>
            All {number(view.needsTotal)} who need you
          </a>
        </p>
      )}
    </section>
  )
}

function People({ view, path }: { view: BoardView; path: string }) {
  const narrowed = view.search !== '' || view.filter !== 'all'
  return (
    <section aria-labelledby="people">
      <div class="list-head">
        <h2 id="people" class="margin-y-0">
          Who said what
        </h2>
        <a class="usa-button usa-button--outline" href={`${path}/board.csv`}>
          Export as CSV
        </a>
      </div>
      <form method="get" action={`${path}#people`} class="filters" aria-label="Find roll">
        <div>
          <label class="usa-label margin-top-0" for="q">
            Name, company or address
          </label>
          <input class="usa-input" id="q" name="q" type="search" value={view.search} maxlength={100} />
        </div>
        <div>
          <label class="usa-label margin-top-0" for="show">
            Show
          </label>
          <select class="usa-select" id="show" name="show">
            {Object.entries(FILTERS).map(([filter, name]) => (
              <option key={filter} value={filter} selected={filter === view.filter}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label class="usa-label margin-top-0" for="by">
            List by
          </label>
          <select class="usa-select" id="by" name="by">
            <option value="person" selected={view.by === 'person'}>
              Person
            </option>
            <option value="company" selected={view.by === 'company'}>
              Company
            </option>
          </select>
        </div>
        <button class="usa-button usa-button--outline" type="submit">
          Find
        </button>
        {narrowed && (
          <a
            class="usa-link filters-clear"
            href={`${href(path, { by: view.by === 'company' ? 'company' : '' })}#people`}
          >
            Show everyone
          </a>
        )}
      </form>
      <p class="margin-y-1" role="status">
        {view.found === 0
          ? 'Nobody matches.'
          : `${number(view.found)} ${view.found === 1 ? 'person' : 'people'}${view.pages > 1 ? `, page ${view.page} of ${view.pages}` : ''}`}
      </p>
      {view.found > 0 && (
        <table class="roll">
          <caption class="usa-sr-only">Invitees and their answers</caption>
          <thead>
            <tr>
              <th scope="col">{view.by === 'company' ? 'Company and name' : 'Name'}</th>
              {view.by === 'person' && <th scope="col">Company</th>}
              <th scope="col">Answer</th>
              <th scope="col">When</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          {view.by === 'person' ? (
            <tbody>
              {view.people.map(person => (
                <PersonLine key={person.invitation.id} person={person} view={view} path={path} company />
              ))}
            </tbody>
          ) : (
            view.companies.map(company => (
              <tbody key={company.key}>
                <tr class="company">
                  <th scope="rowgroup" colspan={4}>
                    {company.name} <span class="text-normal text-base-dark">{standingOf(company)}</span>
                  </th>
                </tr>
                {company.people.map(person => (
                  <PersonLine key={person.invitation.id} person={person} view={view} path={path} />
                ))}
              </tbody>
            ))
          )}
        </table>
      )}
      <Paging
        page={view.page}
        pages={view.pages}
        label="Pages of the list"
        to={page =>
          `${href(path, { q: view.search, show: view.filter === 'all' ? '' : view.filter, by: view.by === 'company' ? 'company' : '', page })}#people`
        }
      />
    </section>
  )
}

function standingOf({ people, comes, publicPartner }: CompanyRow): string {
  if (publicPartner) return 'public partner'
  const word = comes === undefined ? '' : comes === 'principal' ? 'coming' : 'sends someone'
  return [word, people.length > 1 ? `${people.length} invited` : ''].filter(Boolean).join(', ')
}

interface PersonLineProps {
  person: Person
  view: BoardView
  path: string
  company?: boolean
}

function PersonLine({ person, view, path, company }: PersonLineProps) {
  const { invitation, rsvp } = person
  const { invitee } = invitation
  const note = [rsvp?.note, rsvp?.needs && `Needs: ${rsvp.needs}`].filter(Boolean).join(' · ')
  return (
    <tr>
      <th scope="row" data-label="Name">
        <a class="usa-link text-bold" href={`${path}/people/${invitation.id}`}>
          {invitee.name}
        </a>
        {invitee.title && <span class="under">{invitee.title}</span>}
      </th>
      {company && (
        <td data-label="Company">
          {invitee.company || <span class="text-base-dark">none given</span>}
          {invitee.publicPartner && <span class="under">Public partner</span>}
        </td>
      )}
      <td data-label="Answer">
        <AnswerTag person={person} />
        {invitation.needsYou && <span class="tag tag-needs">Needs you</span>}
      </td>
      <td data-label="When" class={rsvp ? undefined : 'blank'}>
        {rsvp ? view.readable(rsvp.at) : <span class="text-base-dark">–</span>}
      </td>
      <td data-label="Note" class={note === '' ? 'note-cell blank' : 'note-cell'}>
        {note === '' ? <span class="text-base-dark">–</span> : clip(note)}
      </td>
    </tr>
  )
}

const clip = (text: string): string => (text.length > 140 ? `${text.slice(0, 139).trimEnd()}…` : text)
