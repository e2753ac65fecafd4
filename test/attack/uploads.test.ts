/** Files, texts and forms that are made to keep Convoke busy, to fill its memory, or to be read differently twice. */
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readFile, readText } from '../../functions/list/table/read-table.ts'
import { setMarkdown } from '../../mail/markdown.ts'
import { workbook } from '../samples/workbook.ts'
import { slowness, worked } from '../slowness.ts'

const NAMES = [
  ['Name', 'Email'],
  ['Good Person', 'good@list.example'],
]

/** Milliseconds of the processor that something took on this machine. */
async function took(act: () => unknown): Promise<number> {
  const began = worked()
  await act()
  return worked() - began
}

const sheet = (rows: string): Uint8Array =>
  workbook([{ name: 'A', cells: [] }], {
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
  })

async function problemOf(bytes: Uint8Array): Promise<string> {
  const { sheets, problems } = await readFile(bytes, 'list.xlsx')
  expect(sheets).toEqual([])
  return problems.join(' ')
}

const rowsOf = (count: number, cells: string): string =>
  `<worksheet><sheetData>${Array.from({ length: count }, (_, n) => `<row r="${n + 1}">${cells}</row>`).join('')}</sheetData></worksheet>`
const cell = (place: string) => `<c ${place}><v>1</v></c>`

describe('a workbook', () => {
  it.each([
    ['a row a thousand million rows away', '<row r="999999999"><c r="A999999999"><v>1</v></c></row>'],
    ['a row far away whose cells do not say where they are', `<row r="999999999">${cell('')}</row>`],
    ['a row number written as 1e9', `<row r="1e9">${cell('')}</row>`],
    ['a row number without end', `<row r="Infinity">${cell('')}</row>`],
    ['a far cell in single quotes', `<row r='1048576'>${cell("r='XFD1048576'")}</row>`],
    ['a far cell with blanks around the sign', `<row r = "1048576">${cell('r = "XFD1048576"')}</row>`],
    ['a far cell written with entities', `<row r="1">${cell('r="&#88;FD1"')}</row>`],
    ['a far cell behind a sign that ends no tag', `<row r="1048576">${cell('x=">" r="XFD1048576"')}</row>`],
    ['a far cell with a prefix', `<row r="1048576"><é:c r="XFD1048576"><v>1</v></é:c></row>`],
    ['many cells without a place beside many rows', `<row>${cell('').repeat(9000)}</row>${'<row/>'.repeat(9000)}`],
  ])('with %s is refused before it takes memory', async (_, rows) => {
    let problem = ''
    expect(await took(async () => (problem = await problemOf(sheet(rows))))).toBeLessThan(3000 * slowness())
    expect(problem).toMatch(/far away|damaged/)
  })

  it('with a far cell in a part that is no worksheet by its name is refused as well', async () => {
    const rels =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="other/far.xml"/></Relationships>'
    const far = `<worksheet><sheetData><row r="1048576">${cell('r="XFD1048576"')}</row></sheetData></worksheet>`
    const bytes = workbook([{ name: 'A', cells: NAMES }], {
      'xl/_rels/workbook.xml.rels': strToU8(rels),
      'xl/other/far.xml': strToU8(far),
    })
    expect(await problemOf(bytes)).toContain('far away')
  })

  it('with a second directory for other programs is read by neither', async () => {
    const bytes = withSecondDirectory(
      workbook([{ name: 'A', cells: NAMES }]),
      workbook([
        {
          name: 'A',
          cells: [
            ['Name', 'Email'],
            ['Other', 'other@list.example'],
          ],
        },
      ]),
    )
    // Some programs read the one, and some the other.
    expect(new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml'])).toContain('other@list.example')
    expect(await problemOf(bytes)).toContain('damaged')
  })

  it('whose parts are larger than 50 MB together is not unpacked, however small it comes', async () => {
    const zeros = new Uint8Array(30 * 1024 * 1024)
    const bomb = zipSync({ 'xl/workbook.xml': strToU8('<a/>'), 'a.xml': zeros, 'b.xml': zeros }, { level: 1 })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await took(async () => expect(await problemOf(bomb)).toContain('unpacks to far more'))).toBeLessThan(
      5000 * slowness(),
    )
  })

  it('whose parts say that they are small is not unpacked beyond the limit, in as little time', async () => {
    const zeros = new Uint8Array(30 * 1024 * 1024)
    const files = { 'xl/workbook.xml': strToU8('<a/>'), 'a.xml': zeros, 'b.xml': zeros }
    const bomb = claiming(10, zipSync(files, { level: 1 }))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await took(async () => expect(await problemOf(bomb)).toContain('unpacks to far more'))).toBeLessThan(
      5000 * slowness(),
    )
  })

  it.each([
    ['two million empty texts', { 'xl/sharedStrings.xml': `<sst>${'<si><t/></si>'.repeat(2_000_000)}</sst>` }],
    [
      'one long text in half a million cells',
      {
        'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(4000)}</t></si></sst>`,
        'xl/worksheets/sheet1.xml': rowsOf(15_000, '<c t="s"><v>0</v></c>'.repeat(30)),
      },
    ],
    [
      'two million empty cells',
      { 'xl/worksheets/sheet1.xml': rowsOf(2000, '<c t="inlineStr"><is><t></t></is></c>'.repeat(1000)) },
    ],
    [
      '270,000 rows',
      {
        'xl/worksheets/sheet1.xml': rowsOf(270_000, '<c><v>1</v></c><c t="inlineStr"><is><t>a@x.example</t></is></c>'),
      },
    ],
  ])('of %s is refused within seconds, and says why', async (_, parts) => {
    const rels =
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rIdT" Target="sharedStrings.xml"/></Relationships>'
    const packed = Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]))
    const bytes = workbook([{ name: 'A', cells: NAMES }], { 'xl/_rels/workbook.xml.rels': strToU8(rels), ...packed })
    let problem = ''
    expect(await took(async () => (problem = await problemOf(bytes)))).toBeLessThan(10_000 * slowness())
    expect(problem).toMatch(/far more than a list|more than 20,000 rows|far away/)
  })

  it('whose hundreds of parts all lie in the same place has that unpacked once', async () => {
    const bomb = piled(500, new Uint8Array(5 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(50_000)
    const sizes: number[] = []
    unzipSync(bomb, { filter: ({ originalSize }) => sizes.push(originalSize) < 0 })
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(500 * 5 * 1024 * 1024)
    expect(await took(async () => expect(await problemOf(bomb)).not.toBe(''))).toBeLessThan(3000 * slowness())
  })
})

