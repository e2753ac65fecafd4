/** What a step of the form is: how it shows what is kept, and how it reads what somebody typed. */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { SETUP_PARTS } from '../../../domain/keep/history.ts'
import type { Partnership, Typed } from '../../../domain/keep/partnership.ts'
import type { RowsOf } from '../../../domain/keep/three-way.ts'
import type { Context } from '../../keep/context.ts'
import type { Errors } from '../../web/typed.ts'

export type Edit =
  | { of: 'partnership'; edit: (partnership: Partnership) => Partnership }
  | { of: 'campaign'; edit: (campaign: Campaign) => Campaign }

type Reading = { ok: true; edit: Edit } | { ok: false; errors: Errors }

export interface Step {
  id: (typeof SETUP_PARTS)[number]
  /** Where half-read fields are kept. */
  of: Edit['of']
  /** What is kept, as the fields of the form. */
  typed: (context: Context) => Typed
  /** The lists among its fields, whose rows merge each by itself. */
  lists?: readonly RowsOf[]
  /** What may be saved as it is typed, and is more likely a slip: asked about once. */
  doubts?: (typed: Typed, context: Context) => string[]
  /** What was typed, read. */
  read: (typed: Typed, context: Context) => Reading
}
