/** Rows of a table that are none about a person: headings of groups, totals, and what is written below a list. */

import { isGivenName } from '../../../domain/list/given-names.ts'
import { meaningOf } from '../../../domain/list/heading.ts'
import { saysLeftOut } from '../../../domain/list/left-out.ts'
import { greetingOf } from '../../../domain/list/person-name.ts'
import type { Headed } from './find-header.ts'
import type { GridRow } from './grid.ts'

/** Rows of people, each with the heading of the group it stands under. */
export interface Grouped {
  rows: (GridRow & { group?: string })[]
  /** Rows behind the last person that were left out, as written. */
  below: string[]
}

const TOTAL =
  /^(?:grand |sub)?totals?\b|^(?:count|average|sum|source|sources|note|notes|legend|key|updated|last updated|page \d+|as of|prepared by|printed)\b.{0,200}$/i

/** Takes out what is no row of a person. A table of one or two columns has no such rows: a name alone is a person. */
export function withoutGroups({ header, rows }: Headed): Grouped {
  const widths = rows.map(({ cells }) => cells.filter(cell => cell !== '').length)
  const full = widths.filter(width => width >= 3).length
  if (full === 0) return { rows, below: [] }
  const kept: Grouped['rows'] = []
  const waiting: string[] = []
  let group = ''
  for (const row of rows) {
    const said = [...row.cells.entries()].filter(([, cell]) => cell !== '')
    const [[column, text] = [0, '']] = said
    const isAlone = (said.length === 1 || row.across === true) && !text.includes('@') && text.length <= 160
    if (said.length <= 3 && TOTAL.test(text)) waiting.push(text)
    else if (isAlone && isGroup(text, column, header, row)) {
      waiting.push(text)
      group = text
        .replace(/[\s:–—-]+$/, '')
        .replace(/^[\s•*–—-]+/, '')
        .trim()
    } else {
      kept.push(group === '' ? row : saysLeftOut(group) ? { ...row, mark: row.mark ?? group } : { ...row, group })
      waiting.length = 0
    }
  }
  return { rows: kept, below: waiting }
}

/** A cell by itself in the first columns, unless it is a person in the column of names, or a company in its own. */
function isGroup(text: string, column: number, header: readonly string[], row: GridRow): boolean {
  if (row.across) return true
  const thing = meaningOf(header[column] ?? '')?.thing
  const first = greetingOf(text)
  const isPerson = first !== '' && /\s/.test(text) && (isGivenName(first.toLowerCase()) || thing === 'lastName')
  if (thing === 'name' || thing === 'firstName' || thing === 'lastName') return !isPerson && column < 2
  return column < 2
}
