/** The people of a list, a row each, with what is worth knowing of them. */
import type { Listed } from '../../domain/keep/listed.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { judge } from '../../domain/list/invitee-row.ts'
import { ChooseOne } from './choose.tsx'
import { typedOf } from './invitee-fields.tsx'

interface TableView {
  campaign: string
  mayEdit: boolean
  shown: Listed[]
  /** What is to be known of those of the partnership's own people who are on it, by the id of their invitation. */
  own: ReadonlyMap<string, string>
}

export function InviteesTable({ view }: { view: TableView }) {
  return (
    <table class="roll">
      <caption class="usa-sr-only">People on the list</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Company</th>
          <th scope="col">Address</th>
          <th scope="col">Worth knowing</th>
        </tr>
      </thead>
      <tbody>
        {view.shown.map(({ id, invitee, ...rest }) => (
          <tr key={id}>
            <th scope="row" data-label="Name">
              {view.mayEdit && <ChooseOne id={id} name={invitee.name} />}
              {view.mayEdit && <input type="hidden" name="shown" value={id} />}
              <a class="usa-link text-bold" href={PATHS.invitee(view.campaign, id)}>
                {invitee.name}
              </a>
              {invitee.title && <span class="under">{invitee.title}</span>}
            </th>
            <td data-label="Company">{invitee.company || <span class="text-base-dark">none given</span>}</td>
            <td data-label="Address">
              <span class="break">{invitee.email}</span>
              {invitee.assistant && (
                <span class="under">Copy to {invitee.assistant.name || invitee.assistant.email}</span>
              )}
            </td>
            <td data-label="Worth knowing" class="worth">
              <Worth invitation={{ id, invitee, ...rest }} own={view.own.get(id)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Worth({ invitation, own }: { invitation: Listed; own: string | undefined }) {
  const { invitee, suppressed } = invitation
  const flags = judge(typedOf(invitee)).flags
  return (
    <>
      {suppressed && <span class="tag tag-stop">{SUPPRESSED[suppressed.reason]}</span>}
      {invitee.publicPartner && <span class="tag">Public partner</span>}
      {invitation.knownBy && <span class="under">Known by {invitation.knownBy.name}</span>}
      {own && <span class="under">{own}</span>}
      {flags.map(({ kind, message }) => (
        <span key={kind} class="under">
          {message}
        </span>
      ))}
    </>
  )
}

const SUPPRESSED = {
  'opted out': 'Asked for no more emails',
  bounced: 'Address does not work',
  complained: 'Marked an email as spam',
}
