import { readFileSync } from 'node:fs'
import { strToU8, unzipSync, Zip, ZipDeflate } from 'fflate'
import { describe, expect, it } from 'vitest'
import { MOST_ROWS } from '../../../functions/list/table/grid.ts'
import { readFile, readText } from '../../../functions/list/table/read-table.ts'
import { workbook } from '../../samples/workbook.ts'

const sample = (name: string) => readFile(readFileSync(`test/samples/lists/${name}`), name)
const bytes = (text: string) => new TextEncoder().encode(text)
const HEADER = ['Name', 'Email']

describe('a file', () => {
  it('with semicolons in Windows-1252 keeps its accents, quotes and row numbers', async () => {
    const { sheets, problems } = await sample('semicolons-windows-1252.csv')
    expect(problems).toEqual([])
    expect(sheets[0]?.header).toEqual(['Nombre', 'Apellidos', 'Cargo', 'Empresa', 'Correo electrónico', 'Teléfono'])
    expect(sheets[0]?.rows[1]?.[3]).toBe('Fundición "La Cruz"')
    expect(sheets[0]?.rows[2]?.[3]).toBe('Müller – Söhne')
    expect(sheets[0]?.lines).toEqual([2, 3, 5])
  })

  it('in UTF-16 with tabs, a line break in a cell and a comma in a name is read whole', async () => {
    const { sheets } = await sample('unicode-text-utf-16.txt')
    expect(sheets[0]?.rows.map(row => row[0])).toEqual(['Ortiz, Jane', 'Åkesson, Ingrid', "O'Brien, Siobhán"])
    expect(sheets[0]?.rows[2]?.[1]).toBe('CEO\nand founder')
  })

  it('in UTF-16 without a mark is read too', async () => {
    const le = new Uint8Array(Buffer.from('Name,Email\nJane Roe,jane@roe.example\n', 'utf16le'))
    expect((await readFile(le, 'x.csv')).sheets[0]).toMatchObject({
      header: HEADER,
      rows: [['Jane Roe', 'jane@roe.example']],
    })
  })

  it('with a UTF-8 mark does not hide its first heading', async () => {
    expect((await sample('last-first-utf-8.csv')).sheets[0]?.header[0]).toBe('Last Name, First Name')
  })

  it('of Excel gives all its sheets, hidden ones last, without the title rows and with dates and numbers as text', async () => {
    const { sheets, problems } = await sample('two-sheets.xlsx')
    expect(problems).toEqual([])
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Read me', false],
      ['Invitees 2027', false],
      ['Lists', true],
    ])
    const [, list] = sheets
    expect(list?.header).toEqual([
      'First Name',
      'Last Name',
      'Position',
      'Company',
      'E-mail',
      'Cell',
      'Added',
      'Public?',
      'Region',
    ])
    expect(list?.rows[0]).toEqual([
      'Jane',
      'Ortiz',
      'CEO',
      'Ortiz Tool',
      'jane@ortiz.example',
      '3035550101',
      '2026-02-01',
      'no',
      '',
    ])
    expect(list?.lines).toEqual([5, 6, 8])
  })

  it.each([
    ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), 'Save As'],
    ['a PDF', bytes('%PDF-1.7 …'), 'copy the list and paste it'],
    ['a web page named .xls', bytes('<html><table></table></html>'), 'web page'],
    ['a broken workbook', new Uint8Array([80, 75, 3, 4, 1, 2, 3]), 'damaged'],
    ['an empty file', new Uint8Array(), 'empty'],
    ['a file of blanks', bytes('\n ,,\n'), 'no rows'],
    ['a file that is too large', new Uint8Array(4 * 1024 * 1024 + 1), '4 MB'],
    ['another archive', workbook([], { 'xl/workbook.xml': strToU8('') }), 'ZIP archive'],
  ])('that is %s is refused with a word on what to do', async (_, file, word) => {
    const { sheets, problems } = await readFile(file, 'list.xls')
    expect(sheets).toEqual([])
    expect(problems).toEqual([expect.stringContaining(word)])
  })
})

describe('a workbook', () => {
  const sheets = [
    { name: 'A', cells: [HEADER, ['Jane Roe', 'jane@roe.example']] },
    { name: 'Old & gone', hidden: true, cells: [HEADER, ['Bob Lee', 'bob@lee.example']] },
  ]

  it('written in one go, with the size of each part behind it, is read like any other', async () => {
    const written: Uint8Array[] = []
    const archive = new Zip((_, piece) => written.push(piece))
    for (const [name, xml] of Object.entries(unzipSync(workbook(sheets)))) {
      const part = new ZipDeflate(name)
      archive.add(part)
      part.push(xml, true)
    }
    archive.end()
    const read = await readFile(Buffer.concat(written), 'x.xlsx')
    expect(read).toEqual(await readFile(workbook(sheets), 'x.xlsx'))
    expect(read.sheets.map(({ name, hidden, rows }) => [name, hidden, rows[0]?.[0]])).toEqual([
      ['A', false, 'Jane Roe'],
      ['Old & gone', true, 'Bob Lee'],
    ])
  })

  it('that breaks off anywhere is refused, and not read as far as it goes', async () => {
    const whole = workbook(sheets)
    for (let end = 4; end < whole.length - 22; end += 37)
      expect((await readFile(whole.slice(0, end), 'x.xlsx')).problems).toEqual([expect.stringContaining('damaged')])
  })
})

