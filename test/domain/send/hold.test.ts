import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MeetingKind } from '../../../domain/keep/kinds.ts'
import { entrySequence, isHeld, sequenceAnswered } from '../../../domain/send/hold.ts'
import { campaign, launch } from '../keep/campaigns.ts'

const of = (kind: MeetingKind, sequence: number, certain: boolean) =>
  campaign({ meeting: launch({ kind, sequence }), left: certain ? { invite: '2027-03-17T15:00:00.000Z' } : {} })

test('a quarterly meeting and an action team are held until an invitation leaves; other meetings are certain', () => {
  expect(isHeld(of('quarterly', 0, false))).toBe(true)
  expect(isHeld(of('quarterly', 0, true))).toBe(false)
  expect(isHeld(of('action-team', 0, false))).toBe(true)
  for (const kind of ['launch', 'debrief'] as const) expect(isHeld(of(kind, 0, false))).toBe(false)
})

test('each move and each confirmation raises SEQUENCE, in whatever order they come', () => {
  // `confirm` says before which of the moves the time becomes certain.
  fc.assert(
    fc.property(fc.nat(9), fc.nat(10), (moves, confirm) => {
      const seen: number[] = []
      for (let move = 0; move <= moves; move++) {
        if (confirm !== move) seen.push(entrySequence(of('quarterly', move, confirm < move)))
        else seen.push(entrySequence(of('quarterly', move, false)), entrySequence(of('quarterly', move, true)))
      }
      for (let n = 1; n < seen.length; n++) expect(seen[n]).toBeGreaterThan(seen[n - 1] ?? 0)
    }),
  )
})

test('an answer to an entry is an answer to the meeting as that entry told it, hold or not', () => {
  for (const kind of ['launch', 'debrief', 'action-team', 'quarterly'] as const)
    for (const sequence of [0, 1, 7])
      for (const certain of [false, true]) {
        const each = of(kind, sequence, certain)
        expect(sequenceAnswered(each, entrySequence(each))).toBe(sequence)
      }
  expect(sequenceAnswered(of('quarterly', 1, true), entrySequence(of('quarterly', 0, true)))).toBe(0)
})

test('a launch’s SEQUENCE is the meeting’s own', () => {
  expect(entrySequence(of('launch', 3, true))).toBe(3)
})
