/** Rows of a list seen together, and what taking them in changes. */
import { describe, expect, it } from 'vitest'
import type { Invitee } from '../../../domain/keep/invitation.ts'
import type { Row } from '../../../domain/list/fields.ts'
import { judgeList, type ListContext, merge } from '../../../domain/list/invitee-list.ts'
import { invitation } from '../keep/campaigns.ts'

const jane: Row = { name: 'Jane Ortiz', title: 'CEO', company: 'Ortiz Tool', email: 'jane@ortiz.example' }
const bob: Row = { name: 'Bob Lee', title: 'Owner', company: 'Lee Works', email: 'bob@lee.example' }
const told = (rows: Row[], context?: ListContext) =>
  judgeList(rows, context).rows.map(({ flags }) => flags.map(({ kind, message }) => `${kind}: ${message}`))
const states = (rows: Row[], context?: ListContext) => judgeList(rows, context).rows.map(({ state }) => state)
const person = (over: Partial<Invitee> = {}): Invitee => ({ ...invitation().invitee, ...over })
const off = { removedAt: '2027-01-05T16:00:00.000Z' } as const

describe('each row', () => {
  it('is new, an update, impossible or out', () => {
    const rows = [jane, bob, { ...bob, email: 'none' }, { ...bob, email: 'x@lee.example', status: 'RSVP: declined' }]
    expect(states(rows, { existing: [invitation()] })).toEqual(['update', 'new', 'cannot', 'left out'])
    expect(states([jane], { existing: [invitation(off)] })).toEqual(['new'])
    expect(judgeList(rows).rows.map(({ index, row }) => [index, row])).toEqual(rows.map((row, at) => [at, row]))
    expect(judgeList(rows).invitees.map(({ email }) => email)).toEqual(['jane@ortiz.example', 'bob@lee.example'])
  })

  it('of an address that came before fills the gaps of the first, which stands', () => {
    const list = judgeList([
      { ...jane, title: '', greeting: 'Janie' },
      bob,
      { ...jane, email: 'Jane@Ortiz.example', name: 'J. Other', phone: '1', county: 'Adams' },
      { ...jane, title: 'Owner', phone: '2' },
    ])
    expect(list.invitees).toEqual([
      { ...jane, phone: '1', publicPartner: false, greeting: 'Janie', facts: { county: 'Adams' } },
      { ...bob, phone: '', publicPartner: false },
    ])
    expect(list.rows.map(({ state, mergedInto }) => [state, mergedInto])).toEqual([
      ['new', undefined],
      ['new', undefined],
      ['update', 0],
      ['update', 0],
    ])
    expect(list.rows[3]?.flags).toEqual([{ kind: 'merged', message: 'Same address as row 1; the two are one person.' }])
  })

  it('without a company is of the colleague’s above, by their domain', () => {
    const of = (first: Row, second: Row) => judgeList([first, second]).rows[1]?.read.company
    expect(of(jane, { ...bob, company: '', email: 'bob@ORTIZ.example' })).toBe('Ortiz Tool')
    expect(of(jane, { ...bob, company: '' })).toBe('')
    expect(of({ ...jane, company: '' }, { ...bob, company: '', email: 'b@ortiz.example' })).toBe('')
    expect(of({ ...jane, email: 'a@gmail.com' }, { ...bob, company: '', email: 'b@gmail.com' })).toBe('')
    expect(of({ ...jane, email: '' }, { ...bob, company: '', email: '' })).toBe('')
    expect(of(jane, { ...bob, email: 'bob@ortiz.example' })).toBe('Lee Works')
    expect(judgeList([jane, bob, { ...bob, company: '', email: 'b@ortiz.example' }]).rows[2]?.read.company).toBe('')
  })
})

