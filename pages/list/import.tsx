/** A list on its way in: which column holds what, what is wrong with which row, and how far taking it in has got. */

import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { CONTACT_FIELDS, FIELDS } from '../../domain/list/fields.ts'
import { Back } from '../web/campaign-nav.tsx'
import { Rows } from './import-rows.tsx'
import { columnName, type ImportView, number, people, rows } from './import-view.ts'
import { WhenChoice } from './invitee-fields.tsx'

export function ImportPage(view: ImportView) {
  const list = PATHS.invitees(view.campaign)
  const path = PATHS.inviteesImport(view.campaign, view.id)
  if (view.state === 'running' || view.state === 'stopped') return <Progress view={view} path={path} />
  return (
    <>
      <Back to={list}>All invitees</Back>
      {view.state === 'done' ? <Summary view={view} list={list} path={path} /> : <Before view={view} path={path} />}
      {(view.state === 'open' || view.counts.bad > 0) && <Rows view={view} path={path} />}
    </>
  )
}

function Before({ view, path }: { view: ImportView; path: string }) {
  const { counts } = view
  const unknown = !view.columns.some(({ field }) => field === 'email')
  const lost = unknown || view.nameless
  return (
    <>
      <h1 class="margin-top-0 margin-bottom-1">Preview the list</h1>
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
        {counts.update > 0 && <Figure value={counts.update} label="updated" />}
        {counts.same > 0 && <Figure value={counts.same} label="on the list already" />}
        {counts.merged > 0 && <Figure value={counts.merged} label="merged duplicates" />}
        {counts.leftOut > 0 && <Figure value={counts.leftOut} label="left out by the list" />}
        {counts.bad > 0 && <Figure value={counts.bad} label="cannot be added" warn />}
        {counts.elsewhere > 0 && <Figure value={counts.elsewhere} label="stay on the list of another session" />}
      </ul>
      {lost && (
        <div class="usa-alert usa-alert--warning margin-bottom-2">
          <div class="usa-alert__body">
            <p class="usa-alert__text">
              {unknown
                ? 'No column holds email addresses yet. Choose it under “Columns”.'
                : 'No column holds names yet. Choose it under “Columns”, so that emails can greet people.'}
            </p>
          </div>
        </div>
      )}
      <Columns view={view} path={path} open={lost || counts.people === 0} />
      {!unknown && <Go view={view} path={path} quiet={lost} />}
    </>
  )
}

/** The button, with what it leaves out; quiet where the columns should be set first. */
function Go({ view, path, quiet }: { view: ImportView; path: string; quiet: boolean }) {
  const { counts } = view
  if (counts.people === 0)
    return quiet ? null : (
      <div class="usa-alert usa-alert--warning">
        <div class="usa-alert__body">
          <p class="usa-alert__text">No row can be added yet: each needs a name and an email address.</p>
        </div>
      </div>
    )
  return (
    <form method="post" action={path} class="go" novalidate>
      <input type="hidden" name="do" value="import" />
      {view.letterLeft && <WhenChoice emails={view.emails} waits={view.waits} error={view.whenError} />}
      <button class={quiet ? 'usa-button usa-button--outline' : 'usa-button usa-button--big'} type="submit">
        Import {people(counts.people)}
        {quiet && ' anyway'}
      </button>
      {counts.leftOut > 0 && (
        <p class="usa-hint margin-top-1 margin-bottom-0">
          {rows(counts.leftOut)} {counts.leftOut === 1 ? 'is' : 'are'} left out because of what the list says. See “Left
          out” below; you can add them anyway.
        </p>
      )}
      {counts.bad > 0 && (
        <p class="usa-hint margin-top-1 margin-bottom-0">
          {rows(counts.bad)} cannot be added yet. You can correct {counts.bad === 1 ? 'it' : 'them'} below, now or after
          the import.
        </p>
      )}
    </form>
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
          {used} of {view.columns.length} recognized: {fieldNames(view)}
        </span>
      </summary>
      <div class="panel-body">
        {view.sheets.length > 1 && (
          <form method="post" action={path} class="filters" novalidate>
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
              Use this sheet
            </button>
          </form>
        )}
        <form method="post" action={path} novalidate>
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
                  {(['ignored', ...FIELDS] as const).map(field => (
                    <option key={field} value={field} selected={field === column.field}>
                      {columnName(field)}
                    </option>
                  ))}
                  <optgroup label="More contacts in the same row">
                    {CONTACT_FIELDS.map(field => (
                      <option key={field} value={field} selected={field === column.field}>
                        {columnName(field)}
                      </option>
                    ))}
                  </optgroup>
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
  view.columns.flatMap(({ field }) => (field === 'ignored' ? [] : columnName(field))).join(', ') || 'none'

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
          <p>Something interrupted it. What’s in stays in; no one is added twice.</p>
          <button class="usa-button" type="submit">
            Continue
          </button>
        </form>
      ) : (
        <p class="text-base-dark">
          {view.still ? '' : 'This page updates by itself. '}You can leave it; the import continues.{' '}
          <a class="usa-link" href={path}>
            {view.still ? 'Refresh' : 'Refresh now'}
          </a>
          {!view.still && (
            <>
              {' · '}
              <a class="usa-link" href={withQuery(path, { still: 1 })}>
                Stop updating
              </a>
            </>
          )}
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
      <h1 class="margin-top-0">List imported</h1>
      {result && (
        <ul class="figures">
          <Figure value={result.added} label={result.added === 1 ? 'person added' : 'people added'} />
          <Figure value={result.updated} label="updated" />
          <Figure value={result.same} label="unchanged" />
          <Figure value={counts.bad} label="not added" warn={counts.bad > 0} />
          {counts.elsewhere > 0 && <Figure value={counts.elsewhere} label="stay on the list of another session" />}
        </ul>
      )}
      {waiting > 0 && (
        <form method="post" action={path} class="go" novalidate>
          <input type="hidden" name="do" value="import" />
          {view.letterLeft && <WhenChoice emails={view.emails} waits={view.waits} error={view.whenError} />}
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
      <p>
        Wrong list?{' '}
        <a class="usa-link" href={PATHS.takeBackImport(view.campaign, view.id)}>
          Take this import back
        </a>
      </p>
    </>
  )
}
