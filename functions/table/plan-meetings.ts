/** The convener plans what follows a launch: its debrief, the first call of an action team, a series of quarterly tables. */

import { daysOf, MOST_MEETINGS, type Recurrence } from '../../domain/campaign/series.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitee } from '../../domain/keep/invitation.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Venue } from '../../domain/keep/meeting.ts'
import { canonicalAddress, type Partnership, sameAddress } from '../../domain/keep/partnership.ts'
import { type Day, type Hour, wallOf } from '../../domain/keep/time.ts'
import type { Mailbox } from '../../domain/list/mailbox.ts'
import { startSending } from '../campaign/request-signatures.ts'
import { type Member, peopleAsked, startDebrief, startMeeting, startSeries } from '../campaign/start-meeting.ts'
import type { Context } from '../keep/context.ts'
import { campaignsOf } from '../keep/overview.ts'
import type { Knows, Logs, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import { wordsSeen } from '../send/texts/words-seen.ts'
import { adoptCall } from '../teams/action-team.ts'

/** Minutes a debrief may last; one that is not said lasts as long as most do. */
const DEBRIEF = { least: 15, usual: 45, most: 240 }

/** `no launch`: a debrief follows a launch that has a date. */
export type PlanningDebrief = { campaign: CampaignId } | 'no launch'

/** Right after the launch whose page it is, or else after the launch of the partnership. */
export async function planDebrief(
  world: Plans & Logs & Knows<'replyDomain'>,
  { campaign, partnership }: Context,
  minutes: number,
  by: string,
): Promise<PlanningDebrief> {
  const isDebriefed = campaign.meeting !== undefined && kindOf(campaign).debriefed === true
  const launch = isDebriefed ? campaign : await firstLaunch(world, partnership)
  const length = Math.min(DEBRIEF.most, Math.max(DEBRIEF.least, minutes || DEBRIEF.usual))
  const id = launch && (await startDebrief(world, { campaign: launch, partnership }, length, by))
  return id === undefined ? 'no launch' : { campaign: id }
}

const firstLaunch = async (world: Reads, { id }: Partnership) =>
  (await campaignsOf(world, id)).find(({ meeting }) => meeting && kindOf({ meeting }).foundsTeams)

/** Who is asked to a meeting: members by their addresses, and others. */
export interface AskedPeople {
  members: readonly string[]
  others: readonly Mailbox[]
}

/** Somebody who is known is asked as they are known. */
function inviteesOf(known: readonly Member[], { members, others }: AskedPeople): Invitee[] {
  const wanted = new Set([...members, ...others.map(({ email }) => email)].map(canonicalAddress))
  const strangers = others.filter(({ email }) => !known.some(({ invitee }) => sameAddress(invitee.email, email)))
  return [
    ...known.filter(({ invitee }) => wanted.has(canonicalAddress(invitee.email))).map(({ invitee }) => invitee),
    ...strangers.map(({ name, email }) => ({ name, email, title: '', company: '', phone: '', publicPartner: false })),
  ]
}

/** When and where a meeting is to be. */
export interface MeetingWish {
  start: Hour
  end: Hour
  zone: string
  venue: Venue
}

const todayIn = ({ clock }: Timed, zone: string): Day => wallOf(clock.now(), zone).day

/** `past`: not on a day in the future. `nobody`: no one is asked. */
export type PlanningCall = { campaign: CampaignId } | { refused: ('past' | 'nobody')[] }

/** The first call of an action team, which by that becomes a team like the others. Nothing leaves yet. */
export async function planTeamCall(
  world: Sends & Plans,
  partnership: Partnership,
  { name, date, lead = '', ...wish }: MeetingWish & { name: string; date: Day; lead?: string | undefined },
  asked: AskedPeople,
  by: string,
): Promise<PlanningCall> {
  const members = await peopleAsked(world, partnership)
  const leads = members.find(({ invitee }) => sameAddress(invitee.email, lead))?.invitee
  const invitees = inviteesOf(members, leads ? { ...asked, members: [...asked.members, leads.email] } : asked)
  const refused: ('past' | 'nobody')[] = []
  if (date <= todayIn(world, wish.zone)) refused.push('past')
  if (invitees.length === 0) refused.push('nobody')
  if (refused.length > 0) return { refused }
  const wanted = { kind: 'action-team', date, ...wish } as const
  const id = await startMeeting(world, partnership, wanted, { name, lead: leads?.name, invitees }, by)
  const launch = await firstLaunch(world, partnership)
  const slot = { date, start: wish.start, end: wish.end }
  const call = { campaign: id, slot, name, lead: leads?.publicPartner ? undefined : leads?.email, members: invitees }
  if (launch) await adoptCall(world, launch, call, by)
  return { campaign: id }
}

/** The days of a series: each by its date, or so many of a rule. */
export type SeriesDays = { dates: readonly Day[] } | { rule: Recurrence; count: number }

/** `past`: the dates that are not still to come. `too many`: more than can be planned at once. */
export type PlanningSeries = { campaigns: string[] } | { refused: ('too many' | 'nobody' | { past: readonly Day[] })[] }

/** A meeting for each of the days. Planned twice it is planned once; nothing leaves yet. */
export async function planSeries(
  world: Plans & Logs & Knows<'replyDomain'>,
  partnership: Partnership,
  days: SeriesDays,
  wish: MeetingWish,
  asked: AskedPeople,
  by: string,
): Promise<PlanningSeries> {
  const today = todayIn(world, wish.zone)
  const many = 'dates' in days ? days.dates.length : days.count
  const past = 'dates' in days ? days.dates.filter(day => day <= today) : []
  const invitees = inviteesOf(await peopleAsked(world, partnership), asked)
  const refused: ('too many' | 'nobody' | { past: readonly Day[] })[] = []
  if (past.length > 0) refused.push({ past })
  else if (many > MOST_MEETINGS) refused.push('too many')
  if (invitees.length === 0) refused.push('nobody')
  if (refused.length > 0) return { refused }
  const dates = 'dates' in days ? days.dates : daysOf(days.rule, today, days.count)
  return { campaigns: await startSeries(world, partnership, dates, wish, invitees, by) }
}

/** The tables that are planned and not sent. */
const unsentTables = async (world: Reads, { id }: Pick<Partnership, 'id'>): Promise<Campaign[]> =>
  (await campaignsOf(world, id)).filter(
    ({ status, meeting }) => status === 'draft' && meeting && kindOf({ meeting }).inSeries,
  )

/** The words of each of them by their check value, for a page that sends them all. */
export async function seriesSeen(world: Reads, partnership: Partnership): Promise<Record<string, string>> {
  const seen: Record<string, string> = {}
  for (const campaign of await unsentTables(world, partnership))
    seen[campaign.id] = wordsSeen({ campaign, partnership }).words ?? ''
  return seen
}

/** Lets the letters of all tables leave that are planned and not sent. Answers what keeps any of them back. */
export async function sendSeries(world: Plans, partnership: Partnership, by: string): Promise<string[]> {
  const problems = new Set<string>()
  for (const { id } of await unsentTables(world, partnership)) {
    const sending = await startSending(world, id, by)
    for (const problem of sending.ok ? [] : sending.problems) problems.add(problem)
  }
  return [...problems]
}
