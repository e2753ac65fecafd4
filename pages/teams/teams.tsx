/** The action teams of a partnership for its convener: what stands, what is to be doubted, what can be started. */
import { PATHS } from '../../domain/keep/paths.ts'
import type { Doubt } from '../../domain/teams/team.ts'
import { ErrorSummary, Select, TextField } from '../web/field.tsx'
import { CommitmentList, type CommitmentsShown } from './commitment-list.tsx'
import { TeamCard, type TeamShown } from './team-card.tsx'

export interface TeamsView {
  campaign: string
  mayEdit: boolean
  teams: readonly (TeamShown & { doubts: readonly Doubt[]; offers: number; volunteers: readonly string[] })[]
  /** Priorities of the launch that have no team yet, best first. */
  topics: readonly { id: string; name: string; votes: number }[]
  commitments: CommitmentsShown
  /** Who can be named as the owner of a commitment. */
  people: readonly { email: string; name: string; company: string }[]
  form?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

/** A partnership has hands for so many teams at first. */
const AT_FIRST = 4

export function Teams(view: TeamsView) {
  const { teams, mayEdit, campaign } = view
  const open = teams.filter(({ team }) => team.closedAt === undefined)
  return (
    <>
      <h1 class="margin-top-0">Action teams</h1>
      <p class="usa-intro">
        One team for each priority: businesses work on it, one of them leads, partners come in for what they bring.
      </p>
      <ErrorSummary errors={view.errors} form={view.form} />
      {teams.length === 0 && (
        <p class="quiet">
          No team yet.{' '}
          {view.topics.length > 0
            ? 'Start them from the priorities of the launch.'
            : 'Priorities come from the launch.'}
        </p>
      )}
      <div class="team-list">
        {teams.map(each => (
          <TeamCard
            key={each.team.id}
            shown={each}
            heading={<a href={PATHS.actionTeam(campaign, each.team.id)}>{each.team.name}</a>}
          >
            {each.doubts.length > 0 && (
              <ul class="doubts">
                {each.doubts.map(({ id, words }) => (
                  <li key={id}>{words}</li>
                ))}
              </ul>
            )}
            {each.volunteers.length > 0 && (
              <p class="margin-y-1">
                <span class="tag tag-needs">needs your attention</span> {each.volunteers.join(', ')} offered to lead.
              </p>
            )}
            {each.offers > 0 && (
              <p class="margin-y-1">
                <span class="tag tag-needs">needs your attention</span>{' '}
                {each.offers === 1 ? 'A partner offers help.' : `${each.offers} partners offer help.`}
              </p>
            )}
            {mayEdit && each.team.closedAt === undefined && (
              <p class="margin-bottom-0">
                <a class="usa-button usa-button--outline" href={PATHS.actionTeam(campaign, each.team.id)}>
                  {each.team.members.length === 0 ? 'Choose its lead' : 'Look after it'}
                  <span class="usa-sr-only">: {each.team.name}</span>
                </a>
              </p>
            )}
          </TeamCard>
        ))}
      </div>
      {mayEdit && <Founding view={view} open={open.length} />}
      <h2 id="promised">Commitments</h2>
      <CommitmentList {...view.commitments} edit={mayEdit ? ({ id }) => PATHS.commitment(campaign, id) : undefined} />
      {mayEdit && <Promising view={view} />}
    </>
  )
}

function Founding({ view, open }: { view: TeamsView; open: number }) {
  const own = view.form === 'found'
  return (
    <div class="adding margin-top-3">
      <details class="panel" open={open === 0 || own}>
        <summary>
          <span class="panel-title">Start action teams</span>
          <span class="panel-hint">One for each priority; three or four are enough at first</span>
        </summary>
        <form method="post" action={PATHS.foundTeams(view.campaign)} class="panel-body" novalidate data-once>
          {view.topics.length > 0 && (
            <fieldset class="usa-fieldset">
              <legend class="usa-legend text-bold">Priorities of the launch</legend>
              {view.topics.map(({ id, name, votes }, n) => (
                <div class="usa-checkbox" key={id}>
                  <input
                    class="usa-checkbox__input"
                    type="checkbox"
                    id={`topic-${id}`}
                    name="topics"
                    value={id}
                    checked={n < AT_FIRST - open}
                  />
                  <label class="usa-checkbox__label" for={`topic-${id}`}>
                    {name}
                    <span class="under">{votes === 1 ? '1 business' : `${votes} businesses`} voted for it</span>
                  </label>
                </div>
              ))}
            </fieldset>
          )}
          <TextField
            name="name"
            id="found-name"
            label={view.topics.length > 0 ? 'Or in your own words' : 'What does it work on?'}
            hint="For example: Apprenticeships"
            required={false}
            most={80}
            value={own ? view.typed.name : ''}
            error={own ? view.errors.name : undefined}
          />
          <button class="usa-button margin-top-2" type="submit">
            Start them
          </button>
        </form>
      </details>
    </div>
  )
}

function Promising({ view }: { view: TeamsView }) {
  const own = view.form === 'promise'
  const q = (name: string) => ({
    name,
    id: `promise-${name}`,
    value: own ? view.typed[name] : '',
    error: own ? view.errors[name] : undefined,
  })
  return (
    <div class="adding margin-top-3">
      <details class="panel" open={own}>
        <summary>
          <span class="panel-title">Write down a commitment</span>
          <span class="panel-hint">Its owner is reminded before and after its date</span>
        </summary>
        <form method="post" action={PATHS.commitments(view.campaign)} class="panel-body" novalidate data-once>
          <TextField {...q('what')} label="What" most={300} />
          <Select
            {...q('owner')}
            label="Who"
            options={[
              { value: '', label: 'Choose someone' },
              ...view.people.map(({ email, name, company }) => ({
                value: email,
                label: [name, company].filter(Boolean).join(', '),
              })),
            ]}
          />
          <Select
            {...q('team')}
            label="For which team?"
            required={false}
            options={[
              { value: '', label: 'None of them' },
              ...view.teams.map(({ team }) => ({ value: team.id, label: team.name })),
            ]}
          />
          <TextField {...q('due')} label="By when" type="date" />
          <button class="usa-button margin-top-2" type="submit">
            Save commitment
          </button>
        </form>
      </details>
    </div>
  )
}
