/** What is held about somebody, forgetting them, and the receipts of those who were forgotten. */

import type { Invitation } from '../../domain/keep/invitation.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import type { Forgetting } from '../../domain/list/forgetting.ts'
import { Back } from '../web/campaign-nav.tsx'
import { Alert, SureForm } from '../web/field.tsx'

export interface ForgetView {
  campaign: string
  invitation: Invitation
  held: readonly { kind: string; path: string; text: string }[]
  refusal: 'has a role' | undefined
  error?: string | undefined
}

/** Kinds of documents as people call them. */
const KINDS: Record<string, string> = {
  invitation: 'Lists of people, with emails and answers',
  campaign: 'Meetings',
  partnership: 'The partnership and its team',
  actionTeam: 'Action teams',
  commitment: 'Commitments',
  readinessRecord: 'Readiness',
  proposal: 'Names that were proposed',
  succession: 'Hand-overs',
  suppression: 'The do-not-email list',
  errandSent: 'Emails to helpers',
  notice: 'Notices to you',
  note: 'Debrief notes',
  dayPlan: 'Plan of the day',
  executiveSummary: 'Executive summaries',
  meetingRecord: 'Priorities',
  ballot: 'Ballots',
  callSheet: 'Call sheets',
  tableAgenda: 'Agendas',
  report: 'Reports',
  pulseAnswer: 'Pulse survey',
  listImport: 'Lists that were brought in the last day',
}
const kindWords = (kind: string): string => KINDS[kind] ?? 'Other records'

const REFUSALS: Record<NonNullable<ForgetView['refusal']>, string> = {
  'has a role': 'This person signs or works for the partnership. Transfer their role to someone else first.',
}

const counted = (kinds: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>()
  for (const kind of kinds.map(kindWords)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts]
}

export function ForgetPage({ campaign, invitation, held, refusal, error }: ForgetView) {
  const { name } = invitation.invitee
  return (
    <>
      <Back to={PATHS.person(campaign, invitation.id)}>{name}</Back>
      <h1 class="margin-top-0">What we hold about {name}</h1>
      {error && <Alert kind="error">{error}</Alert>}
      <table class="roll">
        <caption class="usa-sr-only">Records that name this person</caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Entries</th>
          </tr>
        </thead>
        <tbody>
          {counted(held.map(({ kind }) => kind)).map(([words, count]) => (
            <tr key={words}>
              <th scope="row" data-label="Where">
                {words}
              </th>
              <td data-label="Entries">{count.toLocaleString('en-US')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a class="usa-button usa-button--outline" href={PATHS.personHeld(campaign, invitation.id)}>
          Download all of it
        </a>
      </p>
      <h2>Forget this person</h2>
      {refusal ? (
        <Alert kind="warning">{REFUSALS[refusal]}</Alert>
      ) : (
        <>
          <p>
            Their name, title, address, phone number, notes and replies are deleted from every meeting of this
            partnership and of your others, and their name is removed from notes and reports. Emails that came from them
            are deleted. Their company and their answer stay in the counts, without a name. If the meeting is still
            ahead, they are taken off its list. No one is notified, and it can’t be undone.
          </p>
          <p>
            A scrambled form of their address is kept, so that no imported list brings them back and no one emails them
            again.
          </p>
          <SureForm
            action={PATHS.personForget(campaign, invitation.id)}
            yes={`Yes, forget ${name}`}
            button="Forget this person"
          />
        </>
      )}
    </>
  )
}

export interface ForgottenView {
  campaign: string
  zone: string
  receipts: readonly Forgetting[]
  /** How the hash begins of the one that was just done. */
  done: string | undefined
  mayEdit: boolean
}

const REMAINS: Record<Forgetting['remains'][number], string> = {
  hash: 'A scrambled form of the address (SHA-256), so that no one emails it again.',
  'name of another':
    'Someone else here has the same name, so notes and reports were searched for the address and not for the name. Please look through them.',
  'one name':
    'Only one name was known, so notes and reports were searched for the address and not for the name. Please look through them.',
}

export function ForgottenPage({ campaign, zone, receipts, done }: ForgottenView) {
  return (
    <>
      <Back to={PATHS.suppressions(campaign)}>Do-not-email list</Back>
      <h1 class="margin-top-0">People who asked to be forgotten</h1>
      {receipts.some(({ hash, doneAt }) => doneAt && done && hash.startsWith(done)) && (
        <Alert kind="success">That person is forgotten. This page is the receipt; print it for your records.</Alert>
      )}
      {receipts.length === 0 ? (
        <p>No one so far. To forget someone, open their page from the board.</p>
      ) : (
        receipts.map(receipt => <Receipt key={receipt.hash} receipt={receipt} zone={zone} />)
      )}
    </>
  )
}

function Receipt({ receipt, zone }: { receipt: Forgetting; zone: string }) {
  const { hash, at, by, doneAt, documents, messages, remains } = receipt
  return (
    <section class="card">
      <h2 class="card-title">Receipt {hash.slice(0, 12)}</h2>
      <p>
        {doneAt ? 'Done' : 'Begun'} {readable(doneAt ?? at, zone)} by {by}.
        {!doneAt && ' It was cut off before its end: open the person’s page and press the button once more.'}
      </p>
      <ul>
        {Object.entries(documents).map(([kind, count]) => (
          <li key={kind}>
            {kindWords(kind)}: {count.toLocaleString('en-US')} {count === 1 ? 'record' : 'records'} cleared
          </li>
        ))}
        <li>
          {messages.toLocaleString('en-US')} {messages === 1 ? 'email' : 'emails'} deleted
        </li>
      </ul>
      <p class="margin-bottom-05">
        <strong>What was kept</strong>
      </p>
      <ul>
        {remains.map(why => (
          <li key={why}>{REMAINS[why]}</li>
        ))}
        <li>
          What is outside Convoke: emails in other people’s mailboxes, files you downloaded, and backups until you
          replace them.
        </li>
      </ul>
    </section>
  )
}
