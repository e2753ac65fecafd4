/** Who calls whom: the silent shared out among champions and the support team, and what their calls brought. */

import type { Person } from '../../domain/answer/board.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Caller } from '../../domain/prepare/call-sheet.ts'
import { AnswerTag } from '../web/answer-tag.tsx'
import { Alert, Filled, type Merging, TextArea } from '../web/field.tsx'
import { nameOfActor } from '../web/history-words.ts'
import { Paging } from '../web/paging.tsx'

interface SettledCall {
  person: Person
  /** The caller's id; empty: nobody calls. */
  caller: string
}

interface CallLine extends SettledCall {
  shared: boolean
  /** Who proposed them for the list. */
  knownBy: string | undefined
  /** What calls without an answer came to, the last one first. */
  tries: readonly string[]
}

export interface CallsView {
  campaign: string
  mayEdit: boolean
  callers: readonly Caller[]
  /** Those of this page that are still to be called. */
  calls: readonly CallLine[]
  page: number
  pages: number
  /** Of all pages. */
  totals: {
    people: number
    companies: number
    loads: readonly { name: string; champion: boolean; count: number }[]
  }
  /** How many on other pages nobody has yet. */
  unassigned: number
  /** The first of those whom nobody needs to call any more. */
  settled: readonly SettledCall[]
  settledTotal: number
  points: string
  /** When callers get their people, in words. */
  begins: string
  merging: Merging
  /** Whether that is still to come. */
  ahead: boolean
  sharedAt: string | undefined
  closed: string | undefined
  done: string | undefined
}

export function CallsPage(view: CallsView) {
  const { calls, callers, settled, mayEdit, closed } = view
  const editable = mayEdit && closed === undefined
  return (
    <>
      <h1>Calls</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <p class="usa-intro">
        An email doesn’t replace a call. Champions call their peers, the support team calls public partners, and whoever
        belongs to a company or knows someone there calls them.
      </p>
      {closed && <Alert kind="info">{closed}</Alert>}
      <Stand view={view} />
      {calls.length > 0 && callers.length > 0 && (
        <form method="post" action={placeOf(view, view.page)} novalidate data-once>
          {editable && <Filled {...view.merging} names={namesOf(calls)} />}
          <h2>Who to call</h2>
          <table class="roll">
            <caption class="usa-sr-only">People to call, and who calls them</caption>
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">Phone</th>
                <th scope="col">So far</th>
                <th scope="col">Who calls</th>
              </tr>
            </thead>
            <tbody>
              {calls.map(call => (
                <Line key={call.person.invitation.id} call={call} view={view} editable={editable} />
              ))}
            </tbody>
          </table>
          <Paging page={view.page} pages={view.pages} label="Pages of calls" to={page => placeOf(view, page)} />
          {editable && (
            <>
              <TextArea
                name="points"
                label="What to say"
                hint="A line for each point. Callers get it with their people."
                value={view.points}
                rows={7}
                most={3000}
                required={false}
              />
              <div class="actions">
                <button class="usa-button" type="submit">
                  {view.sharedAt
                    ? 'Save assignments'
                    : view.pages > 1
                      ? `Assign these ${calls.length}`
                      : 'Assign calls'}
                </button>
                {view.unassigned > 0 && (
                  <button class="usa-button usa-button--outline" type="submit" name="all" value="yes">
                    {`Assign these and the ${number(view.unassigned)} on other pages, as proposed`}
                  </button>
                )}
                <span class="quiet">
                  {view.ahead
                    ? `Callers get their people by mail on ${view.begins}.`
                    : 'Callers get their list by email in working hours, and hear about anyone added later.'}
                </span>
              </div>
            </>
          )}
        </form>
      )}
      {settled.length > 0 && (
        <>
          <h2>What calls brought</h2>
          <ul class="team-members">
            {settled.map(({ person, caller }) => (
              <li key={person.invitation.id}>
                <a class="usa-link text-bold" href={PATHS.person(view.campaign, person.invitation.id)}>
                  {person.invitation.invitee.name}
                </a>
                {`, ${person.company.name} `}
                <AnswerTag person={person} />
                <span class="under">{brought(person, nameOf(callers, caller))}</span>
              </li>
            ))}
          </ul>
          {view.settledTotal > settled.length && (
            <p class="quiet">
              {`and ${number(view.settledTotal - settled.length)} more, on the `}
              <a href={PATHS.board(view.campaign)}>board</a>
            </p>
          )}
        </>
      )}
    </>
  )
}

