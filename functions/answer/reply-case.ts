/** A message that came in beside the invitation it is for, and what may become of it. */
import type { AsideMessage, AsideReason } from '../../domain/answer/aside.ts'
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation } from '../../domain/keep/invitation.ts'
import { type Matter, type MatterKind, raise } from '../../domain/keep/matter.ts'
import type { Instant } from '../../domain/keep/time.ts'
import type { Named, Reading } from '../../mail/inbound/reading.ts'
import { shortId } from '../../mail/token.ts'
import type { Context } from '../keep/context.ts'
import { change, invitationRef } from '../keep/documents.ts'
import type { Keeps, Knows, Logs, Timed, World } from '../keep/ports.ts'
import { awaken } from '../send/awake.ts'
import { markWave } from '../send/mark-wave.ts'
import { setAside } from './incoming/set-aside.ts'
import type { ReceiptVerdicts } from './incoming/verdicts.ts'

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
 * kept with the history or the letter it tells of. `set aside`: it changes nothing, and is listed for thirty days.
 * `desk`: for no invitation, and shown to whoever runs this Convoke.
 */
export type Taken = 'answered' | 'needs you' | 'noted' | 'set aside' | 'desk' | 'not ours'

/** What follows from what came in: done at once, or left to the sweep (`follow-reply.ts`). */
export interface Follow<W> {
  /** An answer was taken, and the invitation holds the thank-you for it as due. */
  thank(world: W, context: Context, invitation: Invitation): Promise<unknown>
  /** A calendar asked for its entry, and the invitation holds it as due. */
  resend(world: W, context: Context, invitation: Invitation): Promise<unknown>
  /** A letter of this wave came back. */
  watch(world: W, campaign: CampaignId, wave: string): Promise<unknown>
}

/** Where nothing may leave from: the thank-you is due in the invitation and the wave is marked, for the sweep to find. */
export const LEFT_TO_THE_SWEEP: Follow<Keeps & Timed> = {
  thank: ({ store }, { campaign }) => awaken(store, campaign.id),
  resend: ({ store }, { campaign }) => awaken(store, campaign.id),
  watch: markWave,
}

/** What taking a message needs; it sends nothing by itself. */
export type ReplyWorld = Keeps & Timed & Logs & Knows<'secret' | 'replyDomain' | 'from'> & Pick<World, 'mailbox'>

export interface Message {
  arrived: Arrived
  reading: Reading
  /** Nobody vouches for the sender. */
  doubtful: boolean
  thank(context: Context, invitation: Invitation): Promise<unknown>
  resend(context: Context, invitation: Invitation): Promise<unknown>
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

/** Lists the message, which changes nothing, with why nobody was asked to look at it. */
export async function putAside(one: Case, why: AsideReason): Promise<Taken> {
  const { world, invitation, reading } = one
  await setAside(world, invitation, asideMessage(one, why === 'virus' ? '' : reading.text, why))
  return 'set aside'
}

/** A message as the lists of what was set aside have it. */
export const asideMessage = (
  { arrived, reading }: Pick<Case, 'arrived' | 'reading'>,
  text: string,
  why: AsideReason,
): AsideMessage => ({
  id: shortId(JSON.stringify([reading.messageId, arrived.mail])),
  at: arrived.at,
  from: reading.from ?? { name: '', email: arrived.from ?? '' },
  subject: reading.subject,
  text,
  why,
  mail: arrived.mail,
})
