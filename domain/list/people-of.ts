/** The people of a table, as its columns make them. */
import type { Table } from './columns.ts'
import { type Field, type Mapping, placeOf, type Row } from './fields.ts'
import { areTurned, turned } from './person-name.ts'

/** A person of a table: which row they stand in, and which of its contacts they are. */
export interface Placed {
  row: Row
  /** The row of the table, counted from 0. */
  at: number
  /** Counted from 1. */
  contact: number
}

/** What is said of a company and of a row is said of all of its people. */
const SHARED = [
  'company',
  'publicPartner',
  'status',
  'county',
  'city',
  'size',
  'naics',
  'sector',
] as const satisfies Field[]
/** What makes a contact of a row somebody. */
const OWN = ['name', 'firstName', 'lastName', 'email'] as const satisfies Field[]

/**
 * The people of a table, in the order of its rows: one for each contact. A field that two columns hold takes the first
 * cell that is not empty; of status and notes all count.
 */
export function peopleOf(table: Table, mapping: Mapping): Placed[] {
  const people = table.rows.flatMap((cells, at) =>
    contactsOf(table.header, cells, mapping).map(each => ({ ...each, at })),
  )
  const names = people.flatMap(({ row }) => row.name ?? [])
  if (!areTurned(names)) return people
  return people.map(each => (each.row.name ? { ...each, row: { ...each.row, name: turned(each.row.name) } } : each))
}

function contactsOf(header: readonly string[], cells: readonly string[], mapping: Mapping): Omit<Placed, 'at'>[] {
  const rows = new Map<number, Row>([[1, {}]])
  for (const [column, each] of mapping.entries()) {
    const place = placeOf(each)
    const cell = cells[column] ?? ''
    if (!place || cell.trim() === '') continue
    const row = rows.get(place.contact) ?? {}
    rows.set(place.contact, {
      ...row,
      [place.field]: added(row[place.field], place.field, cell, header[column] || 'Note'),
    })
  }
  const first = rows.get(1) ?? {}
  const shared = Object.fromEntries(
    SHARED.flatMap(field => (first[field] === undefined ? [] : [[field, first[field]]])),
  )
  const all = [...rows].map(([contact, row]) => ({ contact, row: contact === 1 ? row : { ...shared, ...row } }))
  const there = all.filter(({ row }) => OWN.some(field => row[field] !== undefined))
  return there.length === 0 ? all.slice(0, 1) : there.sort((a, b) => a.contact - b.contact)
}

function added(before: string | undefined, field: Field, cell: string, title: string): string {
  if (field !== 'status' && field !== 'notes') return before ?? cell
  const said = `${title}: ${cell.replace(/\s+/g, ' ')}`
  return before === undefined ? said : `${before}\n${said}`
}
