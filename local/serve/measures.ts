/**
 * Metrics and traces by OpenTelemetry, where the operator names an endpoint (OTEL_EXPORTER_OTLP_ENDPOINT): over OTLP/HTTP as JSON. Its
 * libraries are loaded only then. What is told are counts, durations, patterns of routes and ids, as in the log; never a person.
 */
import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as rest } from 'node:timers/promises'
import type { Attributes } from '@opentelemetry/api'
import { type Instant, SECOND, toMillis } from '../../domain/keep/time.ts'
import type { Log, Post, PostOutcome, Schedule } from '../../functions/keep/ports.ts'
import type { LocalTimetable } from '../timetable.ts'
import type { NotedRequest } from './requests.ts'

export interface Measures {
  request(noted: NotedRequest): void
  letter(outcome: PostOutcome['outcome']): void
  /** What became of a message that came in. */
  reply(taken: readonly string[]): void
  /** Work under way: one pass of a wave, or what a sweep does. */
  pass<T>(schedule: Schedule, work: () => Promise<T>): Promise<T>
  sweep<T>(work: () => Promise<T>): Promise<T>
  /** Sends what is left. */
  stop(): Promise<void>
}

/** The variables of the environment that begin with `OTEL_`. */
export type MeasuresSettings = Readonly<Record<string, string | undefined>>

interface Waiting {
  due: number
  /** Seconds for which the first of them has been. */
  late: number
}

/** What waits although its time has come. */
export function waitingIn(timetable: Pick<LocalTimetable, 'due'>, now: Instant): Waiting {
  const due = timetable.due(now)
  const [first] = due
  return { due: due.length, late: first === undefined ? 0 : (toMillis(now) - toMillis(first.at)) / SECOND }
}

/** The same carrier; `count` hears of each outcome. */
export const countingPost = (post: Post, count: Measures['letter']): Post => ({
  ...post,
  async send(message) {
    const outcome = await post.send(message)
    count(outcome.outcome)
    return outcome
  },
})

const SILENT: Measures = {
  request: () => undefined,
  letter: () => undefined,
  reply: () => undefined,
  pass: (_, work) => work(),
  sweep: work => work(),
  stop: async () => undefined,
}

const EVERY = 60_000
/** So long may the last batch take. */
const FLUSH = 5000
const TOLD_AGAIN = 3_600_000
/** Bounds of what requests take, in seconds (OpenTelemetry's semantic conventions for HTTP). */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
/** A wave may take its time. */
const LONG_SECONDS = [0.05, 0.1, 0.5, 1, 5, 15, 60, 300]

/** What is to be told, and of what: by the variables that OpenTelemetry's SDKs share. */
function wantedOf(env: MeasuresSettings): { metrics: boolean; traces: boolean } {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return { metrics: false, traces: false }
  const all = Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT)
  const metrics = all || Boolean(env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT)
  const traces = all || Boolean(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)
  return {
    metrics: metrics && env.OTEL_METRICS_EXPORTER !== 'none',
    traces: traces && env.OTEL_TRACES_EXPORTER !== 'none',
  }
}

