/** A log that also holds its latest failures in memory, for the operator's page. */
import type { Trouble } from '../../functions/keep/machine/machine-facts.ts'
import type { Log } from '../../functions/keep/ports.ts'

/** So many are held. */
const MOST = 30

export interface HoldingLog {
  log: Log
  /** The latest first. */
  troubles(): readonly Trouble[]
}

export function holdTroubles(log: Log, now: () => string = () => new Date().toISOString()): HoldingLog {
  const held: Trouble[] = []
  return {
    log: {
      info: log.info,
      error(event, facts = {}) {
        held.unshift({ at: now(), event, facts })
        held.length = Math.min(held.length, MOST)
        log.error(event, facts)
      },
    },
    troubles: () => held,
  }
}
