import { afterEach, expect, it, vi } from 'vitest'
import { openTelemetry } from '../../../aws/telemetry.ts'

const written: string[] = []
const streams = [process.stdout, process.stderr].map(stream =>
  vi.spyOn(stream, 'write').mockImplementation(text => {
    written.push(String(text))
    return true
  }),
)

afterEach(() => {
  for (const stream of streams) stream.mockRestore()
  vi.unstubAllEnvs()
})

const invocation = (awsRequestId: string) =>
  ({
    awsRequestId,
    functionName: 'web',
    functionVersion: '$LATEST',
    memoryLimitInMB: '512',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:web',
  }) as Parameters<ReturnType<typeof openTelemetry>['begin']>[0]

it('A function that has said nothing so far says its first lines in order, of the invocation they belong to, and not as those of a cold start', async () => {
  vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand')
  const telemetry = openTelemetry('web')
  telemetry.setLevel('INFO')
  telemetry.begin(invocation('first'))
  await telemetry.flush()
  expect(written).toEqual([])
  telemetry.begin(invocation('second'))
  telemetry.log.info('one', { number: 1 })
  telemetry.log.error('two')
  telemetry.count('replies')
  telemetry.failed(new Error('three'))
  await telemetry.flush()
  telemetry.log.info('four')
  const lines = written
    .join('')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>)
  const said = lines.filter(({ message }) => message !== undefined)
  expect(said.map(({ message }) => message)).toEqual(['one', 'two', 'the function failed', 'four'])
  expect(said.map(({ level }) => level)).toEqual(['INFO', 'ERROR', 'ERROR', 'INFO'])
  for (const line of said)
    expect(line).toMatchObject({ function_request_id: 'second', cold_start: false, door: 'web', service: 'convoke' })
  expect(said[0]?.facts).toEqual({ number: 1 })
  expect(lines.find(({ _aws }) => _aws !== undefined)).toMatchObject({ RepliesTaken: 1, service: 'convoke' })
})
