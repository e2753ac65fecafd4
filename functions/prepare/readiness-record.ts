/** Where what a partnership has said of its readiness is kept, and what changes it. Each change may be made twice. */
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { canonicalAddress, type Partnership, sameAddress, type TeamMember } from '../../domain/keep/partnership.ts'
import {
  chosenDay,
  type DayRoles,
  decidersOf,
  emptyReadinessRecord,
  type Figure,
  type Footprint,
  MOST_FIGURES,
  type ReadinessRecord,
  type Sector,
  scopeOf,
} from '../../domain/prepare/readiness-record.ts'
import { shortId } from '../../mail/token.ts'
import { read, refOf, upsert } from '../keep/documents.ts'
import type { Keeps, ReadOnlyStore, Timed } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'

const readinessRecordRef = (partnership: PartnershipId) => refOf(DOCUMENTS.readinessRecord, partnership)

export const readinessRecordOf = async (store: ReadOnlyStore, partnershipId: PartnershipId): Promise<ReadinessRecord> =>
  (await read(store, readinessRecordRef(partnershipId)))?.value ?? emptyReadinessRecord

/** Reads, decides, writes; there may be none yet. `decide` answers undefined to leave it. */
async function changeReadinessRecord(
  world: Keeps & Timed,
  partnershipId: PartnershipId,
  decide: (readinessRecord: ReadinessRecord) => ReadinessRecord | undefined,
): Promise<void> {
  let changed = false
  await upsert(world.store, readinessRecordRef(partnershipId), (stands = emptyReadinessRecord) => {
    const next = decide(stands)
    changed = next !== undefined
    return next
  })
  if (changed) await replanErrands(world, partnershipId)
}

/** Whom members stand for, by address; what was said before and is not named stays. */
export const setSectors = (
  world: Keeps & Timed,
  id: PartnershipId,
  said: Readonly<Record<string, Sector>>,
): Promise<void> =>
  changeReadinessRecord(world, id, stands => ({
    ...stands,
    sectors: {
      ...stands.sectors,
      ...Object.fromEntries(Object.entries(said).map(([email, sector]) => [canonicalAddress(email), sector])),
    },
  }))

/** Adds a figure; the same figure with the same link is one. Answers whether there was room. */
export async function addFigure(
  world: Keeps & Timed,
  id: PartnershipId,
  said: Pick<Figure, 'figure' | 'link' | 'note'>,
  by: string,
): Promise<boolean> {
  const own = shortId(JSON.stringify(['figure', said.figure, said.link]))
  let room = true
  await changeReadinessRecord(world, id, stands => {
    const others = stands.figures.filter(each => each.id !== own)
    const before = stands.figures.find(each => each.id === own)
    room = others.length < MOST_FIGURES
    const figure = { ...before, ...said, id: own, at: world.clock.now(), by }
    return room ? { ...stands, figures: [...others, figure] } : undefined
  })
  return room
}

export const dropFigure = (world: Keeps & Timed, id: PartnershipId, figure: string): Promise<void> =>
  changeReadinessRecord(world, id, stands => ({
    ...stands,
    figures: stands.figures.filter(each => each.id !== figure),
  }))

export const setDayRoles = (
  world: Keeps & Timed,
  partnership: Partnership,
  chosen: Required<DayRoles>,
): Promise<void> =>
  changeReadinessRecord(world, partnership.id, stands => ({
    ...stands,
    day: { ...stands.day, ...chosenDay(partnership, chosen) },
  }))

/** Puts roles, industry and region before the team. Who has been asked is not asked again; who joins later is. */
export const askRoles = (world: Keeps & Timed, id: PartnershipId): Promise<void> =>
  changeReadinessRecord(world, id, stands =>
    stands.asked.roles ? undefined : { ...stands, asked: { ...stands.asked, roles: world.clock.now() } },
  )

/** Puts the list before the team; `round` is the one the convener saw, so that asking twice at once is asking once. */
export const askList = (world: Keeps & Timed, id: PartnershipId, round: number): Promise<void> =>
  changeReadinessRecord(world, id, stands =>
    (stands.asked.list?.round ?? 0) === round
      ? {
          ...stands,
          asked: { ...stands.asked, list: { ...stands.asked.list, round: round + 1, at: world.clock.now() } },
        }
      : undefined,
  )

/** What a member says to their role, and whom they stand for. */
export const answerRole = (
  world: Keeps & Timed,
  id: PartnershipId,
  { email, role }: TeamMember,
  { said, note, sector }: { said: 'agreed' | 'not like this'; note: string; sector?: Sector | undefined },
): Promise<void> => {
  const own = canonicalAddress(email)
  return changeReadinessRecord(world, id, stands => {
    const before = stands.roles[own]
    const again = before?.role === role && before.said === said && before.note === note
    const roles = again
      ? stands.roles
      : { ...stands.roles, [own]: { ...before, role, said, note, at: world.clock.now() } }
    return { ...stands, roles, sectors: sector ? { ...stands.sectors, [own]: sector } : stands.sectors }
  })
}

/** `not asked`: neutral members decide neither about industry and region nor about the list. */
export type Deciding = 'noted' | 'not asked'

const isAsked = (partnership: Partnership, { email }: TeamMember): boolean =>
  decidersOf(partnership).some(each => sameAddress(each.email, email))

/** Whether industry and region are right, in a member's eyes. */
export async function answerFootprint(
  world: Keeps & Timed,
  partnership: Partnership,
  member: TeamMember,
  { said, note }: { said: Footprint; note: string },
): Promise<Deciding> {
  if (!isAsked(partnership, member)) return 'not asked'
  const own = canonicalAddress(member.email)
  const answer = { of: scopeOf(partnership), said, note, at: world.clock.now() }
  await changeReadinessRecord(world, partnership.id, stands => ({
    ...stands,
    footprints: { ...stands.footprints, [own]: { ...stands.footprints[own], ...answer } },
  }))
  return 'noted'
}

/** A member calls the list right as it is now. */
export async function agreeToList(
  world: Keeps & Timed,
  partnership: Partnership,
  member: TeamMember,
): Promise<Deciding> {
  if (!isAsked(partnership, member)) return 'not asked'
  await changeReadinessRecord(world, partnership.id, stands => ({
    ...stands,
    lists: { ...stands.lists, [canonicalAddress(member.email)]: world.clock.now() },
  }))
  return 'noted'
}
