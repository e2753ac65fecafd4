/** The calendar entries that letters of a campaign carry: of one meeting, each for one reader. */

import { type Campaign, reasonGiven } from '../../domain/keep/campaign.ts'
import type { InvitationId } from '../../domain/keep/ids.ts'
import { holdsEntry, type Invitation, type Invitee, type Rsvp } from '../../domain/keep/invitation.ts'
import { factsOf } from '../../domain/keep/meeting.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { standing } from '../../domain/keep/standing.ts'
import { WAVES } from '../../domain/keep/wave-kinds.ts'
import { entrySequence, isHeld } from '../../domain/send/hold.ts'
import type { Wave } from '../../domain/send/plan.ts'
import {
  attendeeLine,
  calendarParts,
  fold,
  type Method,
  organizerLine,
  type Partstat,
  stampLine,
} from '../../mail/calendar.ts'
import { type Values, written } from '../../mail/merge.ts'
import type { TextPart } from '../../mail/press.ts'
import type { Context } from '../keep/context.ts'
import type { Knows, Timed } from '../keep/ports.ts'
import { replyAddress } from '../keep/reply-to.ts'
import { entryTitle } from './entry-title.ts'

/** The lines of an entry that are of one copy: whom a calendar answers, who is asked, and when it was made. */
export const entryLines = (
  { settings, clock }: Timed & Knows<'replyDomain' | 'secret'>,
  { campaign, partnership }: Context,
  id: InvitationId,
  invitee: Invitee,
  partstat: Partstat,
): Values => ({
  organizer: organizerLine({ name: nameOf(partnership), email: replyAddress(settings, campaign, id) }),
  attendee: attendeeLine(invitee, partstat),
  stamp: stampLine(clock.now()),
})

/** How an entry is meant, where it is not the meeting's as all on the list have it. */
interface Meant extends Pick<Invitation, 'raised'> {
  /** It takes the meeting off its reader's calendar alone. */
  withoutReader?: true
}

/** The calendar entry of a campaign's meeting, as parts of a message. The cancellation stands above every request for it. */
export function entryOf(
  { campaign, partnership }: Context,
  method: Method,
  { raised = 0, withoutReader }: Meant = {},
): TextPart[] {
  const { meeting } = campaign
  if (!meeting) return []
  const facts = factsOf(meeting)
  const notes = [facts.parking && `Parking: ${facts.parking}`, facts.access && `Access: ${facts.access}`]
  return calendarParts({
    method,
    meeting,
    // Whoever was taken off the list was raised by two: for this, and for whatever may follow it.
    sequence: entrySequence(
      campaign,
      withoutReader ? Math.max(0, raised - 1) : method === 'CANCEL' ? raised + 1 : raised,
    ),
    withoutReader,
    title: entryTitle(campaign, nameOf(partnership)),
    tentative: isHeld(campaign),
    description: [reasonGiven(campaign), `Convened by ${partnership.organization.name}`, ...notes]
      .filter(Boolean)
      .join('\n'),
  })
}

/** What a wave does to the calendar of one invitee. Whoever holds the time has to see that it is certain. */
export function entryMethod({ kind }: Wave, campaign: Campaign, invitation: Invitation): Method | undefined {
  const { entry } = WAVES[kind]
  if (!entry) return undefined
  const all = entry.of === 'everyone' || (entry.of !== 'holders' && campaign.calendar !== 'once they accept')
  return all || holdsEntry(invitation) ? entry.method : undefined
}

/** What a calendar shows for an answer; somebody who declined or sends a delegate gets no entry of their own. */
export const PARTSTAT: Partial<Record<Rsvp, Partstat>> = { accepted: 'ACCEPTED', tentative: 'TENTATIVE' }

/** What they have said stays said in their calendar; a change of the meeting asks anew. */
export function partstatOf({ campaign }: Context, invitation: Invitation): Partstat {
  const stands = standing(invitation, campaign.meeting?.sequence ?? 0)
  return (stands && !stands.toOldTime && PARTSTAT[stands.answer]) || 'NEEDS-ACTION'
}

/** The entry that a thank-you carries, as a file: of the same UID, so that later updates reach it. Undefined: it has none. */
export function entryText(
  world: Timed & Knows<'replyDomain' | 'secret'>,
  context: Context,
  invitation: Invitation,
): string | undefined {
  const stands = standing(invitation, context.campaign.meeting?.sequence ?? 0)
  const partstat = stands && PARTSTAT[stands.answer]
  const [part] = partstat ? entryOf(context, 'REQUEST', invitation) : []
  if (!partstat || !part) return undefined
  const { id, invitee } = invitation
  return written(part.pieces, entryLines(world, context, id, invitee, partstat), fold)
}
