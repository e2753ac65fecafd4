/** Where action teams are kept, and how they are read and changed. */
import type { PartnershipId, TeamId } from '../../domain/keep/ids.ts'
import type { ActionTeam } from '../../domain/teams/team.ts'
import { all, change, read, refOf } from '../keep/documents.ts'
import type { ReadOnlyStore, Store } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

export const teamRef = (partnership: PartnershipId, id: TeamId) => refOf(DOCUMENTS.actionTeam, partnership, id)

/** Every action team of a partnership in the order of their founding, those that are closed too. */
export async function teamsOf(store: ReadOnlyStore, partnershipId: PartnershipId): Promise<ActionTeam[]> {
  const found: ActionTeam[] = []
  for await (const { value } of all(store, DOCUMENTS.actionTeam, partnershipId)) found.push(value)
  return found.sort((a, b) => (a.foundedAt < b.foundedAt ? -1 : a.foundedAt > b.foundedAt ? 1 : 0))
}

export const teamOf = async (
  store: ReadOnlyStore,
  partnershipId: PartnershipId,
  id: TeamId,
): Promise<ActionTeam | undefined> => (await read(store, teamRef(partnershipId, id)))?.value

/** Changes one; `decide` answers undefined to leave it. Answers what then stands. */
export const changeTeam = (
  store: Store,
  partnershipId: PartnershipId,
  id: TeamId,
  decide: (team: ActionTeam) => ActionTeam | undefined,
): Promise<ActionTeam | undefined> => change(store, teamRef(partnershipId, id), decide)
