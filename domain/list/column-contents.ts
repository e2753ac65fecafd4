/** What the cells of a column look like, where its heading says nothing or too little. */
import { readAddressCell } from './address-cell.ts'
import { plainWords } from './company.ts'
import { looksLikeCompany } from './company-like.ts'
import { beginsWithGivenName, isGivenName } from './given-names.ts'
import { isJob, isTopRole } from './job-title.ts'
import { saysLeftOut } from './left-out.ts'
import { readName } from './person-name.ts'

export const isMail = (cell: string): boolean => readAddressCell(cell) !== undefined

/** The share of cells that look so. */
export const share = (cells: readonly string[], looks: (cell: string) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(looks).length / cells.length

/** How far cells read as names of people, from −1 (companies) to 1. */
export function personScore(cells: readonly string[]): number {
  const scores = cells.map(cell => {
    const { greeting, doubt } = readName(cell)
    if (doubt === 'a company' || doubt === 'not a person') return -1
    if (greeting === '' || doubt === 'one name') return isGivenName(plainWords(greeting)) ? 0.3 : -0.1
    return beginsWithGivenName(greeting) ? 1 : 0.3
  })
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

const PHONE = /^[+(]?\d[\d\s().+/-]{6,}(?:\s*(?:x|ext\.?)\s*\d+)?$/i

/** Two to five words, mostly with a capital, without digits: "María Elena de la Cruz", "Ortiz, Jane". */
function isNameLike(cell: string): boolean {
  const words = cell.split(/[ ,]/).filter(Boolean)
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    cell.length <= 60 &&
    !/[\d@/:]/.test(cell) &&
    words.filter(word => /^\p{Lu}/u.test(word)).length >= 2 &&
    !looksLikeCompany(cell) &&
    !isJob(cell)
  )
}

/** What cells of a field look like, and of how many at least before a column is taken for it. */
export const LOOKS: {
  field: 'phone' | 'title' | 'name' | 'company' | 'linkedin' | 'status'
  looks: (cell: string) => boolean
  least: number
}[] = [
  { field: 'phone', looks: cell => PHONE.test(cell), least: 0.5 },
  { field: 'linkedin', looks: cell => /linkedin\.com\//i.test(cell), least: 0.5 },
  { field: 'status', looks: saysLeftOut, least: 0.5 },
  { field: 'title', looks: cell => isTopRole(cell) || (isJob(cell) && cell.length < 60), least: 0.4 },
  { field: 'company', looks: cell => looksLikeCompany(cell) && !isTopRole(cell) && !cell.includes('@'), least: 0.25 },
  { field: 'name', looks: isNameLike, least: 0.5 },
]
