/** Where action teams are kept, and how they are read and changed. */
import type * as z from 'zod'
import { type ActionTeam, actionTeamShape } from '../../domain/teams/team.ts'
import { all, change, partnershipRef, type Ref, read } from '../keep/documents.ts'
import type { ReadOnlyStore, Store } from '../keep/ports.ts'

const team: z.ZodType<ActionTeam> = actionTeamShape()

export const teamRef = (partnershipId: string, id: string): Ref<ActionTeam> => ({
  partition: partnershipRef(partnershipId).partition,
  key: `team#${id}`,
  schema: team,
})

/** Every action team of a partnership in the order of their founding, those that are closed too. */
export async function teamsOf(store: ReadOnlyStore, partnershipId: string): Promise<ActionTeam[]> {
  const found: ActionTeam[] = []
  for await (const { value } of all(store, partnershipRef(partnershipId).partition, 'team#', team)) found.push(value)
  return found.sort((a, b) => (a.foundedAt < b.foundedAt ? -1 : a.foundedAt > b.foundedAt ? 1 : 0))
}

export const teamOf = async (
  store: ReadOnlyStore,
  partnershipId: string,
  id: string,
): Promise<ActionTeam | undefined> => (await read(store, teamRef(partnershipId, id)))?.value

/** Changes one; `decide` answers undefined to leave it. Answers what then stands. */
export const changeTeam = (
  store: Store,
  partnershipId: string,
  id: string,
  decide: (team: ActionTeam) => ActionTeam | undefined,
): Promise<ActionTeam | undefined> => change(store, teamRef(partnershipId, id), decide)
