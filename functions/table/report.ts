/** The report of a quarterly table: figures from what is written down, words of the convener's, released as one letter. */

import type { Campaign, Summary } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { endOf, type Meeting } from '../../domain/keep/meeting.ts'
import { nextWorkingMoment, wallOf } from '../../domain/keep/time.ts'
import { gatheringOf, gatheringsUntil } from '../../domain/table/gathering.ts'
import { isTold } from '../../domain/table/pulse.ts'
import {
  barsOf,
  dueBetween,
  type Gathering,
  keptSince,
  type Report,
  type ReportFigures,
  type ToldPulse,
  teamLine,
} from '../../domain/table/report.ts'
import { countCommitments } from '../../domain/teams/commitment.ts'
import { unknownIn } from '../../mail/merge.ts'
import { editCampaign } from '../campaign/edit-campaign.ts'
import { guestsIn } from '../day/run-sheet.ts'
import { type Context, readContext } from '../keep/context.ts'
import { change, create, read, refOf } from '../keep/documents.ts'
import { type Overview, readOverview } from '../keep/overview.ts'
import type { Keeps, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { commitmentsOf } from '../teams/commitments.ts'
import { teamsOf } from '../teams/teams.ts'
import { pulsesOf } from './pulse.ts'

const reportRef = (campaign: CampaignId) => refOf(DOCUMENTS.report, campaign)

export const reportOf = async (world: Reads, campaign: CampaignId): Promise<Report | undefined> =>
  (await read(world.store, reportRef(campaign)))?.value

/** The figures of a partnership as they stand, until one of its meetings. */
export async function figuresOf(world: Reads & Timed, campaign: Campaign): Promise<ReportFigures> {
  const overview = await readOverview(world, campaign.partnership)
  const { now } = overview ?? { now: world.clock.now() }
  const today = wallOf(now, campaign.meeting?.zone ?? 'UTC').day
  const commitments = await commitmentsOf(world.store, campaign.partnership)
  const gatherings: Gathering[] = []
  const there = new Set<string>()
  let before: Meeting | undefined
  for (const each of gatheringsUntil(overview?.campaigns ?? [], campaign, now)) {
    const guests = await guestsIn(world, each)
    const gathering = gatheringOf(each, guests)
    if (gathering) gatherings.push(gathering)
    for (const { publicPartner, came, company } of guests) if (!publicPartner && came) there.add(company.key)
    if (each.id !== campaign.id && each.meeting) before = each.meeting
  }
  const teams = await teamsOf(world.store, campaign.partnership)
  return {
    gatherings,
    teams: teams.map(team => teamLine(team, overview?.campaigns ?? [], commitments, today, now)),
    stand: countCommitments(commitments, today),
    kept: keptSince(commitments, before ? endOf(before) : '').map(({ what, owner }) => ({
      what,
      name: owner.name,
      company: owner.company,
    })),
    overdue: commitments
      .filter(({ state, due }) => state === 'open' && due < today)
      .map(({ what, owner, due }) => ({ what, name: owner.name, company: owner.company, due })),
    fellDue: dueBetween(commitments, before?.date ?? '', today),
    companies: there.size,
    pulse: overview && (await toldPulse(world, overview, campaign)),
    at: now,
  }
}

/** The latest pulse that is over and has enough answers to be told. */
async function toldPulse(
  world: Reads & Timed,
  { campaigns }: Overview,
  until: Campaign,
): Promise<ToldPulse | undefined> {
  const last = until.meeting?.date ?? ''
  const over = (await pulsesOf(world, campaigns)).filter(
    ({ campaign, stage, result }) => stage === 'over' && isTold(result) && (campaign.meeting?.date ?? '') <= last,
  )
  const latest = over.at(-1)
  if (!latest) return undefined
  const { missing: _missing, words: _words, ...numbers } = latest.result
  return { date: latest.campaign.meeting?.date ?? '', ...numbers }
}

export type ReportText = Pick<Report, 'subject' | 'body' | 'missed'>

/** `no report`: such a meeting has none. `released`: it has left as it was. */
export type WritingReport =
  | 'written'
  | 'no report'
  | 'released'
  | { unknown: ReturnType<typeof unknownIn<keyof ReportText>> }

/** Keeps the words of a report that is not released yet. */
export async function writeReport(
  world: Keeps,
  campaign: Campaign,
  { subject, body, missed }: ReportText,
  by: string,
): Promise<WritingReport> {
  if (!campaign.meeting || kindOf(campaign).tells !== 'report') return 'no report'
  const words: ReportText = { subject, body, missed }
  const unknown = unknownIn(words)
  if (Object.keys(unknown).length > 0) return { unknown }
  const ref = reportRef(campaign.id)
  if (await create(world.store, ref, { ...words, by })) return 'written'
  const stands = await change(world.store, ref, each => (each.released ? undefined : { ...each, ...words, by }))
  return stands?.released ? 'released' : 'written'
}

/** The report as a letter about its meeting. */
export const letterOfReport = (words: ReportText, told: ReportFigures, at: string): Summary => ({
  subject: words.subject,
  body: words.body,
  missed: words.missed,
  charts: barsOf(told).filter(({ rows }) => rows.length > 0),
  at,
  champions: [],
})

export type Releasing = 'released' | 'not over' | 'never sent' | 'nothing written'

/**
 * Lets the report leave, to all businesses on the list, at the next working moment. Its figures stand still from here
 * on. Repeating it changes nothing; a crash in between is finished by saying it again.
 */
export async function releaseReport(world: Sends & Plans, campaignId: CampaignId, by: string): Promise<Releasing> {
  const context: Context | undefined = await readContext(world.store, campaignId)
  const { meeting } = context?.campaign ?? {}
  const now = world.clock.now()
  if (!context || !meeting || kindOf({ meeting }).tells !== 'report') return 'not over'
  if (endOf(meeting) > now || context.campaign.status === 'canceled') return 'not over'
  if (context.campaign.scheduledAt === undefined) return 'never sent'
  const told = await figuresOf(world, context.campaign)
  const report = await change(world.store, reportRef(campaignId), stands =>
    stands.released ? undefined : { ...stands, released: { at: now, by, figures: told } },
  )
  if (!report?.released) return 'nothing written'
  const { released } = report
  const at = nextWorkingMoment(now, meeting.zone, context.campaign.timing.holidays)
  if (context.campaign.summary) return 'released'
  await editCampaign(world, campaignId, by, { event: 'report released' }, stands =>
    stands.summary ? stands : { ...stands, summary: letterOfReport(report, released.figures, at) },
  )
  return 'released'
}
