/** What the pages of an import show, and the words they share. */

import type { CanonicalAddress } from '../../domain/keep/partnership.ts'
import type { FlagKind } from '../../domain/list/fields.ts'
import { type Column, type Field, placeOf } from '../../domain/list/fields.ts'
import type { JudgedListRow } from '../../domain/list/invitee-list.ts'
import type { Waits } from './invitee-fields.tsx'
import type { KnownPlace } from './known.tsx'

export type Show = 'all' | 'problems' | 'left-out' | 'notes'

/** `key` names the row in the form: its line, and which of its contacts it is. */
export type ShownRow = JudgedListRow & { line: number; key: string }

export interface ImportView {
  campaign: string
  id: string
  name: string
  /** What of the file could not be read, in sentences. */
  problems: string[]
  sheets: { name: string; rows: number }[]
  sheet: number
  columns: { title: string; examples: string[]; field: Column }[]
  /** No name was read. */
  nameless: boolean
  /** How many rows have a note of each kind, and whether some were dismissed. */
  notes: ReadonlyMap<FlagKind, number>
  dismissed: boolean
  counts: {
    people: number
    add: number
    update: number
    same: number
    bad: number
    leftOut: number
    noted: number
    merged: number
    elsewhere: number
  }
  show: Show
  shown: ShownRow[]
  /** Where those who are shown are known from besides, by address. */
  known: ReadonlyMap<CanonicalAddress, readonly KnownPlace[]>
  page: number
  pages: number
  letterLeft: boolean
  waits: Waits | undefined
  /** How many emails leave at once if newcomers get the letter now. */
  emails: number
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
  prefix: 'Courtesy title (Mr., Dr.)',
  greeting: 'Greeting',
  title: 'Title',
  company: 'Company',
  email: 'Email',
  otherEmail: 'Other email',
  phone: 'Phone',
  assistantName: 'Assistant’s name',
  assistantEmail: 'Assistant’s email',
  publicPartner: 'Public partner',
  status: 'Status (unsubscribed, declined …)',
  notes: 'Notes',
  county: 'County',
  city: 'City',
  size: 'Employees',
  naics: 'NAICS code',
  sector: 'Industry or group',
  linkedin: 'LinkedIn',
}

const NTH = ['', '', 'Second contact: ', 'Third contact: ']

/** What a column holds, in words. */
export function columnName(column: Column): string {
  const place = placeOf(column)
  return place === undefined ? 'Do not use' : `${NTH[place.contact] ?? ''}${FIELD_NAMES[place.field]}`
}

/** What notes of a kind say, where all of them are spoken of. */
export const NOTE_NAMES: Record<FlagKind, string> = {
  'left out': 'Left out by the list',
  name: 'Check the name',
  'several addresses': 'More than one address',
  typo: 'Possible typo in the address',
  'no mail': 'Domain takes no email',
  garbled: 'Garbled letters',
  'role address': 'Office address',
  'not C-level': 'May not be a decision-maker',
  'no company': 'No company',
  'free mail': 'Private address',
  'cut short': 'Text cut',
  'guessed name': 'Name taken from the address',
  merged: 'Duplicates',
  'same person': 'Same person twice',
  'same company': 'Many from one company',
}

export const number = (value: number): string => value.toLocaleString('en-US')
export const people = (count: number): string => (count === 1 ? '1 person' : `${number(count)} people`)
export const rows = (count: number): string => (count === 1 ? '1 row' : `${number(count)} rows`)
