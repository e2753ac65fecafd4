/** What a team's lead does by their link: sets and moves calls, writes their agenda, notes what was promised. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { DAY, type Day, type Hour, instantOf, laterHour, shift } from '../../domain/keep/time.ts'
import { choose, leadOf, presentOf, type Slot } from '../../domain/teams/team.ts'
import type { Keeps, Knows, Plans, Reads, Sends, Timed } from '../keep/ports.ts'
import type { At } from './action-team.ts'
import { type Promised, type Promising, promise } from './commitments.ts'
import { editTeam, moveCall, setAgenda } from './team-calls.ts'
import { whoLeads } from './team-links.ts'
import { readTeamOverview, shownTeam, type TeamOverview } from './team-view.ts'

/** The team that somebody leads, and all there is to know about it. */
export type Leading = NonNullable<Awaited<ReturnType<typeof whoLeads>>> & { overview: TeamOverview }

/** Whoever follows a lead's link; nobody leads a team that is closed. */
export async function openLead(
  world: Reads & Timed & Knows<'secret' | 'url'>,
  token: string,
): Promise<Leading | undefined> {
  const leading = await whoLeads(world, token)
  const overview = leading && (await readTeamOverview(world, leading.partnership.id, leading.team.launch))
  return leading && overview && leading.team.closedAt === undefined ? { ...leading, overview } : undefined
}

/** Where and in whose name a lead acts. */
export const atOf = ({ partnership, team, lead }: Leading): At => ({
  partnership: partnership.id,
  team: team.id,
  by: leadOf(team)?.name ?? lead,
})

/** A time for a call as a lead names it: wall time in the zone of the launch. */
export interface CallTime {
  date: Day
  start: Hour
  minutes: number
  /** A link or a place. */
  where: string
}

/** Why a call cannot be at a time. */
type WrongTime = 'past' | 'too far' | 'over midnight'

/** How far ahead a call may be. */
const FARTHEST = 400 * DAY

function slotOf({ overview }: Leading, { date, start, minutes }: CallTime): Slot | WrongTime {
  const end = laterHour(start, minutes)
  const starts = instantOf(date, start, overview.zone)
  if (starts <= overview.now) return 'past'
  if (starts > shift(overview.now, FARTHEST)) return 'too far'
  return start >= end ? 'over midnight' : { date, start, end }
}

const nextCall = ({ overview, team }: Leading): Campaign | undefined => shownTeam(overview, team).next

/** `set already`: there is a call to come, and one is enough. */
export type SettingCall = 'set' | WrongTime | 'set already'

/** A time is chosen: the meeting is set up and its letters leave. Chosen twice it is one call. */
export async function setCall(
  world: Sends & Plans,
  leading: Leading,
  time: CallTime & { agenda: string },
): Promise<SettingCall> {
  const slot = slotOf(leading, time)
  if (typeof slot === 'string') return slot
  if (nextCall(leading)) return 'set already'
  const { partnership, team, by } = atOf(leading)
  const known = leading.team.calls.length
  const { where, agenda } = time
  const stands = await editTeam(world, partnership, team, (each, at) =>
    // Somebody else may have chosen since the page was read.
    each.calls.length > known ? undefined : choose(each, { slot, by, where, agenda, at }),
  )
  const isSet = stands?.calls.some(call => call.slot.date === slot.date && call.slot.start === slot.start)
  return isSet ? 'set' : 'set already'
}

/** So many changes of one call reach everybody on the team in a day. */
const MOVES_A_DAY = 5

/** `often`: it has moved as often as anybody can follow in a day. */
export type MovingCall = 'moved' | WrongTime | 'none set' | 'often'

/** Another time or place for the call to come; whoever has the entry is told. */
export async function moveNextCall(world: Sends & Plans, leading: Leading, time: CallTime): Promise<MovingCall> {
  const slot = slotOf(leading, time)
  if (typeof slot === 'string') return slot
  const next = nextCall(leading)
  if (!next) return 'none set'
  const lately = next.changes.filter(({ at }) => at > shift(leading.overview.now, -DAY)).length
  if (lately >= MOVES_A_DAY) return 'often'
  await moveCall(world, next.id, slot, time.where, atOf(leading).by)
  return 'moved'
}

/** What the call to come is about. */
export async function setNextAgenda(
  world: Sends & Plans,
  leading: Leading,
  agenda: string,
): Promise<'set' | 'none set'> {
  const next = nextCall(leading)
  if (!next) return 'none set'
  await setAgenda(world, next.id, agenda, atOf(leading).by)
  return 'set'
}

/** Somebody on the team promised something: at its latest call, or before there was one at the launch. */
export function promiseOfTeam(
  world: Keeps & Timed,
  { partnership, team, overview }: Leading,
  said: Pick<Promised, 'what' | 'owner' | 'due'>,
): Promise<Promising> {
  const { calls } = shownTeam(overview, team)
  const latest = calls.findLast(({ meeting }) => meeting && meeting.date <= overview.today)
  const promised = { ...said, campaign: latest?.id ?? team.launch, team: team.id }
  return promise(world, partnership.id, promised, { people: presentOf(team), after: overview.today })
}
