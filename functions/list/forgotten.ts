/** Who asked to be forgotten: known by a hash of their address alone, so that nobody writes to them again. */
import { createHash } from 'node:crypto'
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Forgetting } from '../../domain/list/forgetting.ts'
import { all, idsOf, type Ref, refOf } from '../keep/documents.ts'
import type { Reads } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

/** The hash of an address. */
export const hashOf = (email: string): string =>
  createHash('sha256')
    .update(`forgotten|${canonicalAddress(email)}`)
    .digest('hex')

export const forgettingRef = (partnership: PartnershipId, hash: string): Ref<Forgetting> =>
  refOf(DOCUMENTS.forgetting, partnership, hash)

/** Tells who of a partnership was forgotten, by address. */
export async function forgottenIn(world: Reads, partnership: PartnershipId): Promise<(email: string) => boolean> {
  const hashes = new Set(await idsOf(world.store, DOCUMENTS.forgetting, partnership))
  return hashes.size === 0 ? () => false : email => hashes.has(hashOf(email))
}

/** Every receipt of a partnership, the latest first. */
export async function forgettings(world: Reads, partnership: PartnershipId): Promise<Forgetting[]> {
  const found: Forgetting[] = []
  for await (const { value } of all(world.store, DOCUMENTS.forgetting, partnership)) found.push(value)
  return found.sort((a, b) => (a.at < b.at ? 1 : -1))
}
