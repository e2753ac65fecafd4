import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENVIRONMENT } from '../../../aws/environment.ts'
import { type HttpEvent, throughFront } from '../../../aws/through-front.ts'
import { httpRequest } from '../events.ts'
import { type Functions, openFunctions } from '../functions.ts'
import { openServices, SECRET, type Services } from '../services.ts'
import { openTable, type TestTable } from '../table.ts'

const URL = 'https://convoke.example.org'
const request = (headers: Record<string, string>) => httpRequest('GET', '/sign-in', { headers })
const shown = { 'x-convoke-front': 'the key', 'x-convoke-viewer': '203.0.113.9', host: 'a1b2.execute-api.example' }

describe('A request through CloudFront', () => {
  it('is that of whoever asked: their address, our host, and nothing that they wrote themselves', () => {
    const event = request({ ...shown, 'x-forwarded-for': '10.0.0.1, 203.0.113.9', 'x-forwarded-host': 'evil.example' })
    const seen = throughFront(event as unknown as HttpEvent, 'the key', URL)
    expect(seen?.headers).toMatchObject({
      host: 'convoke.example.org',
      'x-forwarded-host': 'convoke.example.org',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.9',
    })
    expect(seen?.headers['x-convoke-front']).toBeUndefined()
    expect(seen?.requestContext.http.sourceIp).toBe('203.0.113.9')
    expect(seen?.requestContext.domainName).toBe('convoke.example.org')
  })

  it.each([
    ['shows no key', {}],
    ['shows another', { ...shown, 'x-convoke-front': 'the keys' }],
    ['shows an empty one', { ...shown, 'x-convoke-front': '' }],
  ])('is none where it %s', (_, headers) => {
    expect(throughFront(request(headers) as unknown as HttpEvent, 'the key', URL)).toBeUndefined()
  })
})

describe('The function web behind CloudFront', () => {
  let services: Services
  let table: TestTable
  let functions: Functions
  beforeAll(async () => {
    services = await openServices()
    table = await openTable()
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:front-AbCdEf'
    functions = openFunctions(services, table, { more: { [ENVIRONMENT.frontKeyArn]: arn } })
  })
  afterAll(async () => {
    functions.close()
    await services.close()
    await table.close()
  })

  it('answers nobody who comes round it', async () => {
    const ask = async (headers: Record<string, string>) =>
      (await functions.invoke('web', request(headers))).result as { statusCode: number; body: string }
    expect(await ask({})).toMatchObject({ statusCode: 403, body: 'Not here.' })
    // The secret of the tests is what the extension answers for any of its names.
    expect(await ask({ ...shown, 'x-convoke-front': SECRET })).toMatchObject({ statusCode: 200 })
  })
})
