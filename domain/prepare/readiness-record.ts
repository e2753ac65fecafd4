/** The readiness record of a launch: who stands for what, what justifies the choice, and what the support team agrees on. */

import * as z from 'zod'
import {
  type Champion,
  canonicalAddress,
  type Partnership,
  type Role,
  roleShape,
  sameAddress,
  type TeamMember,
} from '../keep/partnership.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'
import { companyKey, plainWords } from '../list/company.ts'

/** What a member of the support team stands for. The first three are the core of a partnership. */
export const SECTORS = ['education', 'workforce', 'economic development', 'other'] as const
export type Sector = (typeof SECTORS)[number]
export const CORE: readonly Sector[] = ['education', 'workforce', 'economic development']

export const FOOTPRINTS = ['right', 'too small', 'too big'] as const
export type Footprint = (typeof FOOTPRINTS)[number]

/** A figure that justifies the choice of industry and region, and where it can be looked up. */
const figure = shape(() =>
  z.object({
    id: z.string(),
    figure: personal.words(),
    link: z.string(),
    note: personal.words(),
    at: instant(),
    by: personal.name(),
  }),
)
export type Figure = Shaped<typeof figure>

/** What somebody said to their role; it counts as long as the role is theirs. */
const roleAnswer = shape(() =>
  z.object({ role: roleShape(), said: z.enum(['agreed', 'not like this']), note: personal.words(), at: instant() }),
)
export type RoleAnswer = Shaped<typeof roleAnswer>

/** What somebody thinks of the industry and region that `of` names. */
const footprintAnswer = shape(() =>
  z.object({ of: z.string(), said: z.enum(FOOTPRINTS), note: personal.words(), at: instant() }),
)
export type FootprintAnswer = Shaped<typeof footprintAnswer>

const dayRoles = shape(() =>
  z.object({
    /** Ids of champions. */
    welcomes: z.array(z.string()).optional(),
    /** Addresses of the team. */
    facilitates: z.array(personal.address()).optional(),
    listens: z.array(personal.address()).optional(),
  }),
)
export type DayRoles = Shaped<typeof dayRoles>

/** By canonical address where it is somebody's. */
export const readinessRecordShape = shape(() =>
  z.object({
    sectors: z.record(personal.address(), z.enum(SECTORS)),
    figures: z.array(figure()),
    roles: z.record(personal.address(), roleAnswer()),
    footprints: z.record(personal.address(), footprintAnswer()),
    /** When somebody called the list of invitees right. */
    lists: z.record(personal.address(), instant()),
    /** Who does what at the launch, where it is not what roles say. */
    day: dayRoles(),
    /** When the convener put roles and the list before the team. */
    asked: z.object({
      roles: instant().optional(),
      list: z.object({ round: z.number().int(), at: instant() }).optional(),
    }),
  }),
)
export type ReadinessRecord = Shaped<typeof readinessRecordShape>

export const emptyReadinessRecord: ReadinessRecord = {
  sectors: {},
  figures: [],
  roles: {},
  footprints: {},
  lists: {},
  day: {},
  asked: {},
}

export const MOST_FIGURES = 12

/** What a role asks of whoever takes it on; what they agree to. */
export const DUTIES: Record<Role, readonly string[]> = {
  convener: [
    'Bring the partners together and lead without a stake of your own',
    'Turn priorities of business into next steps, and find who takes them on',
    'Track progress, and hold partners to what they promised',
  ],
  'co-convener': [
    'Share the convener’s work: either of you can do all of it',
    'Track progress, and hold partners to what they promised',
  ],
  facilitator: [
    'Guide the launch, and stay neutral: you have no stake in what is decided',
    'See that business leaders talk first and most',
    'Sum up what was said as priorities, in their words',
  ],
  'support team': [
    'Agree with the others on the industry, the region and who to invite',
    'Call those you know who have not answered',
    'Listen at the launch, debrief afterwards, then help where business asks for it',
  ],
}

const HINTS: readonly [Sector, RegExp][] = [
  ['education', /\b(college|universit\w*|school\w*|k 12|educat\w*|district|academy|cte|training center)\b/],
  ['workforce', /\b(workforce|wib|job center|employment|labor|labour|career center)\b/],
  ['economic development', /\b(economic|development|edc|edo|edp|chamber|redevelopment)\b/],
]

