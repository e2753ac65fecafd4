/** The fields of a form as somebody typed them, and what is wrong with them. */
import type { z } from 'zod'
import { cleanNote } from '../../domain/keep/clean-text.ts'
import type { Typed } from '../../domain/keep/partnership.ts'

/** Longer than any field of these forms may be, so that what was typed can be shown with its error. */
const KEPT = 10_000
/** What a form was filled from is all its fields together. */
const KEPT_TOGETHER = 200_000

/** Texts only, without what nobody sees, and with line breaks as the reader counted them: one character each, where browsers send two. */
export const typedIn = (body: Record<string, unknown>): Typed =>
  Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[name, cleanNote(value.replace(/\r\n?/g, '\n')).slice(0, name === 'was' ? KEPT_TOGETHER : KEPT)]]
        : [],
    ),
  )

/** By the name of the field that has to be mended. */
export type Errors = Record<string, string>

/** What is no merge field of ours, beside the texts it stands in. */
export const unknownErrors = (unknown: Readonly<Record<string, readonly string[] | undefined>>): Errors =>
  Object.fromEntries(
    Object.entries(unknown).map(([name, fields = []]) => [
      name,
      `Convoke does not know ${fields.join(', ')}. Take it out.`,
    ]),
  )

/** The first complaint of each field, in our words. */
export function errorsOf(error: z.ZodError, rename: (path: string) => string = path => path): Errors {
  const errors: Errors = {}
  for (const issue of error.issues) errors[rename(issue.path.join('.'))] ??= issue.message
  return errors
}
