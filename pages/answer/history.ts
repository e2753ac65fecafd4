/** What happened with one invitee, from everything kept of them, in the order in which it happened. */

import { type Actor, CONVOKE } from '../../domain/keep/history.ts'
import type { Answer, Channel, Invitation, Rsvp, Send, SkipReason } from '../../domain/keep/invitation.ts'
import { HELD_BACK } from '../../domain/keep/invitation.ts'
import type { Settlement } from '../../domain/keep/matter.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { bounceWords } from '../web/bounce-words.ts'
import { eventWords, nameOfActor } from '../web/history-words.ts'
import { headlineOf, matterWords } from '../web/matter-words.ts'

export interface Event {
  at: Instant
  kind: 'sent' | 'not sent' | 'trouble' | 'answer' | 'change'
  what: string
  /** Who did it, where it was not Convoke. */
  by?: string | undefined
  /** What they wrote with it. */
  words?: string | undefined
}

const ANSWERS: Record<Rsvp, string> = {
  accepted: 'Said yes',
  declined: 'Said no',
  tentative: 'Said maybe',
  delegated: 'Sends someone in their place',
}

const CHANNELS: Record<Channel, string> = {
  link: 'by the link in an email',
  calendar: 'by calendar',
  written: 'by email',
  convener: 'recorded by the convener',
}

const SETTLED: Record<Settlement, string> = {
  accepted: 'Read it as a yes',
  declined: 'Read it as a no',
  tentative: 'Read it as a maybe',
  delegated: 'Read it as sending someone',
  'opt out': 'Read it as a wish for no more emails',
  approve: 'Approved the delegate',
  invite: 'Invited the person it names',
  dismiss: 'Dealt with it',
  'answered anew': 'Replied again',
}

/** Latest first: the last word is what a reader looks for. */
export function historyOf(invitation: Invitation): Event[] {
  const events: Event[] = []
  for (const [wave, send] of Object.entries(invitation.sends)) {
    const event = sendEvent(wave, send)
    if (event) events.push(event)
  }
  for (const matter of invitation.matters) {
    const { settled } = matter
    if (settled)
      events.push({
        at: settled.at,
        kind: 'change',
        what: SETTLED[settled.how],
        by: whoOf(settled.by),
        words: `${headlineOf(matter)} ${matterWords(matter)}`.trim(),
      })
  }
  for (const answer of invitation.answers) events.push(answerEvent(answer, invitation))
  // The answers say it with their notes and delegates; the event beside them says the same with less.
  for (const event of invitation.history)
    if (event.event !== 'answered')
      events.push({ at: event.at, kind: 'change', what: sentence(eventWords(event)), by: whoOf(event.by) })
  return events.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const whoOf = (by: Actor): string | undefined =>
  typeof by === 'object' && 'role' in by && by.role === CONVOKE.role ? undefined : nameOfActor(by)

/** Why a letter did not go, where that is not said in the words of its own. */
const whySkipped = (why: SkipReason): string => (why === HELD_BACK ? 'added without sending' : why)

/** Why a send stands as it does: in our words, or in those of its carrier. */
export function whyOf({ why, detail }: Pick<Send, 'why' | 'detail'>): string | undefined {
  switch (why) {
    case undefined:
      return detail
    case 'cut off':
      return 'Convoke stopped while this email was being sent'
    case 'delayed':
      return `delayed: ${detail ?? ''}`
    case 'taken as sent':
      return why
    default:
      return whySkipped(why)
  }
}

function sendEvent(wave: string, send: Send): Event | undefined {
  const { status, at, why } = send
  const title = titleOf(wave)
  const words = whyOf(send)
  switch (status) {
    case 'due':
      return undefined
    case 'claimed':
      return { at, kind: 'sent', what: `${title} is being sent` }
    case 'sent':
      return { at, kind: 'sent', what: why === 'taken as sent' ? `${title} counts as sent` : `${title} sent` }
    case 'delivered':
      return { at, kind: 'sent', what: `${title} delivered` }
    case 'bounced':
      return {
        at,
        kind: 'trouble',
        what: `${title} came back`,
        words: [send.bounce && bounceWords(send.bounce), words].filter(Boolean).join(' ') || undefined,
      }
    case 'complained':
      return { at, kind: 'trouble', what: `${title} was marked as spam` }
    case 'failed':
      return { at, kind: 'trouble', what: `${title} could not be sent`, words }
    case 'in doubt':
      return { at, kind: 'trouble', what: `No one knows whether the ${title.toLowerCase()} arrived`, words }
    case 'skipped':
      return { at, kind: 'not sent', what: `${title} not sent: ${words ?? 'not needed'}` }
  }
}

function answerEvent(answer: Answer, { invitee }: Invitation): Event {
  const { delegate } = answer
  const place = delegate ? `: ${[delegate.name, delegate.title, delegate.email].filter(Boolean).join(', ')}` : ''
  const needs = answer.needs ? `Needs: ${answer.needs}` : ''
  return {
    at: answer.at,
    kind: 'answer',
    what: `${ANSWERS[answer.answer]}${place}, ${CHANNELS[answer.channel]}`,
    by: whoOf(answer.by ?? invitee.name),
    words: [answer.note, needs].filter(Boolean).join('\n') || undefined,
  }
}
