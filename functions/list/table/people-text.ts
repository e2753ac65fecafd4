/** Text that is no table: an Outlook "To" line, one person a line, or blocks of lines as people sign their mail. */
import Papa from 'papaparse'
import { isAddress } from '../../../domain/list/mailbox.ts'
import { type PersonLine, readPersonLine } from '../../../domain/list/person-line.ts'
import { readName } from '../../../domain/list/person-name.ts'
import type { Grid, GridRow } from './grid.ts'
import { MOST_ROWS } from './grid.ts'

const HEADER = ['Name', 'Title', 'Company', 'Email', 'Phone']
const SAMPLE = 200

/** People out of a text, or undefined where it is better read as a table. */
export function readPeople(text: string, name: string): Grid | undefined {
  const lines = text.split(/\r\n|\n|\r/)
  const filled = lines.map((line, at) => ({ line: at + 1, text: line.trim() })).filter(({ text: each }) => each !== '')
  if (!filled.some(({ text: each }) => each.includes('@')) || isTable(filled.map(({ text: each }) => each)))
    return undefined
  const pieces = (blocksOf(lines) ?? inPairs(filled) ?? filled).flatMap(({ line, text: each }) =>
    piecesOf(each).map(piece => ({ line, piece })),
  )
  const people: { line: number; person: PersonLine }[] = []
  for (const { line, piece } of pieces) {
    if (people.length > MOST_ROWS) break
    const person = readPersonLine(piece)
    if (person) people.push({ line, person })
  }
  // Columns that say nothing are not shown.
  const used = HEADER.filter(
    title => title === 'Name' || title === 'Email' || people.some(({ person }) => cellOf(person, title) !== ''),
  )
  const rows: GridRow[] = people.map(({ person }, at) => ({
    line: at + 1,
    cells: used.map(title => cellOf(person, title)),
  }))
  return rows.length === 0
    ? undefined
    : { name, hidden: false, header: used, rows, ...(rows.length > MOST_ROWS ? { tooLong: true as const } : {}) }
}

const cellOf = (person: PersonLine, title: string): string =>
  ({ Name: person.name, Title: person.title, Company: person.company, Email: person.email, Phone: person.phone })[
    title
  ] ?? ''

/** Lines of the same cells, of which one is an address and nothing else. */
function isTable(lines: readonly string[]): boolean {
  const sample = lines.slice(0, SAMPLE).map(line => line.slice(0, 2000))
  if (sample.filter(line => line.includes('\t')).length > sample.length / 2) return true
  if (sample.length < 2) return false
  return ['|', ';', ','].some(delimiter => {
    const rows = sample.map(line => Papa.parse<string[]>(line, { delimiter }).data[0] ?? [])
    const widths = rows.map(row => row.length)
    const usual = Math.max(...widths)
    const withAddress = rows.filter(row => row.some(cell => cell.includes('@')))
    const columns = new Set(withAddress.flatMap(row => row.flatMap((cell, at) => (isAddress(cell.trim()) ? at : []))))
    const bare = withAddress.filter(
      row =>
        row.filter(cell => cell.includes('@')).every(cell => isAddress(cell.trim())) &&
        row.filter(cell => cell.includes('@')).length === 1,
    )
    return (
      usual > 1 &&
      widths.filter(width => width === usual).length >= widths.length * 0.8 &&
      columns.size === 1 &&
      bare.length >= withAddress.length * 0.8
    )
  })
}

/** Blocks between empty lines with an address each, as one line each; undefined where the text has no such form. */
function blocksOf(lines: readonly string[]): { line: number; text: string }[] | undefined {
  const blocks: { line: number; texts: string[] }[] = []
  let open = false
  for (const [at, line] of lines.entries()) {
    const text = line.trim()
    if (text === '') open = false
    else if (open) blocks.at(-1)?.texts.push(text)
    else {
      blocks.push({ line: at + 1, texts: [text] })
      open = true
    }
  }
  const one = blocks.filter(
    ({ texts }) => texts.length > 1 && texts.length <= 8 && texts.filter(text => text.includes('@')).length === 1,
  )
  if (one.length === 0 || one.length < blocks.length * 0.7) return undefined
  // Of the first line of a block stands the name.
  return blocks.map(({ line, texts }) => ({ line, text: texts.join(' | ') }))
}

/** A name on one line and its address on the next, over and over. */
function inPairs(filled: readonly { line: number; text: string }[]): { line: number; text: string }[] | undefined {
  const isBare = (at: number) => isAddress(filled[at]?.text ?? '')
  const isPaired =
    filled.length >= 2 &&
    filled.length % 2 === 0 &&
    filled.every(({ text }, at) => (at % 2 === 1 ? isBare(at) : !text.includes('@')))
  if (!isPaired) return undefined
  return filled.flatMap(({ line, text }, at) =>
    at % 2 === 0 ? { line, text: `${text} | ${filled[at + 1]?.text}` } : [],
  )
}

/** The people of a line: between semicolons, and between commas where it has several addresses. */
function piecesOf(line: string): string[] {
  const text = line.replace(/^(?:to|cc|bcc|from|para|attendees|required|optional)\s*:\s*/i, '')
  const addresses = text.split('@').length - 1
  const bySemicolon = splitOutside(text, ';')
  if (bySemicolon.length > 1 && (addresses > 1 || bySemicolon.slice(0, SAMPLE).every(isPerson)))
    return bySemicolon.flatMap(piece => (piece.split('@').length > 2 ? splitAtCommas(piece) : [piece]))
  return addresses > 1 ? splitAtCommas(text) : [text]
}

const isPerson = (piece: string): boolean => piece.includes('@') || readName(piece).greeting !== ''

/** Parts between separators that stand in no quotes and no brackets. */
function splitOutside(text: string, separator: ';' | ','): string[] {
  const parts: string[] = []
  let from = 0
  let quoted = false
  let depth = 0
  const lastQuote = text.lastIndexOf('"')
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '"') quoted = !quoted
    else if (letter === '<' || letter === '(') depth++
    else if (letter === '>' || letter === ')') depth = Math.max(0, depth - 1)
    else if (letter === separator && (!quoted || at > lastQuote) && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts.map(part => part.trim()).filter(Boolean)
}

/** Commas within quotes, and those of "Roe, Jane <jane@x.com>", do not part people. */
function splitAtCommas(text: string): string[] {
  const people: string[] = []
  let held: string[] = []
  for (const part of splitOutside(text, ',')) {
    held.push(part)
    if (!part.includes('@')) continue
    const family = held.at(-2)
    // Who stands before the family name has no address.
    const own = family !== undefined && isOneWord(family) && !isAddress(part) ? 2 : 1
    // One by one: a line may hold more people than a call takes arguments.
    for (const name of pairs(held.slice(0, -own))) people.push(name)
    people.push(held.slice(-own).join(', '))
    held = []
  }
  return people.concat(pairs(held))
}

const isOneWord = (text: string): boolean => !/\s/.test(text.replace(/^(?:de la|de|van der|van|von|del|la)\s+/i, ''))

/** Names without addresses between commas: "Lee, Bob" is one, "Jane Roe, Bob Lee" are two. */
function pairs(parts: readonly string[]): string[] {
  const names: string[] = []
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? ''
    const next = parts[at + 1]
    if (isOneWord(part) && next !== undefined) {
      names.push(`${part}, ${next}`)
      at++
    } else names.push(part)
  }
  return names
}
