/** What became of each errand: one document for an occasion and an address. */
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { open, refOf, rowsIn, UnreadableRow } from '../keep/documents.ts'
import type { ReadOnlyStore } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'

export const sentRef = (partnership: PartnershipId, { key, to }: Pick<Errand, 'key' | 'to'>) =>
  refOf(DOCUMENTS.errandSent, partnership, `${key}#${canonicalAddress(to.email)}`)

/** The errands whose keys begin with `prefix` that are with their readers, as far as anybody can tell. */
export async function sentErrands(
  store: ReadOnlyStore,
  partnership: PartnershipId,
  prefix: string,
): Promise<{ key: string; email: string }[]> {
  const found: { key: string; email: string }[] = []
  const { partition } = refOf(DOCUMENTS.errandSent, partnership, '')
  for await (const stored of rowsIn(store, partition, prefix)) {
    const sent = open(DOCUMENTS.errandSent, partition, stored)
    const [key = '', email = ''] = stored.key.split('#')
    // One that cannot be read was written when the errand was taken up: it may well be with its reader.
    if (sent instanceof UnreadableRow || sent.value.status === 'sent' || sent.value.status === 'in doubt')
      found.push({ key, email })
  }
  return found
}
