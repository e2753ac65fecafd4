/** The report of a quarterly table: figures from what is written down, words of the convener's, released as one letter. */

import * as z from 'zod'
import type { Campaign, Summary } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { endOf, type Meeting } from '../../domain/keep/meeting.ts'
import { nextWorkingMoment, wallOf } from '../../domain/keep/time.ts'
import { isTold } from '../../domain/table/pulse.ts'
import {
  barsOf,
  dueBetween,
  type Figures,
  type Gathering,
  gatheringOf,
  gatheringsUntil,
  keptSince,
  type ToldPulse,
  teamLine,
} from '../../domain/table/report.ts'
import { standOf } from '../../domain/teams/commitment.ts'
import { editCampaign } from '../campaign/edit-campaign.ts'
import { guestsIn } from '../day/run-sheet.ts'
import { type Affairs, readAffairs } from '../keep/affairs.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, create, type Ref, read } from '../keep/documents.ts'
import type { World } from '../keep/ports.ts'
import { commitmentsOf } from '../teams/commitments.ts'
import { teamsOf } from '../teams/teams.ts'
import { pulsesOf } from './pulse.ts'

/** The words of a report, and once it is released the figures as they were told. */
export interface Report {
  subject: string
  body: string
  missed: string
  /** Who wrote the words last. */
  by: string
  released?: { at: string; by: string; figures: Figures } | undefined
}

const stand = z.object({
  open: z.number(),
  moved: z.number(),
  overdue: z.number(),
  kept: z.number(),
  broken: z.number(),
})

const spread = z.object({
  counts: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  mean: z.number(),
  agree: z.number(),
})

const done = z.object({ what: z.string(), name: z.string(), company: z.string() })
const figures: z.ZodType<Figures> = z.object({
  gatherings: z.array(
    z.object({
      campaign: z.string(),
      title: z.string(),
      date: z.string(),
      companies: z.number(),
      byDelegates: z.number(),
      people: z.number(),
      publicPartners: z.number(),
      goal: z.number(),
      counted: z.enum(['came', 'said yes', 'unknown']),
    }),
  ),
  teams: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      lead: z.object({ name: z.string(), company: z.string() }).optional(),
      businesses: z.number(),
      publicPartners: z.number(),
      calls: z.number(),
      outcome: z.string(),
      closed: z.boolean(),
      stand,
    }),
  ),
  stand,
  kept: z.array(done),
  overdue: z.array(done.extend({ due: z.string() })),
  fellDue: z.number().optional(),
  companies: z.number(),
  pulse: z
    .object({
      date: z.string(),
      answers: z.number(),
      companies: z.number(),
      asked: z.number(),
      value: spread,
      led: spread,
      home: spread,
      priorities: z.array(
        z.object({ id: z.string(), name: z.string(), right: z.number(), reached: z.number(), drop: z.number() }),
      ),
    })
    .optional(),
  at: z.string(),
})

const quarterlyReport = z.object({
  subject: z.string(),
  body: z.string(),
  missed: z.string(),
  by: z.string(),
  released: z.object({ at: z.string(), by: z.string(), figures }).optional(),
})

const reportRef = (campaign: string): Ref<Report> => ({
  partition: campaignRef(campaign).partition,
  key: 'report',
  schema: quarterlyReport,
})

export const reportOf = async (world: World, campaign: string): Promise<Report | undefined> =>
  (await read(world.store, reportRef(campaign)))?.value

/** The figures of a partnership as they stand, until one of its meetings. */
export async function figuresOf(world: World, campaign: Campaign): Promise<Figures> {
  const affairs = await readAffairs(world, campaign.partnership)
  const { now } = affairs ?? { now: world.clock.now() }
  const today = wallOf(now, campaign.meeting?.zone ?? 'UTC').day
  const commitments = await commitmentsOf(world.store, campaign.partnership)
  const gatherings: Gathering[] = []
  const there = new Set<string>()
  let before: Meeting | undefined
  for (const each of gatheringsUntil(affairs?.campaigns ?? [], campaign, now)) {
    const guests = await guestsIn(world, each)
    const gathering = gatheringOf(each, guests)
    if (gathering) gatherings.push(gathering)
    for (const { publicPartner, came, company } of guests) if (!publicPartner && came) there.add(company.key)
    if (each.id !== campaign.id && each.meeting) before = each.meeting
  }
  const teams = await teamsOf(world.store, campaign.partnership)
  return {
    gatherings,
    teams: teams.map(team => teamLine(team, affairs?.campaigns ?? [], commitments, today, now)),
    stand: standOf(commitments, today),
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
    pulse: affairs && (await toldPulse(world, affairs, campaign)),
    at: now,
  }
}

/** The latest pulse that is over and has enough answers to be told. */
async function toldPulse(world: World, { campaigns }: Affairs, until: Campaign): Promise<ToldPulse | undefined> {
  const last = until.meeting?.date ?? ''
  const over = (await pulsesOf(world, campaigns)).filter(
    ({ campaign, stage, result }) => stage === 'over' && isTold(result) && (campaign.meeting?.date ?? '') <= last,
  )
  const latest = over.at(-1)
  if (!latest) return undefined
  const { missing: _missing, words: _words, ...numbers } = latest.result
  return { date: latest.campaign.meeting?.date ?? '', ...numbers }
}

export type Words = Pick<Report, 'subject' | 'body' | 'missed'>

/** Keeps the words of a report that is not released yet. */
export async function writeReport(world: World, campaign: string, words: Words, by: string): Promise<void> {
  if (await create(world.store, reportRef(campaign), { ...words, by })) return
  await change(world.store, reportRef(campaign), stands => (stands.released ? undefined : { ...stands, ...words, by }))
}

/** The report as a letter about its meeting. */
export const letterOfReport = (words: Words, told: Figures, at: string): Summary => ({
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
export async function releaseReport(world: World, campaignId: string, by: string): Promise<Releasing> {
  const context: Context | undefined = await readContext(world.store, campaignId)
  const { meeting } = context?.campaign ?? {}
  const now = world.clock.now()
  if (!context || !meeting || kindOf({ meeting }).tells !== 'report') return 'not over'
  if (endOf(meeting) > now || context.campaign.status === 'cancelled') return 'not over'
  if (context.campaign.scheduledAt === undefined) return 'never sent'
  const told = await figuresOf(world, context.campaign)
  const report = await change(world.store, reportRef(campaignId), stands =>
    stands.released ? undefined : { ...stands, released: { at: now, by, figures: told } },
  )
  if (!report?.released) return 'nothing written'
  const { released } = report
  const at = nextWorkingMoment(now, meeting.zone, context.campaign.timing.holidays)
  if (context.campaign.summary) return 'released'
  await editCampaign(world, campaignId, by, 'released the report', stands =>
    stands.summary ? stands : { ...stands, summary: letterOfReport(report, released.figures, at) },
  )
  return 'released'
}
