/** The board as a table for a spreadsheet: one row an invitee. */
import Papa from 'papaparse'
import type { Person } from '../domain/board.ts'
import { statusOf } from './answers.ts'

const COLUMNS = [
  'email',
  'name',
  'title',
  'company',
  'status',
  'answer',
  'channel',
  'answered_at',
  'delegate_name',
  'delegate_email',
  'note',
] as const

/** What a spreadsheet would take for a formula, also behind blanks and in the wide forms that some of them read. */
const FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/

/** Excel reads UTF-8 only behind this mark. */
const MARK = '\ufeff'

/** CSV in which no cell is a formula, whatever people wrote. */
export function exportCsv(people: readonly Person[]): string {
  const data = people.map(({ invitation, rsvp }): Record<(typeof COLUMNS)[number], string> => {
    const { email, name, title, company } = invitation.invitee
    return {
      email,
      name,
      title,
      company,
      status: rsvp?.toOldTime ? 'answered for the old time' : statusOf(invitation),
      answer: rsvp?.answer ?? '',
      channel: rsvp?.channel ?? '',
      answered_at: rsvp?.at ?? '',
      delegate_name: rsvp?.delegate?.name ?? '',
      delegate_email: rsvp?.delegate?.email ?? '',
      note: rsvp?.note ?? '',
    }
  })
  return `${MARK}${Papa.unparse({ fields: [...COLUMNS], data }, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
}