/** An archive whose end record names one directory and whose ZIP64 record names another (APPNOTE.TXT section 4.3.14). */
function withSecondDirectory(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(second.length + first.length - 22 + 56 + 20 + 22)
  bytes.set(second)
  bytes.set(first.subarray(0, -22), second.length)
  const view = new DataView(bytes.buffer)
  const ends = [first, second].map(archive => new DataView(archive.buffer, archive.byteOffset + archive.length - 22))
  const [ours, theirs] = ends as [DataView, DataView]
  const start = second.length + ours.getUint32(16, true)
  // The places in the first archive are now further on.
  for (let at = start, left = ours.getUint16(10, true); left > 0; left--) {
    view.setUint32(at + 42, view.getUint32(at + 42, true) + second.length, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  const record = second.length + first.length - 22
  view.setUint32(record, 0x06064b50, true)
  view.setUint32(record + 32, theirs.getUint16(10, true), true)
  view.setUint32(record + 48, theirs.getUint32(16, true), true)
  view.setUint32(record + 56, 0x07064b50, true)
  view.setUint32(record + 64, record, true)
  bytes.set(new Uint8Array(ours.buffer, ours.byteOffset, 22), record + 76)
  view.setUint32(record + 76 + 16, start, true)
  return bytes
}

/** The archive with another size claimed for each of its parts, in both places (APPNOTE.TXT sections 4.3.7 and 4.3.12). */
function claiming(size: number, archive: Uint8Array): Uint8Array {
  const bytes = archive.slice()
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < bytes.length - 30; at++) {
    const signature = view.getUint32(at, true)
    if (signature === 0x04034b50) view.setUint32(at + 22, size, true)
    if (signature === 0x02014b50) view.setUint32(at + 24, size, true)
  }
  return bytes
}

/** An archive with one part in it, and so many in its directory. */
function piled(times: number, content: Uint8Array): Uint8Array {
  const one = zipSync({ 'xl/workbook.xml': content }, { level: 1 })
  const end = one.slice(-22)
  const start = new DataView(end.buffer).getUint32(16, true)
  const entry = one.subarray(start, -22)
  const bytes = new Uint8Array(start + times * entry.length + 22)
  bytes.set(one.subarray(0, start))
  for (let n = 0; n < times; n++) {
    const name = `xl/work${String(n).padStart(4, '0')}.xml`
    bytes.set(entry, start + n * entry.length)
    bytes.set(strToU8(name), start + n * entry.length + 46)
  }
  const view = new DataView(end.buffer)
  for (const at of [8, 10]) view.setUint16(at, times, true)
  view.setUint32(12, times * entry.length, true)
  bytes.set(end, bytes.length - 22)
  return bytes
}

describe('a text of 4 MB', () => {
  it.each([
    ['lines of a quote that never closes', '"a\n', 1_390_000],
    ['short lines', 'a\n', 2_090_000],
    ['short lines as an old Mac ends them', 'a\r', 2_090_000],
    ['empty lines', '\n', 4_190_000],
    ['separators', ',', 4_190_000],
    ['quotes', '"', 4_190_000],
    ['broken mailboxes', 'a@b.co <', 520_000],
    ['quoted halves of mailboxes', '"a@b.co ', 520_000],
    ['labels of one domain', 'a.', 2_090_000],
    ['addresses on one line', 'a@b.example;', 349_000],
    ['people on one line', 'Jane Roe <jane@roe.example>, ', 144_000],
    ['names on one line', 'Jane Roe; @', 380_000],
    ['quotes and addresses on one line', '"@,', 1_390_000],
    ['contact cards', 'BEGIN:VCARD\nFN:Jane\nEND:VCARD\n', 130_000],
    ['a contact card that is folded without end', 'BEGIN:VCARD\n x\n', 260_000],
    ['quoted-printable that goes on', 'BEGIN:VCARD\nFN;QUOTED-PRINTABLE:=\n', 110_000],
  ])('of %s is put down within seconds', async (_, part, times) => {
    expect(await took(() => readText(part.repeat(times)))).toBeLessThan(10_000 * slowness())
  })

  it('of a hundred thousand quotes that never close is read once through', async () => {
    expect(await took(() => readText('Name,Email\n"a,b@c.example\n'.repeat(49_000)))).toBeLessThan(10_000 * slowness())
  })
})

describe('a letter', () => {
  it.each([
    ['emphasis that never closes', '**a_'.repeat(5000)],
    ['emphasis, as much as is still read', '**a_'.repeat(333)],
    ['quotes within quotes', '>'.repeat(20_000)],
    ['lists within lists', '- '.repeat(10_000)],
    ['numbered lists within lists', '1. '.repeat(6000)],
    ['brackets', '['.repeat(20_000)],
    ['half links', '[a]('.repeat(5000)],
  ])('of %s is set within a second or two', async (_, body) => {
    expect(await took(() => setMarkdown(body, {} as never))).toBeLessThan(2500 * slowness())
  })

  it('of marks alone loses none of its words', () => {
    const { html, text } = setMarkdown(`${'**a_'.repeat(500)} the words\nbelow`, {} as never)
    expect(html.join('')).toContain(' the words<br>\nbelow</p>')
    expect(text.join('')).toContain(' the words\nbelow')
  })
})