describe('who is left out', () => {
  it('is whoever asked to be forgotten, whatever the convener says', () => {
    const isForgotten = (email: string) => email === 'jane@ortiz.example'
    const list = judgeList([{ ...jane, include: 'yes' }, bob, { ...bob, email: '' }], { isForgotten })
    expect(list.rows.map(({ state }) => state)).toEqual(['left out', 'new', 'cannot'])
    expect(list.rows[0]).toMatchObject({
      leftOut: { reason: 'Asked to be forgotten', asked: true },
      flags: [{ kind: 'left out', message: 'Asked to be forgotten' }],
    })
    expect(states([{ ...jane, email: '' }], { isForgotten: () => true })).toEqual(['cannot'])
  })

  it('is whoever said no before, unless the convener says otherwise', () => {
    const saidNo = (email: string) => (email === 'jane@ortiz.example' ? 'Opted out' : undefined)
    expect(judgeList([jane, bob], { saidNo }).rows[0]).toMatchObject({
      state: 'left out',
      leftOut: { reason: 'Opted out', asked: true },
      flags: [{ kind: 'left out', message: 'Opted out' }],
    })
    expect(states([jane, bob], { saidNo })).toEqual(['left out', 'new'])
    expect(states([{ ...jane, include: 'yes' }], { saidNo })).toEqual(['new'])
    expect(told([{ ...jane, include: 'yes' }], { saidNo })).toEqual([['left out: Opted out']])
    expect(states([{ ...jane, email: '' }], { saidNo: () => 'No' })).toEqual(['cannot'])
    expect(told([{ ...jane, status: 'RSVP: declined' }], { saidNo })).toEqual([['left out: RSVP: declined']])
  })

  it('is whoever asked in one row, in all rows of theirs', () => {
    const asked = { ...jane, status: 'Opt out: yes' }
    const list = judgeList([jane, bob, asked, { ...jane, email: 'JANE@ortiz.example' }])
    expect(list.rows.map(({ state }) => state)).toEqual(['left out', 'new', 'left out', 'left out'])
    expect(list.rows[0]?.flags).toEqual([{ kind: 'left out', message: 'Opt out: yes' }])
    expect(list.rows[2]?.flags).toHaveLength(1)
    expect(states([{ ...jane, include: 'yes' }, asked])).toEqual(['new', 'left out'])
    expect(states([jane, { ...jane, status: 'RSVP: declined' }])).toEqual(['new', 'left out'])
    expect(
      states([
        { ...jane, email: 'x' },
        { ...asked, email: 'y' },
      ]),
    ).toEqual(['cannot', 'left out'])
  })
})

describe('a domain', () => {
  const at = (domain: string, ...names: string[]) => names.map(name => ({ ...bob, email: `${name}@${domain}` }))
  const kinds = (rows: Row[], context?: ListContext) =>
    judgeList(rows, context).rows.map(({ flags }) => flags.find(({ kind }) => ['typo', 'no mail'].includes(kind)))

  it('that is a slip of one that everybody knows is told, and what would be right', () => {
    expect(kinds([{ ...jane, email: 'jane@gmial.com' }])).toEqual([
      {
        kind: 'typo',
        message: 'Did you mean jane@gmail.com?',
        instead: { field: 'email', value: 'jane@gmail.com' },
      },
    ])
  })

  it('is a slip of one that three rows have, and of no rarer one', () => {
    const slip = { ...jane, email: 'jane@ridgelne.example' }
    expect(kinds([slip, ...at('ridgeline.example', 'a', 'b', 'c')])[0]?.instead?.value).toBe('jane@ridgeline.example')
    expect(kinds([slip, ...at('ridgeline.example', 'a', 'b')])).toEqual([undefined, undefined, undefined])
    const common = at('ridgelne.example', 'd', 'e', 'f')
    expect(kinds([...common, ...at('ridgeline.example', 'a', 'b', 'c')]).every(flag => flag === undefined)).toBe(true)
  })

  it('that takes no mail is told, unless it is a slip', () => {
    const noMail = new Set(['lee.example', 'gmial.com'])
    expect(kinds([jane, bob, ...at('gmial.com', 'x')], { noMail })).toMatchObject([
      undefined,
      { kind: 'no mail', message: 'lee.example takes no email.' },
      { kind: 'typo' },
    ])
    expect(kinds([{ ...jane, email: '' }], { noMail: new Set(['']) })).toEqual([undefined])
  })
})

describe('a person under several addresses', () => {
  const under = (...emails: string[]) => emails.map(email => ({ ...jane, email, company: 'Ortiz Tool, Inc.' }))

  it('is told at each of them, with three of the others', () => {
    expect(told(under('a@x.example', 'b@x.example'))).toEqual([
      ['same person: Jane Ortiz is also invited as b@x.example.'],
      ['same person: Jane Ortiz is also invited as a@x.example.'],
    ])
    const many = told(under('a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', 'e@x.example'))
    expect(many[1]?.[0]).toBe(
      'same person: Jane Ortiz is also invited as a@x.example, c@x.example, d@x.example, 1 more.',
    )
    const four = told(under('a@x.example', 'b@x.example', 'c@x.example', 'd@x.example'))
    expect(four[0]?.[0]).toBe('same person: Jane Ortiz is also invited as b@x.example, c@x.example, d@x.example.')
  })

  it('may be on the list already, unless they were taken off', () => {
    const other = under('a@x.example')
    expect(told(other, { existing: [invitation()] })).toEqual([
      ['same person: Jane Ortiz is also invited as jane@ortiz.example.'],
    ])
    expect(told(other, { existing: [invitation(off)] })).toEqual([[]])
  })

  it('is another one at another company', () => {
    expect(told([jane, { ...jane, email: 'a@x.example', company: 'Ortiz Foods' }])).toEqual([[], []])
  })
})