const number = (value: number): string => value.toLocaleString('en-US')

const placeOf = ({ campaign }: CallsView, page: number): string =>
  withQuery(PATHS.calls(campaign), { page: page > 1 ? page : undefined })

const brought = ({ rsvp }: Person, caller: string): string =>
  rsvp?.by
    ? `heard by ${nameOfActor(rsvp.by)}`
    : rsvp
      ? `answered by themselves; ${caller} was to call`
      : `someone else from their company is coming; ${caller} was to call`

const nameOf = (callers: readonly Caller[], id: string): string =>
  callers.find(caller => caller.id === id)?.name ?? 'nobody'

/** What the questions are called. */
const namesOf = (calls: readonly CallLine[]): Record<string, string> => ({
  points: 'What to say',
  ...Object.fromEntries(
    calls.map(({ person: { invitation } }) => [`caller-${invitation.id}`, `Who calls ${invitation.invitee.name}`]),
  ),
})

function Stand({ view: { totals, settledTotal, sharedAt } }: { view: CallsView }) {
  const { people, companies, loads } = totals
  if (people === 0)
    return <p>{settledTotal > 0 ? 'Everyone on the sheets has replied.' : 'There is no one to call right now.'}</p>
  return (
    <>
      <p>
        <strong>
          {number(people)} {people === 1 ? 'person' : 'people'} of {number(companies)}{' '}
          {companies === 1 ? 'company' : 'companies'}
        </strong>{' '}
        haven’t replied.{' '}
        {sharedAt ? `Assigned on ${sharedAt}.` : 'This is our proposal; nothing is sent until you assign the calls.'}
      </p>
      <ul class="call-load" aria-label="Calls for each caller">
        {loads.map(({ name, champion, count }) => (
          <li key={name} class="tag">
            {name}
            {champion ? ' (champion)' : ''}: {number(count)}
          </li>
        ))}
      </ul>
    </>
  )
}

function Line({ call, view, editable }: { call: CallLine; view: CallsView; editable: boolean }) {
  const { invitation, company } = call.person
  const { invitee, id } = invitation
  const unowned = view.sharedAt !== undefined && !call.shared
  return (
    <tr>
      <th scope="row" data-label="Person">
        <a class="usa-link text-bold" href={PATHS.person(view.campaign, id)}>
          {invitee.name}
        </a>
        <span class="under">
          {[invitee.title, company.name, invitee.publicPartner && 'public partner'].filter(Boolean).join(', ')}
        </span>
      </th>
      <td data-label="Phone" class={invitee.phone ? 'call-number' : 'blank'}>
        {invitee.phone || <span class="text-base-dark">–</span>}
      </td>
      <td data-label="So far">
        <AnswerTag person={call.person} />
        {call.knownBy && <span class="under">{call.knownBy} proposed them</span>}
        {call.tries[0] && <span class="under">{call.tries[0]}</span>}
        {unowned && <span class="under">No one has this call</span>}
      </td>
      <td data-label="Who calls">
        {editable ? (
          <select class="usa-select" id={`caller-${id}`} name={`caller-${id}`} aria-label={`Who calls ${invitee.name}`}>
            <option value="">No one needs to</option>
            {view.callers.map(({ id: caller, name }) => (
              <option key={caller} value={caller} selected={caller === call.caller}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          nameOf(view.callers, call.caller)
        )}
      </td>
    </tr>
  )
}
