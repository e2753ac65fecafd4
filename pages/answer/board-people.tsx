/** The list on the board: who said what, by person or by company, narrowed and searched by plain links. */
import type { CompanyRow, Person } from '../../domain/answer/board.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { AnswerTag } from '../web/answer-tag.tsx'
import { Paging } from '../web/paging.tsx'

/** What the list can be narrowed to. */
export const FILTERS = {
  all: 'Everyone',
  accepted: 'Coming',
  delegated: 'Sending someone',
  tentative: 'Undecided',
  declined: 'Not coming',
  'old time': 'Said yes to the old time',
  replied: 'Replied, to be read',
  silent: 'Silent',
  'not written to': 'Not written to yet',
  unreachable: 'Cannot be reached',
  'needs you': 'Needs you',
  trouble: 'Letter in trouble',
  'public partners': 'Public partners',
} as const
export type Filter = keyof typeof FILTERS

/** The part of the list that is looked at. */
export interface BoardList {
  campaign: string
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

export function People({ view, path }: { view: BoardList; path: string }) {
  const narrowed = view.search !== '' || view.filter !== 'all'
  return (
    <section aria-labelledby="people">
      <div class="list-head">
        <h2 id="people" class="margin-y-0">
          Who said what
        </h2>
        <a class="usa-button usa-button--outline" href={PATHS.boardCsv(view.campaign)}>
          Export as CSV
        </a>
      </div>
      <form method="get" action={withQuery(path, {}, 'people')} class="filters" aria-label="Find people">
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
            href={withQuery(path, { by: view.by === 'company' ? 'company' : '' }, 'people')}
          >
            Show everyone
          </a>
        )}
      </form>
      <p class="margin-y-1" role="status">
        {view.found === 0
          ? 'No one matches.'
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
                <PersonLine key={person.invitation.id} person={person} view={view} company />
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
                  <PersonLine key={person.invitation.id} person={person} view={view} />
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
          withQuery(
            path,
            {
              q: view.search,
              show: view.filter === 'all' ? '' : view.filter,
              by: view.by === 'company' ? 'company' : '',
              page,
            },
            'people',
          )
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
  view: BoardList
  company?: boolean
}

function PersonLine({ person, view, company }: PersonLineProps) {
  const { invitation, rsvp, needsYou } = person
  const { invitee } = invitation
  const note = [rsvp?.note, rsvp?.needs && `Needs: ${rsvp.needs}`].filter(Boolean).join(' · ')
  return (
    <tr>
      <th scope="row" data-label="Name">
        <a class="usa-link text-bold" href={PATHS.person(view.campaign, invitation.id)}>
          {invitee.name}
        </a>
        {invitee.title && <span class="under">{invitee.title}</span>}
      </th>
      {company && (
        <td data-label="Company">
          {invitee.company || <span class="text-base-dark">none given</span>}
          {invitee.publicPartner && <span class="under">Public partner</span>}
          {invitation.standsInFor && <span class="under">In place of {invitation.standsInFor.name}</span>}
        </td>
      )}
      <td data-label="Answer">
        <AnswerTag person={person} />
        {needsYou && <span class="tag tag-needs">Needs you</span>}
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
