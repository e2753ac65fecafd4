/** The page behind the button of the summary: the action teams, joined by one click, and what everybody promised. */
import { type ActionTeam, leadOf, memberOf, type Teammate } from '../../domain/teams/team.ts'
import { Alert, ErrorSummary, TextArea } from '../web/field.tsx'
import { CommitmentList, type CommitmentsShown } from './commitment-list.tsx'
import { TeamCard, type TeamShown } from './team-card.tsx'

export interface JoinView {
  path: string
  partnership: string
  person: { name: string; email: string; publicPartner: boolean }
  champion: boolean
  teams: readonly TeamShown[]
  commitments: CommitmentsShown
  /** What was just done, in a sentence. */
  done?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function JoinPage(view: JoinView) {
  const { person, teams, partnership } = view
  const open = teams.filter(({ team }) => team.closedAt === undefined)
  const closed = teams.filter(({ team }) => team.closedAt !== undefined)
  return (
    <>
      <p class="over">{partnership}</p>
      <h1>{person.publicPartner ? `${person.name}, where could you help?` : `${person.name}, which team is yours?`}</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <p class="usa-intro">
        {person.publicPartner
          ? 'Each priority has an action team, made of businesses. Where a team asks for something you have, say what you could bring; the team decides who joins.'
          : 'Each priority has an action team: a few businesses, a first call of 45 minutes, then work you decide on. One click joins; another takes you off again.'}
      </p>
      <ErrorSummary errors={view.errors} />
      {open.length === 0 && (
        <p class="quiet">The action teams are not set up yet. Keep this link: they will be here as soon as they are.</p>
      )}
      <div class="team-list">
        {open.map(shown => (
          <TeamCard key={shown.team.id} shown={shown}>
            {person.publicPartner ? (
              <Offering view={view} team={shown.team} />
            ) : (
              <Joining view={view} team={shown.team} />
            )}
          </TeamCard>
        ))}
      </div>
      <h2 id="promised">What was promised</h2>
      <CommitmentList {...view.commitments} />
      {closed.length > 0 && (
        <>
          <h2>Teams that have done their work</h2>
          <ul>
            {closed.map(({ team }) => (
              <li key={team.id}>
                {team.name}
                {team.outcome && `: ${team.outcome}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="quiet">This link is {person.name}’s own. Who has it can join and leave in that name.</p>
    </>
  )
}

const Button = ({ path, team, what, label, outline, about }: ButtonProps) => (
  <form method="post" action={path} data-once>
    <input type="hidden" name="team" value={team.id} />
    <button class={`usa-button ${outline ? 'usa-button--outline' : ''}`} type="submit" name="do" value={what}>
      {label}
      <span class="usa-sr-only">: {about ?? team.name}</span>
    </button>
  </form>
)

interface ButtonProps {
  path: string
  team: ActionTeam
  what: string
  label: string
  outline?: boolean
  about?: string
}

function Joining({ view, team }: { view: JoinView; team: ActionTeam }) {
  const { path, person, champion } = view
  const own = memberOf(team, person.email)
  const leads = own !== undefined && leadOf(team) === own
  return (
    <>
      {own && <p class="margin-y-1">{standsAs(own, leads)}</p>}
      <div class="actions">
        {!own && <Button path={path} team={team} what="join" label="Join this team" />}
        {champion && !leadOf(team) && (
          <Button path={path} team={team} what="lead" label="I’ll lead it" outline={!own} />
        )}
        {!champion && !leadOf(team) && !own?.wouldLead && (
          <Button
            path={path}
            team={team}
            what="volunteer"
            label={own ? 'I could lead it' : 'Join, and I could lead it'}
            outline
          />
        )}
        {own && <Button path={path} team={team} what="leave" label="Leave this team" outline />}
      </div>
    </>
  )
}

const standsAs = ({ wouldLead }: Teammate, leads: boolean): string =>
  leads
    ? 'You lead this team.'
    : wouldLead
      ? 'You are on this team, and offered to lead it. The convener comes back to you.'
      : 'You are on this team. The entry for its next call comes to your calendar.'

function Offering({ view, team }: { view: JoinView; team: ActionTeam }) {
  const { path, person, typed, errors } = view
  const own = memberOf(team, person.email)
  const offer = team.offers.find(({ email }) => email.toLowerCase() === person.email.toLowerCase())
  const mine = typed.team === team.id
  const name = `text-${team.id}`
  if (own)
    return (
      <>
        <p class="margin-y-1">You are on this team{own.brings && `, for this: ${own.brings}`}.</p>
        <div class="actions">
          <Button path={path} team={team} what="leave" label="Leave this team" outline />
        </div>
      </>
    )
  return (
    <>
      {team.asks.length > 0 && (
        <>
          <h3>What the team asks for</h3>
          <ul>
            {team.asks.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {offer && (
        <p class="margin-y-1">
          You offered: “{offer.text}”.{' '}
          {offer.answer === 'not now' ? 'The team does not need it at the moment.' : 'The team has it.'}
        </p>
      )}
      <form method="post" action={path} novalidate data-once>
        <input type="hidden" name="team" value={team.id} />
        <input type="hidden" name="do" value="offer" />
        <TextArea
          name="text"
          id={name}
          label="What could you bring?"
          hint="One sentence is enough."
          rows={2}
          most={300}
          value={mine ? typed.text : ''}
          error={mine ? errors[name] : undefined}
        />
        <button class="usa-button usa-button--outline margin-top-2" type="submit">
          Offer it<span class="usa-sr-only"> to {team.name}</span>
        </button>
      </form>
    </>
  )
}
