/** An action team: a few businesses around one priority, led by one of them, with partners brought in for what they bring. */

import * as z from 'zod'
import { type Actor, type Deed, remembered, type TeamEvent, teamEventShape } from '../keep/history.ts'
import { campaignId, teamId } from '../keep/ids.ts'
import { canonicalAddress, sameAddress } from '../keep/partnership.ts'
import { instant, listOf, personal, type Shaped, shape } from '../keep/shape.ts'
import { addDays, DAY, type Day, type Instant, shift } from '../keep/time.ts'
import { companyOf } from '../list/company.ts'

/** Days after the launch between which the first call belongs. */
export const FIRST_CALL = { earliest: 14, latest: 28 }

const teammate = shape(() =>
  z.object({
    name: personal.name(),
    title: personal.work(),
    company: personal.work(),
    email: personal.address(),
    publicPartner: z.boolean(),
    /** What a partner is there for: "curriculum of the community college". Businesses need no reason. */
    brings: personal.words(),
    joinedAt: instant(),
    leftAt: instant().optional(),
    /** When they came, of late: each time is one more message to their calendar. */
    joins: listOf(instant()).optional(),
    /** Offers to lead, since then. */
    wouldLead: instant().optional(),
    /** By what links to lead that are out name them, where their address was corrected since. */
    leadLinks: listOf(z.string()).optional(),
  }),
)
export type Teammate = Shaped<typeof teammate>

/** Whether two rooms named the same topic: as words, whatever their case. */
export const topicKey = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** A time for a call, as wall time in the zone of the launch: a `Day`, and two of its `Hour`s. */
const slot = shape(() => z.object({ date: z.string(), start: z.string(), end: z.string() }))
export type Slot = Shaped<typeof slot>

/** Times put before the lead; a new round asks anew. */
const timesProposed = shape(() => z.object({ round: z.number().int(), slots: listOf(slot()), at: instant() }))

/** A call whose time was chosen. Its campaign follows, and from then on holds what is true of it. */
const callChosen = shape(() =>
  z.object({
    slot: slot(),
    by: personal.name(),
    at: instant(),
    /** Link or place. */
    where: personal.address(),
    agenda: personal.words(),
    campaign: campaignId().optional(),
  }),
)
export type TeamCall = Shaped<typeof callChosen>

/** Something the team could use from the partners. */
const ask = shape(() => z.object({ id: z.string(), text: personal.words(), at: instant() }))

/** A partner says what they could bring; the team takes it up, or not now. */
const offer = shape(() =>
  z.object({
    id: z.string(),
    name: personal.name(),
    title: personal.work(),
    organization: personal.work(),
    email: personal.address(),
    text: personal.words(),
    at: instant(),
    answer: z.enum(['welcome', 'not now']).optional(),
  }),
)

export const actionTeamShape = shape(() =>
  z.object({
    id: teamId(),
    /** The meeting at which its priority was named. */
    launch: campaignId(),
    /** Its priority's id; undefined where the convener named it. */
    priority: z.string().optional(),
    name: personal.words(),
    members: listOf(teammate()),
    /** Address of the member who leads. */
    lead: personal.address().optional(),
    /** What will be different, and how the team means to get there. */
    outcome: personal.words(),
    strategy: personal.words(),
    asks: listOf(ask()),
    offers: listOf(offer()),
    proposal: timesProposed().optional(),
    /** Where its calls take place unless one says otherwise. */
    where: personal.address(),
    calls: listOf(callChosen()),
    foundedAt: instant(),
    /** Nobody asked for it: it was founded for one of the first priorities of its launch. */
    unasked: z.literal(true).optional(),
    closedAt: instant().optional(),
    history: listOf(teamEventShape()),
  }),
)
export type ActionTeam = Shaped<typeof actionTeamShape>

/** Who joins, as far as a team needs to know them. */
export type Joining = Pick<Teammate, 'name' | 'title' | 'company' | 'email' | 'publicPartner'> & { brings?: string }

/** Those who are on the team now. */
export const presentOf = (team: ActionTeam): Teammate[] => team.members.filter(({ leftAt }) => leftAt === undefined)

export const memberOf = (team: ActionTeam, email: string): Teammate | undefined =>
  presentOf(team).find(each => sameAddress(each.email, email))

export const leadOf = (team: ActionTeam): Teammate | undefined =>
  team.lead === undefined ? undefined : memberOf(team, team.lead)

/** The businesses on a team, each once, and the partners beside them. */
export function sidesOf(team: ActionTeam): { businesses: string[]; partners: Teammate[] } {
  const here = presentOf(team)
  const companies = new Map(
    here.filter(({ publicPartner }) => !publicPartner).map(each => [companyOf(each).key, companyOf(each).name]),
  )
  return { businesses: [...companies.values()], partners: here.filter(({ publicPartner }) => publicPartner) }
}

export const noted = (team: ActionTeam, at: Instant, by: Actor, deed: Deed<TeamEvent>): ActionTeam => ({
  ...team,
  history: remembered([...team.history, { at, by, ...deed }]),
})

/** Each time somebody joins or leaves, their calendar hears of it: no more often than this in a day. */
const JOINS_A_DAY = 5

/** Clocks that write are not one: whoever changes a seat does so after its last change, and be it by a moment. */
const after = (at: Instant, last: Instant | undefined): Instant =>
  last !== undefined && at <= last ? shift(last, 1) : at

/** When somebody took or left their seat last. */
export const changedAt = ({ joinedAt, leftAt }: Teammate): Instant => leftAt ?? joinedAt

