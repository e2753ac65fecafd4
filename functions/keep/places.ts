/** Every place in which something of one partnership or campaign is kept, by the registry. */
import type { CampaignId, PartnershipId } from '../../domain/keep/ids.ts'
import { campaignIdsOf, rowsIn } from './documents.ts'
import type { ReadOnlyStore, Store, Stored } from './ports.ts'
import { DOCUMENTS, type DocumentKind } from './registry.ts'

const KINDS: DocumentKind<unknown>[] = Object.values(DOCUMENTS)

/** Partitions of its own. */
const partitionsOf = (owner: 'partnership' | 'campaign', id: string): string[] => [
  ...new Set(KINDS.flatMap(kind => (kind.owner === owner && kind.partition.endsWith('#') ? kind.partition + id : []))),
]

/** The partitions of a partnership and of all its campaigns. */
export async function placesOf(store: ReadOnlyStore, partnership: PartnershipId): Promise<string[]> {
  const campaigns = await campaignIdsOf(store, partnership)
  return [...partitionsOf('partnership', partnership), ...campaigns.flatMap(id => partitionsOf('campaign', id))]
}

/** Rows of its own in partitions that all share: what makes the sweep take it up. */
async function* sharedRows(
  store: ReadOnlyStore,
  owner: 'partnership' | 'campaign',
  id: string,
): AsyncGenerator<{ partition: string; row: Stored }> {
  for (const kind of KINDS) {
    if (kind.owner !== owner || kind.partition.endsWith('#')) continue
    for await (const row of rowsIn(store, kind.partition, id))
      if (row.key === id || row.key.startsWith(`${id}#`)) yield { partition: kind.partition, row }
  }
}

/**
 * Takes away everything of a campaign or a partnership, what others share first and its own document last, so that
 * whoever was cut off finds it and goes on. Answers how many documents that were.
 */
export async function removeAll(
  store: Store,
  owner: 'partnership' | 'campaign',
  id: CampaignId | PartnershipId,
): Promise<number> {
  let count = 0
  const own = DOCUMENTS[owner]
  for await (const { partition, row } of sharedRows(store, owner, id))
    if (await removeRow(store, partition, row.key)) count++
  for (const partition of partitionsOf(owner, id))
    for await (const row of rowsIn(store, partition, ''))
      if (row.key !== own.key || partition !== own.partition + id)
        if (await removeRow(store, partition, row.key)) count++
  return (await removeRow(store, own.partition + id, own.key)) ? count + 1 : count
}

/** So often a row is looked at anew because somebody else wrote in between. */
const TRIES = 20

export async function removeRow(store: Store, partition: string, key: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    const stands = await store.get(partition, key)
    if (!stands) return tries > 0
    if ((await store.remove(partition, key, stands.version)) === 'removed') return true
  }
  throw new Error('too many writers of a document that is to go')
}
