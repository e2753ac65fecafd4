/** The audit log as a file: a table for people, lines of JSON for programs. */
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import { deedWords, outcomeWords, rightWords } from '../../pages/operate/audit-words.ts'
import { writeCsv } from '../list/write-csv.ts'

const HEADER = [
  'When (UTC)',
  'Who',
  'What',
  'Kind',
  'What came of it',
  'How',
  'Partnership',
  'Partnership id',
  'Meeting',
  'Meeting id',
  'Email',
  'Count',
  'Receipt',
  'Whose sessions',
  'Rights',
]

/** In words, for a spreadsheet. */
export const auditTable = (entries: readonly AuditEntry[]): string =>
  writeCsv(
    HEADER,
    entries.map(entry => [
      entry.at,
      entry.by ?? '',
      deedWords(entry.deed),
      entry.kind,
      outcomeWords(entry),
      entry.how ?? '',
      entry.partnership?.name ?? '',
      entry.partnership?.id ?? '',
      entry.campaign?.name ?? '',
      entry.campaign?.id ?? '',
      entry.wave ?? '',
      entry.count === undefined ? '' : String(entry.count),
      entry.reference ?? '',
      entry.whose ?? '',
      (entry.rights ?? []).map(rightWords).join(', '),
    ]),
  )

/** As it is kept, a line an entry (newline-delimited JSON). */
export const auditLines = (entries: readonly AuditEntry[]): string =>
  entries.map(entry => `${JSON.stringify(entry)}\n`).join('')
