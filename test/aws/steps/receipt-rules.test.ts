import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handler } from '../../../aws/steps/receipt-rules.ts'

/** SES (query protocol) and the address at which CloudFormation waits for the answer, on one endpoint. */
describe('The step of a deployment that looks after receipt rules', () => {
  let server: Server
  let active: string | undefined
  let fails = false
  let answers: { Status: string; Reason?: string; PhysicalResourceId: string }[] = []
  const before = { ...process.env }

  beforeEach(async () => {
    active = undefined
    fails = false
    answers = []
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      if (request.method === 'PUT') {
        answers.push(JSON.parse(body))
        return response.end()
      }
      if (fails)
        return response.writeHead(403).end('<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>')
      const asked = new URLSearchParams(body)
      const action = asked.get('Action') ?? ''
      if (action === 'SetActiveReceiptRuleSet') active = asked.get('RuleSetName') ?? undefined
      const found = active === undefined ? '' : `<Metadata><Name>${active}</Name></Metadata>`
      response.setHeader('content-type', 'text/xml')
      response.end(`<${action}Response><${action}Result>${found}</${action}Result></${action}Response>`)
    })
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SES: endpoint(),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    })
  })
  afterEach(async () => {
    process.env = { ...before }
    server.closeAllConnections()
    await new Promise(done => server.close(done))
  })
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const OURS = { RuleSetName: 'ours', Adopted: 'false' }
  const THEIRS = { RuleSetName: 'theirs', Adopted: 'true' }
  async function step(RequestType: string, ResourceProperties: object, OldResourceProperties?: object) {
    await handler({
      RequestType,
      ResponseURL: `${endpoint()}/answer`,
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/Convoke/1',
      RequestId: 'r',
      LogicalResourceId: 'ActiveRules',
      ResourceProperties,
      ...(OldResourceProperties ? { OldResourceProperties } : {}),
    })
    return answers.at(-1)
  }

  it('makes ours the active one where there is none, takes it down again, and does each twice as once', async () => {
    for (const _ of [1, 2]) {
      expect(await step('Create', OURS)).toMatchObject({ Status: 'SUCCESS' })
      expect(active).toBe('ours')
    }
    expect(await step('Update', { RuleSetName: 'ours-2', Adopted: 'false' }, OURS)).toMatchObject({ Status: 'SUCCESS' })
    expect(active).toBe('ours-2')
    expect(await step('Delete', OURS)).toMatchObject({ Status: 'SUCCESS' })
    expect(active).toBe('ours-2')
    await step('Delete', { RuleSetName: 'ours-2', Adopted: 'false' })
    expect(active).toBeUndefined()
  })

  it('refuses to take the place of another, and says what to do', async () => {
    active = 'theirs'
    const refused = await step('Create', OURS)
    expect(refused?.Status).toBe('FAILED')
    expect(refused?.Reason).toMatch(/theirs is its active receipt rule set.*"receiptRuleSet": "theirs"/)
    expect(active).toBe('theirs')
    // The deployment is rolled back, which must not take it down either.
    await step('Delete', OURS)
    expect(active).toBe('theirs')
  })

  it('leaves a set that the settings name as it is, and refuses one that is not active', async () => {
    active = 'theirs'
    expect(await step('Create', THEIRS)).toMatchObject({ Status: 'SUCCESS' })
    await step('Delete', THEIRS)
    expect(active).toBe('theirs')
    active = undefined
    expect((await step('Create', THEIRS))?.Reason).toMatch(/no receipt rule set is active here/)
    expect(active).toBeUndefined()
    active = 'ours'
    expect(await step('Update', THEIRS, OURS)).toMatchObject({ Status: 'SUCCESS' })
    expect(active).toBe('theirs')
  })

  it('answers that it failed where SES does not let it look, so that the deployment need not wait for an hour', async () => {
    fails = true
    expect((await step('Create', OURS))?.Reason).toContain('could not be looked at or set: ')
  })
})
