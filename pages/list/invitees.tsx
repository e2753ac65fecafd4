/** The people who are invited: find, add, correct. */
import type { Listed } from '../../domain/keep/listed.ts'
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { ErrorSummary } from '../web/field.tsx'
import { Paging } from '../web/paging.tsx'
import { ChooseAll, type ChooseView, Deeds, SHOW_PEOPLE } from './choose.tsx'
import { InviteeFields, type InviteeForm, type Waits, WhenChoice } from './invitee-fields.tsx'
import { InviteesTable } from './invitees-table.tsx'
import { PeopleMissing } from './people-missing.tsx'

export interface InviteesView {
  campaign: string
  mayEdit: boolean
  letterLeft: boolean
  waits: Waits | undefined
  /** How many emails leave at once if a newcomer gets the letter now. */
  emails: number
  /** What the list is narrowed to, and what can be done with those who are chosen of it. */
  choose: ChooseView
  shown: Listed[]
  page: number
  pages: number
  people: number
  /** People of whom what is stored cannot be read. */
  missing: number
  companies: number
  publicPartners: number
  /** What is to be known of those of the partnership's own people who are on it, by the id of their invitation. */
  own: ReadonlyMap<string, string>
  /** Imports that can be taken back. */
  undoable: readonly { id: string; name: string; at: string; people: number }[]
  zone: string
  form: InviteeForm
  pasted: { text: string; error?: string | undefined; at?: 'pasted' | 'file' | undefined }
  /** What was just done, in a sentence. */
  did: string | undefined
}

export function Invitees(view: InviteesView) {
  const path = PATHS.invitees(view.campaign)
  return (
    <>
      <div class="page-head">
        <div>
          <h1 class="margin-bottom-1">Invitees</h1>
          <p class="usa-intro margin-top-0">{inTotal(view)}</p>
        </div>
      </div>
      {view.did && (
        <div class="usa-alert usa-alert--success usa-alert--slim margin-bottom-3" role="status">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{view.did}</p>
          </div>
        </div>
      )}
      <PeopleMissing campaign={view.campaign} people={view.missing} />
      {view.mayEdit && <Adding view={view} path={path} />}
      <Imports view={view} />
      {view.people > 0 && <List view={view} path={path} />}
      {view.people === 0 && !view.mayEdit && <p>No one is invited yet.</p>}
      <p>
        <a class="usa-link" href={PATHS.suppressions(view.campaign)}>
          Do-not-email list
        </a>
      </p>
    </>
  )
}

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

function inTotal({ people, companies, publicPartners }: InviteesView): string {
  if (people === 0) return 'No one yet. Add the business leaders you want at the table.'
  const partners = publicPartners > 0 ? `, and ${count(publicPartners, 'public partner', 'public partners')}` : ''
  return `${count(people - publicPartners, 'person', 'people')} of ${count(companies, 'company', 'companies')}${partners}.`
}

