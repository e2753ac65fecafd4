/**
 * A year of one partnership, as its people live it: a launch that champions sign, answers by link, the day, its summary, an action team
 * and its call, and four quarterly tables. Everything is done by the handlers, at its hour.
 */
import type { Campaign } from '../../domain/keep/campaign.ts'
import {
  type CampaignId,
  campaignIdFrom,
  championIdFrom,
  type PartnershipId,
  partnershipIdFrom,
} from '../../domain/keep/ids.ts'
import type { Invitation, Rsvp } from '../../domain/keep/invitation.ts'
import { endOf, type Meeting, startOf } from '../../domain/keep/meeting.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import { addDays, DAY, type Day, HOUR, instantOf, MINUTE, toMillis } from '../../domain/keep/time.ts'
import { requestSignatures } from '../../functions/campaign/request-signatures.ts'
import { sign } from '../../functions/campaign/sign.ts'
import { membersOf } from '../../functions/campaign/start-meeting.ts'
import { checkIn } from '../../functions/day/check-in.ts'
import { approve, askChampions, checkOfSummary, summaryOf, writeSummary } from '../../functions/day/summary.ts'
import { summaryDraft } from '../../functions/day/summary-draft.ts'
import { type Context, readContext } from '../../functions/keep/context.ts'
import {
  campaignOfRef,
  create,
  invitationsOf,
  partnershipHereRef,
  partnershipRef,
} from '../../functions/keep/documents.ts'
import { LINKS } from '../../functions/keep/links.ts'
import { campaignsOf } from '../../functions/keep/overview.ts'
import { createCampaign } from '../../functions/keep/reply-to.ts'
import { addInvitees } from '../../functions/list/invite.ts'
import { checkOfSet } from '../../functions/send/texts/signed-set.ts'
import { planSeries, sendSeries } from '../../functions/table/plan-meetings.ts'
import { releaseReport, writeReport } from '../../functions/table/report.ts'
import { reportDraft } from '../../functions/table/report-draft.ts'
import { joinTeam, makeLead } from '../../functions/teams/action-team.ts'
import { openLead, setCall } from '../../functions/teams/lead-team.ts'
import { namePriority } from '../../functions/teams/record.ts'
import { teamsOf } from '../../functions/teams/teams.ts'
import { createApp } from '../../functions/web.tsx'
import { campaign as blank } from '../../test/domain/keep/campaigns.ts'
import { CONVENER, partnership as filled, invitee } from '../../test/functions/campaign/launch.ts'
import type { Account } from './account.ts'
import { type Calendar, luck } from './calendar.ts'

export const PEOPLE = 40
/** Days before a launch on which its champions are asked, and from which on its people answer by themselves. */
export const AHEAD = 49
/** Of those who hold a letter that asks: who answers, and of them who comes; of those who come, who is there. */
export const ANSWERS = { first: 0.5, again: 0.4, coming: 0.7, there: 0.85 }
/** Somebody answers within the hour, or in the days after. */
export const WITHIN_THE_HOUR = 0.2
const DAYS_TO_ANSWER = 4
const ON_THE_TEAM = 6
const HELD: ReadonlySet<string> = new Set(['sent', 'delivered'])

const letters = 'abcdefghijklmnopqrstuvwxyz234567'
/** An id of ours, by number. */
function idOf(kind: string, n: number): string {
  let id = kind
  let left = n + 1
  for (let at = 0; at < 6; at++, left = Math.floor(left / 32)) id += letters[left % 32]
  return id.padEnd(16, kind)
}

export const partnershipIdOf = (n: number): PartnershipId => partnershipIdFrom(idOf('p', n))
export const launchIdOf = (n: number): CampaignId => campaignIdFrom(idOf('c', n))

