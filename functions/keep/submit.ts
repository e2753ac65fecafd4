/** Submits one composed message to its carrier (message submission, RFC 6409): the one place from which anything leaves. */
import type { CampaignId, PartnershipId } from '../../domain/keep/ids.ts'
import type { MessageKind, ReaderPart } from '../../domain/send/messages.ts'
import type { Copy, Press } from '../../mail/press.ts'
import type { Knows, PostOutcome, World } from './ports.ts'

/** A message with its envelope, or why there cannot be one. */
export type Composed =
  | {
      from: string
      to: string[]
      bytes: Uint8Array
      /** Whether it carries the calendar entry. */
      entry?: boolean
      part: ReaderPart
    }
  | { refused: string }

/** What its carrier is told of a message beside its envelope. */
export interface About {
  kind: MessageKind
  attempt: string
  /** What lists of what left call it, where that says more than its kind. */
  wave?: string
  /** The campaign it is about, or the partnership; empty for what is about none. */
  campaign: CampaignId | PartnershipId | ''
  invitation?: string
}

/** One attempt (RFC 6409 calls it submission). What cannot be composed is refused here, with the same words. */
export const submit = async (
  { post }: Pick<World, 'post'>,
  message: Composed,
  { kind, wave = kind, ...about }: About,
): Promise<PostOutcome> =>
  'refused' in message
    ? { outcome: 'refused', because: 'address', detail: message.refused }
    : post.send({ ...message, ...about, wave })

/**
 * One message that no document claims, composed and submitted at once: to one reader, from the sender. Whoever waits for it asks
 * again where it did not leave.
 */
export function submitUnclaimed(
  world: Pick<World, 'post' | 'clock' | 'chance' | 'run'> & Knows<'from'>,
  press: Press,
  copy: Pick<Copy, 'replyTo' | 'values'> & { to: string },
  about: Omit<About, 'attempt'>,
): Promise<PostOutcome> {
  const { to, replyTo, values } = copy
  const { from } = world.settings
  const attempt = world.run.id + world.chance.id(10)
  const bytes = press.fill({ to: { name: '', email: to }, replyTo, attempt, at: world.clock.now(), values })
  return submit(world, 'refused' in bytes ? bytes : { from, to: [to], bytes, part: 'convener' }, { ...about, attempt })
}
