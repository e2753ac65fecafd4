/** Edits of a campaign or its partnership, with everything they bring: voided signatures, news to guests, new schedules. */

import { afterEdit, afterSigning, voidSignatures } from '../../domain/campaign/edit.ts'
import { type Campaign, isBehind, isKnown } from '../../domain/keep/campaign.ts'
import type { Actor, CampaignEvent, Deed } from '../../domain/keep/history.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { differences, hasBegun } from '../../domain/keep/meeting.ts'
import { nameOf, type Partnership } from '../../domain/keep/partnership.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignIdsOf, campaignRef, change, partnershipRef } from '../keep/documents.ts'
import type { Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { alone } from '../keep/unreadable.ts'
import { askWhatWasDue } from '../send/ask-convener.ts'
import { awaken } from '../send/awake.ts'
import { schedule } from '../send/schedules.ts'
import { countUpdates } from '../send/set-wave.ts'
import { CONVENERS_PATIENCE, soon } from '../send/soon.ts'
import { checkOfLetter, isSigned, signatures, signedSet } from '../send/texts/signed-set.ts'
import { sendRequests } from './request-signatures.ts'

/** Changes a campaign, unless `edit` answers undefined. `deed` tells it in the history, and `reason` whoever hears that the meeting moved. Answers the campaign as it then stands. */
export async function editCampaign(
  world: Sends & Plans,
  campaignId: CampaignId,
  by: Actor,
  deed: Deed<CampaignEvent>,
  edit: (campaign: Campaign) => Campaign | undefined,
  reason?: string,
): Promise<Campaign | undefined> {
  const context = await readContext(world.store, campaignId)
  if (!context) return undefined
  if (isBehind(context.campaign, world.clock.now())) await awaken(world.store, campaignId)
  await askWhatWasDue(world, context)
  const next = await change(world.store, campaignRef(campaignId), before => {
    const edited = edit(before)
    if (!edited) return undefined
    const now = world.clock.now()
    const was = checkOfLetter({ ...context, campaign: before })
    const is = checkOfLetter({ ...context, campaign: edited })
    const after = afterEdit(before, edited, was !== is, now, { reason, restoredAt: world.settings.restoredAt })
    const settled = afterSigning(after, signatures({ ...context, campaign: after }).complete, now)
    return { ...settled, history: [...settled.history, { at: now, by, ...deed }] }
  })
  await followPlan(world, campaignId)
  await replanErrands(world, context.partnership.id)
  return next
}

/** Changes the partnership, and with it every campaign whose letter then reads differently. */
export async function editPartnership(
  world: Sends & Plans,
  campaignId: CampaignId,
  by: Actor,
  deed: Deed<CampaignEvent>,
  edit: (partnership: Partnership) => Partnership | undefined,
): Promise<Partnership | undefined> {
  const context = await readContext(world.store, campaignId)
  if (!context) return undefined
  const id = context.partnership.id
  let changed = false
  const next = await change(world.store, partnershipRef(id), before => {
    const edited = edit(before)
    changed = edited !== undefined
    return edited
  })
  if (!next || !changed) return next
  for (const each of await campaignIdsOf(world.store, id))
    await alone(world.log, async () => {
      await change(world.store, campaignRef(each), campaign => {
        const letter = signedSet({ campaign, partnership: next })[0]
        const complete = letter === undefined || isSigned({ campaign, partnership: next }, letter)
        const live = campaign.status === 'scheduled' || campaign.status === 'running' || campaign.status === 'paused'
        // Letters of a meeting that has begun have left: nobody who comes later has to sign them.
        const begun = campaign.meeting !== undefined && hasBegun(campaign.meeting, world.clock.now())
        const settled = live && !complete && !begun ? voidSignatures(campaign) : campaign
        if (settled === campaign && each !== campaignId) return undefined
        return { ...settled, history: [...settled.history, { at: world.clock.now(), by, ...deed }] }
      })
      await followPlan(world, each)
    })
  await replanErrands(world, id)
  return next
}

async function followPlan(world: Sends & Plans, campaignId: CampaignId): Promise<void> {
  await schedule(world, campaignId)
  await soon(world, campaignId, pace => sendRequests(world, campaignId, pace), CONVENERS_PATIENCE)
}

/** What saving an edit would do, in plain sentences, so that the convener hears it before. Empty: nothing of note. */
export async function consequences(
  world: Reads & Timed,
  campaignId: CampaignId,
  campaign: Campaign | undefined,
  partnership: Partnership | undefined,
): Promise<string[]> {
  const context = await readContext(world.store, campaignId)
  if (!context) return []
  const edited: Context = { campaign: campaign ?? context.campaign, partnership: partnership ?? context.partnership }
  const found: string[] = []
  const asked = !['draft', 'finished', 'canceled'].includes(context.campaign.status)
  const now = signedSet(edited)
  const changed = signedSet(context).filter(({ text, check, open }) => {
    const after = now.find(each => each.text === text)
    return open && after && after.check !== check
  })
  if (asked && changed.length > 0) {
    const given = new Set(
      context.campaign.signatures
        .filter(({ check }) => changed.some(each => each.check === check))
        .map(({ champion }) => champion),
    ).size
    const texts = listed(changed.map(({ title }) => `“${title}”`))
    found.push(
      given > 0
        ? `${given === 1 ? 'One champion has' : `${given} champions have`} signed ${texts} as ${changed.length === 1 ? 'it was' : 'they were'}. Saving voids ${given === 1 ? 'that signature' : 'those signatures'}: the champions of ${nameOf(edited.partnership)} are asked again, and ${changed.length === 1 ? 'it is' : 'they are'} sent only when all have signed.`
        : `The champions have been asked to sign ${texts} as ${changed.length === 1 ? 'it was' : 'they were'}. Saving sends them the new words.`,
    )
  }
  const { meeting } = context.campaign
  if (isKnown(context.campaign) && meeting && edited.campaign.meeting) {
    const changed = differences(meeting, edited.campaign.meeting)
    if (changed.length > 0) {
      const moved = afterEdit(context.campaign, edited.campaign, false, world.clock.now())
      const told = await countUpdates(world, { ...edited, campaign: moved })
      const facts = changed
        .map(({ what, from, to }) => `${what.toLowerCase()} from “${from || 'none'}” to “${to || 'none'}”`)
        .join('; ')
      found.push(
        told === 0
          ? `This changes the ${facts}. No email is sent about it.`
          : `${moved.status === 'paused' ? 'Once you resume, this' : 'Saving'} sends ${told === 1 ? 'one email' : `${told} emails`} about the change: ${facts}. Those who said yes are asked whether the new arrangement suits them.`,
      )
    }
  }
  return found
}

/** "A, B and C". */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
