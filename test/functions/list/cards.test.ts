/** Contact cards as phones, Outlook and address books export them: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350). */
import { describe, expect, test } from 'vitest'
import { MOST_ROWS } from '../../../functions/list/table/grid.ts'
import { isVcard, readVcards } from '../../../functions/list/table/vcard.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\r\n')
const read = (text: string) => readVcards(text, 'cards')
/** What a card comes to, by the heading; what is empty is left out. */
const row = (...lines: string[]) => {
  const { header = [], rows } = read(card(...lines))
  return Object.fromEntries((rows[0]?.cells ?? []).flatMap((cell, n) => (cell === '' ? [] : [[header[n], cell]])))
}

test('a file of cards is known by its first line', () => {
  for (const text of ['BEGIN:VCARD\n', '  \r\nbegin:vcard']) expect(isVcard(text)).toBe(true)
  for (const text of ['Name,Email', 'x BEGIN:VCARD', 'BEGIN:VCALENDAR']) expect(isVcard(text)).toBe(false)
})

describe('a card', () => {
  test('gives a row of what it says', () => {
    const found = row(
      'N:Roe;Jane;Q.;Dr.;',
      'FN:Dr. Jane Roe',
      'NICKNAME:Janie,JR',
      'TITLE:CEO',
      'ROLE:Boss',
      'ORG:Roe Tools;Sales',
      'EMAIL:jane@roe.example',
      'TEL:303 555 0101',
      'ADR:;;1 Main St;Longmont;CO;80501;USA',
      'NOTE:Met at the fair\\, twice\\nCall',
      'URL:https://roe.example',
      'X-SOCIALPROFILE:https://www.linkedin.com/in/jane',
    )
    expect(found).toEqual({
      Prefix: 'Dr.',
      'First name': 'Jane',
      'Last name': 'Roe',
      'Preferred name': 'Janie',
      Title: 'CEO',
      Company: 'Roe Tools',
      Email: 'jane@roe.example',
      Phone: '303 555 0101',
      City: 'Longmont',
      Notes: 'Met at the fair, twice Call',
      LinkedIn: 'https://www.linkedin.com/in/jane',
    })
    expect(read(card('FN:Jane Roe'))).toMatchObject({ name: 'cards', hidden: false, rows: [{ line: 1 }] })
  })

  test.each<[string, string[], Record<string, string>]>([
    ['its whole name where no parts are given', ['FN:Jane Roe'], { Name: 'Jane Roe' }],
    ['its whole name where one part is missing', ['N:Roe;;;;', 'FN:Jane Roe'], { Name: 'Jane Roe' }],
    ['what parts there are where there is no whole name', ['N:;Jane;;Dr.;'], { Name: 'Dr. Jane' }],
    ['a generation with the family name', ['N:Roe;Jim;;;Jr.'], { 'First name': 'Jim', 'Last name': 'Roe Jr.' }],
    ['the third of a name', ['N:Roe;Jim;;;III'], { 'First name': 'Jim', 'Last name': 'Roe III' }],
    ['a degree after a comma', ['N:Roe;Jim;;;PhD'], { 'First name': 'Jim', 'Last name': 'Roe, PhD' }],
    ['a role where there is no title', ['FN:Jane', 'ROLE:Boss'], { Name: 'Jane', Title: 'Boss' }],
    ['a company that is none’s', ['FN:Roe Tools', 'ORG:Roe Tools'], { Company: 'Roe Tools' }],
    ['a company said to be one', ['N:;;;;', 'FN:Roe', 'ORG:Roe Tools', 'KIND:org'], { Company: 'Roe Tools' }],
    [
      'a person of a company',
      ['N:Roe;Jane;;;', 'FN:Roe Tools', 'ORG:Roe Tools'],
      { 'First name': 'Jane', 'Last name': 'Roe', Company: 'Roe Tools' },
    ],
    ['a semicolon that is none', ['FN:Jane', 'ORG:Roe\\; Sons;Sales'], { Name: 'Jane', Company: 'Roe; Sons' }],
    ['no empty value', ['FN:Jane', 'EMAIL: ', 'EMAIL:jane@roe.example'], { Name: 'Jane', Email: 'jane@roe.example' }],
    [
      'a group’s property as any',
      ['FN:Jane', 'item1.EMAIL;TYPE=INTERNET:jane@roe.example'],
      { Name: 'Jane', Email: 'jane@roe.example' },
    ],
    [
      'a number without its scheme, and no fax',
      ['FN:Jane', 'TEL;TYPE=FAX:1', 'TEL;TYPE=PAGER:2', 'TEL;VALUE=uri:tel:+1-303'],
      { Name: 'Jane', Phone: '+1-303' },
    ],
    [
      'a colon in a parameter',
      ['FN:Jane', 'EMAIL;X="a:b":jane@roe.example'],
      { Name: 'Jane', Email: 'jane@roe.example' },
    ],
    ['a link that is of another place', ['FN:Jane', 'URL:https://roe.example'], { Name: 'Jane' }],
    [
      'the place of LinkedIn 4.0',
      ['FN:Jane', 'SOCIALPROFILE:https://linkedin.com/in/j'],
      { Name: 'Jane', LinkedIn: 'https://linkedin.com/in/j' },
    ],
  ])('gives %s', (_, lines, found) => expect(row(...lines)).toEqual(found))

  test('gives the address of work before others, the preferred one first, private ones last', () => {
    expect(
      row(
        'FN:Jane',
        'EMAIL;TYPE=HOME:home@x.example',
        'EMAIL:other@x.example',
        'EMAIL;TYPE=WORK:work@x.example',
        'EMAIL;TYPE=WORK,PREF:first@x.example',
        'EMAIL;TYPE=PREF:pref@x.example',
      ),
    ).toMatchObject({
      Email: 'first@x.example',
      'Other email': 'work@x.example; pref@x.example; other@x.example; home@x.example',
    })
    expect(row('FN:Jane', 'ADR;TYPE=HOME:;;;Here;;;', 'ADR;TYPE=WORK:;;;There;;;')).toMatchObject({ City: 'There' })
    expect(row('FN:Jane', 'TEL;TYPE=HOME:1', 'TEL;TYPE=WORK:2')).toMatchObject({ Phone: '2' })
  })
})

