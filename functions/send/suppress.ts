/** An address is written to no more, in every campaign of a partnership. */
import type { PartnershipId } from '../../domain/keep/ids.ts'
import type { Suppression } from '../../domain/keep/invitation.ts'
import { change, create, look, suppressionRef, UnreadableRow } from '../keep/documents.ts'
import type { Keeps } from '../keep/ports.ts'

/** A person's no outranks a dead address: that one is lifted by another address, or by the convener. */
export const outranks = (news: Pick<Suppression, 'reason'>, stands: Pick<Suppression, 'reason'>): boolean =>
  stands.reason === 'bounced' && news.reason !== 'bounced'

/** Notes it, and answers what it was: news, a stronger reason than before, or known. */
export async function suppress(
  world: Keeps,
  partnership: PartnershipId,
  suppression: Suppression,
): Promise<'added' | 'stronger' | 'known'> {
  const ref = suppressionRef(partnership, suppression.email)
  if (await create(world.store, ref, suppression)) return 'added'
  // One that cannot be read holds all the same, whatever its reason was.
  if ((await look(world.store, ref)) instanceof UnreadableRow) return 'known'
  let stronger = false
  const stands = await change(world.store, ref, known => {
    stronger = outranks(suppression, known)
    return stronger ? suppression : undefined
  })
  // Let go of between the two: it holds again.
  if (!stands) return suppress(world, partnership, suppression)
  return stronger ? 'stronger' : 'known'
}
