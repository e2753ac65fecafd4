/**
 * What the receiving service found out about a message. The verdicts come with the delivery, never from a header, which
 * anybody may write.
 */
import { domainOf } from '../../../domain/list/mailbox.ts'
import { readHead } from '../../../mail/head.ts'

type Verdict = 'pass' | 'fail' | 'gray' | 'none'

export interface ReceiptVerdicts {
  spam: Verdict
  virus: Verdict
  spf: Verdict
  dkim: Verdict
  /** Of the domain in From (RFC 7489). */
  dmarc: Verdict
}

/** As what it is set aside, if it is. */
export const unwanted = (verdicts: ReceiptVerdicts | undefined): 'virus' | 'spam' | undefined =>
  verdicts?.virus === 'fail' ? 'virus' : verdicts?.spam === 'fail' ? 'spam' : undefined

/**
 * Whether nobody vouches for the address in From: DMARC failed; or it says nothing, and neither a DKIM signature nor SPF
 * of the same organization passed. Where nobody looked, nothing is doubtful: the token alone decides.
 */
export function isDoubtful(
  verdicts: ReceiptVerdicts | undefined,
  bytes: Uint8Array,
  from: string | undefined,
  envelopeFrom: string | undefined,
): boolean {
  if (verdicts === undefined || verdicts.dmarc === 'pass') return false
  // A bounce has nobody to vouch for it; it can only say of a letter that it came back.
  if (envelopeFrom === '') return false
  if (verdicts.dmarc === 'fail' || from === undefined) return true
  const domain = domainOf(from)
  if (verdicts.spf === 'pass' && envelopeFrom && aligned(domainOf(envelopeFrom), domain)) return false
  // The verdict says that one signature holds, not which: a second one may be made up beside it. So all have to fit.
  const signed = signers(bytes)
  return !(verdicts.dkim === 'pass' && signed.length > 0 && signed.every(signer => aligned(signer, domain)))
}

/** The same domain, or one beneath the other (the relaxed mode of RFC 7489, without the list of public suffixes). */
const aligned = (a: string, b: string): boolean =>
  a.includes('.') && b.includes('.') && (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`))

const HEAD = 65_536

/**
 * The domains of the message's DKIM signatures (RFC 6376 section 3.5, `d=`): none of a head that does not end, in which
 * one could be hidden, and an empty one of a signature that does not read.
 */
function signers(bytes: Uint8Array): string[] {
  const { fields, ended } = readHead(new TextDecoder('latin1').decode(bytes.subarray(0, HEAD)))
  if (!ended) return []
  return fields
    .filter(({ name }) => name === 'dkim-signature')
    .map(({ value }) => /(?:^|[;\s])d\s*=\s*([a-z0-9.-]+)\s*(?:;|$)/i.exec(value)?.[1]?.toLowerCase() ?? '')
}
