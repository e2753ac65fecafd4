/** A message that came in beside the invitation it is for, and what may become of it. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { type Matter, type MatterKind, raise } from '../../domain/keep/matter.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { Named, Reading } from '../../mail/inbound/reading.ts'
import { shortId } from '../../mail/token.ts'
import type { Context } from '../keep/context.ts'
import { change, invitationRef } from '../keep/documents.ts'
import type { Keeps, Knows, Logs, Timed, World } from '../keep/ports.ts'
import { markWave } from '../send/mark-wave.ts'
import type { ReceiptVerdicts } from './verdicts.ts'

/** A message as its carrier hands it over. The bytes are in the mailbox. */
export interface Arrived {
  /** Id in the mailbox. */
  mail: string
  /** MAIL FROM of the envelope; empty for a bounce, undefined where the envelope is lost. */
  from: string | undefined
  /** RCPT TO of the envelope. */
  to: readonly string[]
  at: Instant
  /** What the receiving service found; undefined where nobody looked. */
  verdicts?: ReceiptVerdicts | undefined
}

/**
 * What became of a message for one invitation. `answered`: an answer was taken. `needs you`: a person looks. `noted`:
 * kept with the history or the letter it tells of. `nothing`: it changes nothing. `set aside`: spam or a virus.
 */
export type Taken = 'answered' | 'needs you' | 'noted' | 'nothing' | 'set aside' | 'not ours'

/** What follows from what came in: done at once, or left to the sweep (`follow-reply.ts`). */
export interface Follow<W> {
  /** An answer was taken, and the invitation holds the thank-you for it as due. */
  thank(world: W, context: Context, invitation: Invitation): Promise<unknown>
  /** A letter of this wave came back. */
  watch(world: W, campaign: CampaignId, wave: string): Promise<unknown>
}

/** Where nothing may leave from: the thank-you is due in the invitation and the wave is marked, for the sweep to find. */
export const LEFT_TO_THE_SWEEP: Follow<Keeps & Timed> = { thank: async () => {}, watch: markWave }

/** What taking a message needs; it sends nothing by itself. */
export type ReplyWorld = Keeps & Timed & Logs & Knows<'secret' | 'replyDomain'> & Pick<World, 'mailbox'>

export interface Message {
  arrived: Arrived
  reading: Reading
  /** Nobody vouches for the sender. */
  doubtful: boolean
  thank(context: Context, invitation: Invitation): Promise<unknown>
  watch(campaign: CampaignId, wave: string): Promise<unknown>
}

/** A message beside the invitation it is for. */
export interface Case extends Message {
  world: ReplyWorld
  context: Context
  invitation: Invitation
  /** The sender is the invitee or the assistant. */
  known: boolean
}

export const senderOf = ({ reading, invitation }: Case): Named =>
  reading.from ?? { name: invitation.invitee.name, email: invitation.invitee.email }

/** Puts the message before the convener, once. */
export async function needsYou(
  one: Case,
  kind: MatterKind,
  text: string,
  more: Pick<Matter, 'remark' | 'proposed' | 'person' | 'suggestion'> = {},
): Promise<Taken> {
  const { world, invitation, arrived, reading } = one
  const said = more.remark ? [more.remark, text] : [text]
  const matter: Matter = {
    id: shortId(JSON.stringify([kind, reading.messageId || arrived.mail, ...said])),
    kind,
    at: arrived.at,
    from: senderOf(one),
    subject: reading.subject.slice(0, 300),
    text: text.slice(0, 8192),
    mail: arrived.mail,
    ...more,
  }
  await change(world.store, invitationRef(invitation.campaign, invitation.id), stands => {
    const matters = raise(stands.matters, matter)
    return matters === stands.matters ? undefined : { ...stands, matters }
  })
  return 'needs you'
}
