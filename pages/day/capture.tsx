/** What the table says, written down as it is said: priorities, which businesses are behind them, who promises what. */

import type { Clash, FormValues } from '../../domain/keep/three-way.ts'
import { longDate } from '../../domain/keep/time.ts'
import type { Commitment } from '../../domain/teams/commitment.ts'
import { MOST_VOTES, type RankedPriority } from '../../domain/teams/record.ts'
import { Alert, ErrorSummary, Filled, Select, TextField } from '../web/field.tsx'

export interface CaptureView {
  /** Where its forms go. */
  path: string
  /** Behind a link of the team: the way back to the check-in, and the frame's own heading. */
  checkIn?: string | undefined
  partnership?: string | undefined
  mayEdit: boolean
  priorities: readonly RankedPriority[]
  /** Businesses that are there, and what each has chosen. */
  companies: readonly { key: string; name: string; chosen: readonly string[]; was: FormValues }[]
  /** Nobody was checked in: these said that they would come. */
  expected: boolean
  commitments: readonly Commitment[]
  people: readonly { email: string; name: string; company: string }[]
  done: string | undefined
  /** What somebody else wrote meanwhile into the form that was sent. */
  clashes: readonly Clash[]
  form?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function Capture(view: CaptureView) {
  const { priorities, companies, mayEdit } = view
  const voted = companies.filter(({ chosen }) => chosen.length > 0).length
  return (
    <>
      {view.partnership && <p class="over">{view.partnership}</p>}
      <h1 class={view.partnership ? undefined : 'margin-top-0'}>Priorities and commitments</h1>
      <p class="usa-intro">
        Write down what business leaders say, in their words. Only businesses vote; partners listen.
      </p>
      {view.checkIn && (
        <p>
          <a href={view.checkIn}>Back to the check-in</a>
        </p>
      )}
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <ErrorSummary errors={view.errors} form={view.form} />
      <h2 id="priorities">Priorities</h2>
      {priorities.length === 0 ? <p class="quiet">None yet.</p> : <Ranking view={view} />}
      {mayEdit && <Naming view={view} />}
      <h2 id="votes">Votes of businesses</h2>
      <p>
        {companies.length === 0
          ? 'No business is checked in yet.'
          : `${voted} of ${companies.length} businesses ${view.expected ? 'that are expected ' : ''}have voted. Each has up to ${MOST_VOTES} votes.`}
      </p>
      {mayEdit && priorities.length > 0 && companies.length > 0 && <Votes view={view} />}
      <h2 id="commitments">Commitments</h2>
      {view.commitments.length === 0 ? (
        <p class="quiet">No one has promised anything yet.</p>
      ) : (
        <ul class="captured">
          {view.commitments.map(({ id, what, owner, due }) => (
            <li key={id}>
              <strong>{what}</strong>
              <span class="under">
                {[owner.name, owner.company].filter(Boolean).join(', ')}, by {longDate(due)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {mayEdit && <Promising view={view} />}
    </>
  )
}

/** Bars as long as the votes, so that the order is seen before it is read. */
function Ranking({ view }: { view: CaptureView }) {
  const { priorities, path, mayEdit, typed } = view
  const clashesOf = (id: string) => (view.form === 'reword' && typed.priority === id ? view.clashes : [])
  const most = Math.max(1, ...priorities.map(({ votes }) => votes))
  return (
    <ol class="ranking">
      {priorities.map(({ id, text, votes, companies }) => (
        <li key={id} id={`p-${id}`}>
          <p class="ranking-text">
            <strong>{text}</strong>
            <span class="ranking-votes">{votes === 1 ? '1 business' : `${votes} businesses`}</span>
          </p>
          <meter class="ranking-bar" min={0} max={most} value={votes} aria-hidden="true"></meter>
          {companies.length > 0 && <span class="under">{companies.join(', ')}</span>}
          {mayEdit && (
            <details class="ranking-edit" open={clashesOf(id).length > 0}>
              <summary>
                Change the words<span class="usa-sr-only"> of “{text}”</span>
              </summary>
              <form method="post" action={path} novalidate>
                <Filled was={{ text }} clashes={clashesOf(id)} names={{ text: 'The words' }} />
                <input type="hidden" name="do" value="reword" />
                <input type="hidden" name="priority" value={id} />
                <TextField
                  name="text"
                  id={`reword-${id}`}
                  label="In these words"
                  hint="Clear it to remove it from the list."
                  value={clashesOf(id).length > 0 ? typed.text : text}
                  most={140}
                />
                <button class="usa-button usa-button--outline margin-top-1" type="submit">
                  Save
                </button>
              </form>
            </details>
          )}
        </li>
      ))}
    </ol>
  )
}

function Naming({ view }: { view: CaptureView }) {
  const own = view.form === 'name'
  return (
    <form method="post" action={view.path} class="capture-name" novalidate data-once>
      <input type="hidden" name="do" value="name" />
      <TextField
        name="text"
        id="name-text"
        label="Add a priority"
        hint="A few words, as they were said."
        most={140}
        value={own ? view.typed.text : ''}
        error={own ? view.errors.text : undefined}
        autocomplete="off"
      />
      <button class="usa-button margin-top-1" type="submit">
        Add a priority
      </button>
    </form>
  )
}

function Votes({ view: { companies, priorities, path } }: { view: CaptureView }) {
  const listed = [...priorities].sort((a, b) => (a.text < b.text ? -1 : 1))
  return (
    <div class="adding">
      {companies.map(({ key, name, chosen, was }, at) => (
        <details class="panel" key={key} id={`c-${at}`}>
          <summary>
            <span class="panel-title">{name}</span>
            <span class="panel-hint">
              {chosen.length === 0 ? 'has not voted' : `${chosen.length} of ${MOST_VOTES}`}
            </span>
          </summary>
          <form method="post" action={path} class="panel-body" novalidate>
            <Filled was={was} />
            <input type="hidden" name="do" value="vote" />
            <input type="hidden" name="company" value={key} />
            <fieldset class="usa-fieldset">
              <legend class="usa-legend">
                What {name} wants to work on, up to {MOST_VOTES}
              </legend>
              {listed.map(({ id, text }) => (
                <div class="usa-checkbox" key={id}>
                  <input
                    class="usa-checkbox__input"
                    type="checkbox"
                    id={`v-${at}-${id}`}
                    name="priorities"
                    value={id}
                    checked={chosen.includes(id)}
                  />
                  <label class="usa-checkbox__label" for={`v-${at}-${id}`}>
                    {text}
                  </label>
                </div>
              ))}
            </fieldset>
            <button class="usa-button margin-top-2" type="submit">
              Save the votes<span class="usa-sr-only"> of {name}</span>
            </button>
          </form>
        </details>
      ))}
    </div>
  )
}

function Promising({ view }: { view: CaptureView }) {
  const own = view.form === 'promise'
  const q = (name: string) => ({
    name,
    id: `promise-${name}`,
    value: own ? view.typed[name] : '',
    error: own ? view.errors[name] : undefined,
  })
  return (
    <form method="post" action={view.path} class="capture-promise" novalidate data-once>
      <h3>Add a commitment</h3>
      <input type="hidden" name="do" value="promise" />
      <TextField {...q('what')} label="What" most={300} autocomplete="off" />
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
      <TextField {...q('due')} label="By when" type="date" />
      <button class="usa-button margin-top-2" type="submit">
        Save commitment
      </button>
    </form>
  )
}
