/**
 * Says that something changed, so that the errands of a partnership are planned again at the next sweep: a dirty flag
 * that keeps the instant at which to look next.
 */
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { refOf, upsert } from './documents.ts'
import type { Keeps, Timed } from './ports.ts'
import { DOCUMENTS } from './registry.ts'

/** A partnership that has errands, and when to look at them next. */
export const errandPlanRef = (partnership: PartnershipId) => refOf(DOCUMENTS.errandPlan, partnership)

/** Cheap where that was said a moment ago. */
export async function replanErrands(world: Keeps & Timed, partnershipId: PartnershipId): Promise<void> {
  await upsert(world.store, errandPlanRef(partnershipId), found => {
    const now = world.clock.now()
    return found && found.next <= now ? undefined : { ...found, id: partnershipId, next: now }
  })
}
