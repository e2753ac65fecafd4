/** Says how long a partnership is kept after its last meeting. */
import { KEEP_MONTHS } from '../../../domain/campaign/retention.ts'
import type { PartnershipId } from '../../../domain/keep/ids.ts'
import { change, partnershipRef } from '../../keep/documents.ts'
import type { Keeps, Timed } from '../../keep/ports.ts'
import { replanErrands } from '../../keep/replan.ts'

/** Months that are none of the choices keep it for good. A warning that was given holds for the time it named: it is given anew. */
export async function setKeeping(world: Keeps & Timed, id: PartnershipId, months: number): Promise<void> {
  const keepMonths = KEEP_MONTHS.find(each => each === months)
  await change(world.store, partnershipRef(id), stands => ({ ...stands, keepMonths, endsWarnedAt: undefined }))
  await replanErrands(world, id)
}
