/** The three-way merge of forms. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FormValues, type RowsOf, threeWay } from '../../../domain/keep/three-way.ts'

const TEAM: RowsOf = { fields: ['name', 'email', 'role'], key: 'email', preset: ['role'] }
const rows = (...people: readonly (readonly [name: string, email: string, role: string])[]): FormValues =>
  Object.fromEntries(
    people.flatMap(([name, email, role], at) => [
      [`name_${at}`, name],
      [`email_${at}`, email],
      [`role_${at}`, role],
    ]),
  )
const ANA = ['Ana', 'ana@x.example', 'convener'] as const
const BO = ['Bo', 'bo@x.example', 'co-convener'] as const
const CY = ['Cy', 'cy@x.example', 'support team'] as const
const DEE = ['Dee', 'dee@x.example', 'support team'] as const

describe('fields', () => {
  const text = fc.constantFrom('', 'a', 'b', 'c', 'two\nlines')
  const form = fc.record({ one: text, two: text, three: text })

  it('keeps what stands where nothing was typed', () => {
    fc.assert(
      fc.property(form, form, (base, theirs) => {
        expect(threeWay(base, base, theirs)).toEqual({ values: theirs, clashes: [] })
      }),
    )
  })
  it('keeps what was typed where nothing else happened', () => {
    fc.assert(
      fc.property(form, form, (base, mine) => {
        expect(threeWay(base, mine, base)).toEqual({ values: mine, clashes: [] })
      }),
    )
  })
  it('comes to the same whoever saves first, when each touched other fields', () => {
    fc.assert(
      fc.property(form, form, (base, other) => {
        const mine = { ...base, one: other.one }
        const yours = { ...base, two: other.two, three: other.three }
        const { values, clashes } = threeWay(base, mine, yours)
        expect(clashes).toEqual([])
        expect(threeWay(base, yours, mine).values).toEqual(values)
        expect(values).toEqual({ one: other.one, two: other.two, three: other.three })
      }),
    )
  })
  it('loses nothing: of two that clash, one is in the form and the other beside it', () => {
    expect(threeWay({ why: 'old' }, { why: 'mine' }, { why: 'yours' })).toEqual({
      values: { why: 'mine' },
      clashes: [{ field: 'why', mine: 'mine', theirs: 'yours', take: { why: 'yours' } }],
    })
  })
  it('agrees with who typed the same', () => {
    expect(threeWay({ why: 'old' }, { why: 'new ' }, { why: 'new' }).clashes).toEqual([])
  })
  it('sees no change in line ends, nor in a box that was never ticked', () => {
    expect(threeWay({ a: 'x\ny', box: '' }, { a: 'x\r\ny' }, { a: 'z', box: '' })).toEqual({
      values: { a: 'z' },
      clashes: [],
    })
  })
  it('takes over a box that a colleague ticked, and lets me untick one', () => {
    expect(threeWay({ box: '' }, {}, { box: 'yes' }).values).toEqual({ box: 'yes' })
    expect(threeWay({ box: 'yes' }, {}, { box: 'yes' }).values).toEqual({})
  })
})

describe('rows', () => {
  const person = fc.constantFrom(ANA, BO, CY, DEE)
  const list = fc.uniqueArray(person, { selector: ([, email]) => email }).map(people => rows(...people))

  it('keeps what stands where nothing was typed', () => {
    fc.assert(
      fc.property(list, list, (base, theirs) => {
        expect(threeWay(base, base, theirs, [TEAM])).toEqual({ values: theirs, clashes: [] })
      }),
    )
  })
  it('keeps what was typed where nothing else happened', () => {
    fc.assert(
      fc.property(list, list, (base, mine) => {
        expect(Object.values(threeWay(base, mine, base, [TEAM]).values).sort()).toEqual(Object.values(mine).sort())
      }),
    )
  })
  it('gives nothing back to who was taken off meanwhile', () => {
    const mine = { ...rows(ANA, BO, CY), name_2: 'Cyrus' }
    expect(threeWay(rows(ANA, BO, CY), mine, rows(ANA, CY), [TEAM])).toEqual({
      values: rows(ANA, ['Cyrus', CY[1], CY[2]]),
      clashes: [],
    })
  })
  it('takes nothing from who was put on, or given more, meanwhile', () => {
    const mine = rows(ANA, CY)
    const theirs = rows(ANA, BO, ['Cy', CY[1], 'co-convener'], DEE)
    expect(threeWay(rows(ANA, BO, CY), mine, theirs, [TEAM]).values).toEqual(
      rows(ANA, ['Cy', CY[1], 'co-convener'], DEE),
    )
  })
  it('adds what both added', () => {
    expect(threeWay(rows(ANA), rows(ANA, BO), rows(ANA, CY), [TEAM]).values).toEqual(rows(ANA, CY, BO))
  })
  it('asks about a row that I changed and they took off; theirs is to clear it', () => {
    const { values, clashes } = threeWay(rows(ANA, BO), { ...rows(ANA, BO), role_1: 'convener' }, rows(ANA), [TEAM])
    expect(clashes).toEqual([
      {
        field: 'email_1',
        mine: BO[1],
        theirs: '',
        gone: 'theirs',
        take: { name_1: '', email_1: '', role_1: '' },
      },
    ])
    // Theirs taken.
    expect(threeWay(rows(ANA), { ...values, ...clashes[0]?.take }, rows(ANA), [TEAM])).toEqual({
      values: rows(ANA),
      clashes: [],
    })
  })
  it('asks about a row that I took off and they changed; theirs is to put it back', () => {
    const theirs = rows(ANA, ['Bo', BO[1], 'convener'])
    const { values, clashes } = threeWay(rows(ANA, BO), rows(ANA), theirs, [TEAM])
    expect(clashes).toHaveLength(1)
    expect(clashes[0]).toMatchObject({ gone: 'mine', theirs: 'Bo, bo@x.example, convener' })
    expect(threeWay(theirs, { ...values, ...clashes[0]?.take }, theirs, [TEAM]).values).toEqual(theirs)
    // Mine, said again.
    expect(threeWay(theirs, values, theirs, [TEAM])).toEqual({ values: rows(ANA), clashes: [] })
  })
  it('keeps two rows that were given one address', () => {
    const mine = { ...rows(ANA, BO), email_1: 'ANA@x.example' }
    expect(threeWay(rows(ANA, BO), mine, rows(ANA, BO), [TEAM]).values).toEqual(mine)
    const added = rows(ANA, BO, ['Ana again', ANA[1], 'facilitator'])
    expect(threeWay(rows(ANA, BO), added, rows(ANA, BO), [TEAM]).values).toEqual(added)
  })
  it('knows a row again whose address was mended', () => {
    const mine = { ...rows(ANA, BO), email_1: 'bob@x.example' }
    const theirs = rows(ANA, ['Bo', BO[1], 'facilitator'])
    expect(threeWay(rows(ANA, BO), mine, theirs, [TEAM]).values).toEqual(
      rows(ANA, ['Bo', 'bob@x.example', 'facilitator']),
    )
  })
})
