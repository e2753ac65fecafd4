/**
 * The probe: Convoke writes to its own reply address, and reads what the receiving side says of the letter that came back.
 * It goes the way of every letter and of every answer, so that whoever runs Convoke sees both before anybody is invited.
 */
import { campaignIdFrom } from '../../../domain/keep/ids.ts'
import type { Instant } from '../../../domain/keep/time.ts'
import { readHead } from '../../../mail/head.ts'
import { type AuthResult, type AuthResults, authResults } from '../../../mail/inbound/authentication.ts'
import { replyAddressOf, type Whose } from '../../../mail/reply-address.ts'
import { setLetter } from '../../../mail/set-letter.ts'
import { shortId } from '../../../mail/token.ts'
import { PROBE } from '../../../templates/texts.ts'
import { deskOf } from '../../keep/desk-of.ts'
import { change, read, refOf, upsert } from '../../keep/documents.ts'
import type { Keeps, Reads, Sends } from '../../keep/ports.ts'
import { DOCUMENTS } from '../../keep/registry.ts'
import type { Probe } from '../../keep/shapes.ts'
import { submit } from '../../keep/submit.ts'

const probeRef = refOf(DOCUMENTS.probe)

/** What stands where an invitation's token names the campaign. */
const OWN = campaignIdFrom('probeprobeprobep')

export const probeOf = async ({ store }: Reads): Promise<Probe | undefined> => (await read(store, probeRef))?.value

/** Writes to our own reply address. The last probe is forgotten. */
export async function sendProbe(world: Sends): Promise<void> {
  const { settings, clock, chance, run } = world
  const at = clock.now()
  const id = shortId(`${run.id}${chance.id(10)}`)
  await upsert(world.store, probeRef, () => ({ id, at, left: 'leaves', detail: '' }))
  const to = replyAddressOf(settings.secret, settings.replyDomain, OWN, id)
  const attempt = run.id + chance.id(10)
  const press = await setLetter({ kind: 'probe', text: PROBE }, { from: settings.from })
  const bytes = press.fill({ to: { name: '', email: to }, replyTo: deskOf(settings), attempt, at, values: {} })
  const message = 'refused' in bytes ? bytes : { from: settings.from, to: [to], bytes, part: 'convener' as const }
  const outcome = await submit(world, message, { kind: 'probe', attempt, campaign: '' })
  await change(world.store, probeRef, stands =>
    stands.id === id
      ? { ...stands, left: outcome.outcome, detail: 'detail' in outcome ? outcome.detail.slice(0, 500) : '' }
      : undefined,
  )
}

/** Whether a token is of a probe, and not of an invitation. */
export const isProbe = ({ campaign }: Whose): boolean => campaign === OWN

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
