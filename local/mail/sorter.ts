/**
 * What is done with each message of a mailbox that may be anybody's, however it is read (IMAP or Microsoft Graph): mail for our
 * reply addresses and letters that came back are taken and marked as read; what is for Convoke itself is shown; else the head
 * alone is looked at.
 */
import { DAY, toMillis } from '../../domain/keep/time.ts'
import type { Keeps, Knows, Logs, World } from '../../functions/keep/ports.ts'
import { deskAddressOf } from '../../mail/reply-address.ts'
import { MOST_BYTES, type TakeIn } from './arrival.ts'
import { deskGate, MOST_TO_DESK } from './desk-gate.ts'
import { isForDesk, mayBeBounce, recipientsIn, returnedFor, senderIn } from './mailbox-letter.ts'

/** A message as it lies in a mailbox. */
export interface Lying {
  /** Names it as long as this process runs. */
  id: string
  /** Fields of its head, HEADERS among them. */
  fields: Uint8Array
  /** When it came, as its server says. */
  came: Date | string | undefined
  /** Bytes, where its server says. */
  size?: number
  /** All of it, or undefined where it is gone or has more bytes than `most`. */
  whole(most: number): Promise<Uint8Array | undefined>
  markRead(): Promise<void>
}

export interface Sorter {
  /** Deals with one message. Throws HeldUp where it has to be tried again before what comes after it. */
  sort(message: Lying): Promise<void>
  /** Whether a message is being taken at this moment. */
  isBusy(): boolean
}

/** A message could not be taken: what comes after it waits, and it is tried again. */
export class HeldUp extends Error {}

/** What whoever reads a mailbox needs; what is done with a message is handed in. */
export type ReadsMail = Keeps & Logs & Pick<World, 'clock'> & Knows<'secret' | 'replyDomain' | 'from'>

/** Mail to Convoke itself that is older than this is no news. Milliseconds. */
const NEWS = 2 * DAY

/** `tries`: so often a message is tried, so that one nobody can take does not hold up the others. */
export function createSorter(world: ReadsMail, takeIn: TakeIn, tries: number): Sorter {
  const { log, settings, clock } = world
  const gate = deskGate(clock)
  const tried = new Map<string, number>()
  let busy = false

  async function sort(message: Lying): Promise<void> {
    const { id, fields, whole, markRead } = message
    const to = await recipientsIn(fields, world)
    const bounce = to.length === 0 && mayBeBounce(fields)
    if (to.length === 0 && !bounce) return lookAtDesk(message)
    const bytes = await whole(MOST_BYTES)
    if (!bytes) return
    const recipients = bounce ? await returnedFor(bytes, world) : to
    if (recipients.length === 0) return
    busy = true
    try {
      const became = await takeIn({ from: bounce ? '' : senderIn(fields), to: recipients, bytes })
      tried.delete(id)
      if (became.some(each => each !== 'not ours')) await markRead()
    } catch (error) {
      const times = (tried.get(id) ?? 0) + 1
      tried.set(id, times)
      log.error('message not taken', { why: error instanceof Error ? error.name : typeof error, tried: times })
      if (times < tries) throw new HeldUp()
      tried.delete(id)
    } finally {
      busy = false
    }
  }

  /**
   * What is written to Convoke itself is shown to whoever runs it, and stays unread in the mailbox, which may be
   * somebody's. What lay there long before is no news.
   */
  async function lookAtDesk({ fields, came, size = 0, whole }: Lying): Promise<void> {
    const age = toMillis(clock.now()) - new Date(came ?? 0).getTime()
    if (age > NEWS || size > MOST_TO_DESK || !isForDesk(fields, settings) || !gate.admits()) return
    const bytes = await whole(MOST_TO_DESK)
    if (!bytes) return
    try {
      await takeIn({ from: senderIn(fields), to: [deskAddressOf(settings.replyDomain)], bytes })
    } catch (error) {
      // It is in the mailbox still, where a person finds it.
      log.error('message to the desk not taken', { why: error instanceof Error ? error.name : typeof error })
    }
  }

  return { sort, isBusy: () => busy }
}
