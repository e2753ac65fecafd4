/** Workbooks and OpenDocument spreadsheets as people keep their lists in them. */
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { listRows } from '../../../functions/list/list-rows.ts'
import { cell, openDocument, row } from '../../samples/opendocument.ts'
import { type MadeSheet, workbook } from '../../samples/workbook.ts'

const HEADER = ['Name', 'Title', 'Company', 'Email']
const JANE = ['Jane Roe', 'CEO', 'Roe Works', 'jane@roe.example']
const BOB = ['Bob Lee', 'Owner', 'Lee Co', 'bob@lee.example']
const ANN = ['Ann Ray', 'President', 'Ray Foods', 'ann@ray.example']

/** A workbook whose one sheet is this XML: rows, and what stands behind them. */
const sheet = (rows: string, behind = '', extra: Record<string, string> = {}): Uint8Array => {
  const xml = `<worksheet xmlns:r="urn:r"><sheetData>${rows}</sheetData>${behind}</worksheet>`
  const parts = Object.fromEntries(Object.entries(extra).map(([path, text]) => [path, strToU8(text)]))
  return workbook([{ name: 'A', cells: [] }], { 'xl/worksheets/sheet1.xml': strToU8(xml), ...parts })
}
const column = (at: number) => String.fromCharCode(65 + at)
const line = (n: number, cells: readonly string[], attributes = '', style = '') =>
  `<row r="${n}" ${attributes}>${cells.map((text, at) => (text === '' ? '' : `<c r="${column(at)}${n}" t="inlineStr" ${style}><is><t>${text}</t></is></c>`)).join('')}</row>`

const read = (bytes: Uint8Array, name = 'list.xlsx') => {
  const { rows, problems } = listRows({ bytes, name })
  expect(problems).toEqual([])
  return rows
}
const states = (bytes: Uint8Array, name?: string) => read(bytes, name).map(({ name: who, state }) => [who, state])

describe('a workbook', () => {
  it('leaves out rows that are hidden, or of no height, and says so', () => {
    const bytes = sheet(
      line(1, HEADER) + line(2, JANE) + line(3, BOB, 'hidden="1"') + line(4, ANN, 'ht="0" customHeight="1"'),
    )
    expect(states(bytes)).toEqual([
      ['Jane Roe', 'new'],
      ['Bob Lee', 'left out'],
      ['Ann Ray', 'left out'],
    ])
    expect(read(bytes)[1]?.flags).toEqual(['Hidden in the sheet'])
  })

  it('leaves out rows that are struck through, by the style of their cells or in their text', () => {
    const styles =
      '<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>'
    const strings = '<sst><si><r><rPr><strike/></rPr><t>Ann Ray</t></r></si><si><t>Bob Lee</t></si></sst>'
    const relations =
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rIdS" Target="styles.xml"/><Relationship Id="rIdT" Target="sharedStrings.xml"/></Relationships>'
    const shared = `<row r="4"><c r="A4" t="s"><v>0</v></c><c r="D4" t="inlineStr"><is><r><rPr><strike/></rPr><t>ann@ray.example</t></r></is></c></row>`
    const bytes = sheet(line(1, HEADER) + line(2, JANE, '', 's="1"') + line(3, BOB, '', 's="2"') + shared, '', {
      'xl/styles.xml': styles,
      'xl/sharedStrings.xml': strings,
      'xl/_rels/workbook.xml.rels': relations,
    })
    expect(states(bytes)).toEqual([
      ['Jane Roe', 'left out'],
      ['Bob Lee', 'new'],
      ['Ann Ray', 'left out'],
    ])
  })

  it('says in every row what a merged cell says', () => {
    const bytes = sheet(
      line(1, ['Company', 'Name', 'Email']) +
        line(2, ['Roe Works', 'Jane Roe', 'jane@gmail.com']) +
        line(3, ['', 'Bob Lee', 'bob@yahoo.com']) +
        line(4, ['Ray Foods', 'Ann Ray', 'ann@ray.example']),
      '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
    )
    expect(read(bytes).map(({ company }) => company)).toEqual(['Roe Works', 'Roe Works', 'Ray Foods'])
  })

  it('reads headings of two rows with merged cells, and groups that go across', () => {
    const bytes = sheet(
      line(1, ['2027 list']) +
        line(2, ['', 'Primary contact', '', 'Assistant']) +
        line(3, ['Company', 'Name', 'Email', 'Name', 'Email']) +
        line(4, ['Foundries']) +
        line(5, ['Roe Works', 'Jane Roe', 'jane@roe.example', 'Judy Park', 'judy@roe.example']),
      '<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="B2:C2"/><mergeCell ref="D2:E2"/><mergeCell ref="A4:E4"/></mergeCells>',
    )
    expect(read(bytes)).toMatchObject([
      {
        name: 'Jane Roe',
        company: 'Roe Works',
        email: 'jane@roe.example',
        assistant: 'Judy Park',
        assistantEmail: 'judy@roe.example',
      },
    ])
  })

  it('takes the address that a cell leads to, and asks where it shows another one', () => {
    const links =
      '<hyperlinks><hyperlink ref="D2" r:id="rId1"/><hyperlink ref="D3" r:id="rId2"/><hyperlink ref="D4" r:id="rId3"/></hyperlinks>'
    const relations = ['jane@roe.example', 'bob@lee.example?subject=Hi', 'other@ray.example']
      .map((to, at) => `<Relationship Id="rId${at + 1}" Target="mailto:${to}" TargetMode="External"/>`)
      .join('')
    const rows = line(1, HEADER) + line(2, [...JANE.slice(0, 3), 'Email Jane']) + line(3, BOB) + line(4, ANN)
    const bytes = sheet(rows, links, {
      'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships>${relations}</Relationships>`,
    })
    expect(read(bytes).map(({ email, flags }) => [email, flags.length])).toEqual([
      ['jane@roe.example', 0],
      ['bob@lee.example', 0],
      ['ann@ray.example', 1],
    ])
  })

  it('reads a formula that makes a link', () => {
    const formula = '<c r="D2" t="str"><f>HYPERLINK("mailto:jane@roe.example","Write")</f><v>Write</v></c>'
    const bytes = sheet(line(1, HEADER) + line(2, JANE.slice(0, 3)).replace('</row>', `${formula}</row>`))
    expect(read(bytes)).toMatchObject([{ name: 'Jane Roe', email: 'jane@roe.example' }])
  })

  it('has its list on the sheet with addresses, not on the longest, the hidden one, or the one called Declined', () => {
    const sheets: MadeSheet[] = [
      {
        name: 'Companies',
        cells: [['Company', 'City'], ...Array.from({ length: 50 }, (_, n) => [`Company ${n}`, 'Greeley'])],
      },
      { name: 'Declined', cells: [HEADER, BOB, ANN, ['Tom Fox', 'CEO', 'Fox', 'tom@fox.example']] },
      { name: 'Invitees', cells: [HEADER, JANE] },
      { name: 'Old', hidden: true, cells: [HEADER, BOB, ANN, JANE] },
    ]
    expect(states(workbook(sheets))).toEqual([['Jane Roe', 'new']])
    expect(states(workbook(sheets.slice(0, 2))).every(([, state]) => state === 'left out')).toBe(true)
  })

  it('gives phone numbers and dates as people read them', () => {
    const bytes = workbook([
      {
        name: 'A',
        cells: [
          [...HEADER, 'Phone'],
          [...JANE, 9_705_550_101],
        ],
      },
    ])
    expect(read(bytes)).toMatchObject([{ phone: '9705550101' }])
  })
})

