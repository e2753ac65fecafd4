/** Something that came in and waits for the convener: their words, and one click for each thing to do about it. */
import type { Matter, Suggestion } from '../../domain/keep/matter.ts'
import { readable } from '../../domain/keep/time.ts'
import { LIKELY } from '../web/likely-words.ts'
import { headlineOf, matterWords } from '../web/matter-words.ts'
import { Words } from './likely.tsx'

interface MatterProps {
  matter: Matter
  /** Where its buttons lead. */
  path: string
  /** The message it came in. */
  message: string
  zone: string
  mayEdit: boolean
  /** Whether answers can no longer be noted. */
  closed: boolean
}

type Button = [word: string, label: string]

const READ_AS: Button[] = [
  ['accepted', 'It is a yes'],
  ['tentative', 'It is a maybe'],
  ['declined', 'It is a no'],
]
const WORDS: Record<Suggestion['answer'], string> = {
  accepted: 'Yes, they’re coming',
  tentative: 'Yes, it is a maybe',
  declined: 'Yes, it is a no',
  delegated: 'Yes, they send someone',
  'opt out': 'Yes, no more emails',
}

/** What can be done about a kind of matter, the likeliest first. */
function buttonsOf({ kind, person, suggestion }: Matter, closed: boolean): Button[] {
  const others = suggestion ? READ_AS.filter(([word]) => word !== suggestion.answer) : READ_AS
  const likely: Button[] = suggestion ? [[suggestion.answer, WORDS[suggestion.answer]]] : []
  const answers = closed ? [] : [...likely, ...others]
  switch (kind) {
    case 'delegate':
      return person?.email ? [['approve', 'Approve and invite them']] : []
    case 'away':
      return closed ? [] : [['invite', 'Invite them as well']]
    case 'comes after all':
    case 'came back':
    case 'too late':
      return []
    default:
      return answers
  }
}

export function MatterCard({ matter, path, message, zone, mayEdit, closed }: MatterProps) {
  const { from, person, subject, suggestion } = matter
  const words = matterWords(matter)
  const heading = `matter-${matter.id}`
  return (
    <section class="needs" aria-labelledby={heading}>
      <h2 id={heading} class="margin-y-0 font-body-md">
        {headlineOf(matter)}
      </h2>
      {person && (person.name || person.email) && (
        <p class="margin-y-05">
          <strong>{person.name || person.email}</strong>
          {person.title && <>, {person.title}</>}
          {person.name && person.email && <span class="break"> ({person.email})</span>}
        </p>
      )}
      {suggestion && (
        <p class="margin-y-05">
          Likely: <strong>{LIKELY[suggestion.answer].toLowerCase()}</strong>. Is that right?
        </p>
      )}
      {words && (
        <blockquote class="event-words matter-words">
          <Words text={words} because={suggestion?.because ?? ''} />
        </blockquote>
      )}
      <p class="under margin-y-05">
        <time datetime={matter.at}>{readable(matter.at, zone)}</time> · {from.name && `${from.name}, `}
        <span class="break">{from.email}</span>
      </p>
      {mayEdit && (
        <div class="matter-actions">
          <form method="post" action={path} class="matter-buttons" aria-label={headlineOf(matter)}>
            {buttonsOf(matter, closed).map(([word, label]) => (
              <button
                class={suggestion && word !== suggestion.answer ? 'usa-button usa-button--outline' : 'usa-button'}
                type="submit"
                name="do"
                value={word}
                key={word}
              >
                {label}
              </button>
            ))}
            <button class="usa-button usa-button--outline" type="submit" name="do" value="dismiss">
              Dismiss
            </button>
          </form>
          <a
            class="usa-link"
            href={`mailto:${encodeURIComponent(from.email).replace('%40', '@')}?subject=${encodeURIComponent(replyTo(subject))}`}
          >
            Reply by email
          </a>
          {matter.mail && (
            <a class="usa-link" href={message}>
              Save the whole message
            </a>
          )}
        </div>
      )}
    </section>
  )
}

const replyTo = (subject: string): string => (/^(re|aw|rv)\s*:/i.test(subject) ? subject : `Re: ${subject}`)
