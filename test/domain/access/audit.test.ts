import { describe, expect, test } from 'vitest'
import { AUDIT_LASTS, auditMonths, isSought, rightsChanged } from '../../../domain/access/audit.ts'
import type { AuditEntry } from '../../../domain/access/audit-entry.ts'
import { DAY } from '../../../domain/keep/time.ts'

test('entries are looked for in the months of two years, the newest first', () => {
  expect(AUDIT_LASTS).toBe(731 * DAY)
  const months = auditMonths('2027-02-15T16:00:00.000Z')
  expect(months.slice(0, 3)).toEqual(['2027-02', '2027-01', '2026-12'])
  expect(months.slice(-2)).toEqual(['2025-03', '2025-02'])
  expect(months).toHaveLength(25)
  expect(auditMonths('2027-01-01T00:00:00.000Z').at(-1)).toBe('2024-12')
})

describe('rights that changed', () => {
  const ann = { email: 'ann@x.example', role: 'convener' } as const
  const bo = { email: 'bo@x.example', role: 'support team' } as const

  test('are those given, taken and exchanged, by address however it is written', () => {
    expect(rightsChanged([], [ann])).toEqual([{ email: ann.email, now: 'convener' }])
    expect(rightsChanged([ann, bo], [bo])).toEqual([{ email: ann.email, was: 'convener' }])
    const raised = { email: 'BO@x.example', role: 'co-convener' } as const
    expect(rightsChanged([ann, bo], [ann, raised])).toEqual([
      { email: 'BO@x.example', was: 'support team', now: 'co-convener' },
    ])
    expect(rightsChanged([ann, bo], [bo, { ...ann, email: 'Ann@X.example' }])).toEqual([])
  })
})

describe('an entry is found', () => {
  const entry: AuditEntry = {
    at: '2027-02-15T16:00:00.000Z',
    by: 'ann@x.example',
    deed: 'team changed',
    kind: 'rights',
    outcome: 'done',
    partnership: { id: 'p1', name: 'Front Range Manufacturing' },
    whose: 'cy@x.example',
    rights: [{ email: 'bo@x.example', now: 'convener' }],
  }

  test('by who did it, or whose rights or sessions it was about', () => {
    for (const person of [undefined, '', 'ANN', 'bo@x', 'cy@'])
      expect([person, isSought({ person }, entry)]).toEqual([person, true])
    expect(isSought({ person: 'dee' }, entry)).toBe(false)
    // Two addresses do not run into each other.
    expect(isSought({ person: 'examplecy' }, entry)).toBe(false)
  })

  test('by the name or id of its partnership, and by its kind, all at once', () => {
    expect(isSought({ partnership: 'front' }, entry)).toBe(true)
    expect(isSought({ partnership: 'P1' }, entry)).toBe(true)
    expect(isSought({ partnership: 'other' }, entry)).toBe(false)
    expect(isSought({ kind: 'rights' }, entry)).toBe(true)
    expect(isSought({ kind: 'send' }, entry)).toBe(false)
    expect(isSought({ kind: 'rights', person: 'dee' }, entry)).toBe(false)
    expect(isSought({ kind: 'rights', partnership: 'other' }, entry)).toBe(false)
    const { by: _, whose: __, rights: ___, partnership: ____, ...bare } = entry
    expect(isSought({}, bare)).toBe(true)
    expect(isSought({ person: 'undefined' }, bare)).toBe(false)
    expect(isSought({ partnership: 'a' }, bare)).toBe(false)
  })
})
