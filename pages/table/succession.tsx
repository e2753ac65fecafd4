/** Somebody else takes over as convener or champion, and nothing is lost on the way. */
import type { Champion, TeamMember } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { longDate } from '../../domain/keep/time.ts'
import { Alert, ErrorSummary, Select, TextField } from '../web/field.tsx'

export interface SuccessionView {
  campaign: string
  mayEdit: boolean
  conveners: readonly TeamMember[]
  champions: readonly Champion[]
  made: readonly { id: string; role: string; from: string; to: string; day: string; passed: readonly string[] }[]
  done?: string | undefined
  form?: string | undefined
  typed: Record<string, string>
  errors: Record<string, string>
}

export function SuccessionPage(view: SuccessionView) {
  return (
    <>
      <h1 class="margin-top-0">Transfer a role</h1>
      {view.done && <Alert kind="success">{view.done}</Alert>}
      <p class="usa-intro">
        People change jobs; the table stays. Future meetings, team leads and open commitments move to the new person,
        and all records stay where they are.
      </p>
      <ErrorSummary errors={view.errors} form={view.form} />
      {view.mayEdit && (
        <div class="adding">
          <ConvenerForm view={view} />
          <ChampionForm view={view} />
        </div>
      )}
      {view.made.length > 0 && (
        <>
          <h2>Transfers so far</h2>
          <ul>
            {view.made.map(({ id, role, from, to, day, passed }) => (
              <li key={id}>
                {longDate(day)}: {to} took over from {from} as {role}
                {passed.length > 0 && `, with ${passed.join(', ')}`}.
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const asked = (view: SuccessionView, form: string) => (name: string) => ({
  name,
  id: `${form}-${name}`,
  value: view.form === form ? view.typed[name] : '',
  error: view.form === form ? view.errors[name] : undefined,
})

function ConvenerForm({ view }: { view: SuccessionView }) {
  const q = asked(view, 'convener')
  return (
    <details class="panel" open={view.form === 'convener'}>
      <summary>
        <span class="panel-title">Another convener</span>
        <span class="panel-hint">They run everything from now on and receive the replies</span>
      </summary>
      <form method="post" action={PATHS.succession(view.campaign)} class="panel-body" novalidate data-once>
        <input type="hidden" name="do" value="convener" />
        <Select
          {...q('from')}
          label="Whose role is it?"
          options={view.conveners.map(({ name, email }) => ({ value: email, label: name || email }))}
        />
        <TextField {...q('name')} label="Who takes over?" most={120} autocomplete="off" />
        <TextField {...q('email')} label="Their email address" type="email" most={254} autocomplete="off" />
        <TextField {...q('organization')} label="Their organization" most={160} required={false} />
        <Select
          {...q('becomes')}
          label="What will that person do?"
          options={[
            { value: 'co-convener', label: 'Stay as co-convener' },
            { value: 'support team', label: 'Stay on the support team' },
            { value: 'leaves', label: 'Leave the partnership' },
          ]}
        />
        <button class="usa-button margin-top-2" type="submit">
          Transfer the role
        </button>
      </form>
    </details>
  )
}

function ChampionForm({ view }: { view: SuccessionView }) {
  const q = asked(view, 'champion')
  return (
    <details class="panel" open={view.form === 'champion'}>
      <summary>
        <span class="panel-title">Another champion</span>
        <span class="panel-hint">Meetings, teams and commitments move to them</span>
      </summary>
      <form method="post" action={PATHS.succession(view.campaign)} class="panel-body" novalidate data-once>
        <input type="hidden" name="do" value="champion" />
        <Select
          {...q('champion')}
          label="Whose role is it?"
          options={view.champions.map(({ id, name, company }) => ({ value: id, label: `${name}, ${company}` }))}
        />
        <div class="pair">
          <TextField {...q('name')} label="Who takes over?" most={80} autocomplete="off" />
          <TextField {...q('title')} label="Their title" most={80} />
          <TextField {...q('company')} label="Their company" most={80} />
          <TextField {...q('email')} label="Their email address" type="email" most={254} autocomplete="off" />
        </div>
        <Select
          {...q('stays')}
          label="What will that person do?"
          options={[
            { value: 'yes', label: 'Stay a member' },
            { value: 'no', label: 'No longer involved: take them off future meetings' },
          ]}
        />
        <p class="quiet">
          What is not signed yet waits for the new champion’s signature. Emails about past meetings stay as they were.
        </p>
        <button class="usa-button margin-top-2" type="submit">
          Transfer the role
        </button>
      </form>
    </details>
  )
}
