import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { invitationIdFrom } from '../../../domain/keep/ids.ts'
import type { Invitation, Invitee } from '../../../domain/keep/invitation.ts'
import { companyKey, companyOf } from '../../../domain/list/company.ts'
import { FIELDS, type Row } from '../../../domain/list/fields.ts'
import { judgeList, merge } from '../../../domain/list/invitee-list.ts'
import { judge } from '../../../domain/list/invitee-row.ts'
import { isTopRole } from '../../../domain/list/job-title.ts'
import { isFreeMail, isRoleAddress, parseMailbox, withoutMailto } from '../../../domain/list/mailbox.ts'
import { personKey, readName } from '../../../domain/list/person-name.ts'
import { answered, invitation } from '../keep/campaigns.ts'

const jane: Row = { name: 'Jane Ortiz', title: 'CEO', company: 'Ortiz Tool', email: 'jane@ortiz.example' }
const kinds = (row: Row) => judge(row).flags.map(({ kind }) => kind)
const person = (over: Partial<Invitee> = {}): Invitee => ({ ...invitation().invitee, ...over })

describe('a row', () => {
  it('that is well filled becomes an invitee without a word', () => {
    const invitee = { ...jane, phone: '', publicPartner: false }
    expect(judge(jane)).toEqual({ invitee, read: invitee, greeting: 'Jane', problems: [], flags: [] })
  })

  it('without a readable address or a name says so, at the field', () => {
    expect(judge({ ...jane, email: 'jane at ortiz' })).toMatchObject({
      problems: [{ field: 'email', message: '"jane at ortiz" is not an email address.' }],
    })
    expect(judge({ ...jane, email: 'jane at ortiz' }).invitee).toBeUndefined()
    expect(judge({}).problems.map(({ field }) => field)).toEqual(['email', 'name'])
  })

  it('is flagged for an office address, a title below the top, a private address, and a missing company', () => {
    expect(kinds({ ...jane, email: 'info@ortiz.example' })).toEqual(['role address'])
    expect(kinds({ ...jane, title: 'VP Operations' })).toEqual(['not C-level'])
    expect(kinds({ ...jane, email: 'jane.ortiz@gmail.com', company: '' })).toEqual(['no company', 'free mail'])
  })

  it('of a public partner is not flagged for its title', () => {
    expect(kinds({ ...jane, title: 'Dean of Technology', publicPartner: 'yes' })).toEqual([])
  })

  it('keeps an assistant who has an address, and says when one is left out', () => {
    expect(
      judge({ ...jane, assistantName: 'Lee, Sam', assistantEmail: 'sam@ortiz.example' }).invitee?.assistant,
    ).toEqual({
      name: 'Sam Lee',
      email: 'sam@ortiz.example',
    })
    const left = judge({ ...jane, assistantName: 'Sam Lee' })
    expect(left.invitee).toBeDefined()
    expect(left.invitee?.assistant).toBeUndefined()
    expect(left.problems.map(({ field }) => field)).toEqual(['assistantEmail'])
  })

  it('cannot smuggle a line break or an invisible character into a header', () => {
    const { invitee } = judge({ ...jane, name: 'Jane\r\nBcc: all', company: 'Ortiz\u202e\u200b Tool' })
    expect(invitee).toMatchObject({ name: 'Jane Bcc: all', company: 'Ortiz Tool' })
  })

  it('takes the name from the address when only that has one', () => {
    expect(judge({ email: '"Roe, Jane" <jane@roe.example>' }).invitee).toMatchObject({
      name: 'Jane Roe',
      email: 'jane@roe.example',
    })
  })

  it('without a name takes it from an address that tells it, and says so', () => {
    const judged = judge({ email: 'jane.q.roe@roe.example', company: 'Roe' })
    expect(judged.invitee?.name).toBe('Jane Roe')
    expect(judged.flags.map(({ kind }) => kind)).toEqual(['guessed name'])
    expect(judge({ email: 'jroe@roe.example' }).problems.map(({ field }) => field)).toEqual(['name'])
  })

  it('with several addresses uses the first and says so', () => {
    const judged = judge({ ...jane, email: 'jane@ortiz.example; jane@home.example' })
    expect(judged.invitee?.email).toBe('jane@ortiz.example')
    expect(judged.flags.map(({ kind }) => kind)).toEqual(['several addresses'])
  })
})

