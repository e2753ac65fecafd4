/** What an invitee says on the page behind their letter's link: an answer, or that another session suits them better. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import type { Invitation, Rsvp } from '../../domain/keep/invitation.ts'
import { hasBegun, type Meeting } from '../../domain/keep/meeting.ts'
import { type StandingAnswer, standing } from '../../domain/keep/standing.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { shortId } from '../../mail/token.ts'
import { type Context, readContext } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { LINKS } from '../keep/links.ts'
import type { Knows, Plans, Reads, Sends } from '../keep/ports.ts'
import type { Taking } from './record-answer.ts'

export interface OpenedRsvp {
  context: Context
  invitation: Invitation
  meeting: Meeting
}

/** Whose link it is. */
export async function openRsvp(world: Reads & Knows<'secret' | 'url'>, token: string): Promise<OpenedRsvp | undefined> {
  const ids = LINKS.rsvp.read(world.settings, token)
  const context = ids && (await readContext(world.store, ids.under))
  const invitation = ids && (await read(world.store, invitationRef(ids.under, ids.id)))
  const meeting = context?.campaign.meeting
  if (invitation?.value.forgottenAt !== undefined) return undefined
  return context && invitation && meeting ? { context, invitation: invitation.value, meeting } : undefined
}

/** Why nobody can answer there; undefined while they can. */
export function closedOf(
  { context: { campaign }, invitation, meeting }: OpenedRsvp,
  now: Instant,
): Exclude<Taking, 'taken'> | undefined {
  if (campaign.status === 'canceled') return 'canceled'
  if (invitation.removedAt !== undefined || campaign.status === 'draft') return 'not invited'
  return hasBegun(meeting, now) ? 'too late' : undefined
}

export interface RsvpForm {
  /** Names the form as it was opened. */
  form: string
  answer: Rsvp | { session: CampaignId }
  delegate_name: string
  delegate_title: string
  delegate_email: string
  note: string
  needs: string
  by: string
}

/** `moved`: they are on the list of the session they chose. `not open`: it takes nobody any more. */
export type AnsweringByLink = Taking | 'moved' | 'not open'

/**
 * Takes what a form says. Sent twice at once it is one answer; sent again after another answer (the way back in a browser)
 * it is a new one; what stands already is said no second time.
 */
export async function answerByLink(
  world: Sends & Plans,
  { context, invitation, meeting }: OpenedRsvp,
  said: RsvpForm,
): Promise<AnsweringByLink> {
  const { answer, delegate_name, delegate_title, delegate_email, note, needs } = said
  const by = said.by || undefined
  const ids = { campaign: context.campaign.id, invitation: invitation.id }
  // What an answer does is loaded with the first: most who open the page only read it.
  if (typeof answer !== 'string')
    return (await import('./move-session.ts')).moveToSession(world, {
      ...ids,
      to: answer.session,
      by: by ?? invitation.invitee.name,
      chosen: { by, note, needs },
    })
  const stands = standing(invitation, meeting.sequence)
  if (stands && !stands.toOldTime && saysTheSame({ ...said, answer }, stands)) return 'taken'
  return (await import('./take-answer.ts')).takeAnswer(world, {
    ...ids,
    answer,
    channel: 'link',
    by,
    delegate: { name: delegate_name, title: delegate_title, email: delegate_email },
    note,
    needs,
    id: shortId(JSON.stringify([said, stands?.id ?? '', meeting.sequence])),
  })
}

/** Whether a form says what stands already. */
const saysTheSame = (said: RsvpForm & { answer: Rsvp }, stands: StandingAnswer): boolean =>
  said.answer === stands.answer &&
  said.note === stands.note &&
  said.needs === stands.needs &&
  said.by === (stands.by ?? '') &&
  (said.answer !== 'delegated' ||
    (said.delegate_name === stands.delegate?.name &&
      said.delegate_title === stands.delegate.title &&
      said.delegate_email === stands.delegate.email))