/** Plays it, from `begins` on as long as the account's time goes on, with so many people. */
export async function playPartnership(account: Account, calendar: Calendar, people = PEOPLE): Promise<void> {
  const { n, zone, launch, quarterly } = calendar
  const { time } = account
  const at = (day: Day, hour: string) => time.at(toMillis(instantOf(day, hour, zone)))
  const ids = { partnership: partnershipIdOf(n), launch: launchIdOf(n) }
  const done = account.click
  const context = async (id: CampaignId): Promise<Context> => {
    const found = await readContext(account.table.direct, id)
    if (!found) throw new Error('a campaign is gone')
    return found
  }
  const list = async (id: CampaignId) => {
    const found: Invitation[] = []
    for await (const { value } of invitationsOf(account.table.direct, id)) found.push(value)
    return found
  }

  /** Those who hold a letter of a wave answer it, each in their own time, unless the meeting comes first. */
  async function answered(id: CampaignId, meeting: Meeting, wave: string, share: number, salt: number): Promise<void> {
    const from = time.millis()
    for (const [m, { id: invitation, sends, answers }] of (await list(id)).entries()) {
      const lot = (k: number) => luck(n, salt, m, k)
      if (!HELD.has(sends[wave]?.status ?? '') || answers.length > 0 || lot(1) > share) continue
      const rest = lot(2) < WITHIN_THE_HOUR ? lot(3) * HOUR : lot(3) * DAYS_TO_ANSWER * DAY
      const moment = from + Math.max(2 * MINUTE, rest)
      const said: Rsvp = lot(4) < ANSWERS.coming ? 'accepted' : 'declined'
      if (moment < toMillis(startOf(meeting))) void press(moment, id, invitation, said)
    }
  }

  async function press(moment: number, id: CampaignId, invitation: Invitation['id'], said: Rsvp): Promise<void> {
    await time.at(moment)
    await pressed(account, id, invitation, said)
  }

  /** Answers to a meeting once its letters have left, and the day itself. */
  async function followed(id: CampaignId, salt: number): Promise<void> {
    const { campaign } = await context(id)
    const { meeting } = campaign
    if (!meeting) throw new Error('a meeting has no date')
    for (const [wave, share] of [
      ['hold', ANSWERS.again],
      ['invite', ANSWERS.first],
      ['follow-up-1', ANSWERS.again],
      ['follow-up-2', ANSWERS.again / 2],
    ] as const)
      void (async () => {
        const leaves = (await leavesAt(account, id, wave)) ?? Number.POSITIVE_INFINITY
        if (leaves > toMillis(startOf(meeting))) return
        await time.at(leaves + 20 * MINUTE)
        await answered(id, meeting, wave, share, salt + share)
      })()
    await time.at(toMillis(startOf(meeting)) - 5 * MINUTE)
    for (const [m, each] of (await list(id)).entries())
      if (each.answers.at(-1)?.answer === 'accepted' && luck(n, salt, m, 9) < ANSWERS.there)
        await done(world => checkIn(world, id, each.id, { came: true, by: CONVENER }))
  }

  async function prepare(): Promise<void> {
    await at(addDays(launch, -AHEAD), '10:00')
    await done(async world => {
      const partnership: Partnership = { ...filled(), id: ids.partnership, createdAt: time.now() }
      await create(world.store, partnershipHereRef(ids.partnership), { id: ids.partnership })
      await create(world.store, partnershipRef(ids.partnership), partnership)
      await create(world.store, campaignOfRef(ids.partnership, ids.launch), { id: ids.launch })
      await createCampaign(world.store, draftOf(calendar, ids, time.now()))
      const guests = Array.from({ length: people }, (_, m) =>
        invitee(m, { email: `guest${m}@company${m % 25}-${n}.example` }),
      )
      await addInvitees(world, ids.launch, guests, CONVENER, 'with the wave')
      const asked = await requestSignatures(world, ids.launch, CONVENER)
      if (!asked.ok) throw new Error(asked.problems.join(' '))
    })
    await at(addDays(launch, -AHEAD + 2), '10:00')
    const check = checkOfSet(await context(ids.launch)) ?? ''
    for (const { id, name } of filled().champions)
      await done(world => sign(world, { campaign: ids.launch, champion: championIdFrom(id), name, check }))
  }

  async function summarized(): Promise<void> {
    const { meeting } = (await context(ids.launch)).campaign
    await time.at(toMillis(meeting ? endOf(meeting) : '') + 3 * HOUR)
    for (const text of ['Apprenticeships that start this year', 'Shared freight'])
      await done(world => namePriority(world, ids.launch, text))
    await done(async world => {
      const now = await context(ids.launch)
      await writeSummary(world, now, await summaryDraft(world, now), CONVENER)
      const asked = await askChampions(world, now)
      if (asked !== 'asked') throw new Error(`the champions were not asked: ${asked}`)
    })
    await at(addDays(launch, 1), '11:00')
    for (const champion of filled().champions)
      await done(async world => {
        const summary = await summaryOf(world, ids.launch)
        if (summary) await approve(world, { ...(await context(ids.launch)), champion }, checkOfSummary(summary))
      })
  }

  async function teamed(): Promise<void> {
    await at(addDays(launch, 6), '10:30')
    const [team] = await teamsOf(account.table.direct, ids.partnership)
    if (!team) throw new Error('no team was founded')
    const coming = (await list(ids.launch)).filter(({ came }) => came).slice(0, ON_THE_TEAM)
    const there = { partnership: ids.partnership, team: team.id, by: CONVENER }
    for (const { invitee: person } of coming) await done(world => joinTeam(world, there, person))
    const lead = coming[0]?.invitee
    if (!lead) return
    await done(async world => {
      const { partnership, campaign } = await context(ids.launch)
      await makeLead(world, partnership, campaign, there, lead)
    })
    await at(addDays(launch, 8), '10:30')
    await done(async world => {
      const leading = await openLead(world, LINKS.times.token(world.settings, ids.partnership, team.id, lead.email))
      const time = { date: addDays(launch, 22), start: '12:00', minutes: 45, where: '1 Mill St', agenda: 'Seats' }
      const set = leading && (await setCall(world, leading, time))
      if (set !== 'set') throw new Error(`the call was not set: ${set}`)
    })
    const call = (await campaignsOf({ store: account.table.direct }, ids.partnership)).find(
      ({ meeting }) => meeting?.kind === 'action-team',
    )
    if (call) void followed(call.id, 2000)
  }

  async function tables(): Promise<void> {
    await at(addDays(launch, 15), '10:30')
    await done(async world => {
      const { partnership, campaign } = await context(ids.launch)
      const venue = campaign.meeting?.venue ?? { host: '', address: '', parking: '', access: '' }
      const members = (await membersOf(world, partnership)).map(({ invitee: { email } }) => email)
      const wish = { start: '08:00', end: '09:30', zone, venue }
      await planSeries(world, partnership, { dates: quarterly }, wish, { members, others: [] }, CONVENER)
      const problems = await sendSeries(world, partnership, CONVENER)
      if (problems.length > 0) throw new Error(problems.join(' '))
    })
    const all = await campaignsOf({ store: account.table.direct }, ids.partnership)
    for (const [k, { id, meeting }] of all.filter(each => each.meeting?.kind === 'quarterly').entries())
      void reported(id, meeting as Meeting, 3000 + 100 * k)
  }

  async function reported(id: CampaignId, meeting: Meeting, salt: number): Promise<void> {
    void followed(id, salt)
    await time.at(toMillis(endOf(meeting)) + 26 * HOUR)
    await done(async world => {
      const { campaign } = await context(id)
      await writeReport(world, campaign, await reportDraft(world, { campaign }), CONVENER)
      const released = await releaseReport(world, id, CONVENER)
      if (released !== 'released') throw new Error(`the report was not released: ${released}`)
    })
  }

  await prepare()
  void followed(ids.launch, 1000)
  await summarized()
  await teamed()
  await tables()
}

