/** Records what an invitee said, and that a thank-you is due for it: once for each change, however often the form arrives. */

import { answer as take } from '../../domain/answer/answer.ts'
import { isKnown } from '../../domain/keep/campaign.ts'
import { cleanLine, cleanNote } from '../../domain/keep/clean-text.ts'
import { type Actor, remembered } from '../../domain/keep/history.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import type { Answer, Channel, Delegate, Invitation, Rsvp, Send } from '../../domain/keep/invitation.ts'
import { type Matter, raise, supersede } from '../../domain/keep/matter.ts'
import { hasBegun } from '../../domain/keep/meeting.ts'
import { standing } from '../../domain/keep/standing.ts'
import { DAY, type Instant, shift } from '../../domain/keep/time.ts'
import { isThanks, thanksFor } from '../../domain/keep/wave-id.ts'
import { shortId } from '../../mail/token.ts'
import { nameOfActor } from '../../pages/web/history-words.ts'
import { type Context, readContext } from '../keep/context.ts'
import { campaignRef, change, invitationRef, read } from '../keep/documents.ts'
import type { Keeps, Timed } from '../keep/ports.ts'
import { replanErrands } from '../keep/replan.ts'
import { awaken } from '../send/awake.ts'

export interface Given {
  campaign: CampaignId
  invitation: InvitationId
  answer: Rsvp
  channel: Channel
  /** Who gave the answer, where it was not the invitee. */
  by?: Actor | undefined
  delegate?: Delegate | undefined
  note: string
  needs: string
  /** Names what came in (a form, a message): the same twice is one answer. */
  id: string
  /** When it was given, where that is not now. */
  at?: Instant | undefined
  /** SEQUENCE of the meeting it answers, where that is not the one that stands now. */
  sequence?: number | undefined
  /** Whether it is confirmed by a letter; it is, unless whoever answered has their confirmation already. */
  confirm?: boolean
  /** What came in with it, where a message did: the convener sees it beside a delegate. */
  message?: Pick<Matter, 'from' | 'subject' | 'text' | 'mail'> | undefined
}

export type Taking = 'taken' | 'too late' | 'not invited' | 'canceled'

/** So many thank-yous a day for one person: nobody who got hold of their link may flood them with our letters. */
const THANKS_A_DAY = 10

/** What became of an answer; of one that was taken, the invitation that holds it now. */
export type Recording =
  | { taking: 'taken'; context: Context; invitation: Invitation }
  | { taking: Exclude<Taking, 'taken'> }

const visible = ({ name, title, email }: Delegate): Delegate => ({
  name: cleanLine(name),
  title: cleanLine(title),
  email: cleanLine(email),
})

/** Records an answer until the meeting starts; a convener may still note one afterwards. */
export async function recordAnswer(world: Keeps & Timed, given: Given): Promise<Recording> {
  const found = await readContext(world.store, given.campaign)
  const meeting = found?.campaign.meeting
  if (!found || !meeting || found.campaign.status === 'draft') return { taking: 'not invited' }
  if (found.campaign.status === 'canceled') return { taking: 'canceled' }
  const now = world.clock.now()
  if (given.channel !== 'convener' && hasBegun(meeting, now)) return { taking: 'too late' }
  const incoming: Answer = {
    id: shortId(`${given.channel}:${given.id}`),
    answer: given.answer,
    channel: given.channel,
    at: given.at ?? now,
    receivedAt: given.at === undefined ? undefined : now,
    sequence: Math.min(given.sequence ?? meeting.sequence, meeting.sequence),
    by: typeof given.by === 'string' ? cleanLine(given.by) : given.by,
    delegate: given.answer === 'delegated' ? given.delegate && visible(given.delegate) : undefined,
    note: cleanNote(given.note),
    needs: cleanNote(given.needs),
  }
  const context = given.confirm === false ? found : await tellsFirst(world, found, given.invitation, now)
  // What is noted afterwards is thanked for by the sweep, where it cannot leave at once.
  if (hasBegun(meeting, now)) await awaken(world.store, given.campaign)
  let taken = false
  const stands = await change(world.store, invitationRef(given.campaign, given.invitation), invitation => {
    taken = invitation.removedAt === undefined
    if (!taken || invitation.answers.some(({ id }) => id === incoming.id)) return undefined
    const said = { ...incoming, at: given.at ?? afterOthers(invitation, now) }
    const confirm =
      given.confirm !== false &&
      !saidBefore(invitation, said, meeting.sequence) &&
      thanksToday(invitation, now) < THANKS_A_DAY
    const next = withThanks(take(invitation, said), said, meeting.sequence, now, confirm)
    return standing(next, meeting.sequence)?.id === said.id ? withDelegate(next, said, given, now) : next
  })
  if (!stands || !taken) return { taking: 'not invited' }
  await replanErrands(world, context.partnership.id)
  return { taking: 'taken', context, invitation: stands }
}

