/** The rows of a list on its way in: what each holds, what letters will say, and the means to fix it on the spot. */
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import { withQuery } from '../../domain/keep/paths.ts'
import type { Field } from '../../domain/list/fields.ts'
import type { Flag } from '../../domain/list/invitee-row.ts'
import { Paging } from '../web/paging.tsx'
import { FIELD_NAMES, type ImportView, NOTE_NAMES, number, rows, type Show, type ShownRow } from './import-view.ts'
import { KnownList, type KnownPlace } from './known.tsx'

export function Rows({ view, path }: { view: ImportView; path: string }) {
  const { counts } = view
  const all = counts.bad + counts.people + counts.merged + counts.leftOut
  const tabs: [Show, string, number][] = [
    ['all', 'All', all],
    ['problems', 'Cannot be added', counts.bad],
    ['left-out', 'Left out', counts.leftOut],
    ['notes', 'Review', counts.noted],
  ]
  const here = withQuery(path, { show: view.show, page: view.page })
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">{view.state === 'done' ? 'Rows that were not added' : 'Row by row'}</h2>
      {view.state === 'open' && (
        <nav aria-label="Which rows to show" class="tabs">
          <ul>
            {tabs
              .filter(([show, , count]) => show === 'all' || count > 0 || show === view.show)
              .map(([show, name, count]) => (
                <li key={show}>
                  <a href={withQuery(path, { show }, 'rows')} aria-current={show === view.show ? 'true' : undefined}>
                    {name} <span class="tabs-count">{number(count)}</span>
                  </a>
                </li>
              ))}
          </ul>
        </nav>
      )}
      {view.state === 'open' && <Dismissing view={view} here={here} />}
      {counts.bad > 0 && (
        <p>
          <a class="usa-link" href={withQuery(path, { as: 'csv' })}>
            Download the {rows(counts.bad)} that cannot be added
          </a>{' '}
          (CSV), with what is wrong in each.
        </p>
      )}
      <form method="post" action={here} novalidate>
        <input type="hidden" name="do" value="correct" />
        <table class="roll import-rows">
          <caption class="usa-sr-only">Rows of the list, with the greeting of each and what to review</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Name</th>
              <th scope="col">Greeting</th>
              <th scope="col">Company</th>
              <th scope="col">Email</th>
              <th scope="col">Notes</th>
            </tr>
          </thead>
          <tbody>
            {view.shown.map(row => (
              <RowLine key={row.key} row={row} known={view.known.get(canonicalAddress(row.read.email)) ?? []} />
            ))}
          </tbody>
        </table>
        {view.shown.length === 0 && <p>No such rows.</p>}
        {view.shown.length > 0 && (
          <button class="usa-button usa-button--outline margin-top-2" type="submit">
            Save changes to these rows
          </button>
        )}
      </form>
      <Paging
        page={view.page}
        pages={view.pages}
        label="Pages of rows"
        to={page => withQuery(path, { show: view.show, page }, 'rows')}
      />
    </section>
  )
}

/** Notes that say the same of many rows go with one click. What the list itself says of people stays. */
function Dismissing({ view, here }: { view: ImportView; here: string }) {
  const kinds = [...view.notes].filter(([kind]) => kind !== 'left out' && kind !== 'merged')
  if (kinds.length === 0 && !view.dismissed) return null
  return (
    <form method="post" action={here} class="dismissing" novalidate>
      <input type="hidden" name="do" value="dismiss" />
      {kinds.length > 0 && <span class="dismissing-title">Dismiss for all rows:</span>}
      {kinds.map(([kind, count]) => (
        <button key={kind} class="dismiss" type="submit" name="kind" value={kind}>
          {NOTE_NAMES[kind]} <span class="tabs-count">{number(count)}</span>
        </button>
      ))}
      {view.dismissed && (
        <button class="dismiss" type="submit" name="kind" value="none">
          Show dismissed notes
        </button>
      )}
    </form>
  )
}

function RowLine({ row, known }: { row: ShownRow; known: readonly KnownPlace[] }) {
  const { line, read, state } = row
  const isBad = state === 'cannot'
  return (
    <tr class={isBad ? 'row-bad' : state === 'left out' ? 'row-out' : undefined}>
      <th scope="row" data-label="Row">
        {String(line)}
      </th>
      <td data-label="Name">
        {isBad ? (
          <Correction row={row} field="name" value={wholeName(row)} />
        ) : (
          <>
            <strong>{read.name}</strong>
            {read.title && <span class="under">{read.title}</span>}
          </>
        )}
      </td>
      <td data-label="Greeting" class="greeting">
        <span aria-hidden="true">Dear</span> <Correction row={row} field="greeting" value={row.greeting} />
      </td>
      <td data-label="Company">
        {isBad ? <Correction row={row} field="company" value={row.row.company} /> : read.company}
      </td>
      <td data-label="Email">
        {isBad ? <Correction row={row} field="email" value={row.row.email} /> : <span class="break">{read.email}</span>}
        {read.assistant && <span class="under">Copy to {read.assistant.name || read.assistant.email}</span>}
      </td>
      <td data-label="Notes" id={`wrong-${row.key}`}>
        <Notes row={row} />
        <KnownList places={known} />
      </td>
    </tr>
  )
}

const wholeName = ({ row }: ShownRow): string => row.name ?? [row.firstName, row.lastName].filter(Boolean).join(' ')

function Correction({ row, field, value }: { row: ShownRow; field: Field; value: string | undefined }) {
  const wrong = row.problems.some(problem => problem.field === field)
  return (
    <input
      class={`usa-input correction${wrong ? ' usa-input--error' : ''}`}
      name={`${field}-${row.key}`}
      value={value ?? ''}
      maxlength={254}
      autocomplete="off"
      aria-label={`${FIELD_NAMES[field]}, row ${row.key}`}
      aria-invalid={wrong ? 'true' : undefined}
      aria-describedby={wrong ? `wrong-${row.key}` : undefined}
    />
  )
}

function Notes({ row }: { row: ShownRow }) {
  const { problems, flags, key, state } = row
  // What keeps a row out says it already.
  const isNew = ({ kind }: Flag) =>
    kind !== 'name' || !problems.some(({ field }) => field === 'name' || field === 'greeting')
  return (
    <>
      {problems.map(({ message }) => (
        <span key={message} class="note note-problem">
          {message}
        </span>
      ))}
      {flags.filter(isNew).map(flag => (
        <span key={flag.message} class="note">
          {flag.message}
          <Instead flag={flag} row={key} />
        </span>
      ))}
      {state === 'left out' && (
        <label class="include">
          <input type="checkbox" name={`include-${key}`} value="yes" /> Add anyway
        </label>
      )}
      {state !== 'left out' && row.row.include === 'yes' && (
        <label class="include">
          <input type="checkbox" name={`exclude-${key}`} value="yes" /> Leave out again
        </label>
      )}
    </>
  )
}

const Instead = ({ flag, row }: { flag: Flag; row: string }) =>
  flag.instead ? (
    <>
      {' '}
      <button
        class="usa-button usa-button--unstyled"
        type="submit"
        name={`${flag.instead.field}-${row}`}
        value={flag.instead.value}
      >
        Use it
      </button>
    </>
  ) : null
