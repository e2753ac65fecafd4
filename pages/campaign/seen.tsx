/** An email as its reader will see it, on the screens that people read on; and the fields that are filled in for each. */
import { withQuery } from '../../domain/keep/paths.ts'

/** Someone, as whom an email can be read. */
export interface SeenBy {
  id: string
  name: string
  company: string
}

const SCREENS = [
  ['desk', 'html', 'On a desktop'],
  ['phone', 'html', 'On a phone'],
  ['plain', 'text', 'As plain text'],
] as const

export interface SeenView {
  /** The page that it stands on. */
  page: string
  /** Where it is shown alone. */
  preview: string
  title: string
  people: readonly SeenBy[]
  /** As whom it is read; empty: an example. */
  invitee: string
  mayEdit: boolean
}

export function Seen({ page, preview, title, people, invitee, mayEdit }: SeenView) {
  return (
    <section class="seen" aria-labelledby="seen">
      <div class="seen-head">
        <div>
          <h2 id="seen">Preview</h2>
          <p class="quiet">
            {mayEdit ? (
              <>
                <span data-without-script>This shows what is saved.</span>
                <span data-with-script hidden>
                  Updates as you type.
                </span>
              </>
            ) : (
              'Exactly as its reader gets it.'
            )}
          </p>
        </div>
        <form method="get" action={page} class="inline-form">
          <label class="usa-label" for="invitee">
            As read by
          </label>
          <select class="usa-select" id="invitee" name="invitee" data-seen-by autocomplete="off">
            <option value="">an example</option>
            {people.map(person => (
              <option value={person.id} selected={person.id === invitee}>
                {person.name}, {person.company}
              </option>
            ))}
          </select>
          <button class="usa-button usa-button--outline" type="submit" data-without-script>
            Show
          </button>
        </form>
      </div>
      <div class="previews">
        {SCREENS.map(([screen, as, where]) => (
          <figure>
            <figcaption>{where}</figcaption>
            <div class={`screen screen-${screen}`}>
              <iframe
                name={`seen-${screen}`}
                data-screen={withQuery(preview, { as })}
                src={withQuery(preview, { as, invitee: invitee })}
                title={`${title}: ${where.toLowerCase()}`}
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

/** The fields that are filled in for each reader: to click, or without a script to type. */
export const FieldList = ({ fields }: { fields: readonly string[] }) => (
  <div class="fields">
    <p class="quiet">
      <span data-without-script>Fields that Convoke fills in for each reader. Type them as they stand here.</span>
      <span data-with-script hidden>
        Click a field to put it where you are typing. Convoke fills it in for each reader.
      </span>
    </p>
    <p>
      {fields.map(field => (
        <>
          <code data-without-script>{`{{${field}}}`}</code>
          <button type="button" class="field-chip" data-with-script data-insert={`{{${field}}}`} hidden>
            {field.replaceAll('_', ' ')}
          </button>
        </>
      ))}
    </p>
  </div>
)
