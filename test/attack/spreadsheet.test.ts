/** Formulas in what leaves as CSV, under every setting of Excel that takes the file apart in another way. */
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../functions/list/write-csv.ts'

const FORMULAS = ["=cmd|'/C calc'!A0", '+1+cmd|x', '-1+cmd|x', '@SUM(1)', '＝1+1', '\t=1', '\r=1', ' =1', '\u00a0=1']
/** Ways to begin a cell of one's own inside a cell. */
const PARTINGS = ['', ';', '; ', ';"', 'x;', '|', '\t', '\n', '\r\n', '\r', 'a\n"', 'a;""', '"\n', "a;'"]
const STARTS = /^[\s"\u00a0]*[=+\-@＝＋－＠]/

describe('a CSV file', () => {
  it.each([',', ';', '\t', '|'])('has no formula for a program that parts cells by "%s"', delimiter => {
    for (const formula of FORMULAS)
      for (const parting of PARTINGS) {
        const text = writeCsv(['email', 'note'], [['a@b.example', `${parting}${formula}`]]).replace('\ufeff', '')
        const cells = Papa.parse<string[]>(text, { delimiter, newline: '\r\n' }).data.flat()
        // Excel ends a row at any line break where a cell does not begin with the quote.
        const bare = text.split(/[\r\n]+/).flatMap(line => line.split(delimiter))
        for (const cell of delimiter === ',' ? cells : [...cells, ...bare])
          expect(cell, JSON.stringify(text)).not.toMatch(STARTS)
      }
  })

  it('keeps what people wrote otherwise as it is', () => {
    const note = 'Yes; see you there - we bring 2.\nThanks, "Jo"'
    expect(
      Papa.parse<string[]>(
        writeCsv(['note'], [[note]])
          .replace('\ufeff', '')
          .trimEnd(),
      ).data,
    ).toEqual([['note'], [note]])
  })
})
