import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { ENVIRONMENT, type EnvironmentName, NEEDS } from '../../aws/environment.ts'
import { openTelemetry } from '../../aws/telemetry.ts'
import { openWorld, withSecret } from '../../aws/world.ts'

const OLD = 'the secret of the one machine, long enough to count'
const GENERATED = 'a secret that the stack has generated, long enough'
const MINUTES = 60_000

const TOLD: Partial<Record<EnvironmentName, string>> = {
  table: 'convoke',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:convoke-AbCdEf',
  url: 'https://convoke.example.org',
  from: 'invitations@example.org',
  replyDomain: 'reply.example.org',
  mailBucket: 'mail-bucket',
  mailPrefix: 'incoming/',
}

afterEach(() => {
  vi.useRealTimers()
})

it('A running function follows a secret that is put in place of another, and keeps the one it knows when there is none', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-05T16:00:00Z') })
  let secret: string | undefined = GENERATED
  let asked = 0
  const extension = createServer((_, response) => {
    asked++
    response.writeHead(secret === undefined ? 500 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ SecretString: secret }))
  })
  await new Promise<void>(done => extension.listen(0, '127.0.0.1', () => done()))
  try {
    const told = NEEDS['take-reply'].map((setting: EnvironmentName) => [ENVIRONMENT[setting], TOLD[setting]])
    const port = String((extension.address() as AddressInfo).port)
    const env = { ...Object.fromEntries(told), PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: port }
    const given = { env, telemetry: openTelemetry('take-reply'), own: 'arn:aws:lambda:own' }
    const { world, refresh } = await openWorld('take-reply', given, async told => ({
      settings: await withSecret(told, { replyDomain: 'reply.example.org' }),
    }))
    expect(world.settings.secret).toBe(GENERATED)
    secret = OLD
    await refresh()
    expect(asked).toBe(1)
    expect(world.settings.secret).toBe(GENERATED)
    vi.setSystemTime(Date.now() + 6 * MINUTES)
    await refresh()
    expect(world.settings.secret).toBe(OLD)
    secret = undefined
    vi.setSystemTime(Date.now() + 6 * MINUTES)
    await refresh()
    expect(asked).toBe(3)
    expect(world.settings.secret).toBe(OLD)
  } finally {
    extension.close()
  }
})
