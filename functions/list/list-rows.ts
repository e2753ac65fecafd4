/** A list as scripts see it: what the import page would show of a file, in the order of the list. */
import { recognizeColumns } from '../../domain/list/columns.ts'
import type { ListRows, ListSource } from '../../domain/list/list-import.ts'
import { judgeSheet, likeliestSheet } from './judge-table.ts'
import { readTable } from './table/read-list.ts'

/** The likeliest sheet of a file, or none of it and the problems that say why. */
export function listRows(source: ListSource): ListRows {
  const { sheets, problems } = readTable(source)
  const sheet = sheets[likeliestSheet(sheets)]
  if (!sheet) return { columns: [], rows: [], problems }
  const mapping = recognizeColumns(sheet)
  const { rows } = judgeSheet(sheet, mapping)
  return {
    columns: mapping.map((field, at) => ({ title: sheet.header[at] ?? '', field })),
    rows: rows.map(({ read, greeting, state, flags, problems: wrong }) => ({
      name: read.name,
      greeting,
      title: read.title,
      company: read.company,
      email: read.email,
      phone: read.phone,
      assistant: read.assistant?.name ?? '',
      assistantEmail: read.assistant?.email ?? '',
      publicPartner: read.publicPartner,
      state,
      flags: flags.map(({ message }) => message),
      problems: wrong.map(({ message }) => message),
    })),
    problems,
  }
}
