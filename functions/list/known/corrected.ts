/**
 * Somebody of a list gets another address, and is to be known by it in all of their partnership. A mark stands from before
 * their invitation is written until everything has followed it, so that the sweep finishes what a crash left undone.
 */
import type { Actor } from '../../../domain/keep/history.ts'
import type { InvitationId, PartnershipId } from '../../../domain/keep/ids.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { sameAddress } from '../../../domain/keep/partnership.ts'
import { type Ref, refOf, upsert } from '../../keep/documents.ts'
import type { Keeps, Timed } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import type { CorrectionMark } from '../../keep/shapes.ts'

export const correctionRef = (partnership: PartnershipId, id: InvitationId): Ref<CorrectionMark> =>
  refOf(DOCUMENTS.correction, `${partnership}#${id}`)

/** Whom else the partnership may know somebody as from now on. Every mark is a new version, so that nobody takes away another's. */
export async function noteCorrection(
  world: Keeps & Timed,
  partnership: PartnershipId,
  { campaign, id, invitee: { name, email } }: Pick<Invitation, 'campaign' | 'id' | 'invitee'>,
  by: Actor,
): Promise<void> {
  const at = world.clock.now()
  await upsert(world.store, correctionRef(partnership, id), stands => {
    const others = (stands?.was ?? []).filter(each => each.name !== name || !sameAddress(each.email, email))
    return { ...stands, partnership, campaign, invitation: id, was: [...others, { name, email }], by, at }
  })
}
