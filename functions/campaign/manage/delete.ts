/** Deletes a meeting, or a partnership with everything that is kept of it. */
import { type Campaign, hasLeft, isLive } from '../../../domain/keep/campaign.ts'
import type { CampaignId, PartnershipId } from '../../../domain/keep/ids.ts'
import { kindOf } from '../../../domain/keep/kinds.ts'
import { hasBegun } from '../../../domain/keep/meeting.ts'
import { saidBy, tokensIn } from '../../../mail/reply-address.ts'
import { beginningsOf } from '../../../mail/token.ts'
import {
  campaignIdsOf,
  campaignOfRef,
  campaignRef,
  partnershipOfRef,
  partnershipRef,
  readIfLegible,
  refOf,
} from '../../keep/documents.ts'
import { removeAll, removeRow } from '../../keep/places.ts'
import type { Knows, Plans, World } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import { errandsName } from '../../keep/schedule.ts'
import { dropImports } from '../../list/import-list.ts'
import { forgetCampaign } from '../../list/known/known-at.ts'

/**
 * `under way`: people hold a letter or will get one, and would never hear that it is off; cancel first.
 * `the launch`: everything else stands on it; the partnership can be deleted as a whole.
 */
export type Deleting = 'deleted' | 'under way' | 'the launch'

type DeletesMail = Plans & Knows<'secret' | 'replyDomain'> & Pick<World, 'mailbox'>

/** Whether letters of it are out or will leave, and its day has not passed. */
const isUnderWay = (campaign: Campaign, now: string): boolean =>
  campaign.status !== 'canceled' &&
  campaign.meeting !== undefined &&
  !hasBegun(campaign.meeting, now) &&
  (isLive(campaign) || (campaign.status === 'paused' && hasLeft(campaign)))

/** Deletes one meeting after the launch. */
export async function deleteCampaign(world: DeletesMail, campaign: Campaign): Promise<Deleting> {
  if (isUnderWay(campaign, world.clock.now())) return 'under way'
  if (kindOf(campaign).signed && !campaign.session) return 'the launch'
  await takeAway(world, campaign.partnership, campaign.id)
  await forgetMail(world, [campaign.id])
  return 'deleted'
}

/** Deletes a partnership with the mail that came in for it. */
export async function deleteWithMail(
  world: DeletesMail,
  id: PartnershipId,
  rehearsed: boolean,
): Promise<Exclude<Deleting, 'the launch'>> {
  const ids = await campaignIdsOf(world.store, id)
  const did = await deletePartnership(world, id, rehearsed)
  if (did === 'deleted') await forgetMail(world, ids)
  return did
}

/** Deletes what is stored of it; safe to repeat, for what names it goes last. `rehearsed`: the sample, whose people are made up. */
export async function deletePartnership(
  world: Plans,
  id: PartnershipId,
  rehearsed: boolean,
): Promise<Exclude<Deleting, 'the launch'>> {
  const ids = await campaignIdsOf(world.store, id)
  const campaigns = await Promise.all(ids.map(each => readIfLegible(world.store, campaignRef(each))))
  const now = world.clock.now()
  if (!rehearsed && campaigns.some(found => found && isUnderWay(found.value, now))) return 'under way'
  for (const campaign of ids) await takeAway(world, id, campaign)
  await world.timetable.remove(errandsName(id))
  const partnership = (await readIfLegible(world.store, partnershipRef(id)))?.value
  await removeAll(world.store, 'partnership', id)
  for (const { email } of partnership?.team ?? []) {
    const pointer = partnershipOfRef(email, id)
    await removeRow(world.store, pointer.partition, pointer.key)
  }
  return 'deleted'
}

/** A campaign with its schedules and lists; its place in the partnership goes last. */
async function takeAway(world: Plans, partnership: PartnershipId, id: CampaignId): Promise<void> {
  const group = (await readIfLegible(world.store, campaignRef(id)))?.value.session?.group
  for (const { name } of await world.timetable.list(id)) await world.timetable.remove(name)
  await dropImports(world, id)
  await forgetCampaign(world.store, partnership, id)
  if (group !== undefined) {
    const session = refOf(DOCUMENTS.sessionOf, group, id)
    await removeRow(world.store, session.partition, session.key)
  }
  await removeAll(world.store, 'campaign', id)
  const pointer = campaignOfRef(partnership, id)
  await removeRow(world.store, pointer.partition, pointer.key)
}

/** Mail that came in for these campaigns, or left for them, as far as their reply addresses say so. */
async function forgetMail(world: DeletesMail, campaigns: readonly CampaignId[]): Promise<void> {
  const { secret, replyDomain } = world.settings
  const theirs = new Set<string>(campaigns)
  // The lists that a short token's seal would be checked by are gone by now.
  const isTheirs = (token: string) => {
    const begins = beginningsOf(token)?.campaign
    if (begins !== undefined) return campaigns.some(id => id.startsWith(begins))
    return theirs.has(saidBy(secret, token)?.campaign ?? '')
  }
  await world.mailbox.forget(bytes => {
    const text = Buffer.from(bytes).toString('utf8')
    const head = text.slice(0, Math.max(0, text.search(/\r?\n\r?\n/)))
    return tokensIn(head, replyDomain).some(isTheirs)
  })
}
