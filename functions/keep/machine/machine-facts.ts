/** What runs here and where it keeps things, for whoever runs it. */
import type { Instant } from '../../../domain/keep/time.ts'

/** Something that went wrong, as the log has it: an event with ids and counts, and nobody's name. */
export interface Trouble {
  at: Instant
  event: string
  facts: Readonly<Record<string, string | number | boolean>>
}

/** Who takes letters from here; `host` or `service` is a name to show. */
type CarrierFacts =
  | { by: 'nobody' }
  | { by: 'relay'; host: string }
  | { by: 'account'; service: string }
  | { by: 'ses'; region: string }

/** Sizes in bytes. */
type StorageFacts =
  | {
      on: 'disk'
      folder: string
      database: number
      free: number
      mail: { messages: number; bytes: number }
      /** When `npm run backup` last copied and checked this folder, as far as the folder knows. */
      backedUpAt: Instant | undefined
    }
  | { on: 'aws'; table: string; bucket: string }

export interface MachineFacts {
  convoke: string
  node: string
  /** Release of the time zone database, `2026a`. */
  zoneData: string
  /** Version of the database's own layout, where it has one. */
  schema: number | undefined
  /** When this process began. */
  startedAt: Instant
  carrier: CarrierFacts
  storage: StorageFacts
  /** The latest first; undefined: they are not kept in this process, and `logs` says where they are. */
  troubles: readonly Trouble[] | undefined
  /** Where the log is. */
  logs: string
}

/** Tells of the machine it runs on. */
export interface OnMachine {
  machine?: { facts(): Promise<MachineFacts> } | undefined
}
