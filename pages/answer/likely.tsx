/** Replies that nobody has read, each with its likely answer: what is right stays ticked, and one click confirms them all. */

import type { SuggestedMatter } from '../../domain/keep/matter.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { Back } from '../web/campaign-nav.tsx'
import { LIKELY } from '../web/likely-words.ts'

interface LikelyAnswer {
  invitation: string
  name: string
  company: string
  matter: SuggestedMatter
}

export interface LikelyView {
  campaign: string
  answers: LikelyAnswer[]
  /** How many there are, of which the oldest are shown. */
  total: number
  zone: string
  mayEdit: boolean
  /** How many were confirmed just now, and how many could not be. */
  done?: { confirmed: number; refused: number } | undefined
}

/** What a ticked box stands for: whose reply, and the answer that was seen beside it. */
const tickOf = ({ invitation, matter }: LikelyAnswer): string =>
  [invitation, matter.id, matter.suggestion.answer].join(' ')

export function LikelyPage(view: LikelyView) {
  const { answers, total, campaign, done } = view
  return (
    <>
      <Back to={PATHS.board(campaign)}>Board</Back>
      <h1 class="margin-top-0">Likely answers</h1>
      {done && (
        <p class="margin-y-1" role="status">
          <strong>{done.confirmed === 1 ? '1 answer is noted.' : `${done.confirmed} answers are noted.`}</strong>
          {done.refused > 0 && ` ${done.refused} could not be: open them one by one.`}
        </p>
      )}
      {answers.length === 0 ? (
        <p>No reply waits here with a likely answer.</p>
      ) : (
        <>
          <p class="usa-intro margin-top-0">
            These replies are not plain enough to count by themselves. Read each, untick what is wrong, and confirm the
            rest together.
          </p>
          {total > answers.length && (
            <p>
              The oldest {answers.length} of {total}.
            </p>
          )}
          <form method="post" action={PATHS.likely(campaign)}>
            <ul class="needs-list">
              {answers.map(answer => (
                <Line key={answer.matter.id} answer={answer} view={view} />
              ))}
            </ul>
            {view.mayEdit && (
              <button class="usa-button margin-top-2" type="submit">
                Confirm what is ticked
              </button>
            )}
          </form>
        </>
      )}
    </>
  )
}

function Line({ answer, view }: { answer: LikelyAnswer; view: LikelyView }) {
  const { matter, name, company, invitation } = answer
  const { suggestion, text, at } = matter
  const id = `likely-${matter.id}`
  return (
    <li>
      <div class="usa-checkbox">
        <input
          class="usa-checkbox__input"
          id={id}
          type="checkbox"
          name="confirm"
          value={tickOf(answer)}
          checked
          disabled={!view.mayEdit}
        />
        <label class="usa-checkbox__label" for={id}>
          <strong>{name}</strong>
          {company && ` · ${company}`}: {LIKELY[suggestion.answer].toLowerCase()}
        </label>
      </div>
      <blockquote class="event-words matter-words">
        <Words text={text} because={suggestion.because} />
      </blockquote>
      <p class="under margin-y-05">
        <time datetime={at}>{readable(at, view.zone)}</time> ·{' '}
        <a class="usa-link" href={PATHS.person(view.campaign, invitation)}>
          Open, or say otherwise
        </a>
      </p>
    </li>
  )
}

/** Their words, with the sentence in bold that says it. */
export function Words({ text, because }: { text: string; because: string }) {
  const at = because === '' ? -1 : text.indexOf(because)
  if (at < 0) return <>{text}</>
  return (
    <>
      {text.slice(0, at)}
      <strong>{because}</strong>
      {text.slice(at + because.length)}
    </>
  )
}
