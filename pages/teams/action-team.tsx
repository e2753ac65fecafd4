/** One action team for its convener: who leads, who is on it, which times are proposed, what partners offer. */

import { PATHS } from '../../domain/keep/paths.ts'
import { longDate, readable, timeSpan } from '../../domain/keep/time.ts'
import { companyKey, companyOf } from '../../domain/list/company.ts'
import { type Doubt, leadOf, presentOf } from '../../domain/teams/team.ts'
import { Alert, ErrorSummary, Filled, type Merging, Select, TextField } from '../web/field.tsx'
import { eventWords, nameOfActor } from '../web/history-words.ts'
import { Aim, Sides, type TeamShown, Votes, whenOf } from './team-card.tsx'
import { Offers } from './team-work.tsx'

export interface ActionTeamView extends TeamShown {
  /** The teams of the campaign this page was opened from. */
  back: string
  /** Where its forms go. */
  path: string
  merging: Merging
  mayEdit: boolean
  zone: string
  doubts: readonly Doubt[]
  /** Business people who could lead or be put on the team, those on the team first. */
  people: readonly { email: string; name: string; company: string; champion: boolean }[]
  form?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function ActionTeamPage(view: ActionTeamView) {
  const { team, back, path, mayEdit, calls } = view
  const lead = leadOf(team)
  const offers = team.offers.filter(({ answer }) => answer === undefined)
  return (
    <>
      <p class="margin-bottom-0">
        <a href={back}>All action teams</a>
      </p>
      <h1 class="margin-top-1">{team.name}</h1>
      <Votes behind={view.behind} />
      <Sides team={team} />
      {team.closedAt !== undefined && (
        <Alert kind="info">This team has done its work, or never began. It is closed.</Alert>
      )}
      {view.doubts.length > 0 && (
        <Alert kind="warning" title="To be looked at">
          <ul>
            {view.doubts.map(({ id, words }) => (
              <li key={id}>{words}</li>
            ))}
          </ul>
        </Alert>
      )}
      <ErrorSummary errors={view.errors} form={view.form} />
      <Aim team={team} />
      {mayEdit && offers.length > 0 && (
        <section class="needs-you" aria-labelledby="offers">
          <h2 id="offers" class="card-title">
            Partners who offer help
          </h2>
          <Offers offers={offers} path={path} />
        </section>
      )}
      <h2 id="lead">Lead</h2>
      <p>
        {lead ? (
          <>
            <strong>{lead.name}</strong>
            {lead.company && `, ${lead.company}`}
          </>
        ) : (
          'No one yet. A champion of a business leads it, not the convener.'
        )}
      </p>
      {mayEdit && team.closedAt === undefined && <LeadForm view={view} path={path} />}
      <h2 id="calls">Calls</h2>
      {calls.length === 0 ? (
        <Proposed view={view} path={path} />
      ) : (
        <ul>
          {calls.map(each => (
            <li key={each.id}>
              <a href={PATHS.board(each.id)}>{whenOf(each)}</a>
              {each.status === 'canceled' && <span class="tag tag-off">canceled</span>}
            </li>
          ))}
        </ul>
      )}
      <h2 id="members">Members</h2>
      <People view={view} path={path} />
      <Missing view={view} />
      {mayEdit && team.closedAt === undefined && <AddForm view={view} path={path} />}
      {mayEdit && (
        <form method="post" action={path} class="margin-top-4">
          <input type="hidden" name="do" value={team.closedAt === undefined ? 'close' : 'open'} />
          <button class="usa-button usa-button--outline" type="submit">
            {team.closedAt === undefined ? 'Close this team' : 'Open it again'}
          </button>
        </form>
      )}
      <details class="fields margin-top-3">
        <summary>What happened so far</summary>
        <ul>
          {team.history.map((event, n) => (
            <li key={n}>
              {readable(event.at, view.zone)}: {eventWords(event)} ({nameOfActor(event.by)})
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

interface Part {
  view: ActionTeamView
  path: string
}

function LeadForm({ view, path }: Part) {
  const { team } = view
  const volunteers = presentOf(team).filter(({ wouldLead }) => wouldLead)
  const current = leadOf(team)
  return (
    <>
      {volunteers.map(({ name, email }) => (
        <form method="post" action={path} class="inline-form" key={email}>
          <input type="hidden" name="do" value="lead" />
          <input type="hidden" name="lead" value={email} />
          <span>
            <strong>{name}</strong> offered to lead.
          </span>
          <button class="usa-button" type="submit">
            Yes, {name} leads
          </button>
        </form>
      ))}
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="do" value="lead" />
        <Select
          name="lead"
          label={current ? 'Someone else leads' : 'Who leads it?'}
          hint={team.calls.length === 0 ? 'They get three times for the first call and choose one.' : undefined}
          value={view.form === 'lead' ? view.typed.lead : ''}
          error={view.form === 'lead' ? view.errors.lead : undefined}
          id="lead-lead"
          options={[
            { value: '', label: 'Choose someone from a business' },
            ...view.people
              .filter(({ email }) => email !== current?.email)
              .map(({ email, name, company, champion }) => ({
                value: email,
                label: `${[name, company].filter(Boolean).join(', ')}${champion ? ' (champion)' : ''}`,
              })),
          ]}
        />
        <button class="usa-button usa-button--outline margin-top-2" type="submit">
          {current ? 'Change the lead' : 'Make them the lead'}
        </button>
      </form>
    </>
  )
}

/** The times put before the lead, and others in their place. */
function Proposed({ view, path }: Part) {
  const { team, zone, mayEdit } = view
  const slots = team.proposal?.slots ?? []
  const own = view.form === 'times'
  if (slots.length === 0) return <p class="quiet">Once someone leads it, they get three times to choose from.</p>
  return (
    <>
      <p>The lead has been asked to choose one of these for the first call:</p>
      <ul>
        {slots.map(({ date, start, end }) => (
          <li key={date}>
            {longDate(date)}, {timeSpan(start, end, zone, date)}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <details class="fields" open={own}>
          <summary>Propose other times</summary>
          <form method="post" action={path} novalidate data-once>
            <Filled {...view.merging} form="times" />
            <input type="hidden" name="do" value="times" />
            {[0, 1, 2].map(n => (
              <div class="pair" key={n}>
                <TextField
                  name={`date${n}`}
                  id={`times-date${n}`}
                  label={`Date ${n + 1}`}
                  type="date"
                  value={own ? view.typed[`date${n}`] : slots[n]?.date}
                  error={own ? view.errors[`date${n}`] : undefined}
                />
                <TextField
                  name={`start${n}`}
                  id={`times-start${n}`}
                  label={`Starts ${n + 1}`}
                  type="time"
                  value={own ? view.typed[`start${n}`] : slots[n]?.start}
                  error={own ? view.errors[`start${n}`] : undefined}
                />
              </div>
            ))}
            <button class="usa-button usa-button--outline margin-top-2" type="submit">
              Ask the lead again
            </button>
          </form>
        </details>
      )}
    </>
  )
}

function People({ view, path }: Part) {
  const members = presentOf(view.team)
  if (members.length === 0) return <p class="quiet">No one has joined yet.</p>
  return (
    <table class="roll">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Company</th>
          <th scope="col">Side</th>
          {view.mayEdit && <th scope="col">Change</th>}
        </tr>
      </thead>
      <tbody>
        {members.map(({ email, name, company, publicPartner, brings }) => (
          <tr key={email}>
            <th scope="row">{name}</th>
            <td data-label="Company">{company}</td>
            <td data-label="Side">
              {publicPartner ? 'partner' : 'business'}
              {brings && <span class="under">{brings}</span>}
            </td>
            {view.mayEdit && (
              <td data-label="Change">
                <form method="post" action={path}>
                  <input type="hidden" name="do" value="remove" />
                  <button class="usa-button usa-button--unstyled" type="submit" name="email" value={email}>
                    Take off<span class="usa-sr-only">: {name}</span>
                  </button>
                </form>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Whoever voted for a priority and is not on its team is the first to be asked. */
function Missing({ view }: { view: ActionTeamView }) {
  const here = new Set(presentOf(view.team).map(member => companyOf(member).key))
  const missing = view.behind.filter(company => !here.has(companyKey(company)))
  if (missing.length === 0 || view.team.closedAt !== undefined) return null
  return (
    <p>
      <strong>Voted for it, and not on the team:</strong> {missing.join(', ')}.
    </p>
  )
}

function AddForm({ view, path }: Part) {
  const own = view.form === 'add'
  const q = (name: string) => ({
    name,
    id: `add-${name}`,
    value: own ? view.typed[name] : '',
    error: own ? view.errors[name] : undefined,
  })
  return (
    <details class="fields" open={own}>
      <summary>Add someone</summary>
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="do" value="add" />
        <div class="pair">
          <TextField {...q('name')} label="Name" most={120} />
          <TextField {...q('email')} label="Email" type="email" most={254} />
        </div>
        <div class="pair">
          <TextField {...q('title')} label="Title" required={false} most={160} />
          <TextField {...q('company')} label="Company or organization" most={160} />
        </div>
        <TextField
          {...q('brings')}
          label="For a partner: what they bring"
          hint="Leave it empty for a business. A partner without a reason makes the table the partners’."
          required={false}
          most={300}
        />
        <button class="usa-button usa-button--outline margin-top-2" type="submit">
          Add them
        </button>
      </form>
    </details>
  )
}