describe('words in a list', () => {
  it.each([
    'Owner',
    'President',
    'CEO',
    'C.E.O.',
    'President & CEO',
    'Co-Owner / VP Sales',
    'Chief Operating Officer',
    'CFO',
    'Founder',
    'Principal',
    'Managing Director',
    'Managing Partner',
    'General Manager',
    'GM',
    'Chairman',
    'Dueña',
    'Presidente',
    'Director General',
    'Vice President and CFO',
    'Co-Founder',
  ])('"%s" decides for a company', title => expect(isTopRole(title)).toBe(true))

  it.each([
    'Vice President',
    'VP Operations',
    'Executive Vice President',
    'Plant Manager',
    'Assistant to the CEO',
    'Chief of Staff',
    'Executive Assistant to the President and CEO',
    'Product Owner',
    'Principal Engineer',
    'HR Director',
    'Former CEO',
    'Sales',
    'Director',
  ])('"%s" does not', title => expect(isTopRole(title)).toBe(false))

  it.each([
    ['Ortiz, Jane', 'Jane Ortiz'],
    ['de la Cruz, María Elena', 'María Elena de la Cruz'],
    ['Hale, Robert, Jr.', 'Robert Hale Jr.'],
    ['Hale, Jr., Robert', 'Robert Hale Jr.'],
    ['Jane Ortiz, PhD', 'Jane Ortiz, PhD'],
    ["O'Brien,  Siobhán", "Siobhán O'Brien"],
    ['Jane Ortiz', 'Jane Ortiz'],
    [',', ''],
  ])('the name "%s" is said "%s"', (written, said) => expect(readName(written).name).toBe(said))

  it('spellings of a company are one company', () => {
    const spellings = [
      'Ridgeline Machining, Inc.',
      'RIDGELINE MACHINING',
      'The Ridgeline Machining Co., LLC',
      'Ridgeline  Machining L.L.C.',
    ]
    expect(new Set(spellings.map(companyKey))).toEqual(new Set(['ridgeline machining']))
    expect(companyKey('Peña & Sons')).toBe(companyKey('Pena and Sons'))
    expect(companyKey('Ridgeline Metals')).not.toBe(companyKey('Ridgeline Machining'))
  })

  it('people without a company count for their mail domain, or alone on a private address', () => {
    expect(companyOf({ company: '', email: 'a@ortiz.example' })).toEqual(
      companyOf({ company: ' ', email: 'B@Ortiz.example' }),
    )
    expect(companyOf({ company: '', email: 'a@gmail.com' })).not.toEqual(
      companyOf({ company: '', email: 'b@gmail.com' }),
    )
  })

  it('addresses are read as people write them', () => {
    expect(parseMailbox('Jane Roe <Jane@roe.example>;')).toEqual({ name: 'Jane Roe', email: 'Jane@roe.example' })
    expect(parseMailbox('mailto:jane@roe.example')?.email).toBe('jane@roe.example')
    expect(withoutMailto("T.J.'mailto:j@x.example <mailto:k@x.example>")).toBe("T.J.' j@x.example <k@x.example>")
    expect(parseMailbox('jörg@roe.example')).toBeUndefined()
    expect(parseMailbox('jane@müller.example')?.email).toBe('jane@xn--mller-kva.example')
    for (const none of ['jane@', '@roe.example', 'jane@roe', 'a b@roe.example', 'jane..x@roe.example'])
      expect(parseMailbox(none)).toBeUndefined()
    expect([
      isRoleAddress('Sales@x.example'),
      isRoleAddress('no-reply@x.example'),
      isRoleAddress('salesa@x.example'),
    ]).toEqual([true, true, false])
    expect([isFreeMail('a@yahoo.co.uk'), isFreeMail('a@gmail.com'), isFreeMail('a@me.example')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('a middle initial, case and accents do not make another person', () => {
    expect(personKey('Jane A. Ortíz')).toBe(personKey('JANE ORTIZ'))
    expect(personKey('Jane Ortiz')).not.toBe(personKey('Juan Ortiz'))
  })
})

describe('a list', () => {
  it('makes one invitee of two rows with one address; the later fills the gaps of the first', () => {
    const list = judgeList([jane, { email: 'JANE@ortiz.example', name: 'J. Ortiz', phone: '303 555 0100' }])
    expect(list.invitees).toEqual([{ ...jane, phone: '303 555 0100', publicPartner: false }])
    expect(list.rows[1]).toMatchObject({
      mergedInto: 0,
      flags: [{ kind: 'name' }, { kind: 'merged' }],
    })
  })

  it('flags one person under two addresses, on the list or invited before', () => {
    const other = { ...jane, email: 'jo@ortiz.example', company: 'Ortiz Tool, LLC' }
    const flags = judgeList([jane, other]).rows.map(row => row.flags.map(({ kind }) => kind))
    expect(flags).toEqual([['same person'], ['same person']])
    expect(judgeList([other], { existing: [invitation()] }).rows[0]?.flags[0]?.message).toContain('jane@ortiz.example')
    expect(
      judgeList([other], { existing: [invitation({ removedAt: '2027-01-05T16:00:00.000Z' })] }).rows[0]?.flags,
    ).toEqual([])
  })

  it('tells of many people of one company', () => {
    const four = [1, 2, 3, 4].map(n => ({ ...jane, name: `Person ${n}`, email: `p${n}@ortiz.example` }))
    expect(judgeList(four).rows.every(({ flags }) => flags[0]?.kind === 'same company')).toBe(true)
    expect(judgeList(four.slice(1)).rows.every(({ flags }) => flags.length === 0)).toBe(true)
  })

  const anyRow: fc.Arbitrary<Row> = fc.record(
    Object.fromEntries(FIELDS.map(field => [field, fc.string({ unit: 'binary', maxLength: 30 })])),
    { requiredKeys: [] },
  )

  it('takes every good row, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 8 }), fc.array(anyRow, { maxLength: 8 }), (before, after) => {
        const { rows, invitees } = judgeList([...before, jane, ...after])
        expect(rows).toHaveLength(before.length + after.length + 1)
        expect(invitees).toContainEqual(expect.objectContaining({ email: jane.email, name: jane.name }))
      }),
    )
  })
})

