/** What runs on this machine, and how much room it takes and has. */
import { readFileSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../../domain/keep/time.ts'
import type { MachineFacts, OnMachine } from '../../functions/keep/machine/machine-facts.ts'
import { type Database, SCHEMA_VERSION } from '../database.ts'
import { lastBackup } from './command-entry.ts'
import type { HoldingLog } from './troubles.ts'

interface Parts extends Pick<HoldingLog, 'troubles'> {
  database: Database
  startedAt: Instant
  carrier: MachineFacts['carrier']
}

export function createMachine({ database, startedAt, carrier, troubles }: Parts): NonNullable<OnMachine['machine']> {
  const { sql, folder } = database
  const mail = sql.prepare('SELECT count(*) AS messages, coalesce(sum(length(bytes)), 0) AS bytes FROM mailbox')
  return {
    facts: async () => {
      const { bavail, bsize } = statfsSync(folder)
      return {
        convoke: convokeVersion(),
        node: process.versions.node,
        zoneData: process.versions.tz ?? 'unknown',
        schema: SCHEMA_VERSION,
        startedAt,
        carrier,
        storage: {
          on: 'disk',
          folder,
          database: ['', '-wal'].reduce((sum, end) => sum + sizeOf(join(folder, `convoke.db${end}`)), 0),
          free: bavail * bsize,
          mail: mail.get() as { messages: number; bytes: number },
          backedUpAt: lastBackup(folder),
        },
        troubles: troubles(),
        logs: 'what this process wrote to standard error, which systemd, Docker or your terminal keeps',
      }
    },
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** As `package.json` has it. */
const convokeVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version
