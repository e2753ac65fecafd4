/** Asks once more, before emails are sent that may not arrive because of what is wrong at the sender's domain. */
import type { DomainCheck } from '../../domain/send/sender-domain.ts'
import { Alert } from '../web/field.tsx'

export interface ConfirmSenderView {
  problems: readonly DomainCheck[]
  /** The form that was pressed: where it went, and what it said. */
  action: string
  fields: readonly (readonly [name: string, value: string])[]
  /** The page to go back to. */
  back: string
}

export const ConfirmSender = ({ problems, action, fields, back }: ConfirmSenderView) => (
  <>
    <h1>Send anyway?</h1>
    <Alert kind="warning" title="Your emails may not arrive">
      <ul class="usa-list margin-y-05">
        {problems.map(({ what, advice }) => (
          <li>
            <strong>{what}:</strong> {advice}
          </li>
        ))}
      </ul>
      Ask whoever runs this Convoke to fix this at the domain first. You can still go ahead, but mail programs may
      reject your emails or file them as spam.
    </Alert>
    <p>Nothing has been sent.</p>
    <form method="post" action={action} data-once>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="sender" value="anyway" />
      <button class="usa-button usa-button--outline" type="submit">
        Send anyway
      </button>
    </form>
    <p>
      <a class="usa-link" href={back}>
        Go back without sending
      </a>
    </p>
  </>
)
