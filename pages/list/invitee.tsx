/** One invitee, to be corrected or taken off the list. */

import { PATHS } from '../../domain/keep/paths.ts'
import { FACT_FIELDS } from '../../domain/list/fields.ts'
import { Back } from '../web/campaign-nav.tsx'
import { ErrorSummary, Filled, type Merging } from '../web/field.tsx'
import { FIELD_NAMES } from './import-view.ts'
import { InviteeFields, type InviteeForm } from './invitee-fields.tsx'

export interface InviteeView {
  campaign: string
  id: string
  name: string
  form: InviteeForm
  merging: Merging
  mayEdit: boolean
  /** What is known of their company. */
  facts: Record<string, string>
  /** Has had a letter, so that taking them off the list deserves a word. */
  holdsLetter: boolean
}

export function InviteePage(view: InviteeView) {
  const list = PATHS.invitees(view.campaign)
  return (
    <div class="narrow">
      <Back to={list}>All invitees</Back>
      <h1 class="margin-top-0 margin-bottom-1">{view.name}</h1>
      <p class="margin-top-0">
        <a class="usa-link" href={PATHS.person(view.campaign, view.id)}>
          Emails, answers and history
        </a>
      </p>
      <Facts facts={view.facts} />
      {view.mayEdit && (
        <>
          <form method="post" action={PATHS.invitee(view.campaign, view.id)} novalidate>
            <Filled {...view.merging} />
            <ErrorSummary errors={view.form.errors} />
            <InviteeFields form={view.form} />
            <button class="usa-button margin-top-3" type="submit">
              Save
            </button>
          </form>
          <details class="panel margin-top-5">
            <summary>
              <span class="panel-title">Take off the list</span>
              <span class="panel-hint">Nothing more is sent; answers and history stay</span>
            </summary>
            <form method="post" action={PATHS.removeInvitee(view.campaign, view.id)} class="panel-body">
              <p class="margin-top-0">
                {view.holdsLetter
                  ? `${view.name} already has a letter and isn’t notified. Its link will say that the invitation is no longer valid.`
                  : `${view.name} gets no email.`}{' '}
                You can add them again at any time.
              </p>
              <button class="usa-button usa-button--secondary" type="submit">
                Take {view.name} off the list
              </button>
            </form>
          </details>
        </>
      )}
    </div>
  )
}

/** What the list said of the company: county, size, industry. */
function Facts({ facts }: { facts: Record<string, string> }) {
  const known = FACT_FIELDS.filter(field => facts[field] !== undefined)
  return known.length === 0 ? null : (
    <dl class="facts">
      {known.map(field => (
        <>
          <dt>{FIELD_NAMES[field]}</dt>
          <dd class="break">{facts[field]}</dd>
        </>
      ))}
    </dl>
  )
}
