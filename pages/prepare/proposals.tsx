/** Names that the team proposes: the convener takes them up, or not now. */

import { isTopRole } from '../../domain/list/job-title.ts'
import type { Proposal } from '../../domain/prepare/proposal.ts'

interface Props {
  path: string
  mayEdit: boolean
  waiting: readonly Proposal[]
  settled: readonly Proposal[]
  /** The letter has left: whoever comes to the list now gets it at once, or not yet. */
  letterLeft: boolean
}

export function Proposals({ path, mayEdit, waiting, settled, letterLeft }: Props) {
  if (waiting.length === 0 && settled.length === 0) return null
  return (
    <section aria-labelledby="names">
      <h2 id="names">Names the team proposes</h2>
      {waiting.length === 0 && <p class="quiet">All are answered.</p>}
      <ul class="door">
        {waiting.map(proposal => (
          <li key={proposal.id} class="proposal">
            <Who proposal={proposal} />
            {mayEdit && (
              <form method="post" action={path} class="proposal-answer" data-once>
                <input type="hidden" name="proposal" value={proposal.id} />
                <input type="hidden" name="do" value="name" />
                {letterLeft ? (
                  <>
                    <Answer value="now" words="Invite now" name={proposal.invitee.name} />
                    <Answer value="later" words="On the list, no letter yet" name={proposal.invitee.name} outline />
                  </>
                ) : (
                  <Answer value="later" words="On the list" name={proposal.invitee.name} />
                )}
                <Answer value="no" words="Not now" name={proposal.invitee.name} outline />
              </form>
            )}
          </li>
        ))}
      </ul>
      {settled.length > 0 && (
        <details>
          <summary>
            {settled.length} answered {settled.length === 1 ? 'name' : 'names'}
          </summary>
          <ul class="team-members">
            {settled.map(({ id, invitee, by, settled: said }) => (
              <li key={id}>
                {invitee.name}, {invitee.company}
                <span class="tag">{said?.how}</span>
                <span class="quiet">proposed by {by.name}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const Who = ({ proposal: { invitee, why, by } }: { proposal: Proposal }) => (
  <div>
    <span class="door-name">{invitee.name}</span>
    {invitee.publicPartner && <span class="tag"> Public partner</span>}
    <span class="under break">{[invitee.title, invitee.company, invitee.email].filter(Boolean).join(' · ')}</span>
    {!invitee.publicPartner && invitee.title !== '' && !isTopRole(invitee.title) && (
      <span class="under">May not be a decision-maker, judging by the title.</span>
    )}
    <span class="under">
      {why !== '' && `“${why}” `}
      {by.name}
    </span>
  </div>
)

const Answer = ({ value, words, name, outline }: { value: string; words: string; name: string; outline?: boolean }) => (
  <button class={`usa-button ${outline ? 'usa-button--outline' : ''}`} type="submit" name="answer" value={value}>
    {words}
    <span class="usa-sr-only">: {name}</span>
  </button>
)
