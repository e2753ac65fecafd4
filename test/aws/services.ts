/**
 * SES, EventBridge Scheduler and S3 on one local endpoint: requests and answers in the services' wire formats (restJson1
 * and restXml, as the API references have them), state enough for the contracts, every request recorded, and a failure
 * for the next request that a test asks for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CREDENTIALS } from './table.ts'

export const SECRET = 'a secret of the tests that is long enough to count'
export const SESSION_TOKEN = 'a token of the tests'

interface Recorded {
  method: string
  path: string
  query: Record<string, string>
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

/**
 * What happens to a request. `reset`: the connection breaks after the service has acted; `hang`: no answer ever comes;
 * `stall`: headers come and a body never does; an Answer: that, without the service having acted.
 */
export type Failure = 'reset' | 'hang' | 'stall' | Answer

/** A letter as SES was handed it. */
interface Submission {
  from: string
  to: string[]
  bytes: Uint8Array
  configurationSet: string
  tags: Record<string, string>
}

export interface Services {
  endpoint: string
  connection: { endpoint: string; region: string; credentials: typeof CREDENTIALS }
  requests: Recorded[]
  submissions: Submission[]
  schedules: Map<string, Record<string, unknown>>
  objects: Map<string, Buffer>
  /** What lets into a mailbox: the versions of its secret, the last one last. */
  letsIn: string[]
  quota: { MaxSendRate: number; Max24HourSend: number; SentLast24Hours: number }
  /** Connections that were made so far. */
  connections(): number
  /** The next request whose path matches fails so, and so do as many after it as `times` says. */
  fail(path: RegExp, failure: Failure, times?: number): void
  close(): Promise<void>
}

export const jsonError = (status: number, type: string, message = 'as the test wants'): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
  body: JSON.stringify({ message, Message: message }),
})