/**
 * Who takes another session may be told of it before its first letter leaves. From then on somebody knows of the meeting, and
 * hears of it when it changes. Whoever is on the list no more is told nothing.
 */
async function tellsFirst({ store }: Keeps, context: Context, id: InvitationId, now: Instant): Promise<Context> {
  if (isKnown(context.campaign)) return context
  const invitation = (await read(store, invitationRef(context.campaign.id, id)))?.value
  if (!invitation || invitation.removedAt !== undefined) return context
  const campaign = await change(store, campaignRef(context.campaign.id), stands =>
    isKnown(stands) ? undefined : { ...stands, toldAt: now },
  )
  return campaign ? { ...context, campaign } : context
}

/**
 * Answers given here keep the order in which they came, whatever the clocks of the processes say that took them: the
 * later one is later by at least a millisecond.
 */
const afterOthers = ({ answers }: Invitation, now: Instant): Instant => {
  const taken = new Set(answers.map(({ at }) => at))
  const here = answers.filter(({ receivedAt }) => receivedAt === undefined).map(({ at }) => at)
  let at = [now, ...here].sort().at(-1) ?? now
  while (taken.has(at)) at = shift(at, 1)
  return at
}

/**
 * Whether a message says what stands already. Confirming it again would be noise, and between two machines that answer
 * each other it would never end. A form is only sent by a person, who waits for the confirmation.
 */
function saidBefore(invitation: Invitation, { answer, channel, delegate }: Answer, sequence: number): boolean {
  if (channel !== 'written' && channel !== 'calendar') return false
  const stands = standing(invitation, sequence)
  return (
    stands !== undefined && !stands.toOldTime && stands.answer === answer && stands.delegate?.email === delegate?.email
  )
}

const thanksToday = ({ sends }: Invitation, now: Instant): number =>
  Object.entries(sends).filter(
    ([wave, { status, at }]) => isThanks(wave) && status !== 'skipped' && at > shift(now, -DAY),
  ).length

const speakerOf = (by: Actor): string => (typeof by === 'object' && 'person' in by ? by.person : nameOfActor(by))

/** A delegate waits for the convener's word: nobody is written to because somebody else named them. */
function withDelegate(invitation: Invitation, answer: Answer, given: Given, now: Instant): Invitation {
  const { invitee } = invitation
  const id = shortId(`delegate:${answer.id}`)
  const names = answer.answer === 'delegated' && answer.delegate !== undefined
  const news = { id: answer.id, at: now, by: answer.by ?? invitee.name }
  const matters = supersede(invitation.matters, news, names ? id : undefined)
  if (!names) return { ...invitation, matters }
  const matter: Matter = {
    id,
    kind: 'delegate',
    at: now,
    from: given.message?.from ?? { name: speakerOf(answer.by ?? invitee.name), email: invitee.email },
    subject: given.message?.subject ?? '',
    text: given.message?.text ?? answer.note,
    mail: given.message?.mail,
    person: answer.delegate,
  }
  return { ...invitation, matters: raise(matters, matter) }
}

/** The invitation with the history of the answer and, where the answer stands, a thank-you that is due for it. */
function withThanks(
  invitation: Invitation,
  incoming: Answer,
  sequence: number,
  now: Instant,
  confirm: boolean,
): Invitation {
  const { answer, by, channel } = incoming
  const who = by ?? invitation.invitee.name
  const event = { at: now, by: who, event: 'answered' as const, answer, channel }
  const history = remembered([...invitation.history, event])
  if (standing(invitation, sequence)?.id !== incoming.id) return { ...invitation, history }
  const kept = new Set(invitation.answers.map(({ id }) => thanksFor(id)))
  const sends = Object.fromEntries(
    Object.entries(invitation.sends).flatMap(([key, send]): [string, Send][] => {
      if (!isThanks(key)) return [[key, send]]
      if (send.status === 'due') return [[key, { ...send, status: 'skipped', why: 'a later answer came' }]]
      // What thanked for an answer that is no longer kept is forgotten with it.
      const open = send.status === 'claimed' || send.status === 'in doubt'
      return open || kept.has(key) || send.at > shift(now, -DAY) ? [[key, send]] : []
    }),
  )
  if (confirm) sends[thanksFor(incoming.id)] = { status: 'due', at: now, attempt: '', attempts: 0, sequence }
  return { ...invitation, sends, history }
}
