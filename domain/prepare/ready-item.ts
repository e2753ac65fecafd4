/** One thing that a launch stands on: whether it stands, what is missing, and the step that mends it. */
import { personOf } from '../answer/board.ts'
import { remembering } from '../answer/remembering.ts'
import type { Campaign } from '../keep/campaign.ts'
import type { Listed } from '../keep/listed.ts'
import type { Champion, Partnership } from '../keep/partnership.ts'
import type { CampaignPage } from '../keep/paths.ts'
import type { Instant } from '../keep/time.ts'
import { isTopRole } from '../list/job-title.ts'
import type { ReadinessRecord } from './readiness-record.ts'

export type Readiness = 'ready' | 'partly' | 'missing'

/** Something to do, and where: a step of the set-up, or a part of the page of readiness. */
export interface Mend {
  words: string
  step: CampaignPage
  place?: string | undefined
  /** Asked already, or past mending: others have to move, or nobody can. */
  waits?: boolean | undefined
}

export interface Item {
  id: string
  title: string
  state: Readiness
  /** What stands, in a few words. */
  is: string
  missing: Mend[]
}

/** A step of the method. */
export interface ReadinessStage {
  id: 'team' | 'scope' | 'launch'
  title: string
  items: Item[]
}

/** The people on the lists of a launch, as far as readiness counts them. */
export interface ListCounts {
  /** Business leaders; public partners are not counted. */
  leaders: number
  companies: ReadonlySet<string>
  /** Whose titles do not sound like those of people who decide. */
  notTop: number
  publicPartners: number
  /** Those of both who said yes. */
  coming: { leaders: number; publicPartners: number }
  addedAt: readonly Instant[]
}

export interface ReadinessFacts {
  partnership: Partnership
  campaign: Campaign
  readinessRecord: ReadinessRecord
  listed: ListCounts
  /** Names the team has proposed and nobody has answered. */
  waiting: number
  signed: readonly Champion[]
  unsigned: readonly Champion[]
  now: Instant
}

/** Counts those who are on the lists now. Whoever comes in another's place is no other company. */
export const countList = (invitations: readonly Listed[], sequence = 0): ListCounts => countsOf(invitations, sequence)

const countsOf = remembering((invitations: readonly Listed[], sequence: number): ListCounts => {
  const there = invitations.filter(({ removedAt, standsInFor }) => removedAt === undefined && !standsInFor)
  const leaders = there.filter(({ invitee }) => !invitee.publicPartner)
  const comes = (each: Listed): boolean => {
    const { state } = personOf(each, sequence)
    return state === 'accepted' || state === 'delegated'
  }
  return {
    leaders: leaders.length,
    companies: new Set(leaders.map(each => personOf(each, sequence).company.key)),
    notTop: leaders.filter(({ invitee }) => invitee.title !== '' && !isTopRole(invitee.title)).length,
    publicPartners: there.length - leaders.length,
    coming: {
      leaders: leaders.filter(comes).length,
      publicPartners: there.filter(each => comes(each) && each.invitee.publicPartner).length,
    },
    addedAt: there.map(({ addedAt }) => addedAt),
  }
})

/** `some`: part of it stands. */
export const item = (id: string, title: string, is: string, missing: Mend[], some: boolean): Item => ({
  id,
  title,
  is,
  missing,
  state: missing.length === 0 ? 'ready' : some ? 'partly' : 'missing',
})

/** "Ann", "Ann and Bob", "Ann, Bob and 3 others". */
export function namesOf(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} others`] : [...names]
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}

export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** One person agrees with nobody: what to do where the team is so small. */
export const aloneIn = (people: readonly unknown[]): Mend[] =>
  people.length < 2 ? [{ words: 'You are alone. Name the others of the team.', step: 'team' }] : []
