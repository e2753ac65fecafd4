/**
 * Taking an import back: whoever a list added goes, whoever it updated is as before, and whoever has been written to,
 * has answered or was edited since stays. What stood before is kept in the invitation itself, so that one write decides.
 */
import type { Actor, InvitationEvent } from '../keep/history.ts'
import type { Invitation, Invitee, ListMark } from '../keep/invitation.ts'
import type { Instant } from '../keep/time.ts'

/** So many lists are remembered of one person. */
const MOST_MARKS = 5

const attemptsOf = ({ sends }: Pick<Invitation, 'sends'>): number =>
  Object.values(sends).reduce((sum, { attempts }) => sum + attempts, 0)

const standingOf = (invitation: Invitation): Pick<ListMark, 'events' | 'attempts' | 'matters'> => ({
  events: invitation.history.length,
  attempts: attemptsOf(invitation),
  matters: invitation.matters.length,
})

const isUntouched = (invitation: Invitation, { events, attempts, matters }: ListMark): boolean => {
  const now = standingOf(invitation)
  return now.events === events && now.attempts === attempts && now.matters === matters
}

/** Somebody as a list has just made them, with what stood before (`undefined`: they were not on the list). */
export function markedBy(list: string, at: Instant, before: Invitation | undefined, after: Invitation): Invitation {
  const marks = before?.lists ?? []
  const top = marks.at(-1)
  // Taken in again after a correction: what stood before that list is what it is taken back to.
  if (before && top?.list === list && isUntouched(before, top))
    return { ...after, lists: [...marks.slice(0, -1), { ...top, ...standingOf(after) }] }
  const stood = before && {
    invitee: before.invitee,
    ...(before.removedAt ? { removedAt: before.removedAt } : {}),
    ...(before.invitedAgainAt ? { invitedAgainAt: before.invitedAgainAt } : {}),
    sends: Object.fromEntries(Object.entries(before.sends).filter(([key, send]) => after.sends[key] !== send)),
    events: before.history.length,
  }
  const mark: ListMark = { list, at, ...(stood ? { before: stood } : {}), ...standingOf(after) }
  return { ...after, lists: [...marks, mark].slice(-MOST_MARKS) }
}

/** Why somebody stays although the list that brought them is taken back. */
export type Stays =
  | { why: 'letter' | 'answered' | 'replied' | 'later list' }
  | { why: 'edited'; by: Actor; at: Instant; event: InvitationEvent }

/**
 * What taking a list back does to somebody; undefined: nothing, for they are not on the list by it. `unmark`: they were on
 * the list already, and it changed nothing.
 */
export type TakingBack = { do: 'remove' } | { do: 'restore' } | { do: 'unmark' } | ({ do: 'stay' } & Stays)

export function takingBack(invitation: Invitation, list: string): TakingBack | undefined {
  const { lists = [], history, answers, matters } = invitation
  const mark = lists.findLast(each => each.list === list)
  if (mark && isAlike(mark)) return lists.at(-1) === mark ? { do: 'unmark' } : undefined
  if (!mark || invitation.removedAt !== undefined || invitation.forgottenAt !== undefined) return undefined
  if (attemptsOf(invitation) > mark.attempts) return { do: 'stay', why: 'letter' }
  const since = history.slice(mark.events)
  if (since.some(({ event }) => event === 'answered') || answers.some(({ at }) => at > mark.at))
    return { do: 'stay', why: 'answered' }
  if (matters.length > mark.matters) return { do: 'stay', why: 'replied' }
  if (lists.at(-1) !== mark) return { do: 'stay', why: 'later list' }
  const event = since.at(-1)
  if (event) return { do: 'stay', why: 'edited', by: event.by, at: event.at, event }
  return { do: mark.before ? 'restore' : 'remove' }
}

/** The lists that could be taken back from somebody, so that they go or are as before. */
export const undoableBy = (invitation: Invitation): string[] =>
  // One that was taken in again has marked them twice.
  [...new Set(invitation.lists?.map(({ list }) => list))].filter(list =>
    ['remove', 'restore'].includes(takingBack(invitation, list)?.do ?? ''),
  )

/** Whether the list changed nothing: every change is an event. */
const isAlike = ({ before, events }: ListMark): boolean => before?.events === events

const changedFields = (a: Invitee, b: Invitee) =>
  (['name', 'greeting', 'title', 'company', 'phone', 'assistant', 'facts', 'publicPartner'] as const).filter(
    field => JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  )

/** Somebody as they were before the latest list. Earlier lists can be taken back after it. */
export function asBefore(invitation: Invitation, by: Actor, at: Instant): Invitation {
  const marks = invitation.lists ?? []
  const mark = marks.at(-1)
  if (!mark?.before) return invitation
  if (isAlike(mark)) return { ...invitation, lists: marks.slice(0, -1) }
  const { invitee, removedAt, invitedAgainAt, sends, events } = mark.before
  const fields = changedFields(invitee, invitation.invitee)
  const deed: InvitationEvent = removedAt
    ? { at, by, event: 'taken off' }
    : { at, by, event: 'corrected', fields: [...fields] }
  const history = [...invitation.history, deed]
  // A letter that the list made due, and nobody has tried to send.
  const isOfList = ([key, send]: [string, { at: Instant; attempts: number }]) =>
    send.at === mark.at && send.attempts === 0 && !Object.hasOwn(sends, key)
  const kept = removedAt
    ? Object.fromEntries(Object.entries(invitation.sends).filter(entry => !isOfList(entry)))
    : invitation.sends
  const earlier = marks.slice(0, -1)
  const below = earlier.at(-1)
  return {
    ...invitation,
    invitee,
    removedAt,
    invitedAgainAt,
    sends: { ...kept, ...sends },
    history,
    // Nothing but this list came after the one before it, and now nothing has.
    lists: below?.events === events ? [...earlier.slice(0, -1), { ...below, events: history.length }] : earlier,
  }
}
