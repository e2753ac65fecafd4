/** What of a campaign cannot be shown, because what is stored of it cannot be read: which it is, why, and what to do. */
import { PATHS } from '../../domain/keep/paths.ts'
import { Alert } from '../web/field.tsx'

/** One thing that cannot be shown. */
interface Missing {
  /** Names it on these pages. */
  id: string
  /** The version that somebody looked at. */
  version: number
  /** Its kind, as the registry calls it. */
  kind: string
  /** Where it stands, for whoever runs this Convoke. */
  place: string
  /** Which of its fields cannot be read. */
  fields: readonly string[]
  removable: boolean
}

export interface CannotBeShownView {
  campaign: string
  mayEdit: boolean
  missing: readonly Missing[]
  /** What was just done, or could not be. */
  said?: { kind: 'success' | 'warning'; text: string } | undefined
}

/** What it is, what its being unreadable means, and what it means to take it away. */
interface KindWords {
  what: string
  means: string
  gone?: string
}
const WORDS: Record<string, KindWords> = {
  invitation: {
    what: 'A person on the list',
    means: 'No email goes to them, and they are not counted.',
    gone: 'They are off the list then, with what they answered, and their links lead nowhere. If you add them again, they’re asked again.',
  },
  wave: {
    what: 'An email to the list',
    means: 'It isn’t sent.',
    gone: 'It then counts as not sent: it goes out as scheduled to whoever hasn’t received it, or asks you if its time has passed, even if you had decided against it.',
  },
  note: { what: 'A debrief note', means: 'It is left out.', gone: 'Who wrote it can write it again.' },
  ballot: { what: 'A ballot of a company', means: 'Its votes do not count.', gone: 'The company can vote again.' },
  pulseAnswer: { what: 'An answer to the pulse survey', means: 'It does not count.', gone: 'It is lost then.' },
  commitment: {
    what: 'A commitment',
    means: 'No one is reminded of it.',
    gone: 'It is lost then, unless you write it down again.',
  },
  proposal: { what: 'A name that was proposed', means: 'It waits.', gone: 'It can be proposed again.' },
  notice: { what: 'A mark that you were told of something', means: 'Nothing.', gone: 'You may be told once more.' },
  suppression: {
    what: 'An address on the do-not-email list',
    means: 'No email is sent to it, whatever the reason was.',
  },
}
const ANYTHING: KindWords = {
  what: 'Something of this meeting',
  means: 'Pages that need it cannot be shown, and what depends on it waits.',
}

const wordsOf = (kind: string) => (Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined) ?? ANYTHING

/** "sends › invite › status": a field by its way. */
const wayTo = (field: string): string => field.split('.').join(' › ')

export function CannotBeShown({ campaign, mayEdit, missing, said }: CannotBeShownView) {
  return (
    <>
      <h1>What cannot be shown</h1>
      {said ? <Alert kind={said.kind}>{said.text}</Alert> : null}
      {missing.length === 0 ? (
        <p class="usa-intro">Everything of this meeting can be shown.</p>
      ) : (
        <p class="usa-intro">
          This version of Convoke cannot read these records. Everything else keeps working. A newer version, or whoever
          runs this Convoke, can bring them back; nothing is lost until someone deletes it.
        </p>
      )}
      {missing.map(each => (
        <One key={each.id} campaign={campaign} mayEdit={mayEdit} one={each} />
      ))}
    </>
  )
}

function One({ campaign, mayEdit, one }: { campaign: string; mayEdit: boolean; one: Missing }) {
  const { what, means, gone } = wordsOf(one.kind)
  return (
    <section class="card" aria-labelledby={`row-${one.id}`}>
      <h2 id={`row-${one.id}`} class="card-title">
        {what}
      </h2>
      <p>
        {means} {one.fields.length === 1 ? 'This field holds' : 'These fields hold'} something that is not understood:{' '}
        {one.fields.map((field, n) => (
          <>
            {n > 0 ? ', ' : ''}
            <strong>{wayTo(field)}</strong>
          </>
        ))}
        .
      </p>
      <p>
        Ask whoever runs this Convoke to fix it, and give them this: <code>{one.place}</code>
      </p>
      {mayEdit && one.removable ? (
        <>
          <p>Or save what is stored of it, and take it away. {gone}</p>
          <div class="needs-actions">
            <a class="usa-button usa-button--outline" href={PATHS.unreadableRow(campaign, one.id)}>
              Save what is stored
            </a>
            <form method="post" action={PATHS.unreadable(campaign)}>
              <input type="hidden" name="row" value={one.id} />
              <input type="hidden" name="version" value={String(one.version)} />
              <button class="usa-button usa-button--secondary" type="submit">
                Take it away
              </button>
            </form>
          </div>
        </>
      ) : null}
    </section>
  )
}
