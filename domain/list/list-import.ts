/** A list of people on its way in, as it is kept until the convener has looked through it. */

import * as z from 'zod'
import { campaignId } from '../keep/ids.ts'
import { instant, personal, type Shaped, shape } from '../keep/shape.ts'
import { COLUMNS, FLAG_KINDS } from './fields.ts'

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
