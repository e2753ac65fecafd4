/** A list on its way in: which column holds what, what is wrong with which row, and how far taking it in has got. */
import { FIELDS, type Field, type Flag, type JudgedRow } from '../domain/invitee-list.ts'
import { WhenChoice } from './invitee-fields.tsx'
import { href, Paging } from './paging.tsx'

export type Show = 'all' | 'problems' | 'notes'

export type ShownRow = JudgedRow & { line: number }

export interface ImportView {
  campaign: string
  id: string
  name: string
  /** What of the file could not be read, in sentences. */
  problems: string[]
  sheets: { name: string; rows: number }[]
  sheet: number
  columns: { title: string; examples: string[]; field: Field | 'ignored' }[]
  counts: { people: number; add: number; update: number; same: number; bad: number; noted: number; merged: number }
  show: Show
  shown: ShownRow[]
  page: number
  pages: number
  letterLeft: boolean
  state: 'open' | 'running' | 'stopped' | 'done'
  total: number
  done: number
  result?: { added: number; updated: number; same: number; bad: number } | undefined
}

const FIELD_NAMES: Record<Field, string> = {
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  title: 'Title',
  company: 'Company',
  email: 'Email',
  phone: 'Phone',
  assistantName: 'Assistant’s name',
  assistantEmail: 'Assistant’s email',
  publicPartner: 'Public partner',
}

const number = (value: number): string => value.toLocaleString('en-US')
const people = (count: number): string => (count === 1 ? '1 person' : `${number(count)} people`)
const rows = (count: number): string => (count === 1 ? '1 row' : `${number(count)} rows`)

export function ImportPage(view: ImportView) {
  const list = `/campaigns/${view.campaign}/invitees`
  const path = `${list}/import/${view.id}`
  if (view.state === 'running' || view.state === 'stopped') return <Progress view={view} path={path} />
  return (
    <>
      <p class="margin-bottom-1">
        <a class="usa-link" href={list}>
          All invitees
        </a>
      </p>
      {view.state === 'done' ? <Summary view={view} list={list} path={path} /> : <Before view={view} path={path} />}
      {(view.state === 'open' || view.counts.bad > 0) && <Rows view={view} path={path} />}
    </>
  )
}

function Before({ view, path }: { view: ImportView; path: string }) {
  const { counts } = view
  const unknown = !view.columns.some(({ field }) => field === 'email')
  return (
    <>
      <h1 class="margin-top-0 margin-bottom-1">Look through the list</h1>
      <p class="margin-top-0 text-base-dark">{view.name}</p>
      {view.problems.map(problem => (
        <div key={problem} class="usa-alert usa-alert--warning usa-alert--slim margin-bottom-2">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{problem}</p>
          </div>
        </div>
      ))}
      <ul class="figures">
        <Figure value={counts.add} label={counts.add === 1 ? 'new person' : 'new people'} />
        <Figure value={counts.update} label="brought up to date" />
        <Figure value={counts.same} label="on the list already" />
        <Figure value={counts.merged} label="merged duplicates" />
        <Figure value={counts.bad} label="cannot be added" warn={counts.bad > 0} />
      </ul>
      <Columns view={view} path={path} open={unknown || counts.people === 0} />
      <form method="post" action={path} class="go">
        <input type="hidden" name="do" value="import" />
        {view.letterLeft && <WhenChoice />}
        {counts.people > 0 ? (
          <>
            <button class="usa-button usa-button--big" type="submit">
              Import {people(counts.people)}
            </button>
            {counts.bad > 0 && (
              <p class="usa-hint margin-top-1 margin-bottom-0">
                {rows(counts.bad)} cannot be read and {counts.bad === 1 ? 'is' : 'are'} left out. You can correct{' '}
                {counts.bad === 1 ? 'it' : 'them'} below, now or afterwards.
              </p>
            )}
          </>
        ) : (
          <div class="usa-alert usa-alert--warning">
            <div class="usa-alert__body">
              <p class="usa-alert__text">
                {unknown
                  ? 'No column holds email addresses yet. Choose it under “Columns”.'
                  : 'No row can be added yet: each needs a name and an email address.'}
              </p>
            </div>
          </div>
        )}
      </form>
    </>
  )
}

const Figure = ({ value, label, warn }: { value: number; label: string; warn?: boolean }) => (
  <li class={warn ? 'figure figure-warn' : 'figure'}>
    <strong>{number(value)}</strong> {label}
  </li>
)

