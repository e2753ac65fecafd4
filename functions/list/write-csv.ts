/** CSV for spreadsheets, in which no cell is a formula, whatever people wrote and however the file is taken apart. */
import Papa from 'papaparse'

/** What a spreadsheet would take for a formula, also behind blanks and in the wide forms that some of them read. */
const FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/
/**
 * The same within a cell, behind what other settings of Excel part cells by: where the comma is the decimal sign,
 * "x;=A1" becomes two cells, and a line break in quotes that are not at the start of a cell becomes a row.
 */
const FORMULA_WITHIN = /([;|\t\r\n\v\f\u0085\u2028\u2029]["'\s\u00a0]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** Excel reads UTF-8 only behind this mark. */
const MARK = '\ufeff'

/** Rows under their headings. */
export const writeCsv = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${MARK}${Papa.unparse(
    [header, ...rows].map(row => row.map(cell => cell.replace(FORMULA_WITHIN, "$1'"))),
    { escapeFormulae: FORMULA, newline: '\r\n' },
  )}\r\n`
