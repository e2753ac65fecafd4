/** The executive summary: kept, put before the champions, approved, and let go. */

import {
  type Approval,
  approvalState,
  awaitsSummary,
  type ExecutiveSummary,
  tellsSummary,
} from '../../domain/day/summary.ts'
import type { Summary } from '../../domain/keep/campaign.ts'
import { CONVOKE } from '../../domain/keep/history.ts'
import type { CampaignId, ChampionId } from '../../domain/keep/ids.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { nextWorkingMoment } from '../../domain/keep/time.ts'
import { checkOf } from '../../mail/canonical.ts'
import { unknownIn } from '../../mail/merge.ts'
import { editCampaign } from '../campaign/edit-campaign.ts'
import { type Context, readContext } from '../keep/context.ts'
import { change, create, read, refOf } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { FollowUp } from '../keep/overview.ts'
import type { Keeps, Knows, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { foundFirstTeams } from '../teams/action-team.ts'
import { seatChampions } from './champion-seats.ts'

const summaryRef = (campaign: CampaignId) => refOf(DOCUMENTS.executiveSummary, campaign)

export const summaryOf = async (world: Reads, campaign: CampaignId): Promise<ExecutiveSummary | undefined> =>
  (await read(world.store, summaryRef(campaign)))?.value

export type SummaryText = Pick<ExecutiveSummary, 'subject' | 'body' | 'missed'>

/** What champions approve: every word that leaves. */
export const checkOfSummary = ({ subject, body, missed }: SummaryText): string =>
  checkOf(JSON.stringify([subject.trim(), body.trim(), missed.trim()]))

/** `no summary`: such a meeting has none. `released`: it has left as it was approved. */
export type Writing = 'written' | 'no summary' | 'released' | { unknown: UnknownFields }
type UnknownFields = ReturnType<typeof unknownIn<keyof SummaryText>>

/** Keeps the words of a summary that has not left. Approvals are for other words now, and count no more. */
export async function writeSummary(
  world: Keeps & Timed,
  { campaign }: Context,
  { subject, body, missed }: SummaryText,
  by: string,
): Promise<Writing> {
  if (!tellsSummary(campaign)) return 'no summary'
  const words: SummaryText = { subject, body, missed }
  const unknown = unknownIn(words)
  if (Object.keys(unknown).length > 0) return { unknown }
  const fresh: ExecutiveSummary = { ...words, by, approvals: [], objections: [] }
  if (await create(world.store, summaryRef(campaign.id), fresh)) {
    await replanErrands(world, campaign.partnership)
    return 'written'
  }
  const stands = await change(world.store, summaryRef(campaign.id), each =>
    each.released ? undefined : { ...each, ...words, by },
  )
  await replanErrands(world, campaign.partnership)
  return stands?.released ? 'released' : 'written'
}

/** Until it leaves, the names of all who are asked. */
export const inWhoseNames = (
  { partnership }: Pick<Context, 'partnership'>,
  summary: ExecutiveSummary | undefined,
): ChampionId[] => summary?.released?.champions ?? partnership.champions.map(({ id }) => id)

export type Asking = 'asked' | 'no summary' | 'nothing written' | 'not over' | 'too few champions'

/** Puts the text that stands before the champions. Repeating it asks nobody twice for the same words. */
export async function askChampions(world: Keeps & Timed, { campaign, partnership }: Context): Promise<Asking> {
  const now = world.clock.now()
  if (!tellsSummary(campaign)) return 'no summary'
  if (endOf(campaign.meeting) > now || campaign.status === 'canceled') return 'not over'
  if (partnership.champions.length < 2) return 'too few champions'
  const stands = await change(world.store, summaryRef(campaign.id), summary => {
    const check = checkOfSummary(summary)
    return summary.released || summary.asked?.check === check ? undefined : { ...summary, asked: { at: now, check } }
  })
  await replanErrands(world, campaign.partnership)
  return stands ? 'asked' : 'nothing written'
}

export interface Approver extends Context {
  champion: Context['partnership']['champions'][number]
  summary: ExecutiveSummary
}

/** Whose link it is; nobody while the champions have not been asked. */
export async function whoApproves(
  world: Reads & Knows<'secret' | 'url'>,
  token: string,
): Promise<Approver | undefined> {
  const ids = LINKS.approve.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const champion = context?.partnership.champions.find(({ id }) => id === ids?.id)
  const summary = context && (await summaryOf(world, context.campaign.id))
  return context && champion && summary?.asked ? { ...context, champion, summary } : undefined
}

/**
 * Notes a champion's word on the text they had before them; `changed` when that is not the text that stands. Of each
 * champion the last word is kept alone: no link fills the document, and no old yes outlives a newer no.
 */
export async function approve(
  world: Sends & Plans,
  { campaign, champion }: Pick<Approver, 'campaign' | 'champion'>,
  check: string,
  objection?: string,
): Promise<'noted' | 'changed'> {
  const at = world.clock.now()
  let outcome: 'noted' | 'changed' = 'noted'
  await change(world.store, summaryRef(campaign.id), stands => {
    outcome = checkOfSummary(stands) === check ? 'noted' : 'changed'
    if (outcome === 'changed' || stands.released) return undefined
    const said = { champion: champion.id, at, check }
    const ofOthers = (each: Approval) => each.champion !== champion.id
    const approvals = stands.approvals.filter(ofOthers)
    const objections = stands.objections.filter(ofOthers)
    return objection === undefined
      ? { ...stands, approvals: [...approvals, said], objections }
      : { ...stands, approvals, objections: [...objections, { ...said, comment: objection }] }
  })
  await releaseApproved(world, campaign.id)
  await replanErrands(world, campaign.partnership)
  return outcome
}

/** The summary as a letter about its meeting, in the names of those who approved it. */
export const letterOfSummary = (words: SummaryText, at: string, champions: ChampionId[]): Summary => ({
  subject: words.subject,
  body: words.body,
  missed: words.missed,
  at,
  champions,
})

/** Lets those summaries leave that are approved: a champion may have been dropped since, or a crash came in between. */
export const releaseSummaries: FollowUp = async (world, { campaigns, now }) => {
  let released = false
  for (const campaign of campaigns)
    if (awaitsSummary(campaign, now) && (await releaseApproved(world, campaign.id))) released = true
  return released
}

/**
 * Lets the summary leave as soon as enough champions stand behind it, at the next working moment, and founds the first
 * teams, so that its readers find them. Repeating it changes nothing; a crash in between is finished by the next call,
 * which every look at the errands makes. Answers whether it let it leave.
 */
async function releaseApproved(world: Sends & Plans, campaignId: CampaignId): Promise<boolean> {
  const context = await readContext(world.store, campaignId)
  const { meeting, timing } = context?.campaign ?? {}
  if (!context || !meeting || !timing || context.campaign.status === 'canceled') return false
  const now = world.clock.now()
  const found = await summaryOf(world, campaignId)
  if (!found || context.campaign.summary) return false
  const stands = await change(world.store, summaryRef(campaignId), summary => {
    const { enough, yes } = approvalState(summary, context.partnership.champions, checkOfSummary(summary))
    if (summary.released || !enough) return undefined
    const at = nextWorkingMoment(now, meeting.zone, timing.holidays)
    return { ...summary, released: { at, champions: yes.map(({ id }) => id) } }
  })
  const released = stands?.released
  if (!stands || !released) return false
  await foundFirstTeams(world, context.campaign)
  await seatChampions(world, context.campaign)
  await editCampaign(world, campaignId, CONVOKE, { event: 'summary approved' }, campaign =>
    campaign.summary ? campaign : { ...campaign, summary: letterOfSummary(stands, released.at, released.champions) },
  )
  return true
}
