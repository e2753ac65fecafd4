/** Cells of spreadsheets, rule by rule: each of a workbook or document of a few parts. */
import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../../functions/list/table/grid.ts'
import { readOds } from '../../../functions/list/table/ods.ts'
import { readXlsx } from '../../../functions/list/table/xlsx.ts'
import { columnOf, measure } from '../../../functions/list/table/xlsx-measure.ts'
import {
  isOn,
  relations,
  richText,
  sharedStrings,
  sheetsIn,
  stylesIn,
} from '../../../functions/list/table/xlsx-parts.ts'

const RELS = `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="styles.xml"/><Relationship Id="r3" Target="sharedStrings.xml"/></Relationships>`
const book = (rows: string, more: Record<string, string> = {}, behind = '') =>
  new Map(
    Object.entries({
      'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': RELS,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>`,
      ...more,
    }),
  )
const rowsOf = (...of: Parameters<typeof book>) => readXlsx(book(...of))[0]?.rows ?? []
const cellsOf = (...of: Parameters<typeof book>) => rowsOf(...of).map(({ cells }) => cells.join('|'))

describe('a cell of a workbook', () => {
  test.each<[string, string, string]>([
    ['a number', '<c><v>42</v></c>', '42'],
    ['a text of its own', '<c t="inlineStr"><is><t> x </t></is></c>', 'x'],
    ['a shared text', '<c t="s"><v>1</v></c>', 'two'],
    ['a shared text that is not there', '<c t="s"><v>9</v></c>', ''],
    ['true', '<c t="b"><v>1</v></c>', 'yes'],
    ['false', '<c t="b"><v>0</v></c>', 'no'],
    ['a failed formula', '<c t="e"><v>#REF!</v></c>', ''],
    ['a formula’s text', '<c t="str"><f>A1</f><v>jane</v></c>', 'jane'],
    ['a formula that links', '<c t="str"><f>HYPERLINK("mailto:j@x.example","J")</f><v>J</v></c>', 'J <j@x.example>'],
    ['a link without an address', '<c t="str"><f>HYPERLINK("https://x.example","J")</f><v>J</v></c>', 'J'],
    ['a date', '<c s="1"><v>46000</v></c>', '2025-12-09'],
    ['a date with a time', '<c s="1"><v>46000.5</v></c>', '2025-12-09 12:00'],
    ['a date of its own format', '<c s="2"><v>46000</v></c>', '2025-12-09'],
    ['no date', '<c s="0"><v>46000</v></c>', '46000'],
    ['a date before all', '<c s="1"><v>-1</v></c>', '-1'],
    ['a date beyond all', '<c s="1"><v>2958466</v></c>', '2958466'],
    ['nothing', '<c/>', ''],
  ])('is %s', (_, cell, shown) => {
    const more = {
      'xl/sharedStrings.xml': '<sst><si><t>one</t></si><si><t>two</t></si></sst>',
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="yyyy-mm"/><numFmt numFmtId="201" formatCode="General"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/></cellXfs></styleSheet>',
    }
    expect(cellsOf(`<row r="1"><c t="str"><v>x</v></c>${cell}</row>`, more)).toEqual([
      shown === '' ? 'x' : `x|${shown}`,
    ])
  })

  test('stands where it says, or behind the one before; rows are in their order', () => {
    expect(
      cellsOf(
        '<row r="3"><c r="C3"><v>3</v></c></row><row r="1"><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row>',
      ),
    ).toEqual(['1|||4|5', '||3'])
    expect(
      rowsOf('<row><c><v>1</v></c></row><row r="5"><c><v>2</v></c></row><row><c><v>3</v></c></row>').map(
        ({ line }) => line,
      ),
    ).toEqual([1, 5, 6])
  })

  test('counts days from 1904 where its workbook does', () => {
    const workbook =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    expect(
      cellsOf('<row><c s="0"><v>0</v></c></row>', { 'xl/workbook.xml': workbook, 'xl/styles.xml': styles }),
    ).toEqual(['1904-01-01'])
  })

  test('that is merged says the same in each of its rows; across a row it is its only one', () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row><row r="3"><c r="C3"><v>9</v></c></row>'
    expect(cellsOf(rows, {}, '<mergeCells><mergeCell ref="A1:A3"/></mergeCells>')).toEqual(['1|2', '1|3', '1||9'])
    const across = (ref: string, row = '<row r="1"><c r="A1"><v>1</v></c></row>') =>
      rowsOf(row, {}, `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`)[0]?.across
    expect([
      across('A1:C1'),
      across('A1:B1'),
      across('$A$1:$C$1'),
      across('A1:C1', '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'),
      across('B1:D1'),
    ]).toEqual([true, undefined, true, undefined, undefined])
  })
})

describe('a row of a workbook', () => {
  const mark = (attributes: string, cells = '<c><v>1</v></c>', more = {}) =>
    rowsOf(`<row r="1" ${attributes}>${cells}</row>`, more)[0]?.mark
  test('is hidden by its word or by no height', () => {
    expect([mark('hidden="1"'), mark('hidden="true"'), mark('ht="0"')]).toEqual(
      Array.from({ length: 3 }, () => 'Hidden in the sheet'),
    )
    expect([mark('hidden="0"'), mark('hidden="false"'), mark('ht="15"')]).toEqual([undefined, undefined, undefined])
  })
  test('is struck through by the font of its cells or by runs of their text', () => {
    const styles = {
      'xl/styles.xml':
        '<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><dxfs><dxf><font><strike/></font></dxf></dxfs><cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="7"/></cellXfs></styleSheet>',
    }
    const by = (s: number) => mark('', `<c s="${s}"><v>1</v></c>`, styles)
    expect([by(0), by(1), by(2), by(3)]).toEqual([undefined, 'Struck through', undefined, undefined])
    const runs = (...texts: [string, boolean][]) =>
      mark(
        '',
        `<c t="inlineStr"><is>${texts.map(([text, out]) => `<r><rPr>${out ? '<strike/>' : ''}</rPr><t>${text}</t></r>`).join('')}</is></c>`,
      )
    expect([runs(['Jane', true]), runs(['Jane', true], [' Roe Works', false]), runs(['Jane', false])]).toEqual([
      'Struck through',
      undefined,
      undefined,
    ])
  })
})

describe('the parts of a workbook', () => {
  test('are where its relations say, in their folder or outside', () => {
    const parts = new Map([
      [
        'xl/_rels/a.xml.rels',
        '<R><Relationship Id="1" Target="b.xml"/><Relationship Id="2" Target="../c.xml"/><Relationship Id="3" Target="/d.xml"/><Relationship Id="4" Target="./e.xml"/><Relationship Id="5" Target="mailto:x" TargetMode="External"/><Relationship Target="none"/><Other Id="6" Target="x"/></R>',
      ],
    ])
    expect([...relations(parts, 'xl/a.xml')]).toEqual([
      ['1', 'xl/b.xml'],
      ['2', 'c.xml'],
      ['3', 'd.xml'],
      ['4', 'xl/e.xml'],
      ['5', 'mailto:x'],
    ])
    expect([...relations(new Map(), 'xl/a.xml')]).toEqual([])
  })
  test('are sheets, some of them hidden', () => {
    const sheets = sheetsIn(
      '<w xmlns:r="x"><sheet name="A" r:id="1"/><sheet name="B" state="hidden" r:id="2"/><sheet name="C" state="veryHidden" r:id="3"/><sheet name="D" state="visible" r:id="4"/><sheet name="E"/></w>',
    )
    expect(sheets.map(({ name, hidden, id }) => [name, hidden, id])).toEqual([
      ['A', false, '1'],
      ['B', true, '2'],
      ['C', true, '3'],
      ['D', false, '4'],
    ])
    expect(() => readXlsx(new Map([['xl/workbook.xml', '<workbook/>']]))).toThrow(Unreadable)
  })
  test('are texts in runs, without how they are pronounced', () => {
    expect(
      sharedStrings(
        '<sst><si><r><t>a</t></r><r><rPr><strike/></rPr><t>bcd</t></r></si><si><t>x</t><rPh><t>y</t></rPh></si></sst>',
      ),
    ).toEqual([
      { text: 'abcd', struck: true },
      { text: 'x', struck: false },
    ])
    const rich = richText()
    rich.begin()
    rich.text('outside')
    expect(rich.end()).toEqual({ text: '', struck: false })
    expect([isOn(undefined), isOn('1'), isOn('0'), isOn('false'), isOn('off'), isOn('true')]).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
    ])
  })
  test('are styles, of which some show dates', () => {
    const dates = (...ids: number[]) =>
      stylesIn(`<s><cellXfs>${ids.map(id => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></s>`).map(({ date }) => date)
    expect(dates(13, 14, 22, 23, 26, 27, 36, 37, 44, 45, 47, 48, 49, 50, 58, 59)).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ])
    const format = (code: string) =>
      stylesIn(
        `<s><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></s>`,
      )[0]?.date
    expect([
      format('yyyy'),
      format('h:mm'),
      format('0.00'),
      format('General'),
      format('&quot;day&quot; 0'),
      format('[Red]0'),
      format('\\d0'),
    ]).toEqual([true, true, false, false, false, false, false])
  })
  test('hold cells no further out than can be held', () => {
    const far = (xml: string) => () => measure(xml)
    for (const xml of ['<c r="XFD1"/>', '<row r="1048576"/><c/>', '<c r="A1"/><row/>']) expect(far(xml)).not.toThrow()
    for (const xml of ['<c r="XFE1"/>', '<row r="1048577"/>', '<c r="IV20000"/>']) expect(far(xml)).toThrow('far away')
    for (const xml of ['<c r="7"/>', '<row r="B7"/>', "<c r='1e9'/>"]) expect(far(xml)).toThrow('damaged')
    expect([columnOf('A'), columnOf('z'), columnOf('AA'), columnOf('XFD')]).toEqual([1, 26, 27, 16_384])
  })
})

describe('an OpenDocument spreadsheet', () => {
  const NAMES = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:xlink="l"'
  const cell = (text: string, attributes = '') =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`
  const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`
  const grids = (body: string, styles = '') => readOds(`<office:document ${NAMES}>${styles}${body}</office:document>`)
  const one = (rows: string, styles = '') =>
    grids(`<table:table table:name="A">${rows}</table:table>`, styles)[0]?.rows ?? []
  const texts = (rows: string) => one(rows).map(({ cells }) => cells.join('|'))

  test('has rows and cells that are repeated, and lines that count on over empty ones', () => {
    expect(texts(row(cell('a', 'table:number-columns-repeated="2"') + cell('b')))).toEqual(['a|a|b'])
    expect(
      one(
        row('<table:table-cell/>', 'table:number-rows-repeated="3"') + row(cell('a'), 'table:number-rows-repeated="2"'),
      ).map(({ line }) => line),
    ).toEqual([4, 5])
    expect(texts(row(cell('a', 'table:number-columns-repeated="0"')))).toEqual(['a'])
  })
  test('says what a cell says that goes on below, for as many rows as it does', () => {
    expect(
      texts(
        row(cell('a', 'table:number-rows-spanned="2"') + cell('1')) +
          row(`<table:covered-table-cell/>${cell('2')}`) +
          row(`<table:table-cell/>${cell('3')}`),
      ),
    ).toEqual(['a|1', 'a|2', '|3'])
  })
  test('marks rows that are filtered or struck, and those of one wide cell', () => {
    const styles =
      '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="in"><style:text-properties style:text-line-through-style="none"/></style:style>'
    const mark = (cells: string, attributes = '') => one(row(cells, attributes), styles)[0]?.mark
    expect([
      mark(cell('a'), 'table:visibility="filter"'),
      mark(cell('a'), 'table:visibility="collapse"'),
      mark(cell('a'), 'table:visibility="visible"'),
    ]).toEqual(['Hidden in the sheet', 'Hidden in the sheet', undefined])
    expect([
      mark(cell('a', 'table:style-name="out"')),
      mark(cell('a', 'table:style-name="in"')),
      mark(cell('a')),
    ]).toEqual(['Struck through', undefined, undefined])
    expect([
      one(row(cell('a', 'table:number-columns-spanned="3"')))[0]?.across,
      one(row(cell('a', 'table:number-columns-spanned="2"')))[0]?.across,
      one(row(cell('a', 'table:number-columns-spanned="3"') + cell('b')))[0]?.across,
    ]).toEqual([true, undefined, undefined])
  })
  test('takes the address that a cell leads to', () => {
    expect(
      texts(
        row('<table:table-cell><text:p><text:a xlink:href="mailto:j@x.example">J</text:a></text:p></table:table-cell>'),
      ),
    ).toEqual(['J <j@x.example>'])
  })
  test('has its tables in their order, those that are not shown among them, and none with more rows than are read', () => {
    const styles = '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
    const found = grids(
      `<table:table table:name="A" table:style-name="gone">${row(cell('a'))}</table:table><table:table table:name="B">${row(cell('b'))}</table:table>`,
      styles,
    )
    expect(found.map(({ name, hidden, rows }) => [name, hidden, rows.length])).toEqual([
      ['A', true, 1],
      ['B', false, 1],
    ])
    const many = grids(
      `<table:table table:name="A">${row(cell('a'), 'table:number-rows-repeated="30000"')}</table:table>`,
    )[0]
    expect([many?.tooLong, many?.rows.length]).toEqual([true, 20_002])
  })
})
