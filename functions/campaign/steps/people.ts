/** Rows of people in a form: `name_0`, `email_0`, … Rows left empty do not count. */
import * as z from 'zod'
import type { Typed } from '../../../domain/keep/partnership.ts'

/** What somebody is called: nobody is called by an address. */
export const personName = (missing: string) =>
  z
    .string()
    .min(1, missing)
    .max(80, 'Shorten the name to 80 characters.')
    .refine(name => !name.includes('@'), 'Enter the person’s name, not an email address.')

/** The rows of a form, each by its fields, with the number it has on the page; more than `count` where two added some at once. */
export function filledRows(typed: Typed, fields: readonly string[], count: number): { at: number; row: Typed }[] {
  return Array.from({ length: 2 * count }, (_, at) => {
    const row = Object.fromEntries(fields.map(field => [field, (typed[`${field}_${at}`] ?? '').trim()]))
    return { at, row: spread(row) }
  }).filter(({ row }) => Object.entries(row).some(([field, value]) => field !== 'role' && value !== ''))
}

/**
 * A person typed or pasted in one line as the name: "Tom Halvorsen, Owner and CEO, Longs Peak Fabrication, tom@lpf.example".
 * Anything that does not have exactly these four parts stays where it is, and its name is asked for.
 */
function spread(row: Typed): Typed {
  if (!('company' in row) || row.title || row.company || row.email) return row
  const parts = (row.name ?? '').split(/[,;|\t]/).map(part => part.trim())
  const [name, title, company, address] = parts
  const email = /^<?([^\s<>@]+@[^\s<>@]+)>?$/.exec(address ?? '')?.[1]
  return parts.length === 4 && name && title && company && email ? { name, title, company, email } : row
}

/** Rows as the fields of a form. */
export const typedRows = (rows: readonly Typed[]): Typed =>
  Object.fromEntries(rows.flatMap((row, at) => Object.entries(row).map(([field, value]) => [`${field}_${at}`, value])))
