import { describe, expect, test } from 'vitest'
import type { InvitationEvent } from '../../../domain/keep/history.ts'
import type { Invitation } from '../../../domain/keep/invitation.ts'
import { asBefore, markedBy, takingBack, undoableBy } from '../../../domain/list/take-back.ts'
import { answered, invitation, matter, sent } from '../keep/campaigns.ts'

const AT = '2027-01-10T16:00:00.000Z'
const LATER = '2027-01-12T16:00:00.000Z'
const event = (name: 'added' | 'back' | 'invited again', at = AT): InvitationEvent => ({ at, by: 'Sue', event: name })
const corrected: InvitationEvent = { at: AT, by: 'Sue', event: 'corrected', fields: ['title'] }

/** Added by a list, or updated by it after they stood on the list already. */
const added = markedBy('l1', AT, undefined, invitation({ history: [event('added')] }))
const before = invitation({ history: [event('added')], sends: { invite: sent(AT) } })
const updated = markedBy('l1', AT, before, {
  ...before,
  invitee: { ...before.invitee, title: 'Owner' },
  history: [...before.history, corrected],
})
const happens = (to: Invitation, over: Partial<Invitation>) => takingBack({ ...to, ...over }, 'l1')

describe('a list that is taken back', () => {
  test('takes off whom it added, and restores whom it updated', () => {
    expect(takingBack(added, 'l1')).toEqual({ do: 'remove' })
    expect(takingBack(updated, 'l1')).toEqual({ do: 'restore' })
    expect(takingBack(added, 'another')).toBeUndefined()
    expect(takingBack(invitation(), 'l1')).toBeUndefined()
  })

  test('is named once for somebody whom it was taken in for twice, and not for who is off the list', () => {
    const twice = { ...added, lists: [...(added.lists ?? []), ...(added.lists ?? [])] }
    expect(undoableBy(twice)).toEqual(['l1'])
    expect(undoableBy({ ...added, removedAt: LATER })).toEqual([])
    expect(undoableBy(invitation())).toEqual([])
  })

  test('does nothing to who is off the list or was forgotten', () => {
    expect(happens(added, { removedAt: LATER })).toBeUndefined()
    expect(happens(added, { forgottenAt: LATER })).toBeUndefined()
  })

  test('leaves whoever was written to since, and not who had been before', () => {
    expect(happens(added, { sends: { invite: sent(LATER) } })).toEqual({ do: 'stay', why: 'letter' })
    expect(happens(added, { sends: { invite: sent(LATER, { status: 'due', attempts: 0 }) } })).toEqual({ do: 'remove' })
    expect(happens(updated, {})).toEqual({ do: 'restore' })
  })

  test('leaves whoever answered, wrote or was edited since, and says who did', () => {
    expect(happens(added, { answers: [answered({ at: LATER })] })).toEqual({ do: 'stay', why: 'answered' })
    expect(happens(added, { answers: [answered({ at: AT })] })).toEqual({ do: 'remove' })
    const said: InvitationEvent = { at: LATER, by: 'Jane', event: 'answered', answer: 'accepted', channel: 'link' }
    expect(happens(added, { history: [...added.history, said] })).toEqual({ do: 'stay', why: 'answered' })
    expect(happens(added, { matters: [matter('Where?')] })).toEqual({ do: 'stay', why: 'replied' })
    const back = event('back', LATER)
    expect(happens(added, { history: [...added.history, back] })).toEqual({
      do: 'stay',
      why: 'edited',
      by: 'Sue',
      at: LATER,
      event: back,
    })
  })

  test('leaves whom a later list brought as well, and forgets a list that changed nothing', () => {
    const changed = { ...added, history: [...added.history, corrected] }
    const twice = markedBy('l2', LATER, added, changed)
    expect(takingBack(twice, 'l1')).toEqual({ do: 'stay', why: 'later list' })
    const same = markedBy('l2', LATER, added, added)
    expect(takingBack(same, 'l2')).toEqual({ do: 'unmark' })
    expect(asBefore(same, 'Sue', LATER).lists).toEqual(added.lists)
    const third = markedBy('l3', LATER, same, { ...same, history: [...same.history, corrected] })
    expect(takingBack(third, 'l2')).toBeUndefined()
  })

  test('is one list, however often it is taken in after corrections', () => {
    const again = markedBy('l1', LATER, added, { ...added, history: [...added.history, corrected] })
    expect(again.lists).toHaveLength(1)
    expect(again.lists?.[0]).toMatchObject({ at: AT, events: 2 })
    expect(takingBack(again, 'l1')).toEqual({ do: 'remove' })
    // Where something came between, it is a list of its own.
    const between = { ...added, matters: [matter('Where?')] }
    expect(markedBy('l1', LATER, between, between).lists).toHaveLength(2)
  })

  test('is remembered with the four before it', () => {
    let many = invitation()
    for (let n = 0; n < 6; n++) many = markedBy(`l${n}`, AT, many, { ...many, history: [...many.history, corrected] })
    expect(many.lists?.map(({ list }) => list)).toEqual(['l1', 'l2', 'l3', 'l4', 'l5'])
  })
})

describe('somebody as they were before a list', () => {
  test('has their own words again, and the history says which were corrected', () => {
    const restored = asBefore(updated, 'Sue', LATER)
    expect(restored.invitee).toEqual(before.invitee)
    expect(restored.history.at(-1)).toEqual({ at: LATER, by: 'Sue', event: 'corrected', fields: ['title'] })
    expect(restored.sends).toEqual(before.sends)
    expect(restored.lists).toEqual([])
  })

  test('is off the list again who had been, and no email that the list made due is sent', () => {
    const off = invitation({
      removedAt: '2027-01-05T16:00:00.000Z',
      history: [event('added')],
      sends: { old: sent(AT) },
    })
    const { removedAt: _, ...on } = off
    const due = sent(AT, { status: 'due', attempts: 0 })
    const again = markedBy('l1', AT, off, {
      ...on,
      history: [...on.history, event('invited again')],
      sends: { ...on.sends, invite: due },
    })
    const restored = asBefore(again, 'Sue', LATER)
    expect([restored.removedAt, Object.keys(restored.sends), restored.history.at(-1)?.event]).toEqual([
      off.removedAt,
      ['old'],
      'taken off',
    ])
    const tried = {
      ...again,
      sends: { ...again.sends, invite: { ...due, attempts: 1 }, other: sent(LATER, { status: 'due', attempts: 0 }) },
    }
    expect(Object.keys(asBefore(tried, 'Sue', LATER).sends)).toEqual(['old', 'invite', 'other'])
  })

  test('is nobody else where the list brought them, and the list before can be taken back after it', () => {
    expect(asBefore(added, 'Sue', LATER)).toBe(added)
    expect(asBefore(invitation(), 'Sue', LATER)).toEqual(invitation())
    const second = markedBy('l2', LATER, added, { ...added, history: [...added.history, corrected] })
    const restored = asBefore(second, 'Sue', LATER)
    expect(takingBack(restored, 'l1')).toEqual({ do: 'remove' })
    // What happened between the two lists still keeps them there.
    const edited = { ...added, history: [...added.history, event('back')] }
    const third = markedBy('l2', LATER, edited, { ...edited, history: [...edited.history, corrected] })
    expect(takingBack(asBefore(third, 'Sue', LATER), 'l1')).toMatchObject({ do: 'stay', why: 'edited' })
  })
})
