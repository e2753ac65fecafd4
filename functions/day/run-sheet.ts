/** The run sheet: the day before, everybody who helps knows what happens when, who does what, and who comes. */

import { remembering } from '../../domain/answer/remembering.ts'
import {
  attendanceOf,
  type Comers,
  comersOf,
  comerTurns,
  comingOf,
  expectedOf,
  type Guest,
} from '../../domain/day/attendance.ts'
import { type DayPlan, orderOf } from '../../domain/day/run-sheet.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Listed } from '../../domain/keep/listed.ts'
import { factsOf, hasBegun, type Meeting, startOf } from '../../domain/keep/meeting.ts'
import {
  type Champion,
  canonicalAddress,
  mayEdit,
  type Partnership,
  type TeamMember,
} from '../../domain/keep/partnership.ts'
import { addDays, clockTime, type Instant, instantOf, wallOf } from '../../domain/keep/time.ts'
import { dayRolesOf, emptyReadinessRecord, type ReadinessRecord } from '../../domain/prepare/readiness-record.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { asWords } from '../../mail/merge.ts'
import { partnershipRef, read, refOf, upsert } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Planner } from '../keep/overview.ts'
import type { Keeps, Knows, ReadOnlyStore, Reads, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { inTurns, type Turns } from '../list/whole/in-turns.ts'
import { wholeList } from '../list/whole/whole-list.ts'
import { readinessRecordOf } from '../prepare/readiness-record.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { seatsOf } from './champion-seats.ts'

const dayRef = (campaign: CampaignId) => refOf(DOCUMENTS.dayPlan, campaign)

export const dayPlanOf = async (store: ReadOnlyStore, campaignId: CampaignId): Promise<DayPlan> =>
  (await read(store, dayRef(campaignId)))?.value ?? { order: '' }

export async function writeDayPlan(world: Keeps & Timed, { id, partnership }: Campaign, plan: DayPlan): Promise<void> {
  await upsert(world.store, dayRef(id), stands => ({ ...stands, ...plan }))
  await replanErrands(world, partnership)
}

/** Who does what on the day. */
export interface Part {
  part: string
  who: string[]
}

export function partsOf(
  partnership: Pick<Partnership, 'champions' | 'team'>,
  readinessRecord: Pick<ReadinessRecord, 'day'>,
): Part[] {
  const { welcomes, facilitates, listens } = dayRolesOf(partnership, readinessRecord)
  const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)
  return [
    { part: 'Welcome everyone', who: welcomes.map(({ name, company }) => `${name}, ${company}`) },
    { part: 'Facilitates, neutrally', who: names(facilitates) },
    { part: 'Coordinates', who: names(partnership.team.filter(({ role }) => mayEdit(role))) },
    { part: 'Listens, and debriefs afterwards', who: names(listens) },
  ].filter(({ who }) => who.length > 0)
}

/** The hour of the day before at which the sheet leaves: late enough for late answers, early enough to be read. */
const LEAVES = '13:00'

export const runSheetLeaves = ({ date, zone }: Meeting): Instant => instantOf(addDays(date, -1), LEAVES, zone)

export const runSheetErrands: Planner = async (world, { partnership, campaigns, now }) => {
  const errands: Errand[] = []
  for (const campaign of campaigns) {
    const { meeting } = campaign
    if (!meeting || !kindOf(campaign).runSheet) continue
    if (!['scheduled', 'running', 'paused'].includes(campaign.status) || hasBegun(meeting, now)) continue
    const at = runSheetLeaves(meeting)
    // Until then only when it is due matters; who comes is read when it leaves.
    const guests = now < at ? [] : await guestsIn(world, campaign)
    const order = now < at ? [] : orderOf(campaign, meeting, (await dayPlanOf(world.store, campaign.id)).order)
    const readinessRecord = now < at ? emptyReadinessRecord : await readinessRecordOf(world.store, partnership.id)
    errands.push(...sheets(world, { partnership, readinessRecord, campaign, meeting, at, now, guests, order }))
  }
  return errands
}

/** Everybody who may come in at the door, champions among them. */
export const guestsIn = async (world: Reads & { clock: Turns }, campaign: Campaign): Promise<readonly Guest[]> =>
  (await comersIn(world, campaign)).guests()

export async function comersIn(world: Reads & { clock: Turns }, campaign: Campaign): Promise<Comers> {
  const partnership = await read(world.store, partnershipRef(campaign.partnership))
  const { people } = await wholeList(world.store, campaign.id)
  const hosts = hostsOf(partnership?.value.champions ?? NOBODY, campaign)
  await inTurns(world.clock, ...comerTurns(campaign, people, hosts))
  const comers = comersOf(campaign, people, hosts)
  const { expected } = comers
  if (expected.length > A_TURN)
    await inTurns(
      world.clock,
      () => attendanceOf(expected),
      () => comingOf(expected),
    )
  return comers
}

/** More than so many are counted in turns. */
const A_TURN = 5000

const NOBODY: readonly Champion[] = []

/** Nobody is added by this: since when they would be on the list does not matter. */
const hostsOf = remembering((champions: readonly Champion[], campaign: Campaign): readonly Listed[] =>
  seatsOf(campaign, champions, ''),
)

interface Day {
  partnership: Partnership
  readinessRecord: ReadinessRecord
  campaign: Campaign
  meeting: Meeting
  at: Instant
  now: Instant
  guests: readonly Guest[]
  order: string[]
}

