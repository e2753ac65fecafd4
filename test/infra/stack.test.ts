import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Validations } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { AwsSolutionsChecks } from 'cdk-nag'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DOORS, type Door, ENVIRONMENT, type EnvironmentName, NEEDS, readEnvironment } from '../../aws/environment.ts'
import { acknowledge } from '../../infra/acknowledged.ts'
import { ELSEWHERE, FRONTED, GOVERNMENT, SETTINGS, stacksIn } from './stacks.ts'

interface Statement {
  Action: string | string[]
  Resource: unknown
}
interface Resource {
  Type: string
  Properties: Record<string, unknown>
  DeletionPolicy?: string
}

let template: Template
let resources: Record<string, Resource>
const { stackOf, close } = stacksIn()

beforeAll(() => {
  template = Template.fromStack(stackOf({}))
  resources = template.toJSON().Resources
}, 60_000)
afterAll(close)

/** Those that there are where SES takes mail in. */
const HERE = DOORS.filter(door => door !== 'read-mailbox')
const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type)
const functionOf = (door: Door) => {
  const found = ofType('AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties.Description === `Convoke: ${door}`,
  )
  if (!found) throw new Error(`no function ${door}`)
  return found
}
/** What the role of a door may do. */
function statements(door: Door): Statement[] {
  const [, { Properties }] = functionOf(door)
  const role = (Properties.Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]
  return ofType('AWS::IAM::Policy')
    .filter(([, policy]) => JSON.stringify(policy.Properties.Roles).includes(`"${role}"`))
    .flatMap(([, policy]) => (policy.Properties.PolicyDocument as { Statement: Statement[] }).Statement)
}
const actions = (door: Door) => statements(door).flatMap(({ Action }) => Action)

