/** The page of one commitment: for its owner by link, and for the convener. */

import { longDate, readable } from '../../domain/keep/time.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { Alert, ErrorSummary, TextArea, TextField } from '../web/field.tsx'

export interface CommitmentView {
  path: string
  partnership: string
  commitment: Commitment
  zone: string
  /** The page it was opened from, for the convener. */
  back?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  done: boolean
  mayEdit: boolean
}

const SAID = { kept: 'kept', broken: 'not kept', open: 'open' }

function Now({ commitment, zone, done }: Pick<CommitmentView, 'commitment' | 'zone' | 'done'>) {
  const { state, settledAt, settledBy, note, moved } = commitment
  const last = moved.at(-1)
  if (state !== 'open')
    return (
      <Alert
        kind={state === 'kept' ? 'success' : 'info'}
        title={done ? 'Thank you. That is noted.' : `Its status is ${SAID[state]}`}
      >
        {state === 'kept' ? 'Kept' : 'Not kept'}
        {settledAt && `, said on ${readable(settledAt, zone)}`}
        {settledBy && ` by ${settledBy}`}.{note && ` “${note}”`} If that is not right, say so below.
      </Alert>
    )
  if (!last) return null
  return (
    <Alert kind={done ? 'success' : 'info'} title={done ? 'Thank you. The new date is noted.' : 'It has a new date'}>
      {longDate(last.to)} instead of {longDate(last.from)}.{last.why && ` “${last.why}”`}
    </Alert>
  )
}

export function CommitmentPage(view: CommitmentView) {
  const { path, commitment, typed, errors, mayEdit } = view
  const { what, owner, due } = commitment
  const q = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return (
    <>
      {view.back ? (
        <p class="margin-bottom-0">
          <a href={view.back}>All action teams and commitments</a>
        </p>
      ) : (
        <p class="over">{view.partnership}</p>
      )}
      <h1>{what}</h1>
      <p class="usa-intro">
        {owner.name}
        {owner.company && `, ${owner.company}`}, by {longDate(due)}
      </p>
      <Now {...view} />
      <ErrorSummary errors={errors} />
      {mayEdit && (
        <>
          <form method="post" action={path} novalidate data-once>
            <input type="hidden" name="do" value="kept" />
            <TextField {...q('note')} label="What came of it" hint="All members see it." required={false} most={300} />
            <div class="actions">
              <button class="usa-button usa-button--big" type="submit">
                It is done
              </button>
            </div>
          </form>
          <details class="fields" open={errors.to !== undefined || errors.why !== undefined}>
            <summary>It needs another date</summary>
            <form method="post" action={path} novalidate data-once>
              <input type="hidden" name="do" value="move" />
              <TextField {...q('to')} label="New date" type="date" />
              <TextField {...q('why')} label="Why" hint="All members see it." required={false} most={300} />
              <div class="actions">
                <button class="usa-button usa-button--outline" type="submit">
                  Set the new date
                </button>
              </div>
            </form>
          </details>
          <details class="fields">
            <summary>It will not happen</summary>
            <form method="post" action={path} novalidate data-once>
              <input type="hidden" name="do" value="broken" />
              <TextArea
                name="note"
                id="note-broken"
                label="What should the others know?"
                hint="All members see it."
                required={false}
                rows={2}
                most={300}
                value={typed.note}
              />
              <div class="actions">
                <button class="usa-button usa-button--outline" type="submit">
                  Say that it will not happen
                </button>
              </div>
            </form>
          </details>
        </>
      )}
      {commitment.moved.length > 1 && (
        <>
          <h2>Dates so far</h2>
          <ul>
            {commitment.moved.map(({ from, to, why }) => (
              <li key={to}>
                {longDate(from)} became {longDate(to)}
                {why && `: ${why}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