describe('an OpenDocument spreadsheet', () => {
  it('is read like a workbook: repeated cells, hidden and struck rows, merged companies, links', () => {
    const bytes = openDocument([
      { name: 'Notes', rows: [row(['Read me'])] },
      {
        name: 'Invitees',
        rows: [
          row([...HEADER, '<table:table-cell table:number-columns-repeated="16000"/>']),
          row([JANE[0] ?? '', 'CEO', cell('Roe Works', 'table:number-rows-spanned="2"'), 'jane@roe.example']),
          row(['Judy Park', 'COO', '<table:covered-table-cell/>', 'judy@gmail.com']),
          row(BOB, 'table:visibility="filter"'),
          row(ANN.map(text => cell(text, 'table:style-name="out"'))),
          row([
            'Tom Fox',
            'CEO',
            'Fox',
            '<table:table-cell><text:p><text:a xlink:href="mailto:tom@fox.example">Write</text:a></text:p></table:table-cell>',
          ]),
          row([], 'table:number-rows-repeated="1048000"'),
        ],
      },
      { name: 'Gone', hidden: true, rows: [row(HEADER), row(JANE), row(BOB), row(ANN), row(JANE), row(BOB), row(ANN)] },
    ])
    expect(read(bytes, 'list.ods').map(({ name, company, email, state }) => [name, company, email, state])).toEqual([
      ['Jane Roe', 'Roe Works', 'jane@roe.example', 'new'],
      ['Judy Park', 'Roe Works', 'judy@gmail.com', 'new'],
      ['Bob Lee', 'Lee Co', 'bob@lee.example', 'left out'],
      ['Ann Ray', 'Ray Foods', 'ann@ray.example', 'left out'],
      ['Tom Fox', 'Fox', 'tom@fox.example', 'new'],
    ])
  })
})

describe('a text in another encoding', () => {
  const accents = 'Name,Title,Company,Email\nJosé Núñez,Dueño,Peña,jose@n.example\nZoë Weiß,CEO,Weiß,zoe@w.example\n'
  const macRoman: Record<string, number> = { é: 0x8e, ú: 0x9c, ñ: 0x96, ë: 0x91, ß: 0xa7 }
  const dos: Record<string, number> = { é: 0x82, ú: 0xa3, ñ: 0xa4, ë: 0x89, ß: 0xe1 }
  const encoded = (table: Record<string, number>) =>
    Uint8Array.from(accents, letter => table[letter] ?? letter.charCodeAt(0))

  it.each([
    ['Mac Roman', encoded(macRoman)],
    ['code page 850', encoded(dos)],
    ['Windows-1252', Uint8Array.from(accents, letter => letter.charCodeAt(0))],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${accents}`, 'utf16le'))],
    ['UTF-8', new Uint8Array(Buffer.from(accents))],
    [
      'UTF-8 with one bad line',
      new Uint8Array([...Buffer.from(accents), ...Buffer.from('Ren\xe9e Roe,CEO,Roe,renee@r.example\n', 'latin1')]),
    ],
  ])('%s keeps its accents', (_, bytes) => {
    expect(
      read(bytes, 'list.csv')
        .slice(0, 2)
        .map(({ name, company }) => [name, company]),
    ).toEqual([
      ['José Núñez', 'Peña'],
      ['Zoë Weiß', 'Weiß'],
    ])
    if (bytes.includes(0xe9) && bytes.includes(0xc3)) expect(read(bytes, 'list.csv')[2]?.name).toBe('Renée Roe')
  })
})
