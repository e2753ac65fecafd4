/** The page of one member of the team, by link: how ready the launch is, their role, the region, the list, and names for it. */

import type { TeamMember } from '../../domain/keep/partnership.ts'
import type { Proposal } from '../../domain/prepare/proposal.ts'
import {
  DUTIES,
  type Figure,
  FOOTPRINTS,
  type FootprintAnswer,
  type RoleAnswer,
  type Sector,
} from '../../domain/prepare/readiness-record.ts'
import type { ReadinessStage } from '../../domain/prepare/ready-item.ts'
import { Alert, ErrorSummary, Select, TextArea, TextField } from '../web/field.tsx'
import { ReadinessChart, Stages } from './readiness-chart.tsx'
import { FigureList } from './readiness-forms.tsx'
import { SECTOR_OPTIONS } from './readiness-team.tsx'

export interface TeamView {
  path: string
  partnership: string
  scope: string
  member: TeamMember
  stages: readonly ReadinessStage[]
  until: string
  sector: Sector | undefined
  role: RoleAnswer | undefined
  /** Facilitators are asked neither for the region nor for the list. */
  decides: boolean
  footprint: FootprintAnswer | undefined
  figures: readonly Figure[]
  /** The list by company. */
  list: readonly { company: string; people: readonly string[] }[]
  people: number
  companies: number
  /** When they called the list right, in words. */
  agreed: string | undefined
  own: readonly Proposal[]
  did: string | undefined
  /** Which of the forms came back. */
  form: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function TeamPage(view: TeamView) {
  const { member, partnership, decides } = view
  return (
    <>
      <p class="over">{partnership}</p>
      <h1>{member.name}, this is where we stand</h1>
      {view.did && <Alert kind="success">{view.did}</Alert>}
      <ErrorSummary errors={view.errors} form={view.form} />
      <ReadinessChart stages={view.stages} until={view.until} />
      <details class="door-more">
        <summary>Progress details</summary>
        <Stages stages={view.stages} />
      </details>
      <Role view={view} />
      {decides && <Scope view={view} />}
      {decides && <List view={view} />}
      <p class="quiet">This link is yours: what you say here has your name on it.</p>
    </>
  )
}

const questionOf =
  ({ form, typed, errors }: TeamView, own: string) =>
  (name: string, value = '') => ({
    name,
    id: `${own}-${name}`,
    value: form === own ? typed[name] : value,
    error: form === own ? errors[name] : undefined,
  })

function Role({ view }: { view: TeamView }) {
  const { member, role } = view
  const q = questionOf(view, 'role')
  const agreed = role?.said === 'agreed'
  return (
    <section class="card" aria-labelledby="role">
      <h2 class="card-title" id="role">
        Your role: {member.role}
      </h2>
      <ul class="points">
        {DUTIES[member.role].map(duty => (
          <li key={duty}>{duty}</li>
        ))}
      </ul>
      {agreed && <p class="signed">You have agreed to it.</p>}
      {role?.said === 'not like this' && (
        <p class="quiet">You said: not like this{role.note && `: “${role.note}”`}. The convener knows.</p>
      )}
      <form method="post" action={view.path} novalidate data-once>
        {member.role !== 'facilitator' && (
          <Select
            {...q('sector', view.sector)}
            label="Which sector do you represent?"
            options={[{ value: '', label: 'Choose' }, ...SECTOR_OPTIONS]}
          />
        )}
        <div class="actions">
          <button class="usa-button" type="submit" name="do" value="agree">
            {agreed ? 'Save' : 'I agree to my role'}
          </button>
        </div>
      </form>
      <details open={view.form === 'role'} class="naming">
        <summary>Not like this</summary>
        <form method="post" action={view.path} novalidate data-once>
          <TextArea {...q('note', role?.note)} label="What should be different?" rows={3} most={500} />
          <button class="usa-button usa-button--outline margin-top-2" type="submit" name="do" value="doubt">
            Tell the convener
          </button>
        </form>
      </details>
    </section>
  )
}

const FOOTPRINT_WORDS = {
  right: 'Just right',
  'too small': 'Too small: there is more to it than we look at',
  'too big': 'Too big: it is not one region, or not one industry',
}

function Scope({ view }: { view: TeamView }) {
  const q = questionOf(view, 'scope')
  const { footprint, figures } = view
  const said = view.form === 'scope' ? view.typed.said : footprint?.said
  const wrong = view.form === 'scope' ? view.errors.said : undefined
  return (
    <section class="card" aria-labelledby="scope">
      <h2 class="card-title" id="scope">
        {view.scope}: not too small, not too big?
      </h2>
      <FigureList figures={figures} />
      <form method="post" action={view.path} novalidate data-once>
        <fieldset class="usa-fieldset" id="scope-said">
          <legend class="usa-sr-only">Is the choice of the right size?</legend>
          {wrong && <span class="usa-error-message">{wrong}</span>}
          {FOOTPRINTS.map(value => (
            <div class="usa-radio" key={value}>
              <input
                class="usa-radio__input"
                type="radio"
                name="said"
                id={`scope-${value.replace(' ', '-')}`}
                value={value}
                checked={said === value}
              />
              <label class="usa-radio__label" for={`scope-${value.replace(' ', '-')}`}>
                {FOOTPRINT_WORDS[value]}
              </label>
            </div>
          ))}
        </fieldset>
        <TextArea {...q('note', footprint?.note)} label="Why" required={false} rows={2} most={500} />
        <button class="usa-button margin-top-2" type="submit" name="do" value="scope">
          {footprint ? 'Save' : 'Submit'}
        </button>
      </form>
    </section>
  )
}

function List({ view }: { view: TeamView }) {
  const { list, people, companies } = view
  return (
    <section class="card" aria-labelledby="list">
      <h2 class="card-title" id="list">
        Who we invite
      </h2>
      {people === 0 ? (
        <p class="quiet">No one is on the list yet. Who should be?</p>
      ) : (
        <>
          <details>
            <summary>
              {people} {people === 1 ? 'person' : 'people'} of {companies} {companies === 1 ? 'company' : 'companies'}
            </summary>
            <ul class="invited">
              {list.map(({ company, people: who }) => (
                <li key={company}>
                  <strong>{company}</strong> {who.join('; ')}
                </li>
              ))}
            </ul>
            {companies > list.length && <p class="quiet">And {companies - list.length} more.</p>}
          </details>
          {view.agreed && <p class="signed">You called it right on {view.agreed}.</p>}
          <form method="post" action={view.path} data-once>
            <button
              class={`usa-button margin-top-1 ${view.agreed ? 'usa-button--outline' : ''}`}
              type="submit"
              name="do"
              value="list"
            >
              {view.agreed ? 'It is right as it is now' : 'The list is right'}
            </button>
          </form>
        </>
      )}
      <Naming view={view} />
      {view.own.length > 0 && (
        <>
          <h3>Names you proposed</h3>
          <ul class="team-members">
            {view.own.map(({ id, invitee, settled }) => (
              <li key={id}>
                {invitee.name}, {invitee.company} <span class="tag">{settled?.how ?? 'with the convener'}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Naming({ view }: { view: TeamView }) {
  const q = questionOf(view, 'name')
  return (
    <details open={view.form === 'name' || view.people === 0} class="naming">
      <summary>Who is missing? Propose a name</summary>
      <form method="post" action={view.path} novalidate data-once>
        <p class="quiet">An owner, president or chief executive. The convener puts them on the list.</p>
        <TextField {...q('name')} label="Name" most={120} />
        <TextField {...q('title')} label="Title" hint="For example: President and CEO" most={160} />
        <TextField {...q('company')} label="Company" most={160} />
        <TextField {...q('email')} label="Email" type="email" most={254} />
        <TextField {...q('phone')} label="Phone" type="tel" required={false} most={40} />
        <TextArea {...q('why')} label="Why them? Who knows them?" required={false} rows={2} most={300} />
        <div class="usa-checkbox margin-top-2">
          <input
            class="usa-checkbox__input"
            type="checkbox"
            id="name-partner"
            name="partner"
            value="yes"
            checked={view.form === 'name' && view.typed.partner === 'yes'}
          />
          <label class="usa-checkbox__label" for="name-partner">
            A public partner, not a business
          </label>
        </div>
        <button class="usa-button margin-top-2" type="submit" name="do" value="propose">
          Propose them
        </button>
      </form>
    </details>
  )
}