export const xmlError = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>as the test wants</Message></Error>`,
})

const json = (value: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

export async function openServices(): Promise<Services> {
  const failures: { path: RegExp; failure: Failure; times: number }[] = []
  let connections = 0
  const server = createServer(async (request, response) => {
    const recorded = await record(request)
    services.requests.push(recorded)
    const failing = failures.find(({ path, times }) => times > 0 && path.test(recorded.path))
    if (failing) failing.times--
    if (typeof failing?.failure === 'object') return reply(response, failing.failure)
    const answer = await act(services, recorded)
    if (failing?.failure === 'reset') return request.socket.resetAndDestroy()
    if (failing?.failure === 'hang') return
    if (failing?.failure === 'stall') {
      response.writeHead(answer.status, { ...answer.headers, 'content-length': '1000' })
      response.write('{')
      return
    }
    reply(response, answer)
  })
  server.on('connection', () => connections++)
  server.keepAliveTimeout = 60_000
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const services: Services = {
    endpoint,
    connection: { endpoint, region: 'us-east-1', credentials: CREDENTIALS },
    requests: [],
    submissions: [],
    schedules: new Map(),
    objects: new Map(),
    letsIn: [],
    quota: { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 },
    connections: () => connections,
    fail: (path, failure, times = 1) => failures.push({ path, failure, times }),
    async close() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
  return services
}

async function record(request: IncomingMessage): Promise<Recorded> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://localhost')
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks),
  }
}

function reply(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  response.writeHead(status, { 'x-amzn-requestid': 'b25f48e8-84fd-11e6-80d9-574e0c4664cb', ...headers })
  response.end(body)
}

async function act(services: Services, request: Recorded): Promise<Answer> {
  // The extension beside the function, which knows it by the token of its session.
  if (request.path === '/secretsmanager/get')
    return request.headers['x-aws-parameters-secrets-token'] === SESSION_TOKEN
      ? json({ ARN: request.query.secretId, Name: 'convoke', SecretString: SECRET, VersionStages: ['AWSCURRENT'] })
      : { status: 400, body: 'not authorized' }
  // No request of ours goes out unsigned.
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return jsonError(403, 'AccessDeniedException')
  if (request.path.startsWith('/v2/email/')) return ses(services, request)
  if (String(request.headers['x-amz-target']).startsWith('secretsmanager.')) return secrets(services, request)
  if (request.path === '/schedules' || request.path.startsWith('/schedules/')) return scheduler(services, request)
  return s3(services, request)
}

/** Secrets Manager (JSON 1.1), for the one secret of a mailbox. */
function secrets({ letsIn }: Services, { headers, body }: Recorded): Answer {
  const { SecretString } = JSON.parse(body.toString())
  if (headers['x-amz-target'] === 'secretsmanager.PutSecretValue') letsIn.push(SecretString)
  const VersionId = `version-${letsIn.length}-of-the-secret-in-these-tests`
  // A secret that nobody has filled yet holds what CloudFormation made up.
  return json({ ARN: 'arn', VersionId, SecretString: letsIn.at(-1) ?? 'k(7/x;Pq' })
}

function ses(services: Services, { method, path, body }: Recorded): Answer {
  if (method === 'GET' && path === '/v2/email/account')
    return json({ SendQuota: services.quota, SendingEnabled: true, ProductionAccessEnabled: true })
  if (method !== 'POST' || path !== '/v2/email/outbound-emails') return jsonError(404, 'NotFoundException')
  const { FromEmailAddress, Destination, Content, ConfigurationSetName, EmailTags } = JSON.parse(body.toString())
  services.submissions.push({
    from: FromEmailAddress,
    to: Destination.ToAddresses,
    bytes: Buffer.from(Content.Raw.Data, 'base64'),
    configurationSet: ConfigurationSetName,
    tags: Object.fromEntries((EmailTags as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value])),
  })
  return json({ MessageId: `0100018a-${services.submissions.length}` })
}

const PAGE = 2

function scheduler({ schedules }: Services, { method, path, query, body }: Recorded): Answer {
  if (path === '/schedules') {
    const all = [...schedules.values()]
      .filter(({ GroupName }) => GroupName === query.ScheduleGroup)
      .filter(({ Name }) => String(Name).startsWith(query.NamePrefix ?? ''))
      .sort((a, b) => (String(a.Name) < String(b.Name) ? -1 : 1))
    // Small pages on purpose: the service may always give fewer than were asked for.
    const start = Number(query.nextToken ?? query.NextToken ?? 0)
    const page = all.slice(start, start + PAGE)
    return json({
      Schedules: page.map(({ Name, GroupName, State, Target }) => ({
        Name,
        GroupName,
        State,
        Target: { Arn: (Target as { Arn: string }).Arn },
      })),
      ...(start + PAGE < all.length ? { NextToken: String(start + PAGE) } : {}),
    })
  }
  const name = decodeURIComponent(path.slice('/schedules/'.length))
  const input = body.length > 0 ? JSON.parse(body.toString()) : {}
  const key = `${input.GroupName ?? query.groupName}/${name}`
  const there = schedules.has(key)
  if (method === 'POST' && there) return jsonError(409, 'ConflictException')
  if (method !== 'POST' && !there) return jsonError(404, 'ResourceNotFoundException')
  if (method === 'GET') return json(schedules.get(key))
  if (method === 'DELETE') {
    schedules.delete(key)
    return json({})
  }
  schedules.set(key, { ...input, Name: name, State: 'ENABLED' })
  return json({ ScheduleArn: `arn:aws:scheduler:us-east-1:123456789012:schedule/${key}` })
}

/** What ListObjectsV2 asks for. */
const listing = (query: Record<string, string>) => ({
  prefix: query['list-type'] === '2' ? (query.prefix ?? '') : undefined,
  start: query['continuation-token'],
  most: Number(query['max-keys'] ?? 1000),
})

function s3({ objects }: Services, { method, path, query, headers, body }: Recorded): Answer {
  const key = decodeURIComponent(path)
  if (method === 'PUT') {
    if (headers['if-none-match'] === '*' && objects.has(key)) return xmlError(412, 'PreconditionFailed')
    objects.set(key, body)
    return { status: 200, headers: { etag: '"0"' } }
  }
  if (method === 'DELETE') {
    objects.delete(key)
    return { status: 204, headers: {} }
  }
  const { prefix, start, most } = listing(query)
  if (prefix !== undefined) {
    const bucket = `${key.replace(/\/$/, '')}/`
    const keys = [...objects.keys()]
      .map(each => each.slice(bucket.length))
      .filter(each => each.startsWith(prefix))
      .sort()
    const from = start === undefined ? 0 : keys.findIndex(each => each > start)
    const page = from < 0 ? [] : keys.slice(from, from + most)
    const more = from >= 0 && from + most < keys.length
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: Buffer.from(
        `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}${page.map(each => `<Contents><Key>${each}</Key></Contents>`).join('')}</ListBucketResult>`,
      ),
    }
  }
  const found = objects.get(key)
  return found
    ? { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: found }
    : xmlError(404, 'NoSuchKey')
}
