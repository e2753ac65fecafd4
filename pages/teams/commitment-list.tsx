/** What people said they would do, and how it stands: for everybody at the table to see. */

import { shortDate } from '../../domain/keep/time.ts'
import { type Commitment, countCommitments, isOverdue } from '../../domain/teams/commitment.ts'
import { StandBar } from './stand-bar.tsx'

export interface CommitmentsShown {
  commitments: readonly Commitment[]
  today: string
  /** The names of the teams, by id. */
  teams: ReadonlyMap<string, string>
  /** Where one is changed, for those who may. */
  edit?: ((commitment: Commitment) => string | undefined) | undefined
}

function tagOf(commitment: Commitment, today: string): { words: string; tone: string } {
  if (commitment.state === 'kept') return { words: 'kept', tone: 'yes' }
  if (commitment.state === 'broken') return { words: 'not kept', tone: 'off' }
  return isOverdue(commitment, today) ? { words: 'overdue', tone: 'no' } : { words: 'open', tone: 'delegate' }
}

export function CommitmentList(shown: CommitmentsShown) {
  const { commitments, today, teams, edit } = shown
  const links = new Map(commitments.map(each => [each.id, edit?.(each)]))
  const changing = [...links.values()].some(Boolean)
  if (commitments.length === 0)
    return (
      <p class="quiet">
        No one has promised anything yet. Commitments made at a meeting are listed here for all to see.
      </p>
    )
  return (
    <>
      <StandBar stand={countCommitments(commitments, today)} named />
      <table class="roll">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">By</th>
            <th scope="col">State</th>
            {changing && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {commitments.map(each => {
            const { words, tone } = tagOf(each, today)
            const last = each.moved.at(-1)
            return (
              <tr key={each.id}>
                <th scope="row">
                  {each.what}
                  {each.team && teams.has(each.team) && <span class="under">{teams.get(each.team)}</span>}
                </th>
                <td data-label="Who">
                  {each.owner.name}
                  {each.owner.company && <span class="under">{each.owner.company}</span>}
                </td>
                <td data-label="By">
                  <time datetime={each.due}>{shortDate(each.due)}</time>
                  {last && <span class="under text-no-wrap">was {shortDate(last.from)}</span>}
                </td>
                <td data-label="State">
                  <span class={`tag tag-${tone}`}>{words}</span>
                  {(each.note || (each.state === 'open' && last?.why)) && (
                    <span class="note">{each.note || last?.why}</span>
                  )}
                </td>
                {changing && <Change link={links.get(each.id)} what={each.what} />}
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

const Change = ({ link, what }: { link: string | undefined; what: string }) => (
  <td data-label="Change" class={link ? '' : 'blank'}>
    {link && (
      <a class="usa-link text-no-wrap" href={link}>
        Update status<span class="usa-sr-only">: {what}</span>
      </a>
    )}
  </td>
)