describe('the stack', () => {
  test('keeps the documents: on demand, restorable to any second, not deleted by mistake, forgetting what expires', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        KeySchema: [
          { AttributeName: 'partition', KeyType: 'HASH' },
          { AttributeName: 'key', KeyType: 'RANGE' },
        ],
      },
    })
  })

  test('keeps mail that came in for 30 days, encrypted and to itself', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30, Status: 'Enabled' })] },
      PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
      BucketEncryption: Match.anyValue(),
    })
  })

  test('runs each function on Node 24 and arm64, and tells it exactly what it reads', () => {
    for (const door of HERE) {
      const [, { Properties }] = functionOf(door)
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
      const told = (Properties.Environment as { Variables: Record<string, unknown> }).Variables
      const needs: readonly EnvironmentName[] = NEEDS[door]
      // Nothing was restored here, nothing stands before the pages, and nobody signs in by an organization's account.
      const idle = /^(?:restoredAt|frontKeyArn|operators|signIn|oidc.*)$/
      const names = [...needs.filter(setting => !idle.test(setting)), 'logLevel' as const].map(
        setting => ENVIRONMENT[setting],
      )
      expect(
        Object.keys(told)
          .filter(name => name.startsWith('CONVOKE_'))
          .sort(),
      ).toEqual([...names].sort())
      // References stand where AWS puts names and ARNs; what is plain text has to read.
      const plain = Object.fromEntries(
        Object.entries(told).map(([name, value]) => [name, typeof value === 'string' ? value : stand(name)]),
      )
      expect(() => readEnvironment(door, plain)).not.toThrow()
    }
  })
  const stand = (name: string) =>
    name.endsWith('_ARN')
      ? 'arn:aws:lambda:us-west-2:123456789012:x'
      : name === ENVIRONMENT.url
        ? 'https://x.example'
        : 'convoke'

  test('lets only the pages, the waves and the sweep send letters and plan them, in our name and our group', () => {
    for (const door of HERE) {
      const sends = ['web', 'release-wave', 'sweep'].includes(door)
      expect([door, actions(door).some(action => /^ses:Send/.test(action))]).toEqual([door, sends])
      expect([door, actions(door).some(action => action.startsWith('scheduler:'))]).toEqual([door, sends])
    }
    const sending = statements('web').find(({ Action }) => [Action].flat().includes('ses:SendEmail'))
    expect(JSON.stringify(sending?.Resource)).toMatch(/identity/)
    expect(JSON.stringify(sending?.Resource)).not.toContain('"*"')
    const planning = statements('web').find(({ Action }) => [Action].flat().includes('scheduler:CreateSchedule'))
    expect(JSON.stringify(planning?.Resource)).toContain('schedule/Convoke-waves/*')
  })

  test('allows no wildcard but where the service knows no resource', () => {
    const KNOW_NONE = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments', 'ses:GetAccount', 'scheduler:ListSchedules']
    for (const door of HERE) {
      const wide = statements(door)
        .filter(({ Resource }) => Resource === '*')
        .flatMap(({ Action }) => Action)
      expect(wide.filter(action => !KNOW_NONE.includes(action))).toEqual([])
      expect(actions(door).filter(action => action.endsWith(':*') || action === '*')).toEqual([])
      expect(actions(door)).not.toContain('dynamodb:Scan')
      const removes = !['take-reply', 'note-delivery'].includes(door)
      expect([door, actions(door).includes('dynamodb:DeleteItem')]).toEqual([door, removes])
    }
  })

  test('takes mail for the reply domain into the bucket before it calls the reader', () => {
    const [[, rule] = []] = ofType('AWS::SES::ReceiptRule')
    const properties = rule?.Properties.Rule as {
      Recipients: string[]
      Actions: Record<string, unknown>[]
      ScanEnabled: boolean
    }
    expect(properties.Recipients).toEqual([SETTINGS.replyDomain])
    expect(properties.ScanEnabled).toBe(true)
    expect(properties.Actions.map(action => Object.keys(action)[0])).toEqual(['S3Action', 'LambdaAction'])
  })

  test('pages somebody for what matters', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)
    const of = (name: string) => alarms.find(({ MetricName }) => MetricName === name)
    expect(of('ApproximateNumberOfMessagesVisible')?.Threshold).toBe(0)
    expect(of('WavesOverdue')?.TreatMissingData).toBe('breaching')
    expect(of('Reputation.BounceRate')?.Threshold).toBe(0.02)
    expect(of('Reputation.ComplaintRate')?.Threshold).toBe(0.0005)
    expect(of('LettersInDoubt')).toBeDefined()
    expect(alarms.filter(({ MetricName }) => MetricName === 'Errors')).toHaveLength(HERE.length)
    // To Lambda a page that fails is an answer like any other.
    expect(of('5xx')).toMatchObject({ Threshold: 0, Namespace: 'AWS/ApiGateway' })
    for (const alarm of alarms) expect((alarm.AlarmActions as unknown[]).length).toBe(1)
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: SETTINGS.alarmAddress })
  })

  test('lets alarms reach whoever is paged: a topic with a policy of its own has to name them', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
          }),
        ]),
      },
    })
  })

  test('sends in our domain’s name, signed, and to servers without encryption too', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: SETTINGS.sendingDomain,
      MailFromAttributes: { MailFromDomain: `bounce.${SETTINGS.sendingDomain}` },
    })
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { DeliveryOptions: { TlsPolicy: 'OPTIONAL' } })
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject', 'deliveryDelay'],
      },
    })
  })

  test('works on a restored table, keeps its own beside it, and shows SES a reply domain that stands alone', () => {
    const other = Template.fromStack(stackOf(ELSEWHERE))
    for (const { Properties } of Object.values(other.findResources('AWS::Lambda::Function')))
      if (String(Properties.Description).startsWith('Convoke: '))
        expect(Properties.Environment.Variables[ENVIRONMENT.table]).toBe('Convoke-restored')
    const policies = JSON.stringify(other.findResources('AWS::IAM::Policy'))
    expect(policies).toContain(':table/Convoke-restored')
    expect(policies).not.toContain('KeepDocuments')
    other.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' })
    // The secret is that of before, and no other is made.
    expect(policies).toContain(ELSEWHERE.secretArn)
    other.resourceCountIs('AWS::SecretsManager::Secret', 0)
    other.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'answers.example.net' })
    expect(Object.keys(other.toJSON().Outputs)).toEqual(
      expect.arrayContaining(['DnsReplyDkim1', 'DnsPages', 'DnsDmarcReports']),
    )
    other.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
  })

  test.each([
    ['as in the example', {}],
    ['with everything set', ELSEWHERE],
    ['behind CloudFront', FRONTED],
    ['where SES takes no mail in', GOVERNMENT],
  ])('%s, has nothing left that AWS’s checks say against it; and without our reasons they would', (_, over) => {
    const conclusion = (say: boolean) => {
      const out = mkdtempSync(join(tmpdir(), 'convoke-checks-'))
      const before = process.exitCode
      try {
        const app = new App({ outdir: out })
        const stack = stackOf(over, app)
        Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
        if (say) acknowledge(stack)
        try {
          app.synth()
        } catch {
          // What is wrong stands in the report.
        }
        const report = JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8'))
        return report.pluginReports.map((each: { conclusion: string }) => each.conclusion)
      } finally {
        process.exitCode = before
        rmSync(out, { recursive: true, force: true })
      }
    }
    expect(conclusion(true)).toEqual(['success'])
    expect(conclusion(false)).toEqual(['failure'])
  })

  test('limits how fast its pages can be knocked at, and logs no path', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
    })
    const [[, stage] = []] = ofType('AWS::ApiGatewayV2::Stage')
    expect(JSON.stringify(stage?.Properties.AccessLogSettings)).not.toMatch(/path|sourceIp/i)
  })

  test('says every DNS record that has to be added', () => {
    const outputs = Object.keys(template.toJSON().Outputs)
    for (const name of ['DnsDkim1', 'DnsDkim2', 'DnsDkim3', 'DnsBounceMx', 'DnsBounceSpf', 'DnsDmarc', 'DnsReplies'])
      expect(outputs).toContain(name)
  })
})

