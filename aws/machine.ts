/** What runs in these functions, as far as they know without a right of their own for it. */
import type { Instant } from '../domain/keep/time.ts'
import type { MachineFacts } from '../functions/keep/machine/machine-facts.ts'
import packageFile from '../package.json' with { type: 'json' }

export interface MachineOptions {
  table: string
  bucket: string
  region: string
  startedAt: Instant
}

export const machineFacts = ({ table, bucket, region, startedAt }: MachineOptions): MachineFacts => ({
  convoke: packageFile.version,
  node: process.versions.node,
  zoneData: process.versions.tz ?? 'unknown',
  schema: undefined,
  startedAt,
  carrier: { by: 'ses', region },
  storage: { on: 'aws', table, bucket },
  // Each function has a memory of its own, and forgets it.
  troubles: undefined,
  logs: 'CloudWatch, one log group for each function of the stack, where its alarms stand too',
})
