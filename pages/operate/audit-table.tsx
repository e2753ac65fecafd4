/** Entries of the audit log as a table. */
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { deedWords, outcomeWords, rightWords, wayWords } from './audit-words.ts'

/** `2026-11-29 14:05:03`, in UTC. */
const stamp = (at: string): string => at.slice(0, 19).replace('T', ' ')

const OUTCOMES: Record<AuditEntry['outcome'], string> = {
  asked: 'tag-maybe',
  done: 'tag-yes',
  refused: 'tag-no',
  failed: 'tag-maybe',
}

/** What else is known of it, a line each. */
function detailsOf(entry: AuditEntry): string[] {
  const { how, wave, count, reference, whose, rights, deed } = entry
  return [
    ...(how === undefined ? [] : [wayWords(how)]),
    ...(wave === undefined ? [] : [titleOf(wave)]),
    ...(whose === undefined ? [] : [whose]),
    ...(count === undefined
      ? []
      : [`${count.toLocaleString('en-US')} ${(NOUNS[deed] ?? PEOPLE)[count === 1 ? 0 : 1]}`]),
    ...(reference === undefined ? [] : [`receipt ${reference}`]),
    ...(rights === undefined ? [] : rights.length === 0 ? ['no rights changed'] : rights.map(rightWords)),
  ]
}

/** What is counted, where that is not people. */
const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'audit log exported': ['entry', 'entries'],
  'sessions ended': ['session', 'sessions'],
  'own sessions ended': ['session', 'sessions'],
  'passkeys of another removed': ['passkey', 'passkeys'],
  'backup made': ['document', 'documents'],
}
const PEOPLE = ['person', 'people'] as const

interface Props {
  entries: readonly AuditEntry[]
  caption: string
  /** Whether partnerships are shown. */
  where?: boolean
}

export const AuditTable = ({ entries, caption, where = true }: Props) => (
  <table class="roll">
    <caption class="usa-sr-only">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">When (UTC)</th>
        <th scope="col">Who</th>
        <th scope="col">What</th>
        {where && <th scope="col">Where</th>}
        <th scope="col">Result</th>
      </tr>
    </thead>
    <tbody>
      {entries.map(entry => (
        <tr>
          <td data-label="When">
            <time datetime={entry.at}>{stamp(entry.at)}</time>
          </td>
          <th scope="row" class="break" data-label="Who">
            {entry.by ?? 'Convoke'}
          </th>
          <td data-label="What">
            {deedWords(entry.deed)}
            {detailsOf(entry).map(detail => (
              <span class="under break">{detail}</span>
            ))}
          </td>
          {where && (
            <td data-label="Where">
              {entry.partnership?.name ?? ''}
              {entry.campaign && <span class="under">{entry.campaign.name}</span>}
            </td>
          )}
          <td data-label="Result">
            <span class={`tag ${OUTCOMES[entry.outcome]}`}>{outcomeWords(entry)}</span>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
