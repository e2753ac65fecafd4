/** What happened with one invitee, from everything kept of them, in the order in which it happened. */
import type { Answer, Channel, Invitation, Rsvp, Send } from '../keep/invitation.ts'
import { HELD_BACK } from '../keep/invitation.ts'
import { headlineOf } from '../keep/matter.ts'
import type { Instant } from '../keep/time.ts'
import { titleOf } from '../keep/wave-id.ts'

export interface Event {
  at: Instant
  kind: 'sent' | 'not sent' | 'trouble' | 'answer' | 'change'
  what: string
  /** Who did it, where it was a person. */
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
  link: 'by the link in the letter',
  calendar: 'by calendar',
  written: 'by email',
  convener: 'recorded by the convener',
}

/** Whoever holds a link can add to a history by the thousand; so much of it is kept, the latest of it. */
export const remembered = <T>(history: readonly T[]): T[] => history.slice(-300)

/** Latest first: the last word is what a reader looks for. */
export function historyOf(invitation: Invitation): Event[] {
  const events: Event[] = []
  for (const [wave, send] of Object.entries(invitation.sends)) {
    const event = sendEvent(wave, send)
    if (event) events.push(event)
  }
  for (const { settled, kind, text } of invitation.matters)
    if (settled)
      events.push({
        at: settled.at,
        kind: 'change',
        what: sentence(settled.how),
        by: settled.by,
        words: `${headlineOf({ kind })} ${text}`.trim(),
      })
  for (const answer of invitation.answers) events.push(answerEvent(answer, invitation))
  // The answers say it with their notes and delegates; the entry beside them says the same with less.
  for (const { at, by, what } of invitation.history)
    if (!what.startsWith('answered: ')) events.push({ at, kind: 'change', what: sentence(what), by })
  return events.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

function sentence(what: string): string {
  const [, word, wave] = /^(send again|leave): (\S+)$/.exec(what) ?? []
  if (wave !== undefined) return word === 'leave' ? `${titleOf(wave)} left as it is` : `${titleOf(wave)} sent again`
  return what.charAt(0).toUpperCase() + what.slice(1)
}

function sendEvent(wave: string, { status, at, reason }: Send): Event | undefined {
  const title = titleOf(wave)
  switch (status) {
    case 'due':
      return undefined
    case 'claimed':
      return { at, kind: 'sent', what: `${title} is being sent` }
    case 'sent':
      return { at, kind: 'sent', what: reason ? `${title} counts as sent` : `${title} sent` }
    case 'delivered':
      return { at, kind: 'sent', what: `${title} delivered` }
    case 'bounced':
      return { at, kind: 'trouble', what: `${title} came back`, words: reason }
    case 'complained':
      return { at, kind: 'trouble', what: `${title} was marked as spam` }
    case 'failed':
      return { at, kind: 'trouble', what: `${title} could not be sent`, words: reason }
    case 'in doubt':
      return { at, kind: 'trouble', what: `Nobody knows whether the ${title.toLowerCase()} arrived`, words: reason }
    case 'skipped':
      return {
        at,
        kind: 'not sent',
        what: `${title} not sent: ${reason === HELD_BACK ? 'added without sending' : (reason ?? 'not needed')}`,
      }
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
    by: answer.by ?? invitee.name,
    words: [answer.note, needs].filter(Boolean).join('\n') || undefined,
  }
}
