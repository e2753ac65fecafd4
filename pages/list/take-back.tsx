/** An import as it can be taken back: what happens to whom, who stays and why, and what was done. */
import type { Invitation } from '../../domain/keep/invitation.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import type { Stays } from '../../domain/list/take-back.ts'
import { Back } from '../web/campaign-nav.tsx'
import { eventWords, nameOfActor } from '../web/history-words.ts'
import { number, people } from './import-view.ts'

export interface TakeBackView {
  campaign: string
  id: string
  name: string
  at: string
  by: string
  zone: string
  mayEdit: boolean
  remove: number
  restore: number
  stay: { invitation: Invitation; stays: Stays }[]
  takenBack: { at: string; by: string; removed: number; restored: number } | undefined
  /** Why it was not taken back just now. */
  error: string | undefined
}

/** So many who stay are named; the others are counted. */
const NAMED = 100

export function TakeBackPage(view: TakeBackView) {
  const { campaign, id, remove, restore, stay, takenBack } = view
  const left = remove + restore
  return (
    <div class="narrow">
      <Back to={PATHS.invitees(campaign)}>All invitees</Back>
      <h1 class="margin-top-0 margin-bottom-1">
        {left === 0 && takenBack ? 'Import taken back' : 'Take this import back'}
      </h1>
      <p class="margin-top-0 text-base-dark">
        <span class="break">{view.name}</span>, imported {readable(view.at, view.zone)} by {view.by}
      </p>
      {view.error && (
        <div class="usa-alert usa-alert--error usa-alert--slim margin-bottom-2" role="alert">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{view.error}</p>
          </div>
        </div>
      )}
      {takenBack && (
        <div class="usa-alert usa-alert--success usa-alert--slim margin-bottom-2" role="status">
          <div class="usa-alert__body">
            <p class="usa-alert__text">{doneWords(takenBack)}</p>
          </div>
        </div>
      )}
      {left > 0 && view.mayEdit ? (
        <form method="post" action={PATHS.takeBackImport(campaign, id)}>
          <p>
            {takenBack && <>It is not finished yet. </>}
            {remove > 0 && (
              <>
                <strong>{people(remove)}</strong> this list added {remove === 1 ? 'is' : 'are'} removed.{' '}
              </>
            )}
            {restore > 0 && (
              <>
                <strong>{people(restore)}</strong> it changed get{restore === 1 ? 's' : ''} back what was there before.{' '}
              </>
            )}
            No one is emailed.
          </p>
          <button class="usa-button" type="submit">
            {takenBack ? 'Continue: take back' : 'Take back'} {people(left)}
          </button>
        </form>
      ) : (
        !takenBack && <p>Nothing of this import can be taken back any more.</p>
      )}
      {stay.length > 0 && (
        <section aria-labelledby="stay">
          <h2 id="stay" class="font-heading-lg">
            {people(stay.length)} {stay.length === 1 ? 'stays' : 'stay'} on the list
          </h2>
          <ul class="usa-list">
            {stay.slice(0, NAMED).map(({ invitation, stays }) => (
              <li key={invitation.id}>
                <a class="usa-link" href={PATHS.person(campaign, invitation.id)}>
                  {invitation.invitee.name}
                </a>{' '}
                {whyWords(stays, view.zone)}
              </li>
            ))}
          </ul>
          {stay.length > NAMED && <p>And {number(stay.length - NAMED)} more.</p>}
        </section>
      )}
      {takenBack && left === 0 && (
        <p class="margin-top-3">
          <a class="usa-button" href={PATHS.invitees(campaign)}>
            See all invitees
          </a>
        </p>
      )}
    </div>
  )
}

function doneWords({ removed, restored }: { removed: number; restored: number }): string {
  if (removed === 0 && restored === 0) return 'There was nothing to take back.'
  return [removed > 0 ? `${people(removed)} removed.` : '', restored > 0 ? `${people(restored)} as before.` : '']
    .filter(Boolean)
    .join(' ')
}

const WHY: Record<Exclude<Stays['why'], 'edited'>, string> = {
  letter: 'has been sent an email since.',
  answered: 'has answered since.',
  replied: 'has written to you since.',
  'later list': 'is on a later import, too. Take that one back first.',
}

const whyWords = (stays: Stays, zone: string): string =>
  stays.why === 'edited'
    ? `was changed since: ${eventWords(stays.event)} (${nameOfActor(stays.by)}, ${readable(stays.at, zone)}).`
    : WHY[stays.why]
