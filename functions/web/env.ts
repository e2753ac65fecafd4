/** What every route behind the sign-in knows: who asks, what they may, and of which campaign. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Partnership, Role } from '../../domain/keep/partnership.ts'

/** Why a body was not read to its end. */
export type RefusedBody = 'too large' | 'too many' | 'no form'

export interface WebEnv {
  Variables: {
    email: string
    role: Role
    campaign: Campaign
    partnership: Partnership
    /** Why the body of the request was not read to its end. */
    refusedBody?: RefusedBody
  }
}
