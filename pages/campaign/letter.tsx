/** The step that writes the letter, and shows it as it will be seen. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import { TextArea, TextField } from '../web/field.tsx'
import { StepFrame, type StepView } from './frame.tsx'
import { FieldList, Seen, type SeenBy } from './seen.tsx'

/** Its id among the texts of a campaign. */
const LETTER = 'letter'

export interface LetterExtras {
  fields: readonly string[]
  /** Whether champions sign it. */
  signed: boolean
  /** Whether an invitation with an agenda follows it. */
  agenda: boolean
  people: readonly SeenBy[]
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
          ? 'A chief executive gives it ten seconds: who asks, why me, when and where. The facts, the signatures and the answer buttons are added for you.'
          : 'The first letter about this meeting. The facts, the answer buttons and the calendar entry are added for you.'
      }
      also={
        <>
          <button class="usa-button usa-button--outline" type="submit" formaction={PATHS.letterTest(view.campaign)}>
            Send me a test
          </button>
          <button
            class="usa-button usa-button--outline"
            type="submit"
            formaction={withQuery(PATHS.textPreview(view.campaign, LETTER), { as: 'html' })}
            formtarget="seen-desk"
            data-without-script
          >
            Show it below without saving
          </button>
        </>
      }
      below={
        <Seen
          page={PATHS.letter(view.campaign)}
          preview={PATHS.textPreview(view.campaign, LETTER)}
          title="The letter"
          people={extras.people}
          invitee={extras.invitee}
          mayEdit={view.mayEdit}
        />
      }
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
      <FieldList fields={extras.fields} />
      <input type="hidden" name="invitee" value={extras.invitee} />
    </StepFrame>
  )
}
