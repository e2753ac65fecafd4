/** The launch as it stands in a world of a test, and as it is written down without waiting for it to come about. */
import type { Campaign } from '../../../domain/keep/campaign.ts'
import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import type { TeamMember } from '../../../domain/keep/partnership.ts'
import { type Context, readContext } from '../../../functions/keep/context.ts'
import { campaignRef, change, invitationRef, partnershipRef, read } from '../../../functions/keep/documents.ts'
import { invitationIdOf } from '../../../functions/keep/new-ids.ts'
import { type Overview, readOverview } from '../../../functions/keep/overview.ts'
import type { World } from '../../../functions/keep/ports.ts'
import { sent } from '../../domain/keep/campaigns.ts'
import { draftCampaign, IDS, invitee } from './launch.ts'

const LEFT = '2027-02-26T16:00:00.000Z'

/** A launch whose letter has left to everybody. */
export async function sentLaunch(world: World, invitees: number): Promise<void> {
  const campaign = { status: 'running', scheduledAt: '2027-01-04T16:00:00.000Z', left: { invite: LEFT } } as const
  await draftCampaign(world, { invitees, campaign })
  const { guest } = launchIn(() => world)
  for (let n = 0; n < invitees; n++) await guest(n, { sends: { invite: sent(LEFT) } })
}

/** `world`: the one of the test that runs. What is not there throws. */
export function launchIn(world: () => World) {
  const idOf = (n: number, of: CampaignId = IDS.campaign) => invitationIdOf(of, invitee(n).email)
  return {
    idOf,
    async context(id: CampaignId = IDS.campaign): Promise<Context> {
      const found = await readContext(world().store, id)
      if (!found) throw new Error('no campaign')
      return found
    },
    async overview(): Promise<Overview> {
      const found = await readOverview(world(), IDS.partnership)
      if (!found) throw new Error('no partnership')
      return found
    },
    async campaign(id: CampaignId = IDS.campaign): Promise<Campaign> {
      const found = (await read(world().store, campaignRef(id)))?.value
      if (!found) throw new Error('no campaign')
      return found
    },
    /** The invitation of the nth guest, where they have one. */
    invitationOf: async (n: number, of: CampaignId = IDS.campaign): Promise<Invitation | undefined> =>
      (await read(world().store, invitationRef(of, idOf(n, of))))?.value,
    edit: (over: Partial<Campaign>) =>
      change(world().store, campaignRef(IDS.campaign), each => ({ ...each, ...over }) as Campaign),
    guest: (n: number, over: Partial<Invitation>) =>
      change(world().store, invitationRef(IDS.campaign, idOf(n)), each => ({ ...each, ...over })),
    join: (...members: TeamMember[]) =>
      change(world().store, partnershipRef(IDS.partnership), each => ({ ...each, team: [...each.team, ...members] })),
  }
}
