/** A new partnership with its launch campaign. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId, PartnershipId } from '../../domain/keep/ids.ts'
import { CRITICAL_MASS } from '../../domain/keep/kinds.ts'
import { blankPartnership, type Partnership } from '../../domain/keep/partnership.ts'
import { mayStart } from '../access/sign-in.ts'
import { campaignOfRef, create, partnershipHereRef, partnershipOfRef, partnershipRef } from '../keep/documents.ts'
import { newCampaignId, newPartnershipId } from '../keep/new-ids.ts'
import type { Draws, Keeps, Knows, Timed } from '../keep/ports.ts'
import { createCampaign } from '../keep/reply-to.ts'

/** A partnership of somebody who may start one, with themselves as its convener, whose name its form asks for. */
export async function openPartnership(
  world: Keeps & Timed & Draws & Knows<'conveners' | 'rehearsal'>,
  email: string,
): Promise<{ campaign: CampaignId } | 'may not'> {
  if (!(await mayStart(world, email))) return 'may not'
  return startPartnership(world, email, 'started', () => ({
    partnership: { team: [{ name: '', email, role: 'convener', organization: '' }] },
    campaign: {},
  }))
}

/** Writes both, with what is known already; answers their ids. `by` started it, or loaded the sample. */
export async function startPartnership(
  world: Keeps & Timed & Draws,
  by: string,
  event: 'started' | 'sample loaded',
  known: (ids: { partnership: PartnershipId; campaign: CampaignId }) => {
    partnership: Partial<Partnership>
    campaign: Partial<Campaign>
  },
): Promise<{ partnership: PartnershipId; campaign: CampaignId }> {
  const at = world.clock.now()
  const ids = { partnership: newPartnershipId(world.chance), campaign: newCampaignId(world.chance) }
  const { partnership: ofPartnership, campaign: ofCampaign } = known(ids)
  const partnership: Partnership = { ...blankPartnership(ids.partnership, at), ...ofPartnership }
  const campaign: Campaign = {
    id: ids.campaign,
    partnership: ids.partnership,
    status: 'draft',
    timing: { waves: {}, holidays: [] },
    goal: CRITICAL_MASS,
    signatures: [],
    concerns: [],
    requests: {},
    left: {},
    rounds: {},
    changes: [],
    unfinished: {},
    history: [{ at, by, event }],
    createdAt: at,
    ...ofCampaign,
  }
  // What points to them first: a pointer to nothing is passed over, a partnership nobody finds would be lost.
  for (const { email } of partnership.team)
    await create(world.store, partnershipOfRef(email, ids.partnership), { id: ids.partnership })
  await create(world.store, partnershipHereRef(ids.partnership), { id: ids.partnership })
  await create(world.store, campaignOfRef(ids.partnership, ids.campaign), { id: ids.campaign })
  await create(world.store, partnershipRef(ids.partnership), partnership)
  await createCampaign(world.store, campaign)
  return ids
}
