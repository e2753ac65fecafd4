/** What goes with a list: addresses that are not to be written to, domains, contact cards, and tables for spreadsheets. */
import { describe, expect, test } from 'vitest'
import { domainsIn, withoutMail } from '../../../functions/list/ask-domains.ts'
import { countLines, readSuppressions } from '../../../functions/list/read-suppressions.ts'
import { readVcards } from '../../../functions/list/table/vcard.ts'
import { writeCsv } from '../../../functions/list/write-csv.ts'

const NOW = '2027-03-03T16:00:00.000Z'

describe('addresses that are not to be written to', () => {
  const read = (text: string) => readSuppressions(text, NOW)
  const reasons = (...cells: string[]) => cells.map(cell => read(`a@x.example,${cell}`).entries[0]?.reason)
  test('are read with the reason beside them; one that says neither wanted to be left alone', () => {
    expect(reasons('bounced', 'hard bounce', 'invalid', 'user unknown')).toEqual([
      'bounced',
      'bounced',
      'bounced',
      'bounced',
    ])
    expect(reasons('spam', 'complaint', 'marked as spam')).toEqual(['complained', 'complained', 'complained'])
    expect(reasons('unsubscribed', 'opted out', 'Invalid Corp', '', 'Bounce House Rentals')).toEqual(
      Array.from({ length: 5 }, () => 'opted out'),
    )
    expect(reasons('bounced,unsubscribed', 'bounced,spam')).toEqual(['opted out', 'complained'])
  })
  test('have columns where a first line names them, and a date that can be', () => {
    const under = (header: string, line: string) => read(`${header}\n${line}`).entries[0]
    expect(under('Email,Status,Created', 'a@x.example,hard bounce of x,2027-01-02T00:00:00.000Z')).toEqual({
      email: 'a@x.example',
      reason: 'bounced',
      at: '2027-01-02T00:00:00.000Z',
    })
    expect(under('Reason;E-mail address', 'complained about us;a@x.example')).toMatchObject({
      email: 'a@x.example',
      reason: 'complained',
    })
    for (const at of ['2028-01-01T00:00:00.000Z', '1989-12-31T00:00:00.000Z', 'soon', ''])
      expect(under('email,reason,at', `a@x.example,bounced,${at}`)?.at).toBe(NOW)
    expect(under('email,reason,at', "'=a@x.example,bounced,")?.email).toBe('=a@x.example')
  })
  test('are each once, by the strongest of their reasons; lines without one are told, twenty of them', () => {
    const twice = read('a@x.example,bounced\nA@x.example,spam\na@x.example,bounced\n\n')
    expect([twice.entries.map(({ reason }) => reason), twice.repeated]).toEqual([['complained'], 2])
    const wrong = read(`Email\n${Array.from({ length: 25 }, (_, n) => `nobody ${n}`).join('\n')}`)
    expect([wrong.wrongTotal, wrong.wrong.length, wrong.wrong[0]]).toEqual([25, 20, { line: 2, text: 'nobody 0' }])
    expect(read('"Roe; ""Jane""" <a@x.example>;"unsub, scribed"').entries[0]?.email).toBe('a@x.example')
    expect([countLines('a\n\nb\r\n \rc'), countLines('')]).toEqual([3, 0])
  })
})

