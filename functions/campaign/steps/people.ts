/** Rows of people in a form: `name_0`, `email_0`, … Rows left empty do not count. */
import type { Typed } from '../../../domain/keep/partnership.ts'

/** The rows of a form, each by its fields, with the number it has on the page. */
export function filledRows(typed: Typed, fields: readonly string[], count: number): { at: number; row: Typed }[] {
  return Array.from({ length: count }, (_, at) => {
    const row = Object.fromEntries(fields.map(field => [field, (typed[`${field}_${at}`] ?? '').trim()]))
    return { at, row }
  }).filter(({ row }) => Object.entries(row).some(([field, value]) => field !== 'role' && value !== ''))
}

/** Rows as the fields of a form. */
export const typedRows = (rows: readonly Typed[]): Typed =>
  Object.fromEntries(rows.flatMap((row, at) => Object.entries(row).map(([field, value]) => [`${field}_${at}`, value])))