test('In the sandbox letters may be written to verified recipients, and only in the sender’s name', () => {
  const sending = (of: Template) => {
    const policies = Object.values(of.findResources('AWS::IAM::Policy'))
    const all = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[])
    return all.filter(({ Action }) => [Action].flat().includes('ses:SendEmail'))
  }
  const wide = sending(Template.fromStack(stackOf({ sandbox: true }))).filter(({ Condition }) => Condition)
  expect(wide).toHaveLength(3)
  for (const { Condition, Resource } of wide) {
    expect(Condition).toEqual({ StringEquals: { 'ses:FromAddress': `invitations@${SETTINGS.sendingDomain}` } })
    expect(JSON.stringify(Resource)).toContain('identity/*')
  }
  expect(sending(template).filter(({ Condition }) => Condition)).toEqual([])
})

test('The functions are told what SES signs with, and when the table was brought back', () => {
  const restored = Template.fromStack(stackOf({ restoredAt: '2026-12-01T08:00:00Z' }))
  const told = (of: Template, door: Door) =>
    Object.values(of.findResources('AWS::Lambda::Function')).find(
      ({ Properties }) => Properties.Description === `Convoke: ${door}`,
    )?.Properties.Environment.Variables
  for (const door of ['web', 'release-wave', 'sweep'] as const)
    expect(told(restored, door).CONVOKE_RESTORED_AT).toBe('2026-12-01T08:00:00Z')
  expect(told(template, 'sweep').CONVOKE_RESTORED_AT).toBeUndefined()
  expect(told(template, 'web').CONVOKE_MAIL_FROM).toBe(`bounce.${SETTINGS.sendingDomain}`)
  expect(JSON.stringify(told(template, 'web').CONVOKE_DKIM)).toContain('DkimDNSTokenName1')
})

test('Waves that may be sent side by side are limited where the settings say so, and nothing else is', () => {
  const limited = Template.fromStack(stackOf({ wavesAtOnce: 20 }))
  const concurrency = (of: Template) =>
    Object.values(of.findResources('AWS::Lambda::Function'))
      .filter(({ Properties }) => Properties.ReservedConcurrentExecutions !== undefined)
      .map(({ Properties }) => [Properties.Description, Properties.ReservedConcurrentExecutions])
  expect(concurrency(limited)).toEqual([['Convoke: release-wave', 20]])
  expect(concurrency(template)).toEqual([])
})