/** Somebody joins; whoever is there already stays as they are. */
export function join(team: ActionTeam, person: Joining, now: Instant, by: Actor): ActionTeam | undefined {
  if (team.closedAt !== undefined || memberOf(team, person.email)) return undefined
  const before = team.members.find(each => sameAddress(each.email, person.email))
  const at = after(now, before?.leftAt)
  const today = (before?.joins ?? []).filter(each => each > shift(at, -DAY))
  if (today.length >= JOINS_A_DAY) return undefined
  const { name, title, company, email, publicPartner, brings = '' } = person
  const joins = [...today, at]
  const said = { name, title, company, email, publicPartner, brings, joinedAt: at, joins }
  const fresh: Teammate = { ...before, leftAt: undefined, wouldLead: undefined, ...said }
  const others = team.members.filter(each => each !== before)
  return noted({ ...team, members: [...others, fresh] }, at, by, { event: 'joined', name })
}

/** Somebody leaves; a lead who leaves leads no more. */
export function leave(team: ActionTeam, email: string, now: Instant, by: Actor): ActionTeam | undefined {
  const gone = memberOf(team, email)
  if (!gone) return undefined
  const at = after(now, gone.joinedAt)
  const members = team.members.map(each => (each === gone ? { ...each, leftAt: at, wouldLead: undefined } : each))
  const lead = team.lead !== undefined && sameAddress(team.lead, email) ? undefined : team.lead
  return noted({ ...team, members, lead }, at, by, { event: 'left', name: gone.name })
}

/** A member of a business says they would lead. */
export function offerToLead(team: ActionTeam, email: string, at: Instant): ActionTeam | undefined {
  const member = memberOf(team, email)
  if (!member || member.publicPartner || member.wouldLead || leadOf(team) === member) return undefined
  const members = team.members.map(each => (each === member ? { ...each, wouldLead: at } : each))
  return noted({ ...team, members }, at, member.name, { event: 'offered to lead' })
}

/** A member of a business leads from now on, and is asked for a time unless a call is set already. */
export function giveLead(team: ActionTeam, email: string, slots: readonly Slot[], at: Instant, by: Actor) {
  const member = memberOf(team, email)
  if (!member || member.publicPartner || team.closedAt !== undefined || leadOf(team) === member) return undefined
  const members = team.members.map(each => (each === member ? { ...each, wouldLead: undefined } : each))
  const led = noted({ ...team, members, lead: canonicalAddress(email) }, at, by, {
    event: 'leads',
    name: member.name,
  })
  return team.calls.length > 0 ? led : withProposal(led, slots, at)
}

/** Other times are put before the lead. */
export const withProposal = (team: ActionTeam, slots: readonly Slot[], at: Instant): ActionTeam => ({
  ...team,
  proposal: { round: (team.proposal?.round ?? 0) + 1, slots, at },
})

/** A time is chosen; the same time twice is one call. */
export function choose(team: ActionTeam, call: TeamCall): ActionTeam | undefined {
  const { date, start } = call.slot
  if (team.closedAt !== undefined || team.calls.some(({ slot }) => slot.date === date && slot.start === start))
    return undefined
  const set = { ...team, where: call.where, calls: [...team.calls, call] }
  return noted(set, call.at, call.by, { event: 'call set', date, start })
}

/** A partner's offer is taken up, and they join for what they bring; or it is not, and stays on the page. */
export function answerOffer(
  team: ActionTeam,
  id: string,
  answer: 'welcome' | 'not now',
  at: Instant,
  by: Actor,
): ActionTeam | undefined {
  const offer = team.offers.find(each => each.id === id)
  if (!offer || offer.answer === answer) return undefined
  const answered = { ...team, offers: team.offers.map(each => (each === offer ? { ...each, answer } : each)) }
  if (answer === 'not now') return answered
  const { name, title, organization, email, text } = offer
  const joining = { name, title, company: organization, email, publicPartner: true, brings: text }
  return join(answered, joining, at, by) ?? answered
}

/** Something about a team that the method would not leave so, in a sentence; `id` names it to programs. */
export interface Doubt {
  id:
    | 'nobody'
    | 'no lead'
    | 'partners outnumber'
    | 'few businesses'
    | 'no call'
    | 'late call'
    | 'not sent'
    | 'no outcome'
  words: string
}

export interface Around {
  /** The days of the launch and of the first call, as far as there are any. */
  launch: Day | undefined
  firstCall: Day | undefined
  today: Day
  /** A call is set whose letters could not leave. */
  unsent?: boolean
}

/** What a convener should look at. */
export function doubtsOf(team: ActionTeam, { launch, today, firstCall, unsent }: Around): Doubt[] {
  if (team.closedAt !== undefined) return []
  const { businesses, partners } = sidesOf(team)
  const doubts: Doubt[] = []
  const add = (id: Doubt['id'], words: string) => doubts.push({ id, words })
  if (businesses.length === 0) add('nobody', 'No business has joined yet.')
  else if (partners.length >= businesses.length)
    add(
      'partners outnumber',
      `${count(partners.length, 'partner')} beside ${count(businesses.length, 'business', 'businesses')}: businesses have to be the majority.`,
    )
  else if (businesses.length < 3)
    add('few businesses', `Only ${count(businesses.length, 'business', 'businesses')} so far: three make a team.`)
  if (!leadOf(team)) add('no lead', 'No business champion leads it yet.')
  else if (firstCall === undefined) add('no call', 'The lead has not chosen a time for the first call.')
  if (unsent) add('not sent', 'A call is planned but its emails aren’t scheduled: its set-up says why.')
  const last = launch === undefined ? undefined : addDays(launch, FIRST_CALL.latest)
  if (last !== undefined && (firstCall ?? today) > last)
    add('late call', 'The first call belongs within four weeks of the launch.')
  if (firstCall !== undefined && firstCall < today && team.outcome.trim() === '')
    add('no outcome', 'No one has written down what the team wants to reach.')
  return doubts
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
