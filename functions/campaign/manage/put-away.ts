/** Lists a partnership apart, or among the others again. Nothing else of it changes. */
import type { PartnershipId } from '../../../domain/keep/ids.ts'
import { change, partnershipRef } from '../../keep/documents.ts'
import type { Keeps, Timed } from '../../keep/ports.ts'

export async function putAway(world: Keeps & Timed, id: PartnershipId, away: boolean): Promise<void> {
  const archivedAt = away ? world.clock.now() : undefined
  await change(world.store, partnershipRef(id), stands => ({ ...stands, archivedAt }))
}
