/** What justifies the choice of industry and region, and who does what on the day of the launch. */

import type { Champion, TeamMember } from '../../domain/keep/partnership.ts'
import type { Figure } from '../../domain/prepare/readiness-record.ts'
import { ErrorSummary, Filled, type Merging, TextArea, TextField } from '../web/field.tsx'

interface FormState {
  typed: Record<string, string>
  errors: Record<string, string>
}

/** The figures as everybody reads them. */
export const FigureList = ({ figures, drop }: { figures: readonly Figure[]; drop?: string | undefined }) => (
  <ul class="figures">
    {figures.map(({ id, figure, link, note }) => (
      <li key={id}>
        <p class="figure-words">{figure}</p>
        <p class="under">
          <a class="usa-link break" href={link} rel="noreferrer">
            {placeOf(link)}
          </a>
          {note !== '' && <span class="figure-note">{note}</span>}
        </p>
        {drop && (
          <form method="post" action={drop}>
            <input type="hidden" name="figure" value={id} />
            <button class="usa-button usa-button--unstyled" type="submit" name="do" value="drop-figure">
              Take it off<span class="usa-sr-only">: {figure}</span>
            </button>
          </form>
        )}
      </li>
    ))}
  </ul>
)

/** Where a link leads, short enough to read: host, and the path that tells it from others. */
function placeOf(link: string): string {
  const short = link.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  return short.length > 60 ? `${short.slice(0, 57)}…` : short
}

export function FiguresForm({
  path,
  figures,
  mayEdit,
  room,
  typed,
  errors,
}: FormState & { path: string; figures: readonly Figure[]; mayEdit: boolean; room: boolean }) {
  const q = (name: string) => ({ name, id: `figure-${name}`, value: typed[name], error: errors[name] })
  const wrong = Object.keys(errors).length > 0
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">Why this industry, why here</h2>
      {figures.length === 0 && <p class="quiet">No figure yet.</p>}
      <FigureList figures={figures} drop={mayEdit ? path : undefined} />
      {mayEdit && room && (
        <div class="adding">
          <details class="panel" open={wrong || figures.length === 0}>
            <summary>
              <span class="panel-title">Add a figure</span>
              <span class="panel-hint">What the region’s data say, with the source</span>
            </summary>
            <form method="post" action={path} class="panel-body" novalidate data-once>
              <ErrorSummary errors={errors} form="figure" />
              <TextField
                {...q('figure')}
                label="The figure"
                hint="For example: 14,200 people work in manufacturing here, and 3,100 retire by 2031"
                most={200}
              />
              <TextField {...q('link')} label="Source (link)" hint="A link, such as https://www.bls.gov/…" most={500} />
              <TextArea {...q('note')} label="What employers say about it" required={false} rows={2} most={500} />
              <button class="usa-button margin-top-2" type="submit" name="do" value="figure">
                Add it
              </button>
            </form>
          </details>
        </div>
      )}
    </section>
  )
}

export interface DayChoice {
  merging: Merging
  champions: readonly Champion[]
  team: readonly TeamMember[]
  welcomes: readonly string[]
  facilitates: readonly string[]
  listens: readonly string[]
}

/** Who welcomes, facilitates and listens. */
export function DayRolesForm({ path, choice, open }: { path: string; choice: DayChoice; open: boolean }) {
  const { champions, team } = choice
  const members = team.map(({ email, name, organization }) => ({ value: email, name, of: organization }))
  return (
    <div class="adding">
      <details class="panel" id="day" open={open}>
        <summary>
          <span class="panel-title">Who does what on the day</span>
          <span class="panel-hint">Who welcomes, who facilitates without a stake, who listens</span>
        </summary>
        <form method="post" action={path} class="panel-body" novalidate data-once>
          <Filled {...choice.merging} />
          <Ticks
            name="welcomes"
            legend="Champions who welcome everyone"
            people={champions.map(({ id, name, company }) => ({ value: id, name, of: company }))}
            ticked={choice.welcomes}
          />
          <Ticks name="facilitates" legend="Who facilitates" people={members} ticked={choice.facilitates} />
          <Ticks name="listens" legend="Who of the team listens at the edge" people={members} ticked={choice.listens} />
          <button class="usa-button margin-top-2" type="submit" name="do" value="day">
            Save who does what
          </button>
        </form>
      </details>
    </div>
  )
}

interface TicksProps {
  name: string
  legend: string
  people: readonly { value: string; name: string; of: string }[]
  ticked: readonly string[]
}

const Ticks = ({ name, legend, people, ticked }: TicksProps) => (
  <fieldset class="usa-fieldset margin-bottom-2">
    <legend class="usa-legend text-bold">{legend}</legend>
    {people.length === 0 && <p class="quiet">No one is named yet.</p>}
    <div class="choice-grid">
      {people.map(({ value, name: who, of }, n) => (
        <div class="usa-checkbox" key={value}>
          <input
            class="usa-checkbox__input"
            type="checkbox"
            id={`${name}-${n}`}
            name={name}
            value={value}
            checked={ticked.includes(value)}
          />
          <label class="usa-checkbox__label" for={`${name}-${n}`}>
            {who}
            {of !== '' && <span class="under">{of}</span>}
          </label>
        </div>
      ))}
    </div>
  </fieldset>
)
