/** What the pages of an import show, and the words they share. */
import type { Field, JudgedRow } from '../../domain/list/invitee-list.ts'

export type Show = 'all' | 'problems' | 'notes'

export type ShownRow = JudgedRow & { line: number }

export interface ImportView {
  campaign: string
  id: string
  name: string
  /** What of the file could not be read, in sentences. */
  problems: string[]
  sheets: { name: string; rows: number }[]
  sheet: number
  columns: { title: string; examples: string[]; field: Field | 'ignored' }[]
  counts: {
    people: number
    add: number
    update: number
    same: number
    bad: number
    noted: number
    merged: number
    elsewhere: number
  }
  show: Show
  shown: ShownRow[]
  page: number
  pages: number
  letterLeft: boolean
  /** Nobody said when the letter leaves for those who are new. */
  whenError?: string | undefined
  state: 'open' | 'running' | 'stopped' | 'done'
  /** The reader asked the page not to look again by itself. */
  still: boolean
  total: number
  done: number
  result?: { added: number; updated: number; same: number; bad: number } | undefined
}

export const FIELD_NAMES: Record<Field, string> = {
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  title: 'Title',
  company: 'Company',
  email: 'Email',
  phone: 'Phone',
  assistantName: 'Assistant’s name',
  assistantEmail: 'Assistant’s email',
  publicPartner: 'Public partner',
}

export const number = (value: number): string => value.toLocaleString('en-US')
export const people = (count: number): string => (count === 1 ? '1 person' : `${number(count)} people`)
export const rows = (count: number): string => (count === 1 ? '1 row' : `${number(count)} rows`)
