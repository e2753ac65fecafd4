/** Logs, metrics and traces of one function, by Powertools. Ids and counts only: never names, addresses or letters. */
import type { Tracer } from '@aws-lambda-powertools/tracer'
import type { Context } from 'aws-lambda'
import type { Log } from '../functions/keep/ports.ts'
import { type Door, type Environment, METRICS, SERVICE } from './environment.ts'
import { once } from './once.ts'
import { inOurFiles } from './start/our-lines.ts'
import type { Powertools } from './start/powertools.ts'

type Level = Environment['logLevel']

export interface Telemetry {
  log: Log
  /** What is written from now on belongs to this invocation. */
  begin(context: Context): void
  setLevel(level: Level): void
  /** The invocation came to nothing. */
  failed(error: Error): void
  /** A tracer while the host samples this invocation. Its library takes as long to load as all else: only then. */
  tracer(): Promise<Tracer | undefined>
  count(metric: keyof typeof METRICS, by?: number): void
  /** Writes out what was counted since the last time, and all lines. The host stops whatever is not done by the answer. */
  flush(): Promise<void>
}

/** Most requests to the pages write no line and count nothing: what writes is loaded with the first that does. */
export function openTelemetry(door: Door): Telemetry {
  let tracer: Tracer | undefined
  let level: Level = 'INFO'
  let context: Context | undefined
  let isFirst = true
  let opened: Powertools | undefined
  const waiting: ((to: Powertools) => void)[] = []
  const open = once(async () => {
    const made = (await import('./start/powertools.ts')).openPowertools(door)
    made.logger.setLogLevel(level)
    // The first context it is given is the one of a cold start.
    if (context && !isFirst) made.logger.addContext(context)
    if (context) made.logger.addContext(context)
    opened = made
    for (const write of waiting.splice(0)) write(made)
  })
  function write(act: (to: Powertools) => void): void {
    if (opened) {
      act(opened)
      return
    }
    waiting.push(act)
    // Who flushes waits for it, and hears of a failure.
    open().catch(() => {})
  }
  return {
    log: {
      info: (event, facts = {}) => write(({ logger }) => logger.info(event, { facts })),
      error: (event, facts = {}) => write(({ logger }) => logger.error(event, { facts: placed(facts) })),
    },
    begin(begun) {
      isFirst = context === undefined
      context = begun
      opened?.logger.addContext(begun)
    },
    setLevel(wanted) {
      level = wanted
      opened?.logger.setLogLevel(wanted)
    },
    failed: error => write(({ logger }) => logger.error('the function failed', error)),
    async tracer() {
      // The host writes its decision anew for every invocation.
      if (!process.env._X_AMZN_TRACE_ID?.includes('Sampled=1')) return undefined
      const library = await import('@aws-lambda-powertools/tracer')
      tracer ??= new library.Tracer({ serviceName: SERVICE, captureHTTPsRequests: false })
      return tracer
    },
    count: (metric, by = 1) => write(({ metrics }) => metrics.addMetric(METRICS[metric], 'Count', by)),
    async flush() {
      if (waiting.length > 0) await open()
      if (opened?.metrics.hasStoredMetrics()) opened.metrics.publishStoredMetrics()
    },
  }
}

/** What a failure says of where it happened. */
const placed = (facts: Parameters<Log['error']>[1] = {}): typeof facts =>
  typeof facts.where === 'string' ? { ...facts, where: inOurFiles(facts.where) } : facts

/** Anything that looks like an address, in what others say. */
const ADDRESS = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g
const blank = (text: string): string => text.replace(ADDRESS, '[address]').slice(0, 2000)

/** An error as it may be written down: the host logs whatever a function throws. */
export function withoutAddresses(error: unknown): Error {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const clean = new Error(blank(message))
  clean.name = name
  clean.stack = blank(inOurFiles(stack ?? ''))
  return clean
}