function Adding({ view, path }: { view: InviteesView; path: string }) {
  const typing = Object.keys(view.form.errors).length > 0
  const reading = view.pasted.error !== undefined
  const fresh = view.people === 0
  return (
    <div class="adding">
      <details class="panel" open={fresh || reading}>
        <summary>
          <span class="panel-title">Add a list</span>
          <span class="panel-hint">Paste from a spreadsheet, or upload a CSV or Excel file</span>
        </summary>
        <form
          method="post"
          action={PATHS.readInvitees(view.campaign)}
          enctype="multipart/form-data"
          class="panel-body"
          novalidate
        >
          <div class={`usa-form-group${view.pasted.at === 'file' ? ' usa-form-group--error' : ''}`}>
            <label class="usa-label" for="file">
              A file
            </label>
            <span class="usa-hint" id="file-hint">
              CSV or Excel (.xlsx) as it is, up to 4 MB. Any order of columns will do; you preview it before anyone is
              added.
            </span>
            {view.pasted.at === 'file' && (
              <span class="usa-error-message" id="file-error">
                {view.pasted.error}
              </span>
            )}
            <input
              class="usa-file-input"
              id="file"
              type="file"
              name="file"
              accept=".csv,.tsv,.txt,.xlsx"
              aria-describedby="file-hint"
            />
          </div>
          <div class={`usa-form-group${view.pasted.at === 'pasted' ? ' usa-form-group--error' : ''}`}>
            <label class="usa-label" for="pasted">
              Or paste it here
            </label>
            <span class="usa-hint" id="pasted-hint">
              Rows copied from a spreadsheet, or addresses such as Ann Lee &lt;ann@lee.example&gt;, one to a line
            </span>
            {view.pasted.at === 'pasted' && (
              <span class="usa-error-message" id="pasted-error">
                {view.pasted.error}
              </span>
            )}
            <textarea
              class="usa-textarea maxw-none height-card"
              id="pasted"
              name="pasted"
              rows={6}
              spellcheck={false}
              aria-describedby="pasted-hint"
            >
              {view.pasted.text}
            </textarea>
          </div>
          <button class="usa-button margin-top-2" type="submit">
            Preview the list
          </button>
        </form>
      </details>
      <details class="panel" open={typing}>
        <summary>
          <span class="panel-title">Add one person</span>
          <span class="panel-hint">Name, company and address, and an assistant if there is one</span>
        </summary>
        <form method="post" action={path} class="panel-body" novalidate>
          <ErrorSummary errors={view.form.errors} />
          <InviteeFields form={view.form} />
          {view.letterLeft && (
            <WhenChoice emails={view.emails} waits={view.waits} chosen={view.form.when} error={view.form.errors.when} />
          )}
          <button class="usa-button margin-top-3" type="submit">
            Add this person
          </button>
        </form>
      </details>
    </div>
  )
}

/** So many are offered; earlier ones once these are taken back. */
const MOST_IMPORTS = 3

function Imports({ view }: { view: InviteesView }) {
  if (view.undoable.length === 0) return null
  return (
    <ul class="usa-list usa-list--unstyled margin-y-2" aria-label="Imports">
      {view.undoable.slice(0, MOST_IMPORTS).map(({ id, name, at, people }) => (
        <li key={id}>
          <span class="break">{name}</span>, imported {readable(at, view.zone)}: {count(people, 'person', 'people')}.{' '}
          <a class="usa-link" href={PATHS.takeBackImport(view.campaign, id)}>
            Take this import back
          </a>
        </li>
      ))}
    </ul>
  )
}

function List({ view, path }: { view: InviteesView; path: string }) {
  const { search, show, found } = view.choose
  const narrowed = search !== '' || show !== 'all'
  return (
    <section aria-labelledby="people">
      <h2 id="people" class="usa-sr-only">
        People
      </h2>
      <form method="get" action={path} class="filters" aria-label="Find people">
        <div>
          <label class="usa-label margin-top-0" for="q">
            Name, company, title or address
          </label>
          <input class="usa-input" id="q" name="q" type="search" value={search} maxlength={100} />
        </div>
        <div>
          <label class="usa-label margin-top-0" for="show">
            Show
          </label>
          <select class="usa-select" id="show" name="show">
            {Object.entries(SHOW_PEOPLE).map(([value, name]) => (
              <option key={value} value={value} selected={value === show}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button class="usa-button usa-button--outline" type="submit">
          Find
        </button>
        {narrowed && (
          <a class="usa-link filters-clear" href={path}>
            Show all
          </a>
        )}
      </form>
      {narrowed && (
        <p class="margin-bottom-1">
          {count(found, 'person matches', 'people match')}
          {search !== '' && ` “${search}”`}.
        </p>
      )}
      {view.shown.length > 0 &&
        (view.mayEdit ? (
          <form method="post" action={PATHS.chosenInvitees(view.campaign)} aria-label="People and what to do with them">
            <ChooseAll view={view.choose} />
            <InviteesTable view={view} />
            <Deeds view={view.choose} />
          </form>
        ) : (
          <InviteesTable view={view} />
        ))}
      <Paging
        page={view.page}
        pages={view.pages}
        label="Pages of the list"
        to={page => withQuery(path, { q: search, show: show === 'all' ? '' : show, page })}
      />
    </section>
  )
}
