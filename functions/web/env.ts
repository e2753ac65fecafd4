/** What every route behind the sign-in knows: who asks, what they may, and of which campaign. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { Partnership, Role } from '../../domain/keep/partnership.ts'

export interface WebEnv {
  Variables: { email: string; role: Role; campaign: Campaign; partnership: Partnership }
}
