/** The step that writes the letter, and shows it as it will be seen. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { TextArea, TextField } from '../web/field.tsx'
import { StepFrame, type StepView } from './frame.tsx'

export interface LetterExtras {
  fields: readonly string[]
  /** Whether champions sign it. */
  signed: boolean
  /** Whether an invitation with an agenda follows it. */
  agenda: boolean
  people: readonly { id: string; name: string; company: string }[]
  invitee: string
}

export function LetterForm({ view, extras }: { view: StepView; extras: LetterExtras }) {
  const q = (name: string) => ({ name, value: view.typed[name], error: view.errors[name] })
  return (
    <StepFrame
      view={view}
      title="The letter"
      intro={
        extras.signed
          ? 'A chief executive gives it ten seconds: who asks, why me, when and where. The facts, the signatures and the answer buttons come by themselves.'
          : 'The first letter about this meeting. The facts and the answer buttons come by themselves; the calendar entry goes with it.'
      }
      also={
        <button
          class="usa-button usa-button--outline"
          type="submit"
          formaction={withQuery(PATHS.preview(view.campaign), { as: 'html' })}
          formtarget="seen-desk"
          data-without-script
        >
          Show it below without saving
        </button>
      }
      below={<Seen view={view} extras={extras} />}
    >
      <TextField {...q('subject')} label="Subject" most={150} />
      <TextArea
        {...q('body')}
        label="Letter"
        rows={19}
        most={6000}
        hint="Leave an empty line between paragraphs. **Two stars** make words bold."
      />
      {extras.agenda ? (
        <TextArea
          {...q('agenda')}
          label="Agenda"
          rows={6}
          most={3000}
          required={false}
          hint="Goes out with the invitation that follows the hold. A line that begins with a dash is an item."
        />
      ) : null}
      <details class="fields">
        <summary>Fields that Convoke fills in</summary>
        <p>
          {extras.fields.map(field => (
            <code>{`{{${field}}}`}</code>
          ))}
        </p>
      </details>
    </StepFrame>
  )
}

const SCREENS = [
  ['desk', 'html', 'On a desktop'],
  ['phone', 'html', 'On a phone'],
  ['plain', 'text', 'As plain text'],
] as const

function Seen({ view, extras }: { view: StepView; extras: LetterExtras }) {
  return (
    <section class="seen" aria-labelledby="seen">
      <div class="seen-head">
        <div>
          <h2 id="seen">As it will be seen</h2>
          <p class="quiet">
            <span data-without-script>This shows what is saved.</span>
            <span data-with-script hidden>
              This follows what you type.
            </span>
          </p>
        </div>
        <form method="get" action={PATHS.letter(view.campaign)} class="inline-form">
          <label class="usa-label" for="invitee">
            As read by
          </label>
          <select class="usa-select" id="invitee" name="invitee" data-seen-by autocomplete="off">
            <option value="">an example</option>
            {extras.people.map(person => (
              <option value={person.id} selected={person.id === extras.invitee}>
                {person.name}, {person.company}
              </option>
            ))}
          </select>
          <button class="usa-button usa-button--outline" type="submit" data-without-script>
            Show
          </button>
        </form>
        {view.mayEdit ? (
          <form method="post" action={PATHS.letterTest(view.campaign)} class="inline-form">
            <button class="usa-button usa-button--outline" type="submit">
              Send me a test
            </button>
          </form>
        ) : null}
      </div>
      <div class="previews">
        {SCREENS.map(([screen, as, title]) => (
          <figure>
            <figcaption>{title}</figcaption>
            <div class={`screen screen-${screen}`}>
              <iframe
                name={`seen-${screen}`}
                data-screen={withQuery(PATHS.preview(view.campaign), { as })}
                src={withQuery(PATHS.preview(view.campaign), { as, invitee: extras.invitee })}
                title={`The letter: ${title.toLowerCase()}`}
                sandbox=""
              ></iframe>
            </div>
          </figure>
        ))}
      </div>
    </section>
  )
}
// Named here for the stylesheet: screen-desk screen-phone screen-plain
