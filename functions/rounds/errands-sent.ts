/** What became of each errand: one document for an occasion and an address. */
import * as z from 'zod'
import { canonicalAddress } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import type { Ref } from '../keep/documents.ts'
import type { ReadOnlyStore } from '../keep/ports.ts'

export interface Sent {
  kind: string
  status: 'due' | 'claimed' | 'sent' | 'in doubt' | 'failed'
  at: Instant
  attempt: string
}

const sent: z.ZodType<Sent> = z.object({
  kind: z.string(),
  status: z.enum(['due', 'claimed', 'sent', 'in doubt', 'failed']),
  at: z.string(),
  attempt: z.string(),
})

const partitionOf = (partnership: string): string => `errand#${partnership}`

export const sentRef = (partnership: string, { key, to }: Pick<Errand, 'key' | 'to'>): Ref<Sent> => ({
  partition: partitionOf(partnership),
  key: `${key}#${canonicalAddress(to.email)}`,
  schema: sent,
})

/** The errands whose keys begin with `prefix` that are with their readers, as far as anybody can tell. */
export async function sentErrands(
  store: ReadOnlyStore,
  partnership: string,
  prefix: string,
): Promise<{ key: string; email: string }[]> {
  const found: { key: string; email: string }[] = []
  let after: string | undefined
  do {
    const page = await store.list(partitionOf(partnership), {
      prefix,
      limit: 200,
      ...(after === undefined ? {} : { after }),
    })
    for (const { key, value } of page.found) {
      const [occasion = '', email = ''] = key.split('#')
      const { status } = sent.parse(value)
      if (status === 'sent' || status === 'in doubt') found.push({ key: occasion, email })
    }
    after = page.after
  } while (after !== undefined)
  return found
}
