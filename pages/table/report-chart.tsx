/** The figures of a report, drawn: who came over the meetings, how commitments stand, what the pulse says. */
import type { Spread } from '../../domain/table/pulse.ts'
import { companiesAt, type Gathering, labelOf, type TeamLine, totalOf } from '../../domain/table/report.ts'
import { StandBar } from '../teams/stand-bar.tsx'

/** More columns than this do not fit side by side on a phone. */
const MOST = 8

interface Frame {
  width: number
  height: number
  /** Text in a scaled drawing shrinks with it, so a phone gets a drawing of its own. */
  class: string
}
const FRAMES: readonly Frame[] = [
  { width: 560, height: 220, class: 'display-none tablet:display-block' },
  { width: 340, height: 200, class: 'tablet:display-none' },
]
const ROOM = { left: 6, right: 6, top: 24, bottom: 44 }

/** One column for each meeting; the mark across a column is its goal. */
export function AttendanceChart({ gatherings }: { gatherings: readonly Gathering[] }) {
  if (gatherings.length === 0) return <p class="quiet">No meeting of the whole table has taken place yet.</p>
  return (
    <figure class="margin-0 chart attendance">
      {FRAMES.map(frame => (
        <Columns
          key={frame.width}
          frame={frame}
          gatherings={gatherings.slice(frame.width < 400 ? -Math.ceil(MOST / 2) : -MOST)}
        />
      ))}
      <figcaption>
        <ul class="chart-key">
          {gatherings.some(({ counted }) => counted === 'came') && (
            <li>
              <span class="stand-swatch bar-came"></span> companies that came
            </li>
          )}
          {gatherings.some(({ counted }) => counted === 'said yes') && (
            <li>
              <span class="stand-swatch bar-said"></span> companies that said yes (no one was checked in)
            </li>
          )}
          {gatherings.some(({ counted }) => counted === 'unknown') && <li>?: attendance was not recorded</li>}
          <li>
            <span class="goal-swatch"></span> critical mass
          </li>
        </ul>
      </figcaption>
    </figure>
  )
}

function Columns({ frame, gatherings }: { frame: Frame; gatherings: readonly Gathering[] }) {
  const { width, height } = frame
  const { left, right, top, bottom } = ROOM
  const most = Math.max(4, ...gatherings.map(({ companies, goal }) => Math.max(companies, goal)))
  const room = (width - left - right) / gatherings.length
  const column = Math.min(64, room * 0.6)
  const y = (n: number) => Math.round(top + (height - top - bottom) * (1 - n / most))
  const words = gatherings.map(each => `${labelOf(each)}: ${companiesAt(each)}, critical mass ${each.goal}`).join('; ')
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      class={`${frame.class} width-full`}
      role="img"
      aria-label={`Companies: ${words}`}
    >
      <path d={`M${left} ${y(0)}H${width - right}`} stroke="var(--gray)" />
      {gatherings.map((each, n) => {
        const x = Math.round(left + room * n + (room - column) / 2)
        const middle = x + column / 2
        const goal = `M${x - 6} ${y(each.goal)}h${column + 12}`
        // The figure keeps clear of the mark.
        const over = Math.abs(y(each.companies) - 10 - y(each.goal)) < 12 ? y(each.goal) : y(each.companies)
        return (
          <g key={each.campaign}>
            <rect
              x={x}
              y={y(each.companies)}
              width={column}
              height={y(0) - y(each.companies)}
              class={each.counted === 'came' ? 'bar-came' : 'bar-said'}
            />
            <path d={goal} class="bar-goal-under" />
            <path d={goal} class="bar-goal" />
            <text x={middle} y={Math.min(over, y(each.companies)) - 6} text-anchor="middle" class="bar-figure">
              {each.counted === 'unknown' ? '?' : each.companies}
            </text>
            <text x={middle} y={height - 26} text-anchor="middle" font-size="13" fill="var(--grid)">
              {each.title.replace(' table', '').split(',')[0]}
            </text>
            <text x={middle} y={height - 9} text-anchor="middle" font-size="13" fill="var(--grid)">
              {labelOf(each).replace(/^.*, /, '')}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

/** Each team with what it wants, who is on it and what it kept. */
export function TeamLines({ teams }: { teams: readonly TeamLine[] }) {
  if (teams.length === 0) return <p class="quiet">There are no action teams yet.</p>
  return (
    <table class="roll">
      <thead>
        <tr>
          <th scope="col">Action team</th>
          <th scope="col">Businesses</th>
          <th scope="col">Calls</th>
          <th scope="col">Commitments</th>
        </tr>
      </thead>
      <tbody>
        {teams.map(({ id, name, lead, outcome, businesses, publicPartners, calls, closed, stand }) => (
          <tr key={id}>
            <th scope="row">
              {name}
              {closed && <span class="tag tag-off">closed</span>}
              <span class="under">
                {lead ? `Led by ${[lead.name, lead.company].filter(Boolean).join(', ')}` : 'No lead yet'}
              </span>
              {outcome && <span class="note">{outcome}</span>}
            </th>
            <td data-label="Businesses">
              {businesses}
              {publicPartners > 0 && <span class="under">and {publicPartners} from partners</span>}
            </td>
            <td data-label="Calls">{calls}</td>
            <td data-label="Commitments" class="team-stand">
              {totalOf(stand) === 0 ? (
                'none yet'
              ) : (
                <>
                  {stand.kept} of {totalOf(stand)} kept
                  <StandBar stand={stand} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** How many agree, for each survey there was, the latest first. */
export function AgreeBars({ label, surveys }: { label: string; surveys: readonly { name: string; spread: Spread }[] }) {
  return (
    <div class="agree">
      <h3>{label}</h3>
      <dl>
        {surveys.map(({ name, spread }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" class="agree-bar" aria-hidden="true">
                <rect width="100" height="10" class="agree-room" />
                <rect width={Math.round(spread.agree * 100)} height="10" class="bar-came" />
              </svg>
              <span>
                {percent(spread.agree)} agree, {spread.mean.toFixed(1)} of 5 on average
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