/** Does nothing, and loads nothing, where no endpoint is named. */
export async function openMeasures(env: MeasuresSettings, waiting: () => Waiting, log: Log): Promise<Measures> {
  const wanted = wantedOf(env)
  if (!wanted.metrics && !wanted.traces) return SILENT
  const [
    { diag, DiagLogLevel, SpanKind, SpanStatusCode },
    { defaultResource, detectResources, envDetector, resourceFromAttributes },
  ] = await Promise.all([import('@opentelemetry/api'), import('@opentelemetry/resources')])
  let toldAt = Number.NEGATIVE_INFINITY
  const told = () => {
    // A collector that is away is away for every batch; what it says may hold anything.
    if (performance.now() - toldAt < TOLD_AGAIN) return
    toldAt = performance.now()
    log.error('metrics or traces were not taken by OTEL_EXPORTER_OTLP_ENDPOINT')
  }
  const quiet = () => undefined
  diag.setLogger({ error: told, warn: quiet, info: quiet, debug: quiet, verbose: quiet }, DiagLogLevel.ERROR)
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const named = { 'service.name': env.OTEL_SERVICE_NAME || 'convoke', 'service.version': version }
  const resource = defaultResource()
    .merge(resourceFromAttributes(named))
    .merge(detectResources({ detectors: [envDetector] }))

  const meters = wanted.metrics ? await openMeters(env, resource) : undefined
  const tracers = wanted.traces ? await openTracers(resource) : undefined
  const meter = meters?.getMeter('convoke')
  const tracer = tracers?.getTracer('convoke')
  const inSeconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter?.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries } })
  const requests = inSeconds('http.server.request.duration', 'Duration of HTTP server requests.', SECONDS)
  const passes = inSeconds(
    'convoke.pass.duration',
    'What a pass of a wave, of errands or of a list took.',
    LONG_SECONDS,
  )
  const sweeps = inSeconds('convoke.sweep.duration', 'What a sweep took.', LONG_SECONDS)
  const letters = meter?.createCounter('convoke.letters', { description: 'Emails handed to the carrier, by outcome.' })
  const replies = meter?.createCounter('convoke.replies', {
    description: 'Emails that came in, by what became of them.',
  })
  const delay = monitorEventLoopDelay({ resolution: 20 })
  if (meter) {
    delay.enable()
    meter
      .createObservableGauge('convoke.schedules.due', {
        description: 'Waves, errands and lists that are due and wait.',
      })
      .addCallback(result => result.observe(waiting().due))
    meter
      .createObservableGauge('convoke.schedules.late', { description: 'How long the first of them waits.', unit: 's' })
      .addCallback(result => result.observe(waiting().late))
    const p99 = { description: 'Event loop 99 percentile delay.', unit: 's' }
    meter.createObservableGauge('nodejs.eventloop.delay.p99', p99).addCallback(result => {
      result.observe(delay.percentile(99) / 1e9)
      delay.reset()
    })
  }

  /** Measures work and traces it; what went wrong is said by its kind alone. */
  async function watched<T>(
    name: string,
    attributes: Attributes,
    measure: (s: number) => void,
    work: () => Promise<T>,
  ) {
    const span = tracer?.startSpan(name, { attributes, root: true })
    const began = performance.now()
    try {
      return await work()
    } catch (error) {
      span?.setStatus({ code: SpanStatusCode.ERROR })
      span?.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
      throw error
    } finally {
      measure((performance.now() - began) / 1000)
      span?.end()
    }
  }

  return {
    request({ method, route, status, took }) {
      const failed = status >= 500 ? { 'error.type': String(status) } : {}
      const attributes = {
        'http.request.method': method,
        ...(route === undefined ? {} : { 'http.route': route }),
        'http.response.status_code': status,
        'url.scheme': 'http',
        ...failed,
      }
      requests?.record(took / 1000, attributes)
      const ended = Date.now()
      const name = route === undefined ? method : `${method} ${route}`
      const span = tracer?.startSpan(name, { kind: SpanKind.SERVER, attributes, root: true, startTime: ended - took })
      if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
      span?.end(ended)
    },
    letter: outcome => letters?.add(1, { outcome }),
    reply(taken) {
      for (const each of taken) replies?.add(1, { taken: each })
    },
    pass(schedule, work) {
      const what = { 'convoke.pass': schedule.of }
      const of =
        schedule.of === 'errands'
          ? { 'convoke.partnership': schedule.partnership }
          : {
              'convoke.campaign': schedule.campaign,
              ...(schedule.of === 'wave' ? { 'convoke.wave': schedule.wave } : {}),
            }
      return watched(`pass of ${schedule.of}`, { ...what, ...of }, took => passes?.record(took, what), work)
    },
    sweep: work => watched('sweep', {}, took => sweeps?.record(took), work),
    async stop() {
      delay.disable()
      // A collector that is away keeps nobody from stopping.
      const flushed = Promise.allSettled([meters?.shutdown(), tracers?.shutdown()])
      await Promise.race([flushed, rest(FLUSH, undefined, { ref: false })])
      diag.disable()
    },
  }
}

type Resource = ReturnType<typeof import('@opentelemetry/resources')['defaultResource']>

async function openMeters(env: MeasuresSettings, resource: Resource) {
  const [{ MeterProvider, PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-http'),
  ])
  const every = Number(env.OTEL_METRIC_EXPORT_INTERVAL) || EVERY
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: every,
    exportTimeoutMillis: Math.min(every, 10_000),
  })
  return new MeterProvider({ resource, readers: [reader] })
}

async function openTracers(resource: Resource) {
  const [{ TracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ])
  return new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
}
