/** From the first version's shapes to the second's: what stood as sentences stands in fields. */
import { type Send, SKIPS, type SkipReason } from '../../domain/keep/invitation.ts'
import type { Settlement } from '../../domain/keep/matter.ts'
import { eventOf, OF_CAMPAIGN, OF_INVITATION, OF_TEAM, speakerOf } from './told-events.ts'

/** Something stored, by its fields. */
type Row = Record<string, unknown>

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
/** Each row of a list brought up; what is no row, or no list, is left for the reader to refuse. */
const eachOf = (value: unknown, bringUp: (row: Row) => Row): unknown =>
  Array.isArray(value) ? value.map(each => (isRow(each) ? bringUp(each) : each)) : value
/** The events of a history, without whatever is none. */
const eventsIn = (history: unknown): Row[] => (Array.isArray(history) ? history.filter(isRow) : [])
/** When something happened last. */
const lastAt = (history: unknown, name: string): unknown =>
  eventsIn(history).findLast(({ event }) => event === name)?.at

/** A campaign: when it was paused, and why, beside its history. */
export const campaignWithoutProse = (before: Row): Row => {
  const history = eachOf(before.history, entry => eventOf(entry, OF_CAMPAIGN))
  const { pausedAt = lastAt(history, 'paused'), pausedWhy: why } = before
  return {
    ...before,
    history,
    ...(before.status === 'paused' && pausedAt !== undefined ? { pausedAt } : {}),
    ...(typeof why === 'string' ? { pausedWhy: { told: why } } : {}),
  }
}

const SETTLED: Record<string, Settlement> = {
  'read it as a yes': 'accepted',
  'read it as a no': 'declined',
  'read it as a maybe': 'tentative',
  'read it as sending someone': 'delegated',
  'approved the delegate': 'approve',
  'invited whom it names': 'invite',
  'dealt with it': 'dismiss',
  'answered anew': 'answered anew',
}

/** An invitation: why its letters stand as they do, who answered and how matters were settled, beside its history. */
export const invitationWithoutProse = (before: Row): Row => {
  const history = eachOf(before.history, entry => eventOf(entry, OF_INVITATION))
  const unheard = new Set(
    eventsIn(history)
      .filter(({ event }) => event === 'sent again unheard')
      .map(({ wave }) => wave),
  )
  const sendOf = ([wave, send]: [string, unknown]) => [
    wave,
    isRow(send) ? { ...reasoned(send), ...(unheard.has(wave) ? { again: true } : {}) } : send,
  ]
  const again = lastAt(history, 'invited again')
  return {
    ...before,
    history,
    sends: isRow(before.sends) ? Object.fromEntries(Object.entries(before.sends).map(sendOf)) : before.sends,
    answers: eachOf(before.answers, answer =>
      answer.channel === 'convener' && typeof answer.by === 'string' ? { ...answer, by: speakerOf(answer.by) } : answer,
    ),
    matters: eachOf(before.matters, matter =>
      isRow(matter.settled) ? { ...matter, settled: settledOf(matter.settled) } : matter,
    ),
    ...(again === undefined ? {} : { invitedAgainAt: again }),
  }
}

function settledOf({ how, by, ...settled }: Row): Row {
  return {
    ...settled,
    by: typeof by === 'string' ? speakerOf(by) : by,
    how: typeof how === 'string' && Object.hasOwn(SETTLED, how) ? SETTLED[how] : how,
  }
}

const isSkip = (reason: string): reason is SkipReason => (SKIPS as readonly string[]).includes(reason)

/** A send whose reason is a name of ours, or the words of its carrier. */
function reasoned({ reason: written, ...send }: Row): Row {
  if (typeof written !== 'string') return send
  const reason = written === 'the meeting is cancelled' ? 'the meeting is canceled' : written
  const words: Pick<Send, 'why' | 'detail'> =
    send.status === 'skipped' && isSkip(reason)
      ? { why: reason }
      : reason === 'taken as sent'
        ? { why: 'taken as sent' }
        : reason === 'Convoke stopped while this letter was being handed over'
          ? { why: 'cut off' }
          : reason.startsWith('delayed: ')
            ? { why: 'delayed', detail: reason.slice('delayed: '.length) }
            : { detail: reason }
  return { ...send, ...words }
}

/** An action team: since when somebody offers to lead, who came of late, and whether anybody asked for it. */
export const teamWithoutProse = (before: Row): Row => {
  const history = eachOf(before.history, entry => eventOf(entry, OF_TEAM))
  const events = eventsIn(history)
  const byConvoke = events.some(({ by }) => isRow(by) && by.role === 'convoke')
  return {
    ...before,
    history,
    ...(byConvoke ? { unasked: true } : {}),
    members: eachOf(before.members, member => {
      const { name, wouldLead, joinedAt } = member
      const offered = events.findLast(({ event, by }) => event === 'offered to lead' && by === name)?.at ?? joinedAt
      const joins = events.filter(each => each.event === 'joined' && each.name === name).map(({ at }) => at)
      return {
        ...member,
        ...(wouldLead === true ? { wouldLead: offered } : {}),
        ...(member.joins === undefined && joins.length > 0 ? { joins: joins.slice(-5) } : {}),
      }
    }),
  }
}
