/** What every route behind the sign-in knows: who asks, what they may, and of which campaign. */
import type { AuditEntry } from '../../domain/access/audit-entry.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Partnership, Role } from '../../domain/keep/partnership.ts'

/** Why a body was not read to its end. */
export type RefusedBody = 'too large' | 'too many' | 'no form'

/** `print`: a page as a PDF. `dead link`: a link with a token that leads nowhere. */
export type Limited = 'sign-in' | 'upload' | 'link' | 'print' | 'dead link'

/** What a front door knows of the place that a request came from. */
export interface Came {
  /** A proxy that the operator named was asked by `https`. */
  https: boolean
  /** Counts one of a kind; answers the seconds to wait where it is one too many. */
  take?(kind: Limited): number | undefined
  /** The same without counting. */
  wait?(kind: Limited): number | undefined
}

export interface WebEnv {
  Bindings: {
    /** Where a request came from, if the front door tells. */
    came?: Came
  }
  Variables: {
    email: string
    role: Role
    campaign: Campaign
    partnership: Partnership
    /** What the entry of the audit log is to say besides. */
    audited?: Pick<AuditEntry, 'count' | 'partnership' | 'reference' | 'whose'>
    /** Why the body of the request was not read to its end. */
    refusedBody?: RefusedBody
  }
}
