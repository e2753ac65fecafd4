/** A list of people on its way in: as it is kept until the convener has looked through it, and what is worked out of it. */

import * as z from 'zod'
import { campaignId } from '../keep/ids.ts'
import type { Suppression } from '../keep/invitation.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'
import type { Instant } from '../keep/time.ts'
import { COLUMNS, type Column, FLAG_KINDS, type FlagKind, type Mapping } from './fields.ts'
import type { JudgedList, JudgedListRow, RowState } from './invitee-list.ts'

/**
 * Bytes of a file, and characters of a text: what an upload may have everywhere. Lambda takes 6 MB with everything in base64,
 * which is three quarters of that.
 */
export const MOST_FILE_BYTES = 4 * 1024 * 1024

const columnField = shape(() => z.enum(COLUMNS))

/** What each column of a sheet holds: one entry per column. */
const columns = shape(() => z.array(columnField()))

export const listImportShape = shape(() =>
  z.object({
    id: z.string(),
    campaign: campaignId(),
    by: personal.name(),
    at: instant(),
    /** The file's name, or what else the list came as. */
    name: personal.words(),
    /** What of the file could not be read, in sentences. */
    problems: z.array(personal.words()),
    sheets: z.array(
      z.object({
        name: personal.words(),
        header: z.array(personal.words()),
        rows: z.number(),
        chunks: z.number(),
      }),
    ),
    /** Which sheet is looked at, by position. */
    sheet: z.number(),
    mapping: columns(),
    /** Notes that the convener has dismissed, for all rows. */
    dismissed: z.array(z.enum(FLAG_KINDS)).optional(),
    /** Domains of the sheet that take no mail, as far as the domain name system could be asked. */
    noMail: z.array(z.string()).optional(),
    when: z.enum(['now', 'with the wave']),
    state: z.enum(['open', 'running', 'done']),
    /**
     * Who had it taken in, and since when. `waits`: no run has begun yet, for whoever was asked stands still once it has
     * answered; a schedule sees to it.
     */
    taking: z.object({ by: personal.name(), since: instant(), waits: z.boolean() }).optional(),
    /** People to take in, and how many are in. */
    total: z.number(),
    done: z.number(),
    /** When it last got on; a run that has not for a while is dead. */
    touchedAt: instant(),
    result: z.object({ added: z.number(), updated: z.number(), same: z.number(), bad: z.number() }).optional(),
  }),
)
export type ListImport = Shaped<typeof listImportShape>

/** Rows of a sheet, and the line of each in the file. */
export const importedRowsShape = shape(() =>
  z.object({ rows: z.array(z.array(personal.words())), lines: z.array(z.number()) }),
)

export type ImportedRows = Shaped<typeof importedRowsShape>

/** Rows as the convener corrected them: cells by the field they hold, by the line in the file. */
export const correctedRowsShape = shape(() => z.record(z.string(), z.record(z.string(), personal.words())))
export type CorrectedRows = Shaped<typeof correctedRowsShape>

/** A list that was taken in: kept as long as its campaign, so that it can be taken back until its letters have gone. */
export const listTakenShape = shape(() =>
  z.object({
    id: z.string(),
    /** The file's name, or what else the list came as. */
    name: personal.words(),
    by: personal.name(),
    at: instant(),
    /** Set once it was taken back, with how many people that touched. */
    takenBack: z
      .object({ at: instant(), by: personal.name(), removed: z.number().int(), restored: z.number().int() })
      .optional(),
  }),
)
export type ListTaken = Shaped<typeof listTakenShape>

/** A list as somebody brings it. Its name only names what was read. */
export type ListSource = { name: string } & ({ bytes: Uint8Array } | { text: string })

/** What the columns of a sheet hold, and the domains of its addresses that may be asked about. */
export interface Recognized {
  mapping: Mapping
  domains: string[]
}

/** A list as it was read: none of it, and problems that say why; or sheets with a row each at least. */
export interface ReadList extends Recognized {
  sheets: ListImport['sheets']
  /** The rows of all sheets, in pieces that are a document each. */
  pieces: ImportedRows[]
  /** The sheet that is the list, by position; its columns are recognized. */
  sheet: number
  /** Sentences that say how to fix it. */
  problems: string[]
}

/** A row of a list on its way in. */
type LookedAt = JudgedListRow & {
  line: number
  /** Names the row: its line, and which contact of it where it has several. */
  key: string
  cells: string[]
}

/** A list on its way in as its columns and corrections make it. */
export interface Look extends JudgedList {
  rows: LookedAt[]
  /** How many rows have a note of a kind that was not dismissed. */
  notes: [FlagKind, number][]
  /** Whether any name was read, and not only guessed from an address. */
  named: boolean
  /** The first things that each column holds. */
  examples: string[][]
  /** What taking it in would do. */
  add: number
  update: number
  same: number
  /** People on the list of another session of the same launch, where they stay. */
  elsewhere: number
  /** How many emails leave at once if newcomers get now the letter that has left. */
  emails: number
}

/** A list as scripts see it: what the import page would show of it, in the order of the list. */
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

/** Addresses that are not to be written to, as a list says it. */
export interface ReadSuppressions {
  /** One for each address, the strongest reason of all its lines. */
  entries: Suppression[]
  /** Lines with an address that came before. */
  repeated: number
  /** Lines without an address, by number, the first few. */
  wrong: { line: number; text: string }[]
  wrongTotal: number
}

/** Why there is no result: it took too long, or too much memory; or too many others wait. */
export type Overrun = 'too long' | 'too much' | 'busy'

export const isOverrun = (result: object | Overrun): result is Overrun => typeof result === 'string'

/** Each is bounded in time and memory, and keeps nobody waiting who asks for another page. */
export interface ListWork {
  read(source: ListSource): Promise<ReadList | Overrun>
  /** What another sheet of a list on its way in holds. */
  recognize(list: ListImport, sheet: number): Promise<Recognized | Overrun>
  /** The list as its mapping and corrections make it at that instant, every row judged. */
  look(list: ListImport, now: Instant): Promise<Look | Overrun>
  rows(source: ListSource): Promise<ListRows | Overrun>
  suppressions(text: string, now: Instant): Promise<ReadSuppressions | Overrun>
}
