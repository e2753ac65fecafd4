/** The Log port: one line of JSON per event on standard error. */
import type { Log } from '../functions/keep/ports.ts'

/** A log that writes through `write`; by default to standard error. */
export function createLog(write: (line: string) => void = line => process.stderr.write(line)): Log {
  const line =
    (level: 'info' | 'error'): Log['info'] =>
    (event, facts = {}) =>
      write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`)
  return { info: line('info'), error: line('error') }
}
