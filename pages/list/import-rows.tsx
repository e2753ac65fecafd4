/** The rows of a list on its way in: what is wrong with each, and the means to mend it on the spot. */
import { withQuery } from '../../domain/keep/paths.ts'
import type { Field, Flag } from '../../domain/list/invitee-list.ts'
import { Paging } from '../web/paging.tsx'
import { FIELD_NAMES, type ImportView, number, rows, type Show, type ShownRow } from './import-view.ts'

export function Rows({ view, path }: { view: ImportView; path: string }) {
  const { counts } = view
  const all = counts.bad + counts.people + counts.merged
  const shows: [Show, string, number][] = [
    ['all', 'All', all],
    ['problems', 'Cannot be added', counts.bad],
    ['notes', 'Worth a look', counts.noted],
  ]
  const broken = view.shown.some(({ invitee }) => !invitee)
  return (
    <section aria-labelledby="rows">
      <h2 id="rows">{view.state === 'done' ? 'Rows that were left out' : 'Row by row'}</h2>
      {view.state === 'open' && (
        <nav aria-label="Which rows to show" class="tabs">
          <ul>
            {shows.map(([show, name, count]) => (
              <li key={show}>
                <a href={withQuery(path, { show })} aria-current={show === view.show ? 'true' : undefined}>
                  {name} <span class="tabs-count">{number(count)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {counts.bad > 0 && (
        <p>
          <a class="usa-link" href={withQuery(path, { as: 'csv' })}>
            Download the {rows(counts.bad)} that cannot be added
          </a>{' '}
          (CSV), with what is wrong in each.
        </p>
      )}
      <form method="post" action={withQuery(path, { show: view.show, page: view.page })} novalidate>
        <input type="hidden" name="do" value="correct" />
        <table class="roll">
          <caption class="usa-sr-only">Rows of the list, with what is wrong in each</caption>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Name</th>
              <th scope="col">Company</th>
              <th scope="col">Address</th>
              <th scope="col">What to know</th>
            </tr>
          </thead>
          <tbody>
            {view.shown.map(row => (
              <RowLine key={row.line} row={row} />
            ))}
          </tbody>
        </table>
        {view.shown.length === 0 && <p>No such rows.</p>}
        {broken && (
          <button class="usa-button usa-button--outline" type="submit">
            Save corrections
          </button>
        )}
      </form>
      <Paging
        page={view.page}
        pages={view.pages}
        label="Pages of rows"
        to={page => withQuery(path, { show: view.show, page })}
      />
    </section>
  )
}

function RowLine({ row }: { row: ShownRow }) {
  const { line, invitee, problems, flags } = row
  const place = String(line)
  if (!invitee)
    return (
      <tr class="row-bad">
        <th scope="row" data-label="Row">
          {place}
        </th>
        <td data-label="Name">
          <Correction row={row} field="name" value={wholeName(row)} />
        </td>
        <td data-label="Company">
          <Correction row={row} field="company" value={row.row.company} />
        </td>
        <td data-label="Address">
          <Correction row={row} field="email" value={row.row.email} />
        </td>
        <td data-label="What to know" id={`wrong-${line}`}>
          <Notes problems={problems} flags={flags} />
        </td>
      </tr>
    )
  return (
    <tr>
      <th scope="row" data-label="Row">
        {place}
      </th>
      <td data-label="Name">
        <strong>{invitee.name}</strong>
        {invitee.title && <span class="under">{invitee.title}</span>}
      </td>
      <td data-label="Company">{invitee.company}</td>
      <td data-label="Address">
        <span class="break">{invitee.email}</span>
        {invitee.assistant && <span class="under">Copy to {invitee.assistant.name || invitee.assistant.email}</span>}
      </td>
      <td data-label="What to know">
        <Notes problems={problems} flags={flags} />
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
      name={`${field}-${row.line}`}
      value={value ?? ''}
      maxlength={254}
      aria-label={`${FIELD_NAMES[field]}, row ${row.line}`}
      aria-invalid={wrong ? 'true' : undefined}
      aria-describedby={wrong ? `wrong-${row.line}` : undefined}
    />
  )
}

const Notes = ({ problems, flags }: { problems: { message: string }[]; flags: Flag[] }) => (
  <>
    {problems.map(({ message }) => (
      <span key={message} class="note note-problem">
        {message}
      </span>
    ))}
    {flags.map(({ message }) => (
      <span key={message} class="note">
        {message}
      </span>
    ))}
  </>
)
