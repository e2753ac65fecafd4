/** What of a campaign cannot be read: listed for its convener, and taken away where that does no harm. */
import { shortId } from '../../mail/token.ts'
import type { Context } from '../keep/context.ts'
import { campaignRef, partnershipRef, type UnreadableRow } from '../keep/documents.ts'
import type { Keeps, Logs, ReadOnlyStore, Timed } from '../keep/ports.ts'
import { DOCUMENTS, kindAt } from '../keep/registry.ts'
import { replanErrands } from '../keep/replan.ts'
import { unreadableIn } from '../keep/unreadable.ts'

export interface MissingRow {
  id: string
  row: UnreadableRow
  removable: boolean
  /** As it is stored. */
  value: unknown
}

/** Whatever of a campaign and its partnership cannot be read. */
export async function missingOf(store: ReadOnlyStore, { campaign, partnership }: Context): Promise<MissingRow[]> {
  const partitions = [
    campaignRef(campaign.id).partition,
    partnershipRef(partnership.id).partition,
    `${DOCUMENTS.suppression.partition}${partnership.id}`,
  ]
  const found: MissingRow[] = []
  for (const partition of partitions)
    for (const { row, value } of await unreadableIn(store, partition)) {
      const { key } = row.place
      const removable = kindAt(partition, key)?.removable === true
      found.push({ id: shortId(JSON.stringify([partition, key])), row, removable, value })
    }
  return found
}

/** Takes a row away as it was looked at. `changed`: somebody wrote it since, or it can be read by now. */
export async function takeAway(
  world: Keeps & Timed & Logs,
  context: Context,
  id: string,
  version: number,
): Promise<'taken away' | 'changed' | 'not removable'> {
  const missing = (await missingOf(world.store, context)).find(each => each.id === id)
  if (!missing || missing.row.place.version !== version) return 'changed'
  if (!missing.removable) return 'not removable'
  const { kind, partition, key } = missing.row.place
  if ((await world.store.remove(partition, key, version)) === 'conflict') return 'changed'
  world.log.info('a document that could not be read was taken away', { kind, campaign: context.campaign.id, id })
  await replanErrands(world, context.partnership.id)
  return 'taken away'
}
