/** The pulse survey: what members answer by link, and the numbers it comes to. */

import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { type Invitation, mayHaveArrived } from '../../domain/keep/invitation.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import { PULSE_AGAIN_KEY, PULSE_KEY } from '../../domain/keep/wave-id.ts'
import { companyOf } from '../../domain/list/company.ts'
import { pulseAt } from '../../domain/send/plan.ts'
import { PULSE_DAYS, type PulseAnswer, type PulseResult, resultOf } from '../../domain/table/pulse.ts'
import { all, change, invitationRef, invitationsOf, refOf, upsert } from '../keep/documents.ts'
import type { Keeps, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { teamsOf } from '../teams/teams.ts'
import type { AtTable } from './agenda.ts'

const pulseRef = (campaign: CampaignId, invitation: InvitationId) => refOf(DOCUMENTS.pulseAnswer, campaign, invitation)

/** What was answered so far. */
async function pulseAnswers(world: Reads, campaign: CampaignId): Promise<PulseAnswer[]> {
  const found: PulseAnswer[] = []
  for await (const { value } of all(world.store, DOCUMENTS.pulseAnswer, campaign)) found.push(value)
  return found
}

/** What priorities members weigh: those that had an open team when the meeting was. */
export async function weighedIn(
  world: Reads,
  { partnership, meeting }: Campaign,
): Promise<{ id: string; name: string }[]> {
  const since = meeting ? endOf(meeting) : ''
  const teams = await teamsOf(world.store, partnership)
  return teams
    .filter(({ foundedAt, closedAt }) => foundedAt <= since && (closedAt === undefined || closedAt > since))
    .map(({ id, name }) => ({ id, name }))
}

/** From the end of the meeting until three weeks after its letter, which leaves at `at`; undefined where none is asked. */
export function pulseTime(campaign: Campaign): { from: Instant; at: Instant; until: Instant } | undefined {
  const { meeting } = campaign
  const at = meeting && campaign.status !== 'canceled' ? pulseAt(campaign, meeting) : undefined
  return meeting && at ? { from: endOf(meeting), at, until: shift(at, PULSE_DAYS * DAY) } : undefined
}

export type PulseStage = 'none' | 'before' | 'open' | 'over'

export function pulseStage(campaign: Campaign, now: Instant): PulseStage {
  const time = pulseTime(campaign)
  if (!time) return 'none'
  if (now < time.from) return 'before'
  return now < time.until ? 'open' : 'over'
}

/** Takes what a member says; said again, the newer answer stands. */
export async function takePulse(
  world: Keeps & Timed,
  { campaign, partnership, person, invitation }: AtTable,
  said: Omit<PulseAnswer, 'invitation' | 'company' | 'at'>,
): Promise<'taken' | 'not now'> {
  if (invitation === undefined || person.publicPartner || pulseStage(campaign, world.clock.now()) !== 'open')
    return 'not now'
  const fresh: PulseAnswer = { ...said, invitation, company: companyOf(person).key, at: world.clock.now() }
  await upsert(world.store, pulseRef(campaign.id, invitation), stands => ({ ...stands, ...fresh }))
  await change(world.store, invitationRef(campaign.id, invitation), (stands): Invitation | undefined =>
    stands.surveyed ? undefined : { ...stands, surveyed: true },
  )
  await replanErrands(world, partnership.id)
  return 'taken'
}

/** What this member said, to be read again and changed. */
export const ownAnswer = async (
  world: Reads,
  campaign: CampaignId,
  invitation: InvitationId,
): Promise<PulseAnswer | undefined> =>
  (await pulseAnswers(world, campaign)).find(each => each.invitation === invitation)

/** The numbers of one survey, as far as it has come. */
export async function pulseResult(world: Reads, campaign: Campaign): Promise<PulseResult> {
  let asked = 0
  for await (const { value } of invitationsOf(world.store, campaign.id))
    if (mayHaveArrived(value.sends[PULSE_KEY]) || mayHaveArrived(value.sends[PULSE_AGAIN_KEY])) asked++
  return resultOf(await pulseAnswers(world, campaign.id), asked, await weighedIn(world, campaign))
}

/** The surveys of a partnership that have begun, by date. */
export async function pulsesOf(
  world: Reads & Timed,
  campaigns: readonly Campaign[],
): Promise<{ campaign: Campaign; stage: PulseStage; result: PulseResult }[]> {
  const found = []
  for (const campaign of campaigns) {
    const stage = pulseStage(campaign, world.clock.now())
    if (stage === 'open' || stage === 'over')
      found.push({ campaign, stage, result: await pulseResult(world, campaign) })
  }
  return found
}
