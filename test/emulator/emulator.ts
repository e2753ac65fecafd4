/**
 * An account of AWS on this machine, for as long as it is needed: ministack (MIT, `pip install ministack`), which runs the
 * bundles as they are deployed in processes of Node. What it has no part for stands beside it: the extension that reads secrets.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

export const REGION = 'us-west-2'
/** Where functions look for the extension, by what CDK tells them. */
const EXTENSION = 2773

export interface Emulator {
  endpoint: string
  folder: string
  /** What a command needs so that it speaks to the emulator and to nobody else. */
  env: NodeJS.ProcessEnv
  /** Asks a service by its JSON protocol. */
  ask(service: string, target: string, body: object): Promise<Record<string, unknown>>
  /** The value of a secret. */
  secret(arn: string): Promise<string>
  /** Calls a function as a service does, and waits for its answer. */
  invoke(name: string, event: unknown): Promise<{ failed: boolean; payload: unknown }>
  /** Asks the HTTP API for a page. */
  page(
    api: string,
    method: string,
    path: string,
    more?: { headers?: Record<string, string>; body?: string },
  ): Promise<Response>
  /** Letters that SES took, the first first. */
  letters(): Promise<Letter[]>
  close(): Promise<void>
}

interface Letter {
  To: string[]
  Source: string
  Subject: string
  BodyText: string
}

/** The command of the emulator, where it is: `MINISTACK`, or on the path. */
export function findEmulator(): string | undefined {
  const command = process.env.MINISTACK ?? 'ministack'
  return spawnSync(command, ['--help'], { stdio: 'ignore', timeout: 60_000 }).error ? undefined : command
}

const free = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise(done => server.close(done))
  return port
}

export async function openEmulator(command: string): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-emulator-'))
  const port = await free()
  const endpoint = `http://127.0.0.1:${port}`
  const log = openSync(join(folder, 'emulator.log'), 'w')
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  // Nothing of the account of whoever runs this: all addresses and keys are the emulator's.
  const bare = { PATH: path, HOME: folder, TMPDIR: folder, LANG: process.env.LANG, ...keys }
  const child = spawn(command, [], {
    env: {
      ...bare,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: REGION,
      AWS_SESSION_TOKEN: 'test',
    },
    stdio: ['ignore', log, log],
    cwd: folder,
  })
  await reachable(child, `${endpoint}/_ministack/health`)
  const ask: Emulator['ask'] = async (service, target, body) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { ...signed(service), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }
  const extension = await openExtension(ask)
  return {
    endpoint,
    folder,
    env: { ...bare, AWS_ENDPOINT_URL: endpoint, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION },
    ask,
    async secret(arn) {
      const { SecretString } = await ask('secretsmanager', 'secretsmanager.GetSecretValue', {
        SecretId: nameOfSecret(arn),
      })
      return String(SecretString)
    },
    async invoke(name, event) {
      const response = await fetch(`${endpoint}/2015-03-31/functions/${name}/invocations`, {
        method: 'POST',
        headers: signed('lambda'),
        body: JSON.stringify(event),
      })
      return { failed: response.headers.has('x-amz-function-error'), payload: await response.json() }
    },
    page: (api, method, at, { headers = {}, body } = {}) =>
      fetch(`${endpoint}/_aws/execute-api/${api}/$default${at}`, {
        method,
        redirect: 'manual',
        headers,
        ...(body === undefined ? {} : { body }),
      }),
    async letters() {
      const answer = await fetch(`${endpoint}/_ministack/ses/messages`)
      const { messages } = (await answer.json()) as { messages: Record<string, Letter[]> }
      return Object.values(messages).flat()
    },
    async close() {
      extension.closeAllConnections()
      extension.close()
      if (child.exitCode === null) {
        const gone = new Promise(done => child.once('exit', done))
        child.kill()
        await gone
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function reachable(child: ChildProcess, address: string): Promise<void> {
  for (let tries = 0; tries < 120 && child.exitCode === null; tries++) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise(done => setTimeout(done, 500))
  }
  throw new Error('The emulator did not start within a minute.')
}

/** The emulator asks for no valid signature, and reads from it which service is meant. */
const signed = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
})

export const arnOfSecret = (name: string): string =>
  `arn:aws:secretsmanager:${REGION}:000000000000:secret:${name}-AbCdEf`
const nameOfSecret = (arn: string): string => /:secret:(.+)-\w{6}$/.exec(arn)?.[1] ?? arn

/** The AWS Parameters and Secrets extension, which the emulator does not run: one for all functions. */
async function openExtension(ask: Emulator['ask']): Promise<Server> {
  const server = createServer((request, response) => {
    const secret = new URL(request.url ?? '/', 'http://localhost').searchParams.get('secretId')
    ask('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: nameOfSecret(secret ?? '') }).then(
      found => response.end(JSON.stringify(found)),
      () => response.writeHead(400).end('not found'),
    )
  })
  await new Promise<void>((done, fail) => {
    server.once('error', () => fail(new Error(`Port ${EXTENSION} is taken, where functions look for their secrets.`)))
    server.listen(EXTENSION, '127.0.0.1', done)
  })
  return server
}
