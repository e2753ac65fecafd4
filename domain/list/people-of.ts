/** The people of a table, as its columns make them. */
import type { Table } from './columns.ts'
import { type Mapping, placeOf, type Row } from './fields.ts'

/** A person of a table: which row they stand in, and which of its contacts they are. */
export interface Placed {
  row: Row
  /** The row of the table, counted from 0. */
  at: number
  /** Counted from 1. */
  contact: number
}

/**
 * The people of a table, in the order of its rows: one for each contact. A field that two columns hold takes the first
 * cell that is not empty; of status and notes all count.
 */
export function peopleOf(table: Table, mapping: Mapping): Placed[] {
  const places = mapping.map(placeOf)
  const contacts = Math.max(1, ...places.map(place => place?.contact ?? 1))
  return table.rows.flatMap((cells, at) => {
    const people: Row[] = Array.from({ length: contacts }, () => ({}))
    for (const [column, place] of places.entries()) {
      const cell = cells[column] ?? ''
      const row = place && people[place.contact - 1]
      if (!place || !row || cell.trim() === '') continue
      const { field } = place
      if (field === 'status' || field === 'notes')
        row[field] = [row[field], `${table.header[column] || 'Note'}: ${cell.replace(/\s+/g, ' ')}`]
          .filter(Boolean)
          .join('\n')
      else row[field] ??= cell
    }
    const [first = {}, ...others] = people
    // What is said of the company and the row is said of all of its people.
    const { company, publicPartner, status, county, city, size, naics, sector } = first
    const shared = { company, publicPartner, status, county, city, size, naics, sector }
    const further = others.flatMap((row, n) =>
      Object.keys(row).some(
        field => field === 'name' || field === 'email' || field === 'lastName' || field === 'firstName',
      )
        ? [{ row: { ...given(shared), ...row }, at, contact: n + 2 }]
        : [],
    )
    const isThere =
      further.length === 0 ||
      ['name', 'email', 'firstName', 'lastName'].some(field => first[field as keyof Row] !== undefined)
    return [...(isThere ? [{ row: first, at, contact: 1 }] : []), ...further]
  })
}

const given = (row: Record<string, string | undefined>): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row