describe('a file of cards', () => {
  const names = (text: string) => read(text).rows.map(({ cells }) => cells[3])

  test('gives a row for each, also where the last has no end, none for groups and for what stands between', () => {
    const text = [card('FN:A'), 'X:nothing', card('FN:Group', 'KIND:group'), card('FN:B'), 'BEGIN:VCARD', 'FN:C'].join(
      '\n',
    )
    expect(names(text)).toEqual(['A', 'B', 'C'])
    expect(read(text).rows.map(({ line }) => line)).toEqual([1, 2, 3])
    expect(names('BEGIN:VCARD\nEND:VCARD\nBEGIN:VCARD\n')).toEqual([])
    expect(names('BEGIN:VEVENT\nFN:A\nEND:VEVENT')).toEqual([])
  })

  test('is unfolded, by a blank and in quoted-printable by its own sign', () => {
    expect(names('BEGIN:VCARD\r\nFN:Ja\r\n ne\r\n\t Roe\r\nEND:VCARD')).toEqual(['Jane Roe'])
    expect(names('BEGIN:VCARD\rFN;ENCODING=QUOTED-PRINTABLE:Ja=\rne=20Roe\rEND:VCARD')).toEqual(['Jane Roe'])
    expect(names('BEGIN:VCARD\nFN:1+1=\nTITLE:x\nEND:VCARD')).toEqual(['1+1='])
  })

  test('is read in the character set that a line names, and in Windows’ where it is not what it says', () => {
    const quoted = (parameters: string, value: string) =>
      names(card(`FN;ENCODING=QUOTED-PRINTABLE${parameters}:${value}`))
    expect(quoted(';CHARSET=UTF-8', 'Jos=C3=A9')).toEqual(['José'])
    expect(quoted('', 'Jos=c3=a9')).toEqual(['José'])
    for (const set of ['ISO-8859-1', 'Windows-1252', 'latin1', '"ISO-8859-1"'])
      expect(quoted(`;CHARSET=${set}`, 'Jos=E9')).toEqual(['José'])
    expect(quoted(';CHARSET=UTF-8', 'Jos=E9')).toEqual(['José'])
    expect(names(card('FN:Jos=C3=A9'))).toEqual(['Jos=C3=A9'])
  })

  test('passes over pictures', () => {
    const picture = ['PHOTO;ENCODING=b:AAAA', ...Array.from({ length: 400 }, () => ` ${'A'.repeat(75)}`)]
    expect(row('FN:Jane', ...picture, 'TITLE:CEO')).toEqual({ Name: 'Jane', Title: 'CEO' })
    expect(row('FN:Jane', `NOTE:${'x'.repeat(21_001)}`)).toEqual({ Name: 'Jane' })
    expect(row('FN:Jane', `NOTE:${'x'.repeat(20_000)}`).Notes).toHaveLength(20_000)
  })

  test('is told to be too long where it has more cards than a list may', () => {
    const many = (count: number) =>
      read(Array.from({ length: count }, (_, n) => `BEGIN:VCARD\nFN:${n}\nEND:VCARD`).join('\n'))
    expect(many(MOST_ROWS)).not.toHaveProperty('tooLong')
    const tooMany = many(MOST_ROWS + 2)
    expect(tooMany.tooLong).toBe(true)
    expect(tooMany.rows).toHaveLength(MOST_ROWS + 1)
  })
})
