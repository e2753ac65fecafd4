/** One action team as everybody may see it: who leads, who is on it, when it talks, what it wants. */
import type { Child } from 'hono/jsx'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { longDate, timeSpan } from '../../domain/keep/time.ts'
import { type ActionTeam, leadOf, presentOf, sidesOf } from '../../domain/teams/team.ts'

export interface TeamShown {
  team: ActionTeam
  /** Its calls that were set, by date. */
  calls: readonly Campaign[]
  /** The next of them, if one is to come. */
  next: Campaign | undefined
  today: string
  /** Companies that voted for its priority. */
  behind: readonly string[]
}

/** "Tuesday, March 16, 2027, 8:00 AM to 8:45 AM, Mountain Time". */
export const whenOf = ({ meeting }: Campaign): string =>
  meeting ? `${longDate(meeting.date)}, ${timeSpan(meeting.start, meeting.end, meeting.zone, meeting.date)}` : ''

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** Businesses as full squares, partners as open ones: whose team it is shows at a glance. */
export function Sides({ team }: { team: ActionTeam }) {
  const { businesses, partners } = sidesOf(team)
  const words = `${count(businesses.length, 'business', 'businesses')}${partners.length > 0 ? `, ${count(partners.length, 'partner')}` : ''}`
  if (businesses.length + partners.length === 0) return null
  const squares = [...businesses.map(() => true), ...partners.map(() => false)].slice(0, 24)
  return (
    <p class="sides">
      <svg
        width={squares.length * 18}
        height="14"
        viewBox={`0 0 ${squares.length * 18} 14`}
        aria-hidden="true"
        class="sides-drawn"
      >
        {squares.map((business, n) => (
          <rect
            key={n}
            class={business ? 'side-business' : 'side-partner'}
            x={n * 18 + 1}
            y="1"
            width="12"
            height="12"
            rx="2"
          />
        ))}
      </svg>
      <span>{words}</span>
    </p>
  )
}

/** Why there is this team. */
export const Votes = ({ behind }: { behind: readonly string[] }) =>
  behind.length === 0 ? null : (
    <p class="margin-y-1">{count(behind.length, 'business', 'businesses')} voted for it at the launch.</p>
  )

/** Names with companies, the lead first. */
export function Members({ team }: { team: ActionTeam }) {
  const lead = leadOf(team)
  const members = presentOf(team)
  if (members.length === 0) return <p class="quiet margin-y-1">No one has joined yet.</p>
  const inOrder = [...members.filter(each => each === lead), ...members.filter(each => each !== lead)]
  return (
    <ul class="team-members">
      {inOrder.map(each => (
        <li key={each.email}>
          <span>
            <strong>{each.name}</strong>
            {each.company && `, ${each.company}`}
          </span>
          {each === lead && <span class="tag tag-yes">leads</span>}
          {each.publicPartner && <span class="tag">partner{each.brings && `: ${each.brings}`}</span>}
        </li>
      ))}
    </ul>
  )
}

function NextCall({ shown }: { shown: TeamShown }) {
  const { next, calls } = shown
  if (next?.meeting)
    return (
      <p class="margin-y-1">
        <strong>{calls.length > 1 ? 'Next call' : 'First call'}</strong> {whenOf(next)}
      </p>
    )
  const last = calls.at(-1)
  return last?.meeting ? (
    <p class="margin-y-1">
      <strong>Last call</strong> {longDate(last.meeting.date)}
    </p>
  ) : (
    <p class="quiet margin-y-1">The first call has no time yet.</p>
  )
}

export function Aim({ team }: { team: ActionTeam }) {
  if (team.outcome === '' && team.strategy === '') return null
  return (
    <dl class="aim">
      {team.outcome && (
        <>
          <dt>What will be different</dt>
          <dd>{team.outcome}</dd>
        </>
      )}
      {team.strategy && (
        <>
          <dt>How</dt>
          <dd>{team.strategy}</dd>
        </>
      )}
    </dl>
  )
}

export const TeamCard = ({ shown, heading, children }: { shown: TeamShown; heading?: Child; children?: Child }) => (
  <section class="card team-card" id={`team-${shown.team.id}`} aria-labelledby={`name-${shown.team.id}`}>
    <h2 id={`name-${shown.team.id}`} class="team-name">
      {heading ?? shown.team.name}
      {shown.team.closedAt !== undefined && <span class="tag tag-off">closed</span>}
    </h2>
    <Votes behind={shown.behind} />
    <Sides team={shown.team} />
    <Aim team={shown.team} />
    <NextCall shown={shown} />
    <Members team={shown.team} />
    {children}
  </section>
)
