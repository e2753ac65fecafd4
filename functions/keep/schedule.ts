/**
 * Schedules: how they are called, and how they are written down where they are kept and when they fire. The first version
 * wrote each as a campaign and a wave, and what a partnership's people are due as the wave `errands` of a campaign with
 * the partnership's id. So they are written still: what was set before a deploy, or is set during one, fires for whoever
 * comes, whether older or newer. That a list is taken in is written as a wave of its campaign which the first version never
 * planned, and so passes over.
 */

import * as z from 'zod'
import { type CampaignId, campaignIdFrom, type PartnershipId, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { ErrandsSchedule, ListSchedule, Schedule, WaveSchedule } from './ports.ts'

/** No letter has that key, nor one that begins so. */
const ERRANDS = 'errands'
const LIST = 'list '

export const writtenSchedule = z.object({
  name: z.string(),
  campaign: z.string().min(1),
  wave: z.string().min(1),
  at: z.string(),
})
export type WrittenSchedule = z.infer<typeof writtenSchedule>

const nameOf = (id: string, what: string): string => `${id}-${what.replace(/[^A-Za-z0-9-]/g, '_')}`

/** A wave is released at an instant. */
export const waveSchedule = (campaign: CampaignId, wave: string, at: Instant): WaveSchedule => ({
  of: 'wave',
  name: nameOf(campaign, wave),
  campaign,
  wave,
  at,
})

/** The errands of a partnership are looked after at an instant. */
export const errandsSchedule = (partnership: PartnershipId, at: Instant): ErrandsSchedule => ({
  of: 'errands',
  name: nameOf(partnership, ERRANDS),
  partnership,
  at,
})

/** A list is taken in, or gone on with. */
export const listSchedule = (campaign: CampaignId, list: string, at: Instant): ListSchedule => ({
  of: 'list',
  name: listName(campaign, list),
  campaign,
  list,
  at,
})

/** Names by which schedules are removed. */
export const waveName = (campaign: CampaignId, wave: string): string => nameOf(campaign, wave)
export const listName = (campaign: CampaignId, list: string): string => nameOf(campaign, LIST + list)
export const errandsName = (partnership: PartnershipId): string => nameOf(partnership, ERRANDS)

export function writeSchedule(schedule: Schedule): WrittenSchedule {
  const { name, at } = schedule
  if (schedule.of === 'errands') return { name, campaign: schedule.partnership, wave: ERRANDS, at }
  return { name, campaign: schedule.campaign, wave: schedule.of === 'wave' ? schedule.wave : LIST + schedule.list, at }
}

export function readSchedule({ name, campaign, wave, at }: WrittenSchedule): Schedule {
  if (wave === ERRANDS) return { of: 'errands', name, partnership: partnershipIdFrom(campaign), at }
  const whose = { name, campaign: campaignIdFrom(campaign), at }
  return wave.startsWith(LIST)
    ? { of: 'list', list: wave.slice(LIST.length), ...whose }
    : { of: 'wave', wave, ...whose }
}

/** Whose schedule it is: what is done for one of them waits until the one before it is done. */
export const ownerOf = (schedule: Schedule): string =>
  schedule.of === 'errands' ? schedule.partnership : schedule.campaign
