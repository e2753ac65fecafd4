/** One thing that a launch stands on: whether it stands, what is missing, and the step that mends it. */
import { personOf } from '../answer/board.ts'
import { type Fold, folding } from '../answer/folding.ts'
import { many } from '../answer/many.ts'
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

/** Counts those who are on a list now. Whoever comes in another's place is no other company. */
export const countList = (invitations: readonly Listed[], sequence = 0): ListCounts => countsOf(invitations, sequence)

/** The same of a long list in works of a turn each: whoever has done them finds it made. */
export const countTurns = (invitations: readonly Listed[], sequence: number): (() => void)[] =>
  countsOf.turns(invitations, sequence)

const countsOf = folding((sequence: number): Fold<Listed, ListCounts> => {
  const counts = { leaders: 0, notTop: 0, publicPartners: 0 }
  const coming = { leaders: 0, publicPartners: 0 }
  const companies = many()
  const added = many()
  function count(each: Listed, by: 1 | -1): void {
    const { invitee, removedAt, standsInFor, addedAt } = each
    if (removedAt !== undefined || standsInFor) return
    const { state, company } = personOf(each, sequence)
    const side = invitee.publicPartner ? 'publicPartners' : 'leaders'
    counts[side] += by
    if (state === 'accepted' || state === 'delegated') coming[side] += by
    if (side === 'leaders') companies.count(company.key, by)
    if (side === 'leaders' && invitee.title !== '' && !isTopRole(invitee.title)) counts.notTop += by
    added.count(addedAt, by)
  }
  return {
    change(gone, come) {
      for (const each of gone) count(each, -1)
      for (const each of come) count(each, 1)
    },
    made: () => ({
      ...counts,
      coming: { ...coming },
      companies: new Set(companies.all().keys()),
      addedAt: [...added.all()].flatMap(([at, many]) => Array<Instant>(many).fill(at)),
    }),
  }
})

/** The lists of several sessions as one. */
export const allLists = (lists: readonly ListCounts[]): ListCounts => {
  const sum = (of: (list: ListCounts) => number) => lists.reduce((sum, list) => sum + of(list), 0)
  return {
    leaders: sum(({ leaders }) => leaders),
    companies: new Set(lists.flatMap(({ companies }) => [...companies])),
    notTop: sum(({ notTop }) => notTop),
    publicPartners: sum(({ publicPartners }) => publicPartners),
    coming: {
      leaders: sum(({ coming }) => coming.leaders),
      publicPartners: sum(({ coming }) => coming.publicPartners),
    },
    addedAt: lists.flatMap(({ addedAt }) => addedAt),
  }
}

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