/** Somebody presses the button at the page behind their letter's link. */
export async function pressed(
  account: Account,
  id: CampaignId,
  invitation: Invitation['id'],
  said: Rsvp,
): Promise<void> {
  const status = await account.click(async world => {
    const url = new URL(LINKS.rsvp.path(world.settings, id, invitation), world.settings.url).href
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.settings.url }
    return (await createApp(world).request(url, { method: 'POST', headers, body: `answer=${said}&form=x` })).status
  }, `${id}/${invitation}`)
  if (status !== 303) throw new Error(`an answer was answered ${status}`)
}

/** When a wave is to leave, as it is planned now. */
async function leavesAt(account: Account, id: CampaignId, wave: string): Promise<number | undefined> {
  const set = account.schedules.setFor(id).find(each => each.of === 'wave' && each.wave === wave)
  return set && toMillis(set.at)
}

/** A launch as it is set up. */
function draftOf(
  { zone, launch }: Calendar,
  ids: { partnership: PartnershipId; launch: CampaignId },
  at: string,
): Campaign {
  const draft = blank()
  return {
    ...draft,
    id: ids.launch,
    partnership: ids.partnership,
    status: 'draft',
    scheduledAt: undefined,
    meeting: draft.meeting && { ...draft.meeting, uid: `${ids.launch}@example.org`, date: launch, zone },
    letter: { subject: 'Join us, {{first_name}}', body: 'Dear {{first_name}},\n\nCome on {{date}} to {{host}}.' },
    createdAt: at,
  }
}
