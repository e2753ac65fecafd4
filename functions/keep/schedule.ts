/**
 * Schedules: how they are called, and how they are written down where they are kept and when they fire. The first version
 * wrote each as a campaign and a wave, and what a partnership's people are due as the wave `errands` of a campaign with
 * the partnership's id. So they are written still: what was set before a deploy, or is set during one, fires for whoever
 * comes, whether older or newer.
 */

import * as z from 'zod'
import { type CampaignId, campaignIdFrom, type PartnershipId, partnershipIdFrom } from '../../domain/keep/ids.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { ErrandsSchedule, Schedule, WaveSchedule } from './ports.ts'

/** No letter has that key. */
const ERRANDS = 'errands'

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

/** Names by which schedules are removed. */
export const waveName = (campaign: CampaignId, wave: string): string => nameOf(campaign, wave)
export const errandsName = (partnership: PartnershipId): string => nameOf(partnership, ERRANDS)

export const writeSchedule = (schedule: Schedule): WrittenSchedule => {
  const { name, at } = schedule
  return schedule.of === 'wave'
    ? { name, campaign: schedule.campaign, wave: schedule.wave, at }
    : { name, campaign: schedule.partnership, wave: ERRANDS, at }
}

export const readSchedule = ({ name, campaign, wave, at }: WrittenSchedule): Schedule =>
  wave === ERRANDS
    ? { of: 'errands', name, partnership: partnershipIdFrom(campaign), at }
    : { of: 'wave', name, campaign: campaignIdFrom(campaign), wave, at }

/** Whose schedule it is: what is done for one of them waits until the one before it is done. */
export const ownerOf = (schedule: Schedule): string =>
  schedule.of === 'wave' ? schedule.campaign : schedule.partnership