describe('taking in a list again', () => {
  it('updates people, and keeps what they answered and what an empty cell does not say', () => {
    const stands = invitation({ answers: [answered()], invitee: person({ phone: '1', publicPartner: true }) })
    const { add, update, same } = merge(
      [stands],
      [person({ title: 'President', phone: '', email: 'Jane@Ortiz.example' })],
    )
    expect({ add, same }).toEqual({ add: [], same: [] })
    expect(update).toEqual([
      { id: stands.id, invitee: person({ title: 'President', phone: '1', publicPartner: true }) },
    ])
  })

  it('adds again who had been taken off', () => {
    const off = invitation({ removedAt: '2027-01-05T16:00:00.000Z' })
    expect(merge([off], [person()])).toMatchObject({ add: [person()], update: [], same: [] })
  })

  const anyone: fc.Arbitrary<Invitee> = fc
    .record({
      name: fc.constantFrom('Jane', 'Juan', ''),
      title: fc.constantFrom('CEO', ''),
      company: fc.constantFrom('A', 'B', ''),
      email: fc.constantFrom('a@x.example', 'A@x.example', 'b@x.example', 'c@x.example'),
      phone: fc.constantFrom('1', ''),
      publicPartner: fc.boolean(),
      assistant: fc.option(
        fc.record({ name: fc.constantFrom('S', ''), email: fc.constantFrom('s@x.example', 't@x.example') }),
        { nil: undefined },
      ),
    })
    .map(({ assistant, ...rest }) => (assistant ? { ...rest, assistant } : rest))

  const take = (existing: Invitation[], incoming: Invitee[]): Invitation[] => {
    const { add, update } = merge(existing, incoming)
    const changed = existing.map(each => ({
      ...each,
      invitee: update.find(({ id }) => id === each.id)?.invitee ?? each.invitee,
    }))
    return [
      ...changed,
      ...add.map((invitee, at) => invitation({ id: invitationIdFrom(`${existing.length + at}`), invitee })),
    ]
  }

  it('twice is the same as once', () => {
    fc.assert(
      fc.property(fc.array(anyone), fc.array(anyone), (first, second) => {
        const once = take(take([], first), second)
        expect(take(once, second)).toEqual(once)
        expect(merge(once, second)).toMatchObject({ add: [], update: [] })
      }),
    )
  })
})
