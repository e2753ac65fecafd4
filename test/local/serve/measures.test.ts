/** Metrics and traces, as a collector receives them over OTLP/HTTP (opentelemetry.io/docs/specs/otlp, JSON encoding). */
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMeasures } from '../../../local/serve/measures.ts'
import { AS_SCRIPT, WORKBENCH_KEY } from '../../as-script.ts'

interface Attribute {
  key: string
  value: { stringValue?: string; intValue?: number | string; doubleValue?: number }
}
interface Point {
  attributes: Attribute[]
  asInt?: number | string
  asDouble?: number
  count?: number | string
  bucketCounts?: unknown[]
  explicitBounds?: number[]
}
interface Metric {
  name: string
  unit: string
  sum?: { dataPoints: Point[]; isMonotonic: boolean }
  gauge?: { dataPoints: Point[] }
  histogram?: { dataPoints: Point[] }
}
interface Span {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: Attribute[]
}
interface Received {
  path: string
  type: string | undefined
  key: string | undefined
  body: {
    resourceMetrics?: { resource: { attributes: Attribute[] }; scopeMetrics: { metrics: Metric[] }[] }[]
    resourceSpans?: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[]
  }
}

const said = (attributes: readonly Attribute[]) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue]),
  )

describe('a collector', () => {
  const received: Received[] = []
  const folder = mkdtempSync(join(tmpdir(), 'convoke-telemetry-'))
  let link = ''
  let code: unknown
  const collector = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const key = request.headers['x-collector-key'] as string | undefined
      const body = JSON.parse(Buffer.concat(pieces).toString())
      received.push({ path: request.url ?? '', type: request.headers['content-type'], key, body })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  beforeAll(async () => {
    await new Promise<void>(done => collector.listen(0, '127.0.0.1', done))
    const { port } = collector.address() as { port: number }
    const args = ['local/run.mjs', '--data', folder, '--port', '0', '--smtp-port', 'off']
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=ours',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
        OTEL_METRIC_EXPORT_INTERVAL: '400',
      },
    })
    const url = await new Promise<string>(done => {
      let printed = ''
      child.stdout.on('data', piece => {
        printed += piece
        const found = /Open\s+(http\S+)/.exec(printed)?.[1]
        if (found) done(found)
      })
    })
    const call = async (path: string, body: object) => {
      const headers = { ...AS_SCRIPT, 'content-type': 'application/json' }
      const answer = await fetch(`${url}/_local/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return (await answer.json()) as never
    }
    const sample: { invitees: { link: string }[] } = await call('sample', { stage: 'signed' })
    link = new URL(sample.invitees[0]?.link ?? '').pathname
    await fetch(url + link)
    await fetch(`${url + link}x`)
    await call('clock', { to: 'next' })
    await new Promise(done => setTimeout(done, 1500))
    const ended = new Promise(done => child.once('exit', done))
    child.kill('SIGTERM')
    code = await ended
  }, 60_000)
  afterAll(async () => {
    await new Promise(done => collector.close(done))
    rmSync(folder, { recursive: true, force: true })
  })

  const metrics = () =>
    received
      .flatMap(({ body }) => body.resourceMetrics ?? [])
      .flatMap(each => each.scopeMetrics.flatMap(of => of.metrics))
  const last = (name: string) => metrics().findLast(metric => metric.name === name)
  const spans = () =>
    received.flatMap(({ body }) => body.resourceSpans ?? []).flatMap(each => each.scopeSpans.flatMap(of => of.spans))

  it('is sent both, at the addresses and with the headers that the environment says, and all of it at the end', () => {
    expect(code).toBe(0)
    expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/v1/metrics', '/v1/traces']))
    expect(new Set(received.map(({ type, key }) => `${type} ${key}`))).toEqual(new Set(['application/json ours']))
    const [resource] = received.flatMap(({ body }) => body.resourceMetrics ?? [])
    expect(said(resource?.resource.attributes ?? [])).toMatchObject({
      'service.name': 'convoke',
      'service.version': JSON.parse(readFileSync('package.json', 'utf8')).version,
      'deployment.environment.name': 'test',
    })
  })

  it('reads how long requests took, by pattern and status, in the buckets that the conventions name', () => {
    const durations = last('http.server.request.duration')
    expect(durations?.unit).toBe('s')
    const points = durations?.histogram?.dataPoints ?? []
    const of = (route: string, status: number) =>
      points.find(({ attributes }) => {
        const { 'http.route': at, 'http.response.status_code': got } = said(attributes)
        return at === route && Number(got) === status
      })
    expect(Number(of('/rsvp/:token', 200)?.count)).toBe(1)
    expect(Number(of('/rsvp/:token', 404)?.count)).toBe(1)
    expect(points[0]?.explicitBounds?.slice(0, 3)).toEqual([0.005, 0.01, 0.025])
  })

  it('reads emails by outcome, sweeps, passes, what waits, and how late the event loop is', () => {
    const letters = last('convoke.letters')?.sum
    expect(letters?.isMonotonic).toBe(true)
    const sent = letters?.dataPoints.find(({ attributes }) => said(attributes).outcome === 'sent')
    expect(Number(sent?.asInt ?? sent?.asDouble)).toBeGreaterThan(20)
    for (const name of ['convoke.sweep.duration', 'convoke.pass.duration'])
      expect([name, Number(last(name)?.histogram?.dataPoints[0]?.count)]).toEqual([name, expect.any(Number)])
    for (const name of ['convoke.schedules.due', 'convoke.schedules.late', 'nodejs.eventloop.delay.p99'])
      expect([name, last(name)?.gauge?.dataPoints.length]).toEqual([name, 1])
  })

  it('has one span for a request, by its pattern, and one for a pass of a wave', () => {
    const names = spans().map(({ name }) => name)
    expect(names).toContain('GET /rsvp/:token')
    const passes = spans().filter(({ name }) => name === 'pass of wave')
    expect(passes.map(({ attributes }) => said(attributes)['convoke.wave'])).toContain('invite')
    for (const { traceId, spanId, startTimeUnixNano, endTimeUnixNano } of spans()) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/)
      expect(spanId).toMatch(/^[0-9a-f]{16}$/)
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true)
    }
  })

  it('is told of nobody: no address, no token', () => {
    const all = JSON.stringify(received)
    expect(all.length).toBeGreaterThan(2000)
    expect(all).not.toContain(link.split('/').at(-1))
    expect(all).not.toMatch(/[\w.+-]+@[\w-]+\.\w+/)
    expect(all).not.toContain(WORKBENCH_KEY)
  })
})

describe('without an endpoint', () => {
  const none = async () => {
    throw new Error('nobody asks')
  }
  const log = { info: () => undefined, error: () => undefined }

  it('nothing is measured, nothing is sent, and none of the libraries is loaded', async () => {
    for (const env of [
      {},
      { OTEL_SERVICE_NAME: 'convoke' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: '' },
      { OTEL_SDK_DISABLED: 'true', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    ]) {
      const measures = await openMeasures(env, none as never, log)
      expect(measures.stop.toString()).toBe('async () => undefined')
    }
    for (const file of globSync('{local,functions,aws,identity,mail,domain,pages}/**/*.{ts,tsx}'))
      for (const [line] of readFileSync(file, 'utf8').matchAll(/^.*@opentelemetry\/.*$/gm)) {
        expect(file).toBe('local/serve/measures.ts')
        expect(line).toMatch(/^import type|import\('@opentelemetry/)
      }
  })

  it('a collector that is away keeps nobody from stopping, and is told of once', async () => {
    const told: string[] = []
    const away = { info: () => undefined, error: (event: string) => void told.push(event) }
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:9'
    const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_METRIC_EXPORT_INTERVAL: '100' }
    const measures = await openMeasures(settings, () => ({ due: 0, late: 0 }), away)
    for (let n = 0; n < 50; n++) measures.request({ method: 'GET', route: '/', status: 500, took: 3 })
    const began = performance.now()
    await measures.stop()
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
    expect(performance.now() - began).toBeLessThan(6000)
    expect(told.length).toBeLessThanOrEqual(1)
  })
})
