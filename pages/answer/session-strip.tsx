/** The sessions of a launch side by side: what each comes to, and all of them together. */
import type { Tally } from '../../domain/answer/board.ts'
import type { CampaignStatus } from '../../domain/keep/campaign.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { MassFigure } from './gauge.tsx'

export interface ShownSession {
  id: string
  name: string
  status: CampaignStatus
  when: string
  place: string
  mass: Tally['mass']
  /** People, not companies. */
  counts: { invited: number; coming: number; silent: number }
}

export interface Sessions {
  each: readonly ShownSession[]
  together: Tally['mass']
}

const STATUS: Partial<Record<CampaignStatus, string>> = { draft: 'not sent yet', scheduled: 'emails planned' }

const people = (number: number, what: string): string => `${number.toLocaleString('en-US')} ${what}`

/** On the board of one of them (`here`), which names itself and leads to the others. */
export const SessionStrip = ({ sessions, here }: { sessions: Sessions; here: string }) => (
  <section class="margin-bottom-3" aria-labelledby="sessions">
    <h2 id="sessions" class="card-title">
      Sessions of this launch
    </h2>
    <SessionCards sessions={sessions} here={here} />
    <p class="margin-top-1">
      <a class="usa-link" href={PATHS.sessions(here)}>
        Assign people, or add a session
      </a>
    </p>
  </section>
)

export const SessionCards = ({ sessions, here }: { sessions: Sessions; here?: string | undefined }) => (
  <ul class="sessions">
    {sessions.each.map(({ id, name, status, when, place, mass, counts }) => (
      <li key={id} class="card">
        <h3 class="session-name">
          <a class="usa-link" href={PATHS.board(id)} aria-current={id === here ? 'page' : undefined}>
            {name}
          </a>{' '}
          <span class="tag">{STATUS[status] ?? status}</span>
        </h3>
        <p class="margin-y-0">
          {when}
          {place && <span class="under">{place}</span>}
        </p>
        <MassFigure mass={mass} />
        <p class="margin-y-0 text-base-dark">
          {people(counts.invited, 'invited')}, {people(counts.coming, 'coming')}, {people(counts.silent, 'no reply')}
        </p>
      </li>
    ))}
    <li class="card session-all">
      <h3 class="session-name">Together</h3>
      <p class="margin-y-0 text-base-dark">Each company counts once, wherever its people sit.</p>
      <MassFigure mass={sessions.together} />
    </li>
  </ul>
)
