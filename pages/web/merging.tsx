/** What a form was filled from, carried by the form; and where a colleague changed the same meanwhile, both values. */
import type { Clash, Values } from '../../domain/keep/three-way.ts'

export interface Merging {
  /** The values that stand as the page is made. */
  was: Values
  clashes?: readonly Clash[] | undefined
  /** Who changed it meanwhile, and when. */
  who?: string | undefined
}

/**
 * To be put first into a form: its version, and what clashes, each with the choice to have theirs. `form` begins the ids of
 * its questions, and `names` are what they are called.
 */
export const Filled = ({
  was,
  clashes = [],
  who = 'A colleague',
  names = {},
  form,
}: Merging & { names?: Values; form?: string }) => (
  <>
    <input type="hidden" name="was" value={JSON.stringify(small(was))} />
    {clashes.length > 0 ? (
      <div class="usa-alert usa-alert--warning" role="alert" tabindex={-1}>
        <div class="usa-alert__body">
          <h2 class="usa-alert__heading">Someone changed this while you were writing</h2>
          <p class="usa-alert__text">
            Nothing is saved yet, and nothing is lost. What you wrote is in the form. Save again to keep it, or choose
            theirs first. Their other changes are in the form already.
          </p>
          {clashes.map((clash, n) => (
            <div class="margin-top-2">
              <p class="margin-y-05">
                <a href={`#${form === undefined ? '' : `${form}-`}${clash.field}`}>
                  {names[clash.field] ?? named(clash.field)}
                </a>
                : {whatHappened(clash, who)}
              </p>
              {clash.theirs ? <blockquote class="pre-line margin-y-05">{clash.theirs}</blockquote> : null}
              <div class="usa-checkbox">
                <input
                  class="usa-checkbox__input"
                  type="checkbox"
                  id={`take_${n}`}
                  name={`take_${n}`}
                  value={JSON.stringify(clash.take)}
                />
                <label class="usa-checkbox__label" for={`take_${n}`}>
                  Use theirs
                </label>
              </div>
            </div>
          ))}
        </div>
      </div>
    ) : null}
  </>
)

const whatHappened = ({ gone, mine, theirs }: Clash, who: string): string => {
  if (gone === 'theirs') return `${who} took ${mine || 'it'} off, and you changed it.`
  if (gone === 'mine') return `you took it off, and it was changed meanwhile (${who}) to:`
  return theirs === '' ? `${who} emptied it.` : `it was changed meanwhile (${who}) to:`
}

/** "organization_name" → "Organization name", "email_2" → "Email (row 3)". */
const named = (field: string): string => {
  const [, name = field, at] = /^(.*?)_(\d+)$/.exec(field) ?? []
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1) + (at === undefined ? '' : ` (row ${Number(at) + 1})`)
}

/** Without pictures, which no form sends back as they were. */
const small = (was: Values): Values =>
  Object.fromEntries(Object.entries(was).filter(([, value]) => !value.startsWith('data:')))