describe('domains of a list', () => {
  test('are asked about once each, but those that stand for nobody and those of everybody', () => {
    expect(
      domainsIn([
        ['Jane', 'jane@roe.com'],
        ['x@roe.com', 'y@lee.org'],
        ['z@gmail.com', 'q@x.example', 'nobody'],
      ]),
    ).toEqual(['roe.com', 'lee.org'])
  })
  const ask = (mx: Record<string, string[] | 'unknown'>, addresses: Record<string, string[] | 'unknown'> = {}) =>
    withoutMail(
      {
        names: {
          mx: async (name: string) => mx[name] ?? [],
          addresses: async (name: string) => addresses[name] ?? [],
          txt: async () => 'unknown',
        },
        clock: { now: () => NOW, rest: () => new Promise(() => {}) },
      } as never,
      Object.keys(mx),
    )
  test('take no mail where they say so, or have neither a host for mail nor an address', async () => {
    expect(
      await ask(
        { 'a.com': ['mx.a.com'], 'b.com': ['.'], 'c.com': [''], 'd.com': [], 'e.com': 'unknown' },
        { 'd.com': ['1.2.3.4'] },
      ),
    ).toEqual(['b.com', 'c.com'])
    expect(await ask({ 'a.com': ['mx.a.com'], 'd.com': [] })).toEqual(['d.com'])
    expect(await ask({ 'a.com': ['mx.a.com'], 'd.com': [] }, { 'd.com': 'unknown' })).toEqual([])
    // Where none of three is known it is not the list that is wrong.
    expect([await ask({ 'a.com': [], 'b.com': [], 'c.com': [] }), await ask({ 'a.com': [], 'b.com': [] })]).toEqual([
      [],
      ['a.com', 'b.com'],
    ])
  })
})

test('no cell of a table for spreadsheets is a formula, in whatever way it is taken apart', () => {
  const cell = (text: string) => writeCsv(['h'], [[text]]).split('\r\n')[1]
  for (const text of ['=A1', '+1', '-1', '@x', ' =A1', '\t=A1', '\uff1dA1']) expect(cell(text)).toMatch(/^"?'/)
  expect(cell('x;=A1')).toBe("x;'=A1")
  expect(cell('x|@y')).toBe("x|'@y")
  expect(cell('a-b')).toBe('a-b')
  expect(writeCsv(['h'], [])).toBe('\ufeffh\r\n')
})

describe('a card', () => {
  const row = (...lines: string[]) => readVcards(`BEGIN:VCARD\n${lines.join('\n')}\nEND:VCARD`, 'x').rows[0]?.cells
  const HEADER = readVcards('', 'x').header ?? []
  const said = (...lines: string[]) =>
    Object.fromEntries((row(...lines) ?? []).flatMap((cell, at) => (cell ? [[HEADER[at], cell]] : [])))
  test('has a name in its parts, with what stands before and behind', () => {
    expect(said('N:Roe;Jane;Q.;Dr.;Jr.', 'FN:Dr. Jane Roe')).toEqual({
      Prefix: 'Dr.',
      'First name': 'Jane',
      'Last name': 'Roe Jr.',
    })
    expect(said('N:Roe;Jane;;;PhD')).toEqual({ 'First name': 'Jane', 'Last name': 'Roe, PhD' })
    expect(said('N:;Jane', 'FN:Jane')).toEqual({ Name: 'Jane' })
    expect(said('N:;Jane;;Ms.')).toEqual({ Name: 'Ms. Jane' })
  })
  test('of a company has no name of a person', () => {
    expect(said('FN:Roe Tool', 'ORG:Roe Tool;Sales')).toEqual({ Company: 'Roe Tool' })
    expect(said('FN:Jane Roe', 'ORG:Roe Tool')).toEqual({ Name: 'Jane Roe', Company: 'Roe Tool' })
  })
  test('has its work before its home, its title or role, no fax, its city, note and profile', () => {
    expect(said('FN:J', 'EMAIL;TYPE=HOME:h@x.example', 'EMAIL:o@x.example', 'EMAIL;TYPE=WORK:w@x.example')).toEqual({
      Name: 'J',
      Email: 'w@x.example',
      'Other email': 'o@x.example; h@x.example',
    })
    expect(
      said(
        'FN:J',
        'TEL;TYPE=FAX:1',
        'TEL;VALUE=uri:tel:+1-303',
        'ROLE:Lead',
        'ADR:;;1 Main;Longmont;CO',
        'NOTE:a\\, b\\nc',
        'URL:https://x.example',
        'URL:https://linkedin.com/in/j',
        'NICKNAME:JJ,J',
      ),
    ).toEqual({
      Name: 'J',
      Phone: '+1-303',
      Title: 'Lead',
      City: 'Longmont',
      Notes: 'a, b c',
      LinkedIn: 'https://linkedin.com/in/j',
      'Preferred name': 'JJ',
    })
  })
})
