/** What people bring as a list, rule by rule: texts of every form, bytes of every program, and which sheet is meant. */
import { describe, expect, test } from 'vitest'
import { likeliestSheet } from '../../../functions/list/judge-table.ts'
import { decodeText } from '../../../functions/list/table/decode-text.ts'
import { findHeader } from '../../../functions/list/table/find-header.ts'
import { isStruckRow, linked, numbered, unformulated } from '../../../functions/list/table/grid.ts'
import { withoutGroups } from '../../../functions/list/table/group-rows.ts'
import { readPeople } from '../../../functions/list/table/people-text.ts'
import { readList } from '../../../functions/list/table/read-list.ts'
import { readFile, readText } from '../../../functions/list/table/read-table.ts'
import { hasHeadings, readTextTable } from '../../../functions/list/table/text-table.ts'

const people = (text: string) => readPeople(text, 'x')?.rows.map(({ cells }) => cells.join('|'))

describe('people in a text', () => {
  test.each<[string, string, string[] | undefined]>([
    [
      'one a line',
      'Jane Roe <jane@roe.example>\nBob Lee <bob@lee.example>',
      ['Jane Roe|jane@roe.example', 'Bob Lee|bob@lee.example'],
    ],
    ['one alone', 'Jane Roe <jane@roe.example>', ['Jane Roe|jane@roe.example']],
    [
      'behind what a mail program writes',
      'To: Jane Roe <jane@roe.example>; Bob Lee <bob@lee.example>',
      ['Jane Roe|jane@roe.example', 'Bob Lee|bob@lee.example'],
    ],
    [
      'between commas',
      'Jane Roe <jane@roe.example>, Bob Lee <bob@lee.example>',
      ['Jane Roe|jane@roe.example', 'Bob Lee|bob@lee.example'],
    ],
    [
      'family name first',
      'Roe, Jane <jane@roe.example>, Lee, Bob <bob@lee.example>',
      ['Roe, Jane|jane@roe.example', 'Lee, Bob|bob@lee.example'],
    ],
    [
      'in quotes with commas',
      '"Roe, Jane" <jane@roe.example>, "Lee, Bob" <bob@lee.example>',
      ['Roe, Jane|jane@roe.example', 'Lee, Bob|bob@lee.example'],
    ],
    [
      'with one who has no address',
      'Jane Roe <jane@roe.example>, Al Kim, Bob Lee <bob@lee.example>',
      ['Jane Roe|jane@roe.example', 'Al Kim|', 'Bob Lee|bob@lee.example'],
    ],
    [
      'name and address in turns',
      'Jane Roe\njane@roe.example\nBob Lee\nbob@lee.example',
      ['Jane Roe|jane@roe.example', 'Bob Lee|bob@lee.example'],
    ],
    [
      'in blocks',
      'Jane Roe\nCEO\njane@roe.example\n\nBob Lee\nOwner\nbob@lee.example',
      ['Jane Roe|CEO|jane@roe.example', 'Bob Lee|Owner|bob@lee.example'],
    ],
    ['in a table with tabs', 'Jane Roe\tjane@roe.example\nBob Lee\tbob@lee.example', undefined],
    ['in a table with commas', 'Jane Roe,jane@roe.example\nBob Lee,bob@lee.example', undefined],
    ['without any address', 'Jane Roe\nBob Lee', undefined],
  ])('%s', (_, text, rows) => {
    expect(people(text)).toEqual(rows)
  })

  test('show the columns alone that say something', () => {
    expect(readPeople('Jane Roe, CEO, Roe Tool <jane@roe.example>\nBob Lee <bob@lee.example>', 'x')?.header).toEqual(
      expect.arrayContaining(['Name', 'Email']),
    )
    expect(readPeople('Jane Roe <jane@roe.example>', 'n')).toMatchObject({
      name: 'n',
      hidden: false,
      header: ['Name', 'Email'],
    })
    expect(readPeople('Jane Roe <jane@roe.example>', 'n')?.tooLong).toBeUndefined()
  })

  test('are bounded, and it is said', () => {
    const many = Array.from({ length: 20_002 }, (_, n) => `p${n}@x.example`).join('\n')
    expect(readText(many).problems.join()).toContain('more than 20,000 rows')
  })
})

