/** A table as a list of people: which sheet it is, what its columns hold, and every row judged. */

import { readAddressCell } from '../../domain/list/address-cell.ts'
import type { Mapping } from '../../domain/list/fields.ts'
import { type JudgedList, type JudgedListRow, judgeList, type ListContext } from '../../domain/list/invitee-list.ts'
import { saysLeftOut } from '../../domain/list/left-out.ts'
import { peopleOf } from '../../domain/list/people-of.ts'
import type { Sheet } from './table/read-table.ts'

export interface JudgedSheet extends JudgedList {
  rows: (JudgedListRow & { line: number })[]
}

/** Reads a whole sheet: every person judged, each with the number their row has in its file. */
export function judgeSheet(sheet: Sheet, mapping: Mapping, around: ListContext = {}): JudgedSheet {
  const people = peopleOf(sheet, mapping)
  const { rows, invitees } = judgeList(
    people.map(({ row }) => row),
    around,
  )
  return { rows: rows.map((row, at) => ({ ...row, line: sheet.lines[people[at]?.at ?? at] ?? at + 1 })), invitees }
}

const isMail = (cell: string): boolean => cell.includes('@') && readAddressCell(cell) !== undefined

/**
 * Which of the sheets is the list, by position: of those that are shown the one with most addresses, or with most rows
 * where none has any. One that is called "Declined" is taken when there is no other.
 */
export function likeliestSheet(sheets: readonly Pick<Sheet, 'name' | 'hidden' | 'rows'>[]): number {
  const weights = sheets.map(({ name, hidden, rows }) => {
    const addresses = rows.filter(row => row.some(isMail)).length
    const kind = (hidden ? 0 : 2) + (saysLeftOut(name) ? 0 : 1)
    return addresses > 0 ? 1e9 + kind * 1e8 + addresses * 1000 : kind * 1e7 + rows.length
  })
  return Math.max(0, weights.indexOf(Math.max(...weights)))
}
