/** What a step of the form is: how it shows what is kept, and how it reads what somebody typed. */
import type { z } from 'zod'
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { Partnership, Typed } from '../../../domain/keep/partnership.ts'
import type { Context } from '../../keep/context.ts'

/** By the name of the field that has to be mended. */
export type Errors = Record<string, string>

export type Edit =
  | { of: 'partnership'; edit: (partnership: Partnership) => Partnership }
  | { of: 'campaign'; edit: (campaign: Campaign) => Campaign }

export type Reading = { ok: true; edit: Edit } | { ok: false; errors: Errors }

export interface Step {
  id: 'partnership' | 'meeting' | 'champions' | 'team' | 'letter' | 'timing'
  /** Where half-read fields are kept. */
  of: Edit['of']
  /** Said in the history. */
  did: string
  /** What is kept, as the fields of the form. */
  typed: (context: Context) => Typed
  /** What was typed, read. */
  read: (typed: Typed, context: Context) => Reading
}

/** The first complaint of each field, in our words. */
export function errorsOf(error: z.ZodError, rename: (path: string) => string = path => path): Errors {
  const errors: Errors = {}
  for (const issue of error.issues) errors[rename(issue.path.join('.'))] ??= issue.message
  return errors
}
