/** A letter that Convoke wrote to itself comes back: what the receiving side says of it. */
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import type { AuthResult, AuthResults, Probe } from '../../../domain/send/probe.ts'
import { readHead } from '../../../mail/head.ts'
import { authResults } from '../../../mail/inbound/authentication.ts'
import type { Whose } from '../../../mail/reply-address.ts'
import { change, read, refOf } from '../../keep/documents.ts'
import type { Keeps, Reads } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'

export const probeRef = refOf(DOCUMENTS.probe)

/** What stands where an invitation's token names the campaign. */
export const OF_A_PROBE = campaignIdFrom('probeprobeprobep')

export const probeOf = async ({ store }: Reads): Promise<Probe | undefined> => (await read(store, probeRef))?.value

/** Whether a token is of a probe, and not of an invitation. */
export const isProbe = ({ campaign }: Whose): boolean => campaign === OF_A_PROBE

/** What a receiving service tells with the delivery. */
type Looked = Record<'spf' | 'dkim' | 'dmarc', AuthResult | 'gray'>

/** It came back. Twice is once; one that is not the last is let go. */
export async function noteProbe(
  world: Keeps,
  { id }: Whose,
  { bytes, verdicts, at }: { bytes: Uint8Array; verdicts: Looked | undefined; at: Instant },
): Promise<void> {
  const looked = verdicts ? ofReceipt(verdicts) : authResults(readHead(new TextDecoder('latin1').decode(bytes)).fields)
  await change(world.store, probeRef, stands =>
    stands.id === id && stands.back === undefined
      ? { ...stands, back: { at, ...(looked ? { looked } : {}) } }
      : undefined,
  )
}

const ofReceipt = ({ spf, dkim, dmarc }: Looked): AuthResults => {
  const plain = (verdict: Looked['spf']) => (verdict === 'gray' ? 'fail' : verdict)
  return { server: 'Amazon SES', spf: plain(spf), dkim: plain(dkim), dmarc: plain(dmarc) }
}
