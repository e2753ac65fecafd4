import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { recognizeColumns } from '../../../domain/list/columns.ts'
import { companyOf } from '../../../domain/list/company.ts'
import { peopleOf } from '../../../domain/list/people-of.ts'
import { judgeSheet, likeliestSheet } from '../../../functions/list/judge-table.ts'
import { readFile, readText, type Sheet } from '../../../functions/list/table/read-table.ts'

const columns = (header: string) => recognizeColumns({ header: header.split(','), rows: [] })
const table = (text: string): Sheet => {
  const [sheet] = readText(text).sheets
  if (!sheet) throw new Error('no table')
  return sheet
}

describe('headings', () => {
  it.each([
    ['First Name,Last Name,URL,Email Address,Company,Position', 'firstName,lastName,ignored,email,company,title'],
    [
      "First Name,Middle Name,Last Name,Company,Job Title,Title,E-mail Address,E-mail Type,Assistant's Name,Business Phone,Home Fax",
      'firstName,ignored,lastName,company,title,ignored,email,ignored,assistantName,phone,ignored',
    ],
    [
      'Organization Name,Organization Title,E-mail 1 - Value,E-mail 1 - Label,Phone 1 - Value',
      'company,title,email,ignored,phone',
    ],
    ['Nombre,Apellidos,Cargo,Empresa,Correo electrónico,Teléfono', 'name,lastName,title,company,email,phone'],
    [
      'Contact,Employer,Role,Work Email,Mobile,Assistant,Assistant email',
      'name,company,title,email,phone,assistantName,assistantEmail',
    ],
    [
      'Company Name,Company Phone,Company Address,Mailing Address,CEO Name,Email',
      'company,phone,ignored,ignored,name,email',
    ],
    ['Email,Email 2,Assistant’s E-mail', 'email,otherEmail,assistantEmail'],
  ])('%s', (header, expected) => expect(columns(header).join(',')).toBe(expected))

  it('called "type" are about public partners only where the cells say yes or no', () => {
    const type = (cells: string[]) =>
      recognizeColumns({ header: ['Email', 'Type'], rows: cells.map(cell => ['', cell]) })[1]
    expect(type(['Business', 'Public', ''])).toBe('publicPartner')
    expect(type(['Aerospace', 'Food'])).toBe('sector')
  })
})

describe('contents', () => {
  it('tell the columns of a list without headings', () => {
    const list = table(
      'Jane Roe,CEO,Roe Machining,jane@roe.example,303-555-0100\nBob Lee,Plant Manager,"Lee, LLC",bob@lee.example,303-555-0101',
    )
    expect(recognizeColumns(list)).toEqual(['name', 'title', 'company', 'email', 'phone'])
  })

  it('are believed where a heading is wrong about addresses', () => {
    const list = {
      header: ['Email', 'Contact info'],
      rows: [
        ['Jane Roe', 'jane@roe.example'],
        ['Bob Lee', 'b@lee.example'],
      ],
    }
    expect(recognizeColumns(list)).toEqual(['name', 'email'])
  })

  it('tell which sheet is the list', async () => {
    const { sheets } = await readFile(readFileSync('test/samples/lists/two-sheets.xlsx'), 'two-sheets.xlsx')
    expect(sheets[likeliestSheet(sheets)]?.name).toBe('Invitees 2027')
  })
})

describe('rows', () => {
  it('follow a mapping the convener chose; two columns for one field take the first that says something', () => {
    const list = {
      header: ['A', 'B', 'C'],
      rows: [
        ['', 'j@x.example', 'Jane'],
        ['k@x.example', 'l@x.example', 'Kim'],
      ],
    }
    expect(peopleOf(list, ['email', 'email', 'name']).map(({ row }) => row)).toEqual([
      { email: 'j@x.example', name: 'Jane' },
      { email: 'k@x.example', name: 'Kim' },
    ])
  })

  it('are judged with the number they have in their file', async () => {
    const { sheets } = await readFile(readFileSync('test/samples/lists/last-first-utf-8.csv'), 'last-first.csv')
    const [sheet] = sheets
    const judged = sheet && judgeSheet(sheet, recognizeColumns(sheet))
    expect(judged?.rows.map(({ line, invitee }) => [line, invitee?.name, invitee?.publicPartner])).toEqual([
      [2, 'Robert Hale Jr.', false],
      [3, 'Samuel Osei', true],
      [4, undefined, undefined],
      [5, 'Susan Hale', false],
    ])
  })

  it('of the sample partnership are 42 people of 25 companies without a problem', () => {
    const sheet = table(readFileSync('examples/front-range-invitees.csv', 'utf8'))
    const { rows, invitees } = judgeSheet(sheet, recognizeColumns(sheet))
    expect(invitees).toHaveLength(42)
    expect(new Set(invitees.map(invitee => companyOf(invitee).key)).size).toBe(25)
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('that are good are all taken, whatever stands in the others', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 12 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }),
        fc.constantFrom(',', ';', '\t'),
        (junk, delimiter) => {
          const good = junk.map((_, at) => [
            `Good Person${'abcdefghijklmnopqrst'[at]}`,
            `Works ${at}`,
            `good${at}@x.example`,
          ])
          const rows = junk.flatMap((row, at) => [row, good[at] ?? []])
          const text = Papa.unparse([['Name', 'Company', 'Email'], ...rows], { delimiter })
          if (good.length === 0) return
          const sheet = table(text)
          const found = judgeSheet(sheet, recognizeColumns(sheet)).invitees.map(({ email }) => email)
          expect(found).toEqual(expect.arrayContaining(good.map(([, , email]) => email)))
        },
      ),
    )
  })
})