describe('a table in a text', () => {
  test('has the separator under which most of it makes sense', () => {
    expect(readTextTable('Name;Email\nRoe, Jane;jane@roe.example')[1]).toEqual(['Roe, Jane', 'jane@roe.example'])
    expect(readTextTable('Name|Email\nRoe, Jane|jane@roe.example')[1]).toEqual(['Roe, Jane', 'jane@roe.example'])
    expect(readTextTable('Name\tEmail\nRoe; Jane\tjane@roe.example')[1]).toEqual(['Roe; Jane', 'jane@roe.example'])
    expect(readTextTable('sep=;\na,b;c')[0]).toEqual(['a,b', 'c'])
    expect(readTextTable(' a , b ')[0]).toEqual(['a', 'b'])
  })
  test('is told by headings that we know', () => {
    expect(['Name,Email', 'Email', 'Name;"Company"', 'Email,x'].map(hasHeadings)).toEqual([true, true, true, true])
    expect(['Jane Roe,jane@roe.example', 'Hello there', 'Name of the man,x,y', ''].map(hasHeadings)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
  test('loses nobody to a quote that never ends', () => {
    expect(readTextTable('Name,Email\nJane "JJ Roe,jane@roe.example\n"Bob,bob@lee.example\nAl,al@x.example')).toEqual(
      [
        ['Name', 'Email'],
        ['Jane "JJ Roe', 'jane@roe.example'],
        ['Bob', 'bob@lee.example'],
        ['Al', 'al@x.example'],
      ].map(row => row.map(cell => expect.stringContaining(cell.replace('"', '').slice(0, 2)))),
    )
  })
})

describe('headings', () => {
  const headed = (...rows: string[][]) => {
    const { header, rows: below } = findHeader(numbered(rows))
    return [header.join('|'), below.map(({ cells }) => cells[0]).join('|')]
  }
  test('stand below titles, or above rows of lines, and once more on every page', () => {
    expect(
      headed(
        ['Our list', '', ''],
        ['Name', 'Email', 'Company'],
        ['---', '---', '---'],
        ['Jane', 'jane@roe.example', 'Roe'],
        ['Name', 'Email', 'Company'],
        ['Bob', 'bob@lee.example', 'Lee'],
      ),
    ).toEqual(['Name|Email|Company', 'Jane|Bob'])
    expect(headed(['', ''], ['Name', 'Email'], ['', ''], ['Jane', 'jane@roe.example'])).toEqual(['Name|Email', 'Jane'])
  })
  test('are in two rows where the second says what the first leaves open', () => {
    expect(headed(['Contact', '', 'Company'], ['Name', 'Email', ''], ['Jane', 'jane@roe.example', 'Roe'])[1]).toBe(
      'Jane',
    )
    expect(
      headed(
        ['Assistant', 'Assistant', 'Company'],
        ['Name', 'Email', 'Company'],
        ['Jane', 'jane@roe.example', 'Roe'],
      )[1],
    ).toBe('Jane')
  })
  test('are none where the first row is a person, and words that we do not know where it looks like one', () => {
    expect(headed(['Jane Roe', 'jane@roe.example'], ['Bob Lee', 'bob@lee.example'])).toEqual(['', 'Jane Roe|Bob Lee'])
    expect(headed(['aa', 'bb'], ['Jane Roe', 'jane@roe.example'], ['Bob Lee', 'bob@lee.example'])).toEqual([
      'aa|bb',
      'Jane Roe|Bob Lee',
    ])
    expect(headed(['Jane', '303 555 0100'], ['Bob Lee', 'bob@lee.example'])).toEqual(['', 'Jane|Bob Lee'])
    expect(headed(['aa', ''], ['Jane Roe', 'jane@roe.example'])[0]).toBe('')
  })
  test('of a format that has them are its own', () => {
    expect(
      findHeader(
        numbered([
          ['Name', 'x'],
          ['', ''],
          ['==', '=='],
        ]),
        ['A', 'B'],
      ),
    ).toMatchObject({ header: ['A', 'B'], rows: [{ cells: ['Name', 'x'] }] })
  })
})

describe('rows that are none of a person', () => {
  const HEADER = ['Company', 'Name', 'Email']
  const grouped = (header: string[], ...rows: string[][]) => {
    const { rows: kept, below } = withoutGroups({ header, rows: numbered(rows) })
    return { kept: kept.map(({ cells, group, mark }) => [cells[1], group ?? mark].join(':')), below }
  }
  const jane = ['Roe', 'Jane Roe', 'jane@roe.example']
  const bob = ['Lee', 'Bob Lee', 'bob@lee.example']
  test('are headings of groups, which stay with the rows beneath', () => {
    expect(grouped(HEADER, ['Metal:', '', ''], jane, ['• Wood –', '', ''], bob)).toEqual({
      kept: ['Jane Roe:Metal', 'Bob Lee:Wood'],
      below: [],
    })
    expect(grouped(HEADER, jane, ['Declined', '', ''], bob).kept).toEqual(['Jane Roe:', 'Bob Lee:Declined'])
  })
  test('are totals and what is written below a list', () => {
    expect(grouped(HEADER, jane, ['Total', '1', ''], ['Printed March 3', '', '']).below).toEqual([
      'Total',
      'Printed March 3',
    ])
    expect(grouped(HEADER, jane, ['Totals', '', ''], bob).below).toEqual([])
  })
  test('are no person who stands alone, in the column of names or in a table of two', () => {
    expect(grouped(['Name', 'Title', 'Email'], jane, ['Robert Kim', '', '']).below).toEqual([])
    expect(grouped(['Name', 'Email'], ['Jane', 'jane@roe.example'], ['Metal', '']).kept).toHaveLength(2)
    expect(grouped(HEADER, jane, ['', '', 'x@x.example']).kept).toHaveLength(2)
    expect(grouped(HEADER, jane, ['', '', 'Metal']).kept).toHaveLength(2)
  })
})

describe('bytes as text', () => {
  const latin = (text: string) => Uint8Array.from([...text].map(letter => letter.charCodeAt(0)))
  test('whatever program wrote them', () => {
    expect(decodeText(new TextEncoder().encode('Zoë'))).toBe('Zoë')
    expect(decodeText(Uint8Array.from([0xff, 0xfe, ...Buffer.from('Zoë', 'utf16le')]))).toBe('Zoë')
    expect(decodeText(Uint8Array.from([0xfe, 0xff, ...Buffer.from('Zoë', 'utf16le').swap16()]))).toBe('Zoë')
    expect(decodeText(new Uint8Array(Buffer.from('Jane Roe', 'utf16le')))).toBe('Jane Roe')
    expect(decodeText(new Uint8Array(Buffer.from('Jane Roe', 'utf16le').swap16()))).toBe('Jane Roe')
    expect(decodeText(latin('Jos\xe9 Mu\xf1oz'))).toBe('José Muñoz')
    expect(decodeText(latin('Jos\x8e Mu\x96oz'))).toBe('José Muñoz')
    expect(decodeText(latin('Jos\x82 Mu\xa4oz'))).toBe('José Muñoz')
  })
  test('where one bad line spoils no other', () => {
    const mixed = Uint8Array.from([
      ...new TextEncoder().encode('Zoë\n'),
      ...latin('Jos\xe9\n'),
      ...new TextEncoder().encode('Åke'),
    ])
    expect(decodeText(mixed)).toBe('Zoë\nJosé\nÅke')
    const old = Uint8Array.from([...new TextEncoder().encode('Zoë\r'), ...latin('Jos\xe9\r')])
    expect(decodeText(old)).toBe('Zoë\rJosé\r')
  })
})

describe('a cell', () => {
  test('that leads to an address says it, where it does not show it', () => {
    expect(linked('Jane', 'mailto:jane@roe.example?subject=x')).toBe('Jane <jane@roe.example>')
    expect(linked('JANE@roe.example', 'mailto:jane@roe.example')).toBe('JANE@roe.example')
    expect(linked('old@roe.example', 'mailto:jane@roe.example')).toBe('old@roe.example; jane@roe.example')
    expect(linked('', 'mailto:jane%40roe.example')).toBe('<jane@roe.example>')
    for (const link of ['https://roe.example', 'mailto:jane', 'mailto:%E0%A4%A'])
      expect(linked('Jane', link)).toBe('Jane')
  })
  test('with a formula that makes a link is read as that', () => {
    expect(unformulated('=HYPERLINK("mailto:jane@roe.example","Jane")')).toBe('Jane <jane@roe.example>')
    expect(unformulated('HYPERLINK("mailto:jane@roe.example")')).toBe('<jane@roe.example>')
    expect(unformulated('=SUM(A1)')).toBe('=SUM(A1)')
  })
  test('struck through is out with its row where it is the first, an address, or most of it', () => {
    const row = (...cells: string[]) =>
      isStruckRow(cells.map(cell => ({ text: cell.replace('~', ''), struck: cell.startsWith('~') })))
    expect([
      row('~Jane', 'CEO', 'x'),
      row('Jane', '~j@x.example', 'x'),
      row('Jane', '~CEO', '~Roe'),
      row('', '~Jane', 'CEO'),
    ]).toEqual([true, true, true, true])
    expect([row('Jane', '~CEO', 'x'), row('Jane', '~CEO'), row('Jane'), row()]).toEqual([false, false, false, false])
  })
})

test('the list is the sheet with addresses, shown before hidden, and one called "Declined" only where there is no other', () => {
  const sheet = (rows: number, over: { name?: string; hidden?: boolean; mail?: boolean } = {}) => ({
    ...{ name: 'Sheet', hidden: false },
    rows: Array.from({ length: rows }, (_, n) => [over.mail === false ? 'x' : `p${n}@x.example`]),
    ...over,
  })
  expect(likeliestSheet([sheet(9, { mail: false }), sheet(1)])).toBe(1)
  expect(likeliestSheet([sheet(2), sheet(5)])).toBe(1)
  expect(likeliestSheet([sheet(2), sheet(5, { hidden: true })])).toBe(0)
  expect(likeliestSheet([sheet(5, { name: 'Declined' }), sheet(2)])).toBe(1)
  expect(likeliestSheet([sheet(5, { name: 'Declined' })])).toBe(0)
  expect(likeliestSheet([sheet(2, { mail: false }), sheet(5, { mail: false })])).toBe(1)
  expect(likeliestSheet([])).toBe(0)
})

describe('what is refused', () => {
  const said = (text: string) => readText(text).problems.join()
  test('says why, and what to do instead', () => {
    expect(said('<!doctype html><p>x')).toContain('web page')
    expect(said('  <table>')).toContain('web page')
    expect(said(`Name,Email\n${'x'.repeat(100_001)}`)).toContain('longer than 100,000 characters')
    expect(said(`Name,Email\n${'\n'.repeat(100_001)}x,y@z.example`)).toContain('lines')
    expect(said('')).toBe('There are no rows in it.')
    expect(said('x'.repeat(4 * 1024 * 1024 + 1))).toContain('longer than 4 MB')
    expect(readFile(new Uint8Array(), 'x').problems.join()).toBe('The file is empty.')
    expect(readFile(new Uint8Array(4 * 1024 * 1024 + 1), 'x').problems.join()).toContain('larger than 4 MB')
    expect(readFile(new TextEncoder().encode('%PDF-1.7 x'), 'x').sheets).toEqual([])
    expect(readFile(new TextEncoder().encode('PK\u0003\u0004 x'), 'x').problems.join()).toContain('damaged')
  })
  test('is not what spreadsheets leave below a list', () => {
    expect(readText('\ufeffName,Email\nJane,jane@roe.example\n,,,\n;;;\n\n').sheets[0]).toMatchObject({
      header: ['Name', 'Email'],
      rows: [['Jane', 'jane@roe.example']],
      lines: [2],
    })
  })
})

test('a list is cut into pieces of two hundred rows, none too long, each row with its number', () => {
  const rows = (count: number, cell = 'x') =>
    `Name,Email,Notes\n${Array.from({ length: count }, (_, n) => `P ${n},p${n}@x.example,${cell}`).join('\n')}`
  const { pieces, sheets, mapping, domains } = readList({ text: rows(401), name: 'x' } as never)
  expect(pieces.map(({ rows: each }) => each.length)).toEqual([200, 200, 1])
  expect([pieces[0]?.lines[0], pieces[2]?.lines[0], sheets[0]?.chunks, sheets[0]?.rows]).toEqual([2, 402, 3, 401])
  expect([mapping.length, domains]).toEqual([3, []])
  expect(
    readList({ text: rows(40, 'y'.repeat(3900)), name: 'x' } as never).pieces.map(({ rows: each }) => each.length),
  ).toEqual([20, 20])
  expect(readList({ text: '', name: 'x' } as never)).toMatchObject({ pieces: [], mapping: [], domains: [] })
})
