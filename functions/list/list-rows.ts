/** A list as scripts see it: what the import page would show of a file, in the order of the list. */
import { recognizeColumns } from '../../domain/list/columns.ts'
import type { Column } from '../../domain/list/fields.ts'
import type { RowState } from '../../domain/list/invitee-list.ts'
import { judgeSheet, likeliestSheet } from './judge-table.ts'
import { readFile } from './table/read-table.ts'

export interface ListRows {
  columns: { title: string; field: Column }[]
  rows: {
    name: string
    greeting: string
    title: string
    company: string
    email: string
    phone: string
    assistant: string
    assistantEmail: string
    publicPartner: boolean
    state: RowState
    flags: string[]
    problems: string[]
  }[]
  /** What of the file could not be read, in sentences. */
  problems: string[]
}

/** The likeliest sheet of a file, or none of it and the problems that say why. */
export function listRows(bytes: Uint8Array, name: string): ListRows {
  const { sheets, problems } = readFile(bytes, name)
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
