/** An address is written to no more, in every campaign of a partnership. */
import type { Suppression } from '../domain/invitation.ts'
import { change, create, suppressionRef } from './documents.ts'
import type { World } from './ports.ts'

/** A person's no outranks a dead address: that one is lifted by another address, or by the convener. */
export const outranks = (news: Pick<Suppression, 'reason'>, stands: Pick<Suppression, 'reason'>): boolean =>
  stands.reason === 'bounced' && news.reason !== 'bounced'

export async function suppress(world: World, partnership: string, suppression: Suppression): Promise<void> {
  const ref = suppressionRef(partnership, suppression.email)
  if (await create(world.store, ref, suppression)) return
  await change(world.store, ref, stands => (outranks(suppression, stands) ? suppression : undefined))
}