describe('a company of four people', () => {
  const four = ['a', 'b', 'c', 'd'].map(name => ({ ...bob, name: `${name}x Lee`, email: `${name}@lee.example` }))

  it('is told, and one of three is not', () => {
    expect(told(four)[3]).toEqual(['same company: 4 people of Lee Works are on the list.'])
    expect(told(four.slice(1)).flat()).toEqual([])
    expect(told([...four.slice(1), jane]).flat()).toEqual([])
  })

  it('counts no public partners', () => {
    expect(told(four.map(row => ({ ...row, publicPartner: 'yes' }))).flat()).toEqual([])
    expect(told([...four, { ...bob, publicPartner: 'yes', email: 'e@lee.example' }])[4]).toEqual([])
  })
})

describe('taking in a list', () => {
  it.each<[why: string, Partial<Invitee>]>([
    ['name', { name: 'Jane Roe' }],
    ['title', { title: 'Owner' }],
    ['company', { company: 'Roe Works' }],
    ['phone', { phone: '1' }],
    ['mark as public partner', { publicPartner: true }],
    ['greeting', { greeting: 'Janie' }],
    ['facts', { facts: { county: 'Adams' } }],
    ['assistant', { assistant: { name: 'Sam', email: 'sam@x.example' } }],
  ])('updates a %s that is new, and nothing that is the same', (_, over) => {
    const stands = invitation()
    expect(merge([stands], [person(over)])).toEqual({
      add: [],
      update: [{ id: stands.id, invitee: person(over) }],
      same: [],
    })
    const updated = { ...stands, invitee: person(over) }
    expect(merge([updated], [person(over)])).toEqual({ add: [], update: [], same: [stands.id] })
  })

  it('keeps of facts those that the list does not have', () => {
    const stands = invitation({ invitee: person({ facts: { county: 'Adams', city: 'Denver' } }) })
    expect(merge([stands], [person({ facts: { county: 'Boulder' } })]).update[0]?.invitee.facts).toEqual({
      county: 'Boulder',
      city: 'Denver',
    })
    expect(merge([stands], [person()]).same).toEqual([stands.id])
  })

  it('keeps a greeting with the name it was given for', () => {
    const stands = invitation({ invitee: person({ greeting: 'Janie' }) })
    const greeting = (over: Partial<Invitee>) => {
      const { update, same } = merge([stands], [person(over)])
      return same.length > 0 ? 'Janie' : update[0]?.invitee.greeting
    }
    expect(greeting({})).toBe('Janie')
    expect(greeting({ name: '' })).toBe('Janie')
    expect(greeting({ name: 'JANE A. ORTIZ' })).toBe('Janie')
    expect(greeting({ name: 'Joan Ortiz' })).toBeUndefined()
    expect(greeting({ greeting: 'Ms. Ortiz' })).toBe('Ms. Ortiz')
    expect(greeting({ greeting: 'Jane' })).toBeUndefined()
  })

  it('names an assistant again only where the address is another’s', () => {
    const stands = invitation({ invitee: person({ assistant: { name: 'Sam', email: 'sam@x.example' } }) })
    const assistant = (name: string, email: string) => {
      const { update, same } = merge([stands], [person({ assistant: { name, email } })])
      return same.length > 0 ? 'the same' : update[0]?.invitee.assistant
    }
    expect(assistant('', 'sam@x.example')).toBe('the same')
    expect(assistant('Sammy', 'sam@x.example')).toEqual({ name: 'Sammy', email: 'sam@x.example' })
    expect(assistant('', 'pat@x.example')).toEqual({ name: '', email: 'pat@x.example' })
    expect(assistant('Sam', 'pat@x.example')).toEqual({ name: 'Sam', email: 'pat@x.example' })
    expect(merge([stands], [person()]).same).toEqual([stands.id])
  })

  it('keeps the address as it stood, and takes two rows of it for one', () => {
    const { add } = merge([], [person({ title: '' }), person({ email: 'JANE@ortiz.example', title: 'Owner' })])
    expect(add).toEqual([person({ title: 'Owner' })])
    expect(merge([invitation()], [person({ email: 'JANE@ortiz.example' })]).same).toHaveLength(1)
  })

  it('knows of two with an address the one who is on the list', () => {
    const gone = invitation({ ...off, id: `${invitation().id}2` as never })
    for (const existing of [
      [gone, invitation()],
      [invitation(), gone],
    ])
      expect(merge(existing, [person()])).toMatchObject({ add: [], same: [invitation().id] })
    expect(merge([gone], [person()])).toMatchObject({ add: [person()], update: [], same: [] })
  })
})
