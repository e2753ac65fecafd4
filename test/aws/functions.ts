/**
 * The functions as they are deployed: the built bundles, each in a bare Node of its own, with the stack's environment. As
 * Lambda does, a process is frozen as soon as it has answered and thawed for the next event: nothing goes on in between.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { built } from '../../aws/build/built.ts'
import { type Door, ENVIRONMENT, type EnvironmentName, NEEDS } from '../../aws/environment.ts'
import { sharedFolder } from '../orphans.ts'
import { SESSION_TOKEN, type Services } from './services.ts'
import { CREDENTIALS, type TestTable } from './table.ts'

interface Invoked {
  result?: unknown
  error?: string
}

export interface Functions {
  /** Calls a function, which may take so many milliseconds. */
  invoke(door: Door, event: unknown, remaining?: number): Promise<Invoked>
  /** Everything the function has written so far, line by line. */
  written(door: Door): string[]
  /** Its process dies in the middle of whatever it is at; the next event finds a fresh one. */
  kill(door: Door): void
  close(): void
}

const SETTINGS: Record<Exclude<EnvironmentName, 'table'>, string | undefined> = {
  // Nothing stands before the pages but where a test says so.
  frontKeyArn: undefined,
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:convoke-AbCdEf',
  url: 'https://convoke.example.org',
  from: 'invitations@example.org',
  replyDomain: 'reply.example.org',
  conveners: 'convener@example.org, @conveners.example',
  operators: undefined,
  configurationSet: 'convoke',
  scheduleGroup: 'convoke',
  schedulerRoleArn: 'arn:aws:iam::123456789012:role/scheduler',
  releaseWaveArn: 'arn:aws:lambda:us-east-1:123456789012:function:release-wave',
  deadLetterArn: 'arn:aws:sqs:us-east-1:123456789012:dead-letters',
  mailBucket: 'mail-bucket',
  mailPrefix: 'incoming/',
  mailbox: '{"by":"imap","host":"imap.example.org"}',
  mailboxSecretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:mailbox-AbCdEf',
  dkim: 'abc123,def456,ghi789',
  mailFrom: 'bounce.example.org',
  restoredAt: '2020-01-01T00:00:00.000Z',
  spread: 'off',
  signIn: 'both',
  // Nobody listens there.
  oidcIssuer: 'http://127.0.0.1:9',
  oidcClientId: 'convoke',
  oidcSecretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:convoke-oidc-AbCdEf',
  oidcName: 'Example Org',
  oidcTenant: 'example.org',
  oidcDomains: 'example.org',
  oidcAddress: 'verified',
  logLevel: 'INFO',
}

/** The environment of one function: what it needs by name, and what Lambda itself sets. */
export function environmentOf(door: Door, services: Services, { table, connection }: TestTable): NodeJS.ProcessEnv {
  const told = Object.fromEntries(
    NEEDS[door].map((setting: EnvironmentName) => [
      ENVIRONMENT[setting],
      setting === 'table' ? table : SETTINGS[setting],
    ]),
  )
  return {
    ...told,
    AWS_REGION: connection.region,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: SESSION_TOKEN,
    AWS_LAMBDA_FUNCTION_NAME: door,
    AWS_ENDPOINT_URL_DYNAMODB: connection.endpoint,
    AWS_ENDPOINT_URL_SESV2: services.endpoint,
    AWS_ENDPOINT_URL_SCHEDULER: services.endpoint,
    AWS_ENDPOINT_URL_S3: services.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: services.endpoint,
    PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: new URL(services.endpoint).port,
  }
}

/**
 * The folder of a function's bundle, as it is deployed, brought once for all tests of a run. It lies away from the project, so that
 * a bundle finds no package that it does not hold.
 */
async function bundled(door: Door): Promise<string> {
  const place = join(sharedFolder(), door)
  if (existsSync(place)) return place
  const fresh = mkdtempSync(join(sharedFolder(), 'fresh-'))
  const { file = '' } = (await built()).find(each => each.door === door) ?? {}
  cpSync(dirname(file), fresh, { recursive: true })
  try {
    renameSync(fresh, place)
  } catch (error) {
    // Another test was faster.
    if (!existsSync(place)) throw error
  }
  return place
}

/** `more` is set in every function's environment besides; `freezes` unless a test waits for what comes after an answer. */
export function openFunctions(
  services: Services,
  table: TestTable,
  { more = {}, freezes = true }: { more?: NodeJS.ProcessEnv; freezes?: boolean } = {},
): Functions {
  const running = new Map<Door, Running>()

  async function start(door: Door): Promise<Running> {
    const child = fork(
      fileURLToPath(new URL('./runtime.ts', import.meta.url)),
      [join(await bundled(door), 'index.mjs'), door],
      { env: { ...environmentOf(door, services, table), ...more }, silent: true },
    )
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface(stream).on('line', line => lines.push(line))
    const started = { child, lines }
    running.set(door, started)
    await next(child, lines)
    return started
  }

  return {
    async invoke(door, event, remaining = 120_000) {
      const { child, lines } = running.get(door) ?? (await start(door))
      const answer = next(child, lines)
      child.kill('SIGCONT')
      const ended = () => lines.filter(line => line.startsWith('END RequestId')).length
      const before = ended()
      child.send({ event, remaining })
      const invoked = (await answer) as Invoked
      while (ended() === before) await new Promise(done => setTimeout(done, 5))
      if (freezes) child.kill('SIGSTOP')
      return invoked
    },
    kill(door) {
      running.get(door)?.child.kill('SIGKILL')
      running.delete(door)
    },
    written: door => running.get(door)?.lines ?? [],
    close() {
      for (const { child } of running.values()) child.kill('SIGKILL')
    },
  }
}

interface Running {
  child: ChildProcess
  lines: string[]
}

const next = (child: ChildProcess, lines: string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const gone = () => reject(new Error(`the function ended: ${lines.join('\n')}`))
    child.once('exit', gone)
    child.once('message', message => {
      child.off('exit', gone)
      resolve(message)
    })
  })
