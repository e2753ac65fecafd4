/** Logs, metrics and traces of one function, by Powertools. Ids and counts only: never names, addresses or letters. */
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Tracer } from '@aws-lambda-powertools/tracer'
import type { Log } from '../functions/keep/ports.ts'
import { type Door, METRICS, NAMESPACE, SERVICE } from './environment.ts'
import { inOurFiles } from './start/our-lines.ts'

export interface Telemetry {
  logger: Logger
  log: Log
  /** A tracer while the host samples this invocation. Its library takes as long to load as all else: only then. */
  tracer(): Promise<Tracer | undefined>
  count(metric: keyof typeof METRICS, by?: number): void
  /** Writes out what was counted since the last time. */
  flush(): void
}

export function openTelemetry(door: Door): Telemetry {
  const logger = new Logger({ serviceName: SERVICE, persistentKeys: { door } })
  const metrics = new Metrics({ namespace: NAMESPACE, serviceName: SERVICE })
  let tracer: Tracer | undefined
  return {
    logger,
    log: {
      info: (event, facts = {}) => logger.info(event, { facts }),
      error: (event, facts = {}) => logger.error(event, { facts: placed(facts) }),
    },
    async tracer() {
      // The host writes its decision anew for every invocation.
      if (!process.env._X_AMZN_TRACE_ID?.includes('Sampled=1')) return undefined
      const library = await import('@aws-lambda-powertools/tracer')
      tracer ??= new library.Tracer({ serviceName: SERVICE, captureHTTPsRequests: false })
      return tracer
    },
    count: (metric, by = 1) => metrics.addMetric(METRICS[metric], MetricUnit.Count, by),
    flush() {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
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
