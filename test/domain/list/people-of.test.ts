/** The people of a table, as its columns make them. */
import { describe, expect, it } from 'vitest'
import type { Mapping } from '../../../domain/list/fields.ts'
import { peopleOf } from '../../../domain/list/people-of.ts'

const people = (mapping: Mapping, rows: string[][], header: string[] = []) =>
  peopleOf({ header, rows }, mapping).map(({ row, at, contact }) => ({ ...row, at, contact }))

describe('a row', () => {
  it('is one person, of whom each column says something', () => {
    expect(
      people(
        ['name', 'ignored', 'email'],
        [
          ['Jane Roe', 'x', 'jane@roe.example'],
          ['Bob Lee', 'y'],
        ],
      ),
    ).toEqual([
      { name: 'Jane Roe', email: 'jane@roe.example', at: 0, contact: 1 },
      { name: 'Bob Lee', at: 1, contact: 1 },
    ])
  })

  it('takes of two columns for a field the first cell that is not blank', () => {
    expect(people(['email', 'email'], [['  ', 'b@x.example']])).toEqual([{ email: 'b@x.example', at: 0, contact: 1 }])
    expect(people(['email', 'email'], [['a@x.example', 'b@x.example']])).toMatchObject([{ email: 'a@x.example' }])
  })

  it('keeps of status and notes every column, each on a line under its heading', () => {
    const [row] = people(
      ['status', 'status', 'notes', 'notes'],
      [['out', 'no\n\nway', 'likes tea', '']],
      ['RSVP', 'Opt out', ''],
    )
    expect(row).toMatchObject({ status: 'RSVP: out\nOpt out: no way', notes: 'Note: likes tea' })
  })

  it('of nobody is a person all the same, for somebody to see', () => {
    expect(people(['company'], [['Roe Works']])).toEqual([{ company: 'Roe Works', at: 0, contact: 1 }])
    expect(people(['name'], [['']])).toEqual([{ at: 0, contact: 1 }])
  })
})

describe('a row of several contacts', () => {
  const mapping: Mapping = ['2:name', '2:email', 'name', 'email', 'company', 'title', 'phone', 'county', 'status']

  it('is several people, in their order, who share the company and what is said of it', () => {
    const row = ['Bob', 'bob@x.example', 'Jane', 'jane@x.example', 'Roe', 'CEO', '1', 'Adams', 'out']
    expect(people(mapping, [row], ['', '', '', '', '', '', '', '', 'RSVP'])).toEqual([
      {
        name: 'Jane',
        email: 'jane@x.example',
        company: 'Roe',
        title: 'CEO',
        phone: '1',
        county: 'Adams',
        status: 'RSVP: out',
        at: 0,
        contact: 1,
      },
      {
        name: 'Bob',
        email: 'bob@x.example',
        company: 'Roe',
        county: 'Adams',
        status: 'RSVP: out',
        at: 0,
        contact: 2,
      },
    ])
  })

  it('is one of them where nothing is said of the others', () => {
    expect(people(mapping, [['', '', 'Jane', 'j@x.example', 'Roe']])).toHaveLength(1)
    expect(people(mapping, [['Bob', '', '', '', 'Roe', 'CEO']])).toEqual([
      { name: 'Bob', company: 'Roe', at: 0, contact: 2 },
    ])
    expect(people(['company', '2:title', '2:lastName'], [['Roe', 'CEO', 'Lee']])).toMatchObject([{ contact: 2 }])
    expect(people(['company', '2:title'], [['Roe', 'CEO']])).toEqual([{ company: 'Roe', at: 0, contact: 1 }])
  })
})

describe('a table with family names first and no commas', () => {
  it('gets its commas, also for those of whom it cannot tell', () => {
    const names = (rows: string[]) =>
      people(
        ['name', 'email'],
        rows.map(name => [name, 'x@x.example']),
      ).map(({ name }) => name)
    expect(names(['KERR JAMES', 'MOSS LIA', 'OSEI SAMUEL', ''])).toEqual([
      'KERR, JAMES',
      'MOSS, LIA',
      'OSEI, SAMUEL',
      undefined,
    ])
    expect(names(['JAMES KERR', 'MOSS LIA'])).toEqual(['JAMES KERR', 'MOSS LIA'])
  })
})
