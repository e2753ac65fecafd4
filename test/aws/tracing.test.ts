import { createSocket, type Socket } from 'node:dgram'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ticked } from './events.ts'
import { type Functions, openFunctions } from './functions.ts'
import { openServices, type Services } from './services.ts'
import { openTable, type TestTable } from './table.ts'

const TRACE = '1-5f84c7a1-01234567890123456789abcd'

let daemon: Socket
let table: TestTable
let services: Services
let functions: Functions
const heard: string[] = []
beforeAll(async () => {
  daemon = createSocket('udp4')
  daemon.on('message', message => heard.push(message.toString()))
  await new Promise<void>(done => daemon.bind(0, '127.0.0.1', done))
  table = await openTable()
  services = await openServices()
  const more = {
    LAMBDA_TASK_ROOT: '/var/task',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
    _X_AMZN_TRACE_ID: `Root=${TRACE};Parent=53995c3f42cd8ad8;Sampled=1`,
  }
  functions = openFunctions(services, table, { more, freezes: false })
})
afterAll(async () => {
  functions.close()
  daemon.close()
  await services.close()
  await table.close()
})

describe('An invocation that Lambda samples', () => {
  it('tells the daemon of its part of the trace, with what was left out of the tracer in the bundle', async () => {
    expect((await functions.invoke('sweep', ticked())).error).toBeUndefined()
    await expect.poll(() => heard.find(each => each.includes('## sweep'))).toBeDefined()
    const segment = JSON.parse(heard.find(each => each.includes('## sweep'))?.split('\n')[1] ?? '{}')
    expect(segment).toMatchObject({ name: '## sweep', trace_id: TRACE, annotations: { Service: 'convoke' } })
    expect(segment.end_time).toBeGreaterThan(0)
  })

  it('marks the part of one that failed', async () => {
    expect((await functions.invoke('note-delivery', { nonsense: true })).error).toContain('ZodError')
    await expect.poll(() => heard.find(each => each.includes('## note-delivery'))).toContain('"fault":true')
  })
})
