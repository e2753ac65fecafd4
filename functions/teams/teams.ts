/** Where action teams are kept, and how they are read and changed. */
import * as z from 'zod'
import type { ActionTeam } from '../../domain/teams/team.ts'
import { all, change, partnershipRef, type Ref, read } from '../keep/documents.ts'
import type { ReadOnlyStore, Store } from '../keep/ports.ts'

const slot = z.object({ date: z.string(), start: z.string(), end: z.string() })

const team: z.ZodType<ActionTeam> = z.object({
  id: z.string(),
  launch: z.string(),
  priority: z.string().optional(),
  name: z.string(),
  members: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      company: z.string(),
      email: z.string(),
      publicPartner: z.boolean(),
      brings: z.string(),
      joinedAt: z.string(),
      leftAt: z.string().optional(),
      wouldLead: z.literal(true).optional(),
    }),
  ),
  lead: z.string().optional(),
  outcome: z.string(),
  strategy: z.string(),
  asks: z.array(z.object({ id: z.string(), text: z.string(), at: z.string() })),
  offers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      title: z.string(),
      organisation: z.string(),
      email: z.string(),
      text: z.string(),
      at: z.string(),
      answer: z.enum(['welcome', 'not now']).optional(),
    }),
  ),
  proposal: z.object({ round: z.number().int(), slots: z.array(slot), at: z.string() }).optional(),
  where: z.string(),
  calls: z.array(
    z.object({
      slot,
      by: z.string(),
      at: z.string(),
      where: z.string(),
      agenda: z.string(),
      campaign: z.string().optional(),
    }),
  ),
  foundedAt: z.string(),
  closedAt: z.string().optional(),
  history: z.array(z.object({ at: z.string(), by: z.string(), what: z.string() })),
})

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
