import { describe, expect, test } from 'vitest'
import { ownPartOf } from '../../../domain/keep/partnership.ts'
import { ownNotice } from '../../../domain/list/own-people.ts'
import { outnumbered } from '../../../domain/prepare/outnumbered.ts'

const PARTNERSHIP = {
  champions: [{ id: 'c', name: 'Ann Lee', title: 'CEO', company: 'Lee Forge Inc.', email: 'ann@lee.example' }],
  team: [{ name: 'Fay Cole', email: 'Fay@College.example', role: 'facilitator', organization: 'Front Range College' }],
} as unknown as Parameters<typeof ownNotice>[0]
const of = (name: string, company: string, email: string) => ownNotice(PARTNERSHIP, { name, company, email })

describe('one of the partnership’s own people on the list', () => {
  test('is known by address, however it is written', () => {
    expect(ownPartOf(PARTNERSHIP, ' ANN@lee.example')).toBe('champion')
    expect(ownPartOf(PARTNERSHIP, 'fay@college.example')).toBe('support team')
    expect(of('A. Lee', 'Elsewhere', 'Ann@Lee.Example')).toBe('Is a champion: not invited by themselves')
    expect(of('F. Cole', '', 'fay@college.example')).toBe('Is on the support team: not invited by the champions')
  })

  test('is only asked about by name and company, and is nobody by one of them alone', () => {
    expect(of('Ann Lee', 'Lee Forge', 'ann.lee@home.example')).toContain('name and company of a champion')
    expect(ownPartOf(PARTNERSHIP, 'ann.lee@home.example')).toBeUndefined()
    expect(of('Fay Cole', 'Front Range College', 'f@home.example')).toContain('someone on the support team')
    expect(of('Ann Lee', 'Ruiz Castings', 'ann@ruiz.example')).toBeUndefined()
    expect(of('Bob Ruiz', 'Lee Forge', 'bob@lee.example')).toBeUndefined()
    expect(ownNotice({ champions: [], team: [] }, { name: 'Ann Lee', company: '', email: '' })).toBeUndefined()
  })
})

describe('more public partners than business leaders', () => {
  const sides = (leaders: number, publicPartners: number) => ({ leaders, publicPartners })
  const nobody = sides(0, 0)

  test('are warned of by the list until somebody has said yes, and then by those who have', () => {
    expect(outnumbered(nobody, nobody)).toBeUndefined()
    expect(outnumbered(nobody, sides(3, 3))).toBeUndefined()
    expect(outnumbered(nobody, sides(1, 2))).toContain('the list has 2 public partners and one business leader')
    expect(outnumbered(sides(0, 1), sides(20, 1))).toContain('one public partner said yes, and no business leader')
    expect(outnumbered(sides(1, 1), sides(1, 9))).toBeUndefined()
    expect(outnumbered(sides(12, 14), sides(40, 14))).toContain('14 public partners said yes, and 12 business leaders')
  })
})
