/** Leaves the look at a wave to the sweep (an outbox of one kind), from where nobody could pause a campaign or tell its convener. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import { refOf, upsert } from '../keep/documents.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

export const markRef = (campaign: CampaignId, wave: string) => refOf(DOCUMENTS.waveMark, `${campaign}#${wave}`)

/** Marks a wave that had bad news. A mark that is there already is renewed, so that the sweep sees that more came. */
export async function markWave(world: Keeps & Timed, campaign: CampaignId, wave: string): Promise<void> {
  await upsert(world.store, markRef(campaign, wave), mark => ({ ...mark, campaign, wave, at: world.clock.now() }))
}