/** One for each champion and each of the team; whoever is both gets one. The team's leads to the door. */
function sheets(world: Knows<'secret' | 'url'>, day: Day): Errand[] {
  const { partnership, campaign, meeting, at, now } = day
  const when = wallOf(now, meeting.zone).day === meeting.date ? 'Today' : 'Tomorrow'
  const expected = day.guests.filter(({ said }) => said === 'yes')
  const businesses = new Set(expected.filter(({ publicPartner }) => !publicPartner).map(({ company }) => company.key))
  const sheet = (to: Errand['to'], part: string, door: boolean): Errand => ({
    key: `run-sheet:${campaign.id}:${meeting.sequence}`,
    kind: 'run-sheet',
    to,
    at,
    until: startOf(meeting),
    ...saying('run-sheet', {
      day: when,
      start: clockTime(meeting.start),
      host: meeting.venue.host,
      businesses: count(businesses.size, 'business', 'businesses'),
      coming: { data: comingTo(day) },
      part,
      run_sheet: { data: sheetOf(day, door) },
    }),
    ...(door ? { link: LINKS.day.to(world.settings, campaign.id, to.email) } : {}),
  })
  const roles = dayRolesOf(partnership, day.readinessRecord)
  const team = partnership.team.map(member =>
    sheet({ name: member.name, email: member.email, organization: member.organization }, yoursOf(member, roles), true),
  )
  const helping = new Set(partnership.team.map(({ email }) => canonicalAddress(email)))
  const champions = partnership.champions
    .filter(({ email }) => !helping.has(canonicalAddress(email)))
    .map(champion => {
      const { name, email, company } = champion
      const part = roles.welcomes.includes(champion) ? YOURS.welcomes : YOURS.champion
      return sheet({ name, email, organization: company }, part, false)
    })
  return [...team, ...champions]
}

const YOURS = {
  welcomes: 'you welcome everyone and say in two minutes why you signed. Then the room belongs to your peers.',
  champion: 'you are one of the peers around the table, and the first to say what matters to your business.',
  facilitates:
    'you guide the conversation and have no stake in it. Business leaders talk first and most; their words become the priorities.',
  convenes: 'you coordinate: the door, the time and the notes.',
  listens: 'you help at the door, then you sit at the edge and listen. Your turn comes in the debrief.',
}

function yoursOf(member: TeamMember, { facilitates }: ReturnType<typeof dayRolesOf>): string {
  if (facilitates.includes(member)) return YOURS.facilitates
  return mayEdit(member.role) ? YOURS.convenes : YOURS.listens
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const listed = (items: readonly string[]): string => items.map(item => `- ${item}`).join('\n')

/** "**14 businesses** and **3 public partners** coming, 2 people undecided". */
function comingTo({ guests }: Day): string {
  const expected = expectedOf(guests)
  const leaders = expected.filter(({ publicPartner }) => !publicPartner)
  const partners = expected.length - leaders.length
  const maybe = guests.filter(({ said }) => said === 'maybe').length
  const companies = new Set(leaders.map(({ company }) => company.key)).size
  return `**${count(companies, 'business', 'businesses')}**${partners > 0 ? ` and **${count(partners, 'public partner', 'public partners')}**` : ''} coming${maybe > 0 ? `, ${count(maybe, 'person', 'people')} undecided` : ''}`
}

/** Everything that is looked up on the day. */
function sheetOf({ partnership, readinessRecord, meeting, guests, order }: Day, door: boolean): string {
  const facts = factsOf(meeting)
  const expected = guests.filter(({ said }) => said === 'yes')
  const leaders = expected.filter(({ publicPartner }) => !publicPartner)
  const partners = expected.filter(({ publicPartner }) => publicPartner)
  const maybe = guests.filter(({ said }) => said === 'maybe')
  const needs = expected.filter(guest => guest.needs.trim() !== '')
  const section = (title: string, items: readonly string[]) => (items.length > 0 ? [`## ${title}`, listed(items)] : [])
  const place = [facts.date, facts.time, facts.place, facts.parking, facts.access].filter(Boolean)
  const companies = [...Map.groupBy(leaders, ({ company }) => company.key).values()].sort((a, b) =>
    (a[0]?.company.name ?? '').localeCompare(b[0]?.company.name ?? '', 'en'),
  )
  return [
    listed(place.map(asWords)),
    ...section('Agenda', order.map(asWords)),
    ...section(
      'Who does what',
      partsOf(partnership, readinessRecord).map(({ part: does, who }) => `**${does}**: ${who.map(asWords).join('; ')}`),
    ),
    ...section(`Coming: ${count(companies.length, 'business', 'businesses')}`, companies.flat().map(personLine)),
    ...section('Public partners, who listen', partners.map(personLine)),
    ...section('Undecided', maybe.map(personLine)),
    // What somebody eats or needs is for those who see to it.
    ...section(
      'Dietary and access needs',
      door ? needs.map(({ name, needs: said }) => `${asWords(name)}: ${asWords(said)}`) : [],
    ),
  ].join('\n\n')
}

/** One person a row. */
const personLine = ({ name, title, company, inPlaceOf }: Guest): string =>
  [
    `**${asWords(name)}**`,
    ...[title, company.name].filter(Boolean).map(asWords),
    ...(inPlaceOf ? [`in place of ${asWords(inPlaceOf)}`] : []),
  ].join(', ')
