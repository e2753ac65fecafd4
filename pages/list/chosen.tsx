/** People who were chosen together: what a press would do to whom, and what it did, to whom it did nothing and why. */

import type { Invitation } from '../../domain/keep/invitation.ts'
import { HELD_BACK } from '../../domain/keep/invitation.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import type { PassedOver } from '../../domain/send/remind.ts'
import { Back } from '../web/campaign-nav.tsx'
import { number, people } from './import-view.ts'

/** What has to be seen before it is done: it sends email, or cannot be undone. */
export type AskedDeed = 'remind' | 'again' | 'remove'

export interface ChosenView {
  campaign: string
  deed: AskedDeed
  /** Whom it would touch: the words that the form says back for each, and the key of the email they would get. */
  touched: { invitation: Invitation; value: string; wave?: string }[]
  passed: { invitation: Invitation; why: PassedOver }[]
  /** How many get an email that takes the meeting off their calendars. */
  withdrawn: number
}

export interface ChosenDone {
  campaign: string
  /** What was done, in a sentence. */
  did: string
  passed: { invitation: Invitation; why: PassedOver }[]
}

/** So many are named; the others are counted. */
const NAMED = 100

const TITLES: Record<AskedDeed, string> = { remind: 'Remind', again: 'Send again', remove: 'Remove' }

export function ChosenPage(view: ChosenView) {
  const { campaign, deed, touched, passed } = view
  const waves = Map.groupBy(touched, ({ wave }) => wave)
  return (
    <div class="narrow">
      <Back to={PATHS.invitees(campaign)}>All invitees</Back>
      <h1 class="margin-top-0">{headline(deed, touched.length)}</h1>
      {touched.length > 0 && (
        <form method="post" action={PATHS.chosenInvitees(campaign)}>
          <input type="hidden" name="do" value={deed} />
          <input type="hidden" name="sure" value="yes" />
          {[...waves].map(([wave, group]) => (
            <section key={wave}>
              <p>{explained(deed, wave, group.length, view.withdrawn)}</p>
              <Names campaign={campaign} of={group.map(({ invitation }) => invitation)} />
            </section>
          ))}
          {touched.map(({ value }) => (
            <input key={value} type="hidden" name="person" value={value} />
          ))}
          <p class="margin-top-3">
            <button class={`usa-button${deed === 'remove' ? ' usa-button--secondary' : ''}`} type="submit">
              {button(deed, touched.length)}
            </button>
            <a class="usa-button usa-button--unstyled margin-left-2" href={PATHS.invitees(campaign)}>
              Cancel
            </a>
          </p>
        </form>
      )}
      <Passed campaign={campaign} passed={passed} heading={touched.length > 0 ? 'Not included' : 'Why not'} />
    </div>
  )
}

function headline(deed: AskedDeed, count: number): string {
  if (count > 0) return `${TITLES[deed]}${deed === 'again' ? ' to' : ''} ${people(count)}?`
  return { remind: 'No one to remind', again: 'Nothing to send again', remove: 'No one to remove' }[deed]
}

const button = (deed: AskedDeed, count: number): string =>
  deed === 'again'
    ? `Send again to ${people(count)} now`
    : `${TITLES[deed]} ${people(count)}${deed === 'remind' ? ' now' : ''}`

function explained(deed: AskedDeed, wave: string | undefined, count: number, withdrawn: number): string {
  const they = count === 1 ? '1 person gets' : `${number(count)} people get`
  const title = wave === undefined ? '' : titleOf(wave)
  if (deed === 'remind')
    return `${they} “${title}” now, as your champions signed it, and not again when it goes to the others.`
  if (deed === 'again') return `${they} “${title}” now.`
  return withdrawn > 0
    ? `They get no more emails. ${withdrawn === 1 ? '1 person has' : `${number(withdrawn)} people have`} the meeting in a calendar and ${withdrawn === 1 ? 'gets' : 'get'} one email that takes it off. You can add people again.`
    : 'They get no emails from this campaign. You can add people again.'
}

export function ChosenDonePage({ campaign, did, passed }: ChosenDone) {
  return (
    <div class="narrow">
      <Back to={PATHS.invitees(campaign)}>All invitees</Back>
      <div role="status">
        <h1 class="margin-top-0">{did}</h1>
      </div>
      <Passed campaign={campaign} passed={passed} heading="Skipped" />
      <p class="margin-top-3">
        <a class="usa-button" href={PATHS.invitees(campaign)}>
          See all invitees
        </a>
      </p>
    </div>
  )
}

function Names({ campaign, of }: { campaign: string; of: readonly Invitation[] }) {
  return (
    <>
      <ul class="usa-list names">
        {of.slice(0, NAMED).map(({ id, invitee }) => (
          <li key={id}>
            <a class="usa-link" href={PATHS.person(campaign, id)}>
              {invitee.name}
            </a>
            {invitee.company && `, ${invitee.company}`}
          </li>
        ))}
      </ul>
      {of.length > NAMED && <p>And {number(of.length - NAMED)} more.</p>}
    </>
  )
}

function Passed({ campaign, passed, heading }: { campaign: string; passed: ChosenView['passed']; heading: string }) {
  if (passed.length === 0) return null
  const reasons = Map.groupBy(passed, ({ why }) => WHY[why] ?? why)
  return (
    <section aria-labelledby="passed">
      <h2 id="passed" class="font-heading-lg">
        {heading}: {people(passed.length)}
      </h2>
      {[...reasons].map(([words, group]) => (
        <div key={words}>
          <h3 class="font-heading-sm margin-bottom-1">{words}</h3>
          <Names campaign={campaign} of={group.map(({ invitation }) => invitation)} />
        </div>
      ))}
    </section>
  )
}

/** Why somebody is passed over, as a heading above their names. */
const WHY: Partial<Record<PassedOver, string>> = {
  'opted out': 'Asked for no more emails',
  complained: 'Marked an email as spam',
  bounced: 'Their address does not work',
  answered: 'Already answered',
  declined: 'Not coming',
  'never invited': 'Not invited yet: the letter has not been sent to them',
  'already sent': 'Already sent',
  'written to a short while ago': 'Had an email in the last 3 days',
  'campaign is not running': 'This campaign sends no emails now',
  'its wave does not leave any more': 'That follow-up is no longer sent',
  'no longer invited': 'No longer on the list',
  'the meeting has begun': 'The meeting has begun',
  [HELD_BACK]: 'Added without sending',
  away: 'Out of office',
  'has replied': 'Replied: read it first',
  'reminded already': 'Already reminded',
  'had every follow-up': 'No follow-up is left to send',
  'not signed': 'The follow-up is not signed yet',
  'not on the list': 'No longer on the list',
  'in doubt': 'An email may have arrived: decide on their page',
  'nothing to send again': 'Nothing to send again',
  'is so already': 'Nothing to change',
}