describe('a workbook made to harm', () => {
  const refusal = async (file: Uint8Array) => (await readFile(file, 'x.xlsx')).problems[0]
  const zeros = new Uint8Array(51 * 1024 * 1024)

  it('that holds another workbook, where only a look at its directory tells which is which, is not read', async () => {
    const inner = workbook([{ name: 'Inner', cells: [HEADER, ['Other Person', 'other@list.example']] }])
    const written: Uint8Array[] = []
    const archive = new Zip((_, piece) => written.push(piece))
    const outer = unzipSync(workbook([{ name: 'Outer', cells: [HEADER, ['Good Person', 'good@list.example']] }]))
    for (const [name, content] of [...Object.entries(outer), ['xl/embeddings/1.xlsx', inner] as const]) {
      const part = new ZipDeflate(name, { level: 0 })
      archive.add(part)
      part.push(content, true)
    }
    archive.end()
    expect(await refusal(Buffer.concat(written))).toContain('damaged')
  })

  it('is not unpacked when it holds far more than a list', async () => {
    const bomb = workbook([{ name: 'A', cells: [['a']] }], { 'xl/media.xml': zeros })
    expect(bomb.length).toBeLessThan(200_000)
    expect(await refusal(bomb)).toContain('unpacks to far more')
  })

  it('is not believed about its sizes', async () => {
    const bomb = workbook([{ name: 'A', cells: [['a']] }], { 'xl/media.xml': zeros })
    const view = new DataView(bomb.buffer, bomb.byteOffset)
    // Every entry in the directory now claims to unpack to one byte.
    for (let at = 0; at < bomb.length - 4; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1, true)
    expect(await refusal(bomb)).toContain('unpacks to far more')
  })

  it('is refused for a thousand parts, or a cell at the far end of the sheet', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`xl/${at}.xml`, strToU8('<a/>')]))
    expect(await refusal(workbook([{ name: 'A', cells: [['a']] }], many))).toContain('unpacks to far more')
    const far =
      '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    expect(await refusal(workbook([{ name: 'A', cells: [] }], { 'xl/worksheets/sheet1.xml': strToU8(far) }))).toContain(
      'far away',
    )
  })
})

describe('pasted text', () => {
  const pasted = (text: string) => readText(text).sheets[0]

  it.each([
    ['one to a line', 'Jane Roe <jane@roe.example>\nBob Lee <bob@lee.example>'],
    ['with commas', 'Jane Roe <jane@roe.example>, Bob Lee <bob@lee.example>'],
    ['as Outlook copies them', '"Roe, Jane" <jane@roe.example>; Lee, Bob <bob@lee.example>;'],
  ])('of addresses %s is a list of people', (_, text) => {
    expect(pasted(text)?.header).toEqual(HEADER)
    expect(pasted(text)?.rows.map(([, email]) => email)).toEqual(['jane@roe.example', 'bob@lee.example'])
  })

  it('of addresses keeps what it cannot read, for somebody to see', () => {
    const text = 'a@x.example\nb@x.example\nc@x.example\nJim Smith\nd@x'
    expect(pasted(`${text}\ne@x.example\nf@x.example`)?.rows).toContainEqual(['Jim Smith', ''])
  })

  it('out of a spreadsheet is a table', () => {
    expect(pasted('Name\tEmail\nJane Roe\tjane@roe.example')).toMatchObject({
      header: HEADER,
      rows: [['Jane Roe', 'jane@roe.example']],
    })
  })

  it('without headings has none, and loses no row to them', () => {
    const table = pasted('Jane Roe,CEO,jane@roe.example\nBob Lee,Owner,bob@lee.example')
    expect(table?.header).toEqual([])
    expect(table?.rows).toHaveLength(2)
  })

  it('finds headings in words it does not know, and below titles', () => {
    expect(pasted('a;b\nJane Roe;jane@roe.example\nBob Lee;bob@lee.example')?.header).toEqual(['a', 'b'])
    const titled = pasted('Our list\n\n"As of May, 2027"\nName,Company,Email\nJane Roe,Roe,jane@roe.example')
    expect(titled).toMatchObject({ header: ['Name', 'Company', 'Email'], lines: [5] })
  })

  it('with the word "sep=" for Excel obeys it', () => {
    expect(pasted('sep=|\nName|Email\nRoe, Jane|jane@roe.example')?.rows).toEqual([['Roe, Jane', 'jane@roe.example']])
  })

  it('with a quote that never ends loses only that quote', () => {
    const table = pasted('Name,Email\n"Jane,jane@roe.example\n"Lee, Bob",bob@lee.example\n"Al\nGo",al@go.example')
    expect(table?.rows).toEqual([
      ['Jane', 'jane@roe.example'],
      ['Lee, Bob', 'bob@lee.example'],
      ['Al\nGo', 'al@go.example'],
    ])
  })

  it('that is too long is not read in part', () => {
    const rows = Array.from({ length: MOST_ROWS + 1 }, (_, at) => `P ${at},p${at}@x.example`)
    const { sheets, problems } = readText(`Name,Email\n${rows.join('\n')}`)
    expect(sheets).toEqual([])
    expect(problems[0]).toContain('20,001 rows')
    expect(readText(`Name,Email\n${rows.slice(1).join('\n')}`).sheets[0]?.rows).toHaveLength(MOST_ROWS)
  })

  it('wider than a hundred columns is cut, and says so', () => {
    const { sheets, problems } = readText(`Name,Email${',x'.repeat(120)}\nJane Roe,jane@roe.example${',y'.repeat(120)}`)
    expect(sheets[0]?.rows[0]).toHaveLength(100)
    expect(problems[0]).toContain('122 columns')
  })
})