/** What an organization's name says it stands for: "Community college" is education. */
export const sectorIn = (organization: string): Sector | undefined =>
  HINTS.find(([, pattern]) => pattern.test(plainWords(organization)))?.[0]

/** What somebody stands for, as said, else as their organization's name tells. Facilitators stand for nothing. */
export function sectorOf({ sectors }: Pick<ReadinessRecord, 'sectors'>, member: TeamMember): Sector | undefined {
  if (member.role === 'facilitator') return undefined
  return sectors[canonicalAddress(member.email)] ?? sectorIn(member.organization)
}

export function roleAnswerOf({ roles }: Pick<ReadinessRecord, 'roles'>, member: TeamMember): RoleAnswer | undefined {
  const answer = roles[canonicalAddress(member.email)]
  return answer?.role === member.role ? answer : undefined
}

/** Industry and region as one name: whoever answered for another answers anew. */
export const scopeOf = ({ sector, region }: Pick<Partnership, 'sector' | 'region'>): string =>
  plainWords(`${sector} in ${region}`)

export function footprintOf(
  { footprints }: Pick<ReadinessRecord, 'footprints'>,
  partnership: Partnership,
  member: TeamMember,
): FootprintAnswer | undefined {
  const answer = footprints[canonicalAddress(member.email)]
  return answer?.of === scopeOf(partnership) ? answer : undefined
}

/** Those who agree on industry, region and list: all of the team but the facilitators, who are neutral. */
export const decidersOf = ({ team }: Pick<Partnership, 'team'>): TeamMember[] =>
  team.filter(({ role }) => role !== 'facilitator')

/** Who welcomes, facilitates and listens at the launch: as chosen, else as roles say. */
export function dayRolesOf(
  { champions, team }: Pick<Partnership, 'champions' | 'team'>,
  { day }: Pick<ReadinessRecord, 'day'>,
): { welcomes: Champion[]; facilitates: TeamMember[]; listens: TeamMember[] } {
  const chosen = (addresses: readonly string[]) =>
    team.filter(({ email }) => addresses.some(each => sameAddress(each, email)))
  return {
    welcomes: day.welcomes ? champions.filter(({ id }) => day.welcomes?.includes(id)) : champions,
    facilitates: day.facilitates ? chosen(day.facilitates) : team.filter(({ role }) => role === 'facilitator'),
    listens: day.listens ? chosen(day.listens) : team.filter(({ role }) => role === 'support team'),
  }
}

/**
 * The choice as it is kept: what roles say anyway is not kept, so that it follows them, and nobody who is neither champion
 * nor of the team.
 */
export function chosenDay(partnership: Pick<Partnership, 'champions' | 'team'>, chosen: Required<DayRoles>): DayRoles {
  const usual = namedDay(dayRolesOf(partnership, { day: {} }))
  const there = namedDay(dayRolesOf(partnership, { day: chosen }))
  const same = (a: readonly string[], b: readonly string[]) =>
    [...a].map(canonicalAddress).sort().join() === [...b].map(canonicalAddress).sort().join()
  const kept = (role: keyof DayRoles) => (same(there[role], usual[role]) ? undefined : there[role])
  return { welcomes: kept('welcomes'), facilitates: kept('facilitates'), listens: kept('listens') }
}

const namedDay = ({ welcomes, facilitates, listens }: ReturnType<typeof dayRolesOf>) => ({
  welcomes: welcomes.map(({ id }) => id),
  facilitates: facilitates.map(({ email }) => email),
  listens: listens.map(({ email }) => email),
})

/**
 * Why somebody is not neutral, if they are not: they are a champion, or belong to a business at the table.
 * `businesses` are keys of companies.
 */
export function stakeOf(
  { name, email, organization }: TeamMember,
  champions: readonly Champion[],
  businesses: ReadonlySet<string>,
): string | undefined {
  if (champions.some(champion => sameAddress(champion.email, email))) return `${name} is a champion`
  const key = companyKey(organization)
  const host = champions.some(({ company }) => companyKey(company) === key)
  return key !== '' && (host || businesses.has(key)) ? `${organization} is a business at the table` : undefined
}
