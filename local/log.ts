/**
 * The Log port on standard error. One line of JSON an event for whatever collects it; on a terminal a line that people read, and none of
 * requests that went well. What is logged while a request is answered bears its id.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Log } from '../functions/keep/ports.ts'

export type LogFormat = 'json' | 'plain'
/** The event of a request that was answered. */
export const ANSWERED = 'request'

/** The id of the request that is being answered. */
export const ofRequest = new AsyncLocalStorage<string>()

type Facts = Parameters<Log['info']>[1]

/** A log that writes through `write`; by default to standard error. */
export function createLog(
  write: (line: string) => void = line => process.stderr.write(line),
  format: LogFormat = 'json',
): Log {
  const line =
    (level: 'info' | 'error'): Log['info'] =>
    (event, facts) => {
      const at = new Date().toISOString()
      if (format === 'plain') return isWorthReading(event, facts) ? write(plain(at, level, event, facts)) : undefined
      const request = ofRequest.getStore()
      write(`${JSON.stringify({ at, level, event, ...(request === undefined ? {} : { request }), ...facts })}\n`)
    }
  return { info: line('info'), error: line('error') }
}

const isWorthReading = (event: string, facts: Facts): boolean => event !== ANSWERED || Number(facts?.status) >= 500

function plain(at: string, level: string, event: string, facts: Facts = {}): string {
  const said = Object.entries(facts).map(([name, value]) => `  ${name}=${value}`)
  const text = `${at.slice(11, 19)}  ${level === 'error' ? 'ERROR  ' : ''}${event}${said.join('')}`
  // Whatever a fact holds, it stays on its line and moves no terminal's cursor.
  return `${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}\n`
}
