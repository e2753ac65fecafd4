/** The audit log: searched, read a page at a time, and exported. */

import { AUDIT_KINDS, type AuditKind } from '../../domain/access/audit.ts'
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { Back } from '../web/campaign-nav.tsx'
import { AuditTable } from './audit-table.tsx'
import { KIND_LABELS } from './audit-words.ts'

export interface AuditView {
  entries: readonly AuditEntry[]
  /** Where to go on from. */
  after: string | undefined
  looked: number
  /** `2026-11`. */
  month: string
  months: readonly string[]
  person: string
  partnership: string
  kind: AuditKind | undefined
  isFirst: boolean
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** "November 2026". */
const monthName = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`

export function AuditPage(view: AuditView) {
  const { entries, after, looked, month, months, person, partnership, kind, isFirst } = view
  const sought = { month, person, partnership, kind }
  const isNarrow = person !== '' || partnership !== '' || kind !== undefined
  return (
    <>
      <Back to={PATHS.operator()}>This Convoke</Back>
      <h1 class="margin-top-0">Audit log</h1>
      <p class="usa-intro">
        Who signed in, and who exported, changed rights, deleted, imported or sent by hand. It never holds what was
        written, links, or who was erased. Entries are kept for two years.
      </p>
      <form method="get" action={PATHS.audit()} class="filters">
        <div>
          <label class="usa-label margin-top-0" for="person">
            Person
          </label>
          <input class="usa-input" id="person" name="person" type="search" value={person} maxlength={254} />
        </div>
        <div>
          <label class="usa-label margin-top-0" for="partnership">
            Partnership
          </label>
          <input
            class="usa-input"
            id="partnership"
            name="partnership"
            type="search"
            value={partnership}
            maxlength={254}
          />
        </div>
        <div>
          <label class="usa-label margin-top-0" for="kind">
            Kind
          </label>
          <select class="usa-select" id="kind" name="kind">
            <option value="">Everything</option>
            {AUDIT_KINDS.map(each => (
              <option value={each} selected={each === kind}>
                {KIND_LABELS[each]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label class="usa-label margin-top-0" for="month">
            Month
          </label>
          <select class="usa-select" id="month" name="month">
            {months.map(each => (
              <option value={each} selected={each === month}>
                {monthName(each)}
              </option>
            ))}
          </select>
        </div>
        <button class="usa-button" type="submit">
          Search
        </button>
        {isNarrow && (
          <a class="usa-link filters-clear" href={withQuery(PATHS.audit(), { month })}>
            Clear
          </a>
        )}
      </form>
      <div class="list-head">
        <p class="margin-y-1">{headOf(view, isNarrow)}</p>
        <p class="margin-y-1">
          Export {monthName(month)}:{' '}
          <a class="usa-link" href={withQuery(PATHS.auditCsv(), sought)}>
            as CSV
          </a>{' '}
          or{' '}
          <a class="usa-link" href={withQuery(PATHS.auditLines(), sought)}>
            as NDJSON
          </a>
        </p>
      </div>
      {entries.length > 0 && <AuditTable entries={entries} caption={`Audit log of ${monthName(month)}`} />}
      {after !== undefined && (
        <p>
          {entries.length === 0 && `Nothing among the ${looked.toLocaleString('en-US')} latest entries looked at. `}
          <a class="usa-link" href={withQuery(PATHS.audit(), { ...sought, after })}>
            {entries.length === 0 ? 'Look further back' : 'Earlier entries'}
          </a>
        </p>
      )}
      {after === undefined && <Earlier view={view} />}
      {!isFirst && (
        <p>
          <a class="usa-link" href={withQuery(PATHS.audit(), sought)}>
            Back to the latest
          </a>
        </p>
      )}
      <h2>How to read it</h2>
      <p>
        An entry is written before something is done, and its result is added afterwards. “Not known whether it was
        done” means that Convoke stopped in between: look at the partnership itself. “Not done” means the page said no,
        with the number it answered. “Convoke” did it where no one is named: by itself, or by a command on the machine.
      </p>
    </>
  )
}

function headOf({ entries, isFirst, after, month }: AuditView, isNarrow: boolean): string {
  if (entries.length === 0) return isNarrow ? 'Nothing found.' : `Nothing in ${monthName(month)}.`
  const count = entries.length.toLocaleString('en-US')
  if (!isFirst) return `${count} earlier ${entries.length === 1 ? 'entry' : 'entries'}`
  return after === undefined
    ? `${count} ${entries.length === 1 ? 'entry' : 'entries'} in ${monthName(month)}`
    : `The ${count} latest entries of ${monthName(month)}`
}

/** The month before, under the same search. */
function Earlier({ view: { month, months, person, partnership, kind } }: { view: AuditView }) {
  const before = months[months.indexOf(month) + 1]
  if (before === undefined) return null
  return (
    <p>
      <a class="usa-link" href={withQuery(PATHS.audit(), { month: before, person, partnership, kind })}>
        {monthName(before)}
      </a>
    </p>
  )
}
