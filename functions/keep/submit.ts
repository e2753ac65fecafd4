/** Hands one composed message to the carrier. What cannot be composed is refused here, with the same words. */
import type { PostOutcome, World } from './ports.ts'

/** A message with its envelope, or why there cannot be one. */
export type Composed =
  | { from: string; to: string[]; bytes: Uint8Array /** Whether it carries the calendar entry. */; entry?: boolean }
  | { refused: string }

export const handOver = async (
  world: World,
  message: Composed,
  about: { attempt: string; wave: string; campaign: string; invitation?: string },
): Promise<PostOutcome> =>
  'refused' in message
    ? { outcome: 'refused', because: 'address', detail: message.refused }
    : world.post.send({ ...message, ...about })
