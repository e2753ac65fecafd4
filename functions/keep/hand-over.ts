/** Hands one composed message to the carrier. What cannot be composed is refused here, with the same words. */
import type { Composed } from '../send/letters.ts'
import type { PostOutcome, World } from './ports.ts'

export const handOver = async (
  world: World,
  message: Composed,
  about: { attempt: string; wave: string; campaign: string; invitation?: string },
): Promise<PostOutcome> =>
  'refused' in message
    ? { outcome: 'refused', because: 'address', detail: message.refused }
    : world.post.send({ ...message, ...about })