function Columns({ view, path, open }: { view: ImportView; path: string; open: boolean }) {
  const used = view.columns.filter(({ field }) => field !== 'ignored').length
  return (
    <details class="panel" open={open}>
      <summary>
        <span class="panel-title">Columns</span>
        <span class="panel-hint">
          {used} of {view.columns.length} recognised: {fieldNames(view)}
        </span>
      </summary>
      <div class="panel-body">
        {view.sheets.length > 1 && (
          <form method="post" action={path} class="filters">
            <input type="hidden" name="do" value="sheet" />
            <div>
              <label class="usa-label margin-top-0" for="sheet">
                Sheet
              </label>
              <select class="usa-select" id="sheet" name="sheet">
                {view.sheets.map((sheet, i) => (
                  <option key={sheet.name} value={i} selected={i === view.sheet}>
                    {sheet.name} ({rows(sheet.rows)})
                  </option>
                ))}
              </select>
            </div>
            <button class="usa-button usa-button--outline" type="submit">
              Look at this sheet
            </button>
          </form>
        )}
        <form method="post" action={path}>
          <input type="hidden" name="do" value="columns" />
          <ul class="columns">
            {view.columns.map((column, i) => (
              <li key={i} class={column.field === 'ignored' ? 'column column-unused' : 'column'}>
                <label class="usa-label margin-top-0" for={`column-${i}`}>
                  {column.title || `Column ${i + 1}`}
                </label>
                <span class="usa-hint column-examples" id={`column-${i}-examples`}>
                  {column.examples.join(' · ') || 'empty'}
                </span>
                <select
                  class="usa-select"
                  id={`column-${i}`}
                  name={`column-${i}`}
                  aria-describedby={`column-${i}-examples`}
                >
                  <option value="ignored">Leave out</option>
                  {FIELDS.map(field => (
                    <option key={field} value={field} selected={field === column.field}>
                      {FIELD_NAMES[field]}
                    </option>
                  ))}
                </select>
              </li>
            ))}
          </ul>
          <button class="usa-button usa-button--outline margin-top-2" type="submit">
            Use these columns
          </button>
        </form>
      </div>
    </details>
  )
}

const fieldNames = (view: ImportView): string =>
  view.columns.flatMap(({ field }) => (field === 'ignored' ? [] : FIELD_NAMES[field])).join(', ') || 'none'

function Rows({ view, path }: { view: ImportView; path: string }) {
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
                <a href={href(path, { show })} aria-current={show === view.show ? 'true' : undefined}>
                  {name} <span class="tabs-count">{number(count)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {counts.bad > 0 && (
        <p>
          <a class="usa-link" href={href(path, { as: 'csv' })}>
            Download the {rows(counts.bad)} that cannot be added
          </a>{' '}
          (CSV), with what is wrong in each.
        </p>
      )}
      <form method="post" action={href(path, { show: view.show, page: view.page })}>
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
        to={page => href(path, { show: view.show, page })}
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

function Progress({ view, path }: { view: ImportView; path: string }) {
  const share = view.total === 0 ? 0 : Math.floor((100 * view.done) / view.total)
  return (
    <div class="narrow">
      <h1>{view.state === 'stopped' ? 'The import stopped' : 'Importing'}</h1>
      <p class="usa-intro" role="status">
        {number(view.done)} of {people(view.total)} ({share}%)
      </p>
      <progress class="progress" value={view.done} max={Math.max(1, view.total)} aria-label="People imported" />
      {view.state === 'stopped' ? (
        <form method="post" action={path}>
          <input type="hidden" name="do" value="import" />
          <p>Something interrupted it. What is in stays in; nobody is added twice.</p>
          <button class="usa-button" type="submit">
            Go on
          </button>
        </form>
      ) : (
        <p class="text-base-dark">
          This page looks again by itself. You may leave it; the import goes on.{' '}
          <a class="usa-link" href={path}>
            Look now
          </a>
        </p>
      )}
    </div>
  )
}

function Summary({ view, list, path }: { view: ImportView; list: string; path: string }) {
  const { result, counts } = view
  const waiting = counts.add + counts.update
  return (
    <>
      <h1 class="margin-top-0">The list is in</h1>
      {result && (
        <ul class="figures">
          <Figure value={result.added} label={result.added === 1 ? 'person added' : 'people added'} />
          <Figure value={result.updated} label="brought up to date" />
          <Figure value={result.same} label="unchanged" />
          <Figure value={counts.bad} label="left out" warn={counts.bad > 0} />
        </ul>
      )}
      {waiting > 0 && (
        <form method="post" action={path} class="go">
          <input type="hidden" name="do" value="import" />
          {view.letterLeft && <WhenChoice />}
          <button class="usa-button usa-button--big" type="submit">
            Import {people(waiting)} you corrected
          </button>
        </form>
      )}
      <p>
        <a class={waiting > 0 ? 'usa-link' : 'usa-button'} href={list}>
          See all invitees
        </a>
      </p>
    </>
  )
}
