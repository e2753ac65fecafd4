/** Every email of a campaign to those on its list: what it says, who reads it, when it leaves, and who has signed it. */
import { PATHS, withQuery } from '../../domain/keep/paths.ts'
import type { Paragraph } from '../../domain/send/text-difference.ts'
import { Alert, ErrorSummary, Filled, type Merging, TextArea, TextField } from '../web/field.tsx'
import { FieldList, Seen, type SeenView } from './seen.tsx'

/** One email in the list of all. */
export interface ListedText {
  id: string
  title: string
  subject: string
  readers: string
  /** When it is or was sent, in words; empty: when something happens. */
  when: string
  /** A time is set for it, and it has not been sent. */
  due?: true
  /** The convener's own words stand there. */
  written: boolean
  /** Whether champions sign it, and how far they are. */
  signed: 'nobody signs it' | 'signed by all' | 'not signed by all yet'
}

const isAnyDue = (groups: readonly { texts: readonly ListedText[] }[]): boolean =>
  groups.some(({ texts }) => texts.some(({ due }) => due))

/** Every email by what it is for; those to be sent next are open. */
export const TextsPage = ({
  campaign,
  said,
  groups,
}: {
  campaign: string
  said: string | undefined
  groups: readonly { title: string; hint: string; texts: readonly ListedText[] }[]
}) => (
  <>
    <h1>Letters</h1>
    <p class="usa-intro">
      Every email before it is sent. Open one to read it as any of its readers will, change it, and send yourself a
      test.
    </p>
    {said ? <Alert kind="success">{said}</Alert> : null}
    {groups
      .filter(({ texts }) => texts.length > 0)
      .map(({ title, hint, texts }, n, all) => (
        <details class="text-group" open={texts.some(({ due }) => due) || (n === 0 && !isAnyDue(all))}>
          <summary>
            <h2>{title}</h2> <span class="tag">{texts.length === 1 ? '1 email' : `${texts.length} emails`}</span>
          </summary>
          <p class="quiet">{hint}</p>
          <ul class="text-list">
            {texts.map(text => (
              <li>
                <a href={PATHS.text(campaign, text.id)}>
                  <strong>{text.title}</strong>
                </a>
                <p>{text.subject}</p>
                <p class="quiet">
                  To {text.readers}
                  {text.when && <>. {text.when}</>}
                  {text.written && <>. In your own words</>}
                </p>
                {text.signed === 'nobody signs it' ? null : (
                  <p class={text.signed === 'signed by all' ? 'signed' : 'missing'}>
                    {text.signed === 'signed by all'
                      ? 'Every champion has signed these words'
                      : 'Not signed by every champion yet'}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
  </>
)

export interface TextView {
  campaign: string
  id: string
  title: string
  readers: string
  /** What the convener should know first, in sentences: who signs it, when it left, why it cannot be changed. */
  notes: readonly string[]
  /** Where it is written, if on a page of its own. */
  elsewhere: { path: string; label: string } | undefined
  typed: Record<string, string>
  errors: Record<string, string>
  merging: Merging
  said: string | undefined
  fields: readonly string[]
  /** What differs from the words that Convoke proposes; empty: nothing. */
  changed: readonly Paragraph[]
  mayEdit: boolean
  mayTest: boolean
  seen: SeenView
}

export function TextPage(view: TextView) {
  const { campaign, id, title, readers, notes, elsewhere, typed, errors, said, changed, mayEdit, mayTest, seen } = view
  const q = (name: string) => ({ name, value: typed[name], error: errors[name] })
  return (
    <>
      <p class="over">
        <a href={PATHS.texts(campaign)}>All emails</a>
      </p>
      <h1>{title}</h1>
      <p class="usa-intro">To {readers}.</p>
      {said ? <Alert kind="success">{said}</Alert> : null}
      {notes.map(note => (
        <p>{note}</p>
      ))}
      {elsewhere ? (
        <p>
          <a class="usa-button" href={elsewhere.path}>
            {elsewhere.label}
          </a>
        </p>
      ) : null}
      <ErrorSummary errors={errors} />
      <form method="post" action={PATHS.text(campaign, id)} data-live={mayEdit ? 'yes' : undefined} novalidate>
        {mayEdit ? <Filled {...view.merging} /> : null}
        <input type="hidden" name="invitee" value={seen.invitee} />
        {mayEdit ? (
          <>
            <TextField {...q('subject')} label="Subject" most={150} />
            <TextArea
              {...q('body')}
              label="Words"
              rows={14}
              most={6000}
              hint="Leave an empty line between paragraphs. **Two stars** make words bold."
            />
            <FieldList fields={view.fields} />
          </>
        ) : null}
        <div class="actions">
          {mayEdit ? (
            <button class="usa-button" type="submit">
              Save
            </button>
          ) : null}
          {mayTest ? (
            <button class="usa-button usa-button--outline" type="submit" formaction={PATHS.textTest(campaign, id)}>
              Send me a test
            </button>
          ) : null}
          {mayEdit ? (
            <button
              class="usa-button usa-button--outline"
              type="submit"
              formaction={withQuery(PATHS.textPreview(campaign, id), { as: 'html' })}
              formtarget="seen-desk"
              data-without-script
            >
              Preview without saving
            </button>
          ) : null}
        </div>
      </form>
      {changed.length > 0 ? (
        <details class="fields">
          <summary>What you changed</summary>
          <div class="text-difference">
            {changed.map(({ is, words }) =>
              is === 'gone' ? <del>{words}</del> : is === 'new' ? <ins>{words}</ins> : <p>{words}</p>,
            )}
          </div>
          {mayEdit ? (
            <form method="post" action={PATHS.textDefault(campaign, id)} data-once>
              <Filled was={view.merging.was} />
              <button class="usa-button usa-button--outline" type="submit">
                Reset to the proposed words
              </button>
            </form>
          ) : null}
        </details>
      ) : null}
      <Seen {...seen} />
    </>
  )
}

/** What saving would bring, said before it is done. */
export const ConfirmText = ({
  campaign,
  id,
  typed,
  consequences,
}: {
  campaign: string
  id: string
  typed: Record<string, string>
  consequences: readonly string[]
}) => (
  <>
    <h1>Before you save</h1>
    <p class="usa-intro">Nothing has changed yet. Saving does this:</p>
    <ul class="consequences">
      {consequences.map(each => (
        <li>{each}</li>
      ))}
    </ul>
    <form
      method="post"
      action={typed.reset ? PATHS.textDefault(campaign, id) : PATHS.text(campaign, id)}
      data-once
      data-confirms
    >
      {Object.entries(typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="confirmed" value="yes" />
      <div class="actions">
        <button class="usa-button" type="submit">
          Save anyway
        </button>
        <a href={PATHS.text(campaign, id)}>Keep the current version</a>
      </div>
    </form>
  </>
)
