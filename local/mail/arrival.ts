/** What every carrier of incoming mail does with a message: keeps it as it came, and then has it taken. */
import { createHash } from 'node:crypto'
import type { Arrived } from '../../functions/answer/reply-case.ts'
import type { Timed, World } from '../../functions/keep/ports.ts'
import { base32 } from '../../mail/token.ts'

/** Handles a message that is in the mailbox; answers what became of it for each invitation. Safe to repeat. */
export type TakeReply<W = World> = (world: W, arrived: Arrived) => Promise<readonly string[]>

/** A message longer than this is not taken in at all. What is shorter is kept; the reader says what is too long to read. */
export const MOST_BYTES = 30 * 1024 * 1024

/** A message in the hands of its carrier. */
interface Incoming {
  /** MAIL FROM; empty for a bounce, undefined where it is lost. */
  from: string | undefined
  /** The reply addresses it came to. */
  to: readonly string[]
  bytes: Uint8Array
}

/** Once this has come back, the carrier may let go of the message. When it throws, the message has to come again. */
export type TakeIn = (message: Incoming) => Promise<readonly string[]>

export const createTakeIn =
  <W extends Timed & Pick<World, 'mailbox'>>(world: W, takeReply: TakeReply<W>): TakeIn =>
  async ({ from, to, bytes }) => {
    const mail = idOf(bytes, to)
    await world.mailbox.keep(mail, bytes)
    return takeReply(world, { mail, from, to, at: world.clock.now() })
  }

const ID = 32

/** The same bytes for the same recipients are the same message, however often they come. */
function idOf(bytes: Uint8Array, to: readonly string[]): string {
  const recipients = to.map(address => address.toLowerCase()).sort()
  return base32(createHash('sha256').update(recipients.join(' ')).update('\n').update(bytes).digest()).slice(0, ID)
}
