/** The board as a table for a spreadsheet: a row a person. Who comes in another's place has their own, and one seat with them. */
import type { Person } from '../../domain/answer/board.ts'
import { writeCsv } from '../list/write-csv.ts'
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
  'in_place_of',
] as const

/** CSV in which no cell is a formula, whatever people wrote. */
export function exportCsv(people: readonly Person[]): string {
  const data = people.map(({ invitation, rsvp }): Record<(typeof COLUMNS)[number], string> => {
    const { email, name, title, company } = invitation.invitee
    return {
      email,
      name,
      title,
      company,
      status: statusOf(invitation, rsvp),
      answer: rsvp?.answer ?? '',
      channel: rsvp?.channel ?? '',
      answered_at: rsvp?.at ?? '',
      delegate_name: rsvp?.delegate?.name ?? '',
      delegate_email: rsvp?.delegate?.email ?? '',
      note: rsvp?.note ?? '',
      in_place_of: invitation.standsInFor?.name ?? '',
    }
  })
  return writeCsv(
    COLUMNS,
    data.map(row => COLUMNS.map(column => row[column])),
  )
}
