import { Template } from 'aws-cdk-lib/assertions'
import { afterAll, describe, expect, test } from 'vitest'
import { ENVIRONMENT, readEnvironment } from '../../aws/environment.ts'
import { FRONTED, GOVERNMENT, SETTINGS, stacksIn } from './stacks.ts'

const { stackOf, close } = stacksIn()
afterAll(close)

describe('behind CloudFront', () => {
  const fronted = (over: object = {}) => Template.fromStack(stackOf({ ...FRONTED, ...over }))

  const configOf = (of: Template) => {
    const [distribution] = Object.values(of.findResources('AWS::CloudFront::Distribution'))
    if (!distribution) throw new Error('no distribution')
    return distribution.Properties.DistributionConfig
  }

  test('keeps what bears its content in its name, and no page; a web ACL stands there where the settings name one', () => {
    const { DefaultCacheBehavior, CacheBehaviors, Aliases, WebACLId } = configOf(fronted())
    // The managed policies CachingDisabled, AllViewerExceptHostHeader and CachingOptimized.
    expect(DefaultCacheBehavior).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'redirect-to-https',
    })
    expect(DefaultCacheBehavior.AllowedMethods).toContain('POST')
    expect(CacheBehaviors).toEqual([
      expect.objectContaining({ PathPattern: '/assets/*', CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' }),
    ])
    expect(CacheBehaviors[0].OriginRequestPolicyId).toBeUndefined()
    expect({ Aliases, WebACLId }).toEqual({ Aliases: ['convoke.example.org'], WebACLId: FRONTED.cloudfront.webAclArn })
  })

  test('shows a key that no template holds, and tells the pages alone where they find it', () => {
    const template = fronted({ pages: undefined })
    const [origin] = configOf(template).Origins
    expect(origin.OriginCustomHeaders[0].HeaderName).toBe('x-convoke-front')
    expect(JSON.stringify(origin.OriginCustomHeaders[0].HeaderValue)).toContain('{{resolve:secretsmanager:')
    const told = Object.values(template.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.Environment?.Variables.CONVOKE_FRONT_KEY_ARN,
    )
    expect(told.map(({ Properties }) => Properties.Description)).toEqual(['Convoke: web'])
    // Links lead to CloudFront, and its origin stays open to it.
    expect(JSON.stringify(told[0]?.Properties.Environment.Variables.CONVOKE_URL)).toContain('DomainName')
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false })
    expect(template.toJSON().Outputs.DnsPages).toBeUndefined()
    expect(fronted().toJSON().Outputs.DnsPages).toBeDefined()
  })
})

test('Mail that the account takes in already goes on: nothing takes the place of its receipt rules', () => {
  const rules = (over: Record<string, unknown>) => {
    const made = Template.fromStack(stackOf(over))
    const [claim] = Object.values(made.findResources('Custom::ActiveReceiptRules'))
    const [rule] = Object.values(made.findResources('AWS::SES::ReceiptRule'))
    return {
      sets: Object.keys(made.findResources('AWS::SES::ReceiptRuleSet')).length,
      adopted: claim?.Properties.Adopted,
      set: rule?.Properties.RuleSetName,
      // Refused before anything is put into somebody else's set.
      waits: JSON.stringify(rule?.DependsOn ?? '').includes('ActiveRules'),
    }
  }
  expect(rules({})).toMatchObject({ sets: 1, adopted: 'false', waits: true })
  expect(rules(FRONTED)).toEqual({ sets: 0, adopted: 'true', set: 'the-rules-of-mail', waits: true })
})

test('Nothing that comes back is sent on by mail besides, for the sender’s domain and the reply domain', () => {
  const identities = Object.values(Template.fromStack(stackOf({})).findResources('AWS::SES::EmailIdentity')).map(
    ({ Properties }) => Properties,
  )
  expect(identities.map(({ EmailIdentity }) => EmailIdentity).sort()).toEqual([
    SETTINGS.sendingDomain,
    SETTINGS.replyDomain,
  ])
  for (const { FeedbackAttributes } of identities) expect(FeedbackAttributes).toEqual({ EmailForwardingEnabled: false })
})

describe('where SES takes no mail in', () => {
  const template = Template.fromStack(stackOf(GOVERNMENT))
  const of = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties)
  const reader = () =>
    of('AWS::Lambda::Function').find(({ Description }) => Description === 'Convoke: read-mailbox') ?? {}

  test('there are no receipt rules and no MX, and the reply domain may be that of the mailbox', () => {
    for (const type of ['AWS::SES::ReceiptRuleSet', 'AWS::SES::ReceiptRule', 'Custom::ActiveReceiptRules'])
      template.resourceCountIs(type, 0)
    expect(of('AWS::SES::EmailIdentity').map(({ EmailIdentity }) => EmailIdentity)).toEqual(['agency.example.gov'])
    const outputs = Object.keys(template.toJSON().Outputs)
    expect(outputs).not.toContain('DnsReplies')
    expect(outputs).toContain('MailboxSecret')
  })

  test('a mailbox is looked into every minute, by a function that is told which and where its secret is', () => {
    const told = reader().Environment.Variables
    expect(JSON.parse(told[ENVIRONMENT.mailbox])).toEqual(GOVERNMENT.replies)
    const plain = Object.entries(told).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : name.endsWith('_ARN') ? 'arn:aws-us-gov:x:us-gov-west-1:1:y' : 'convoke',
    ])
    expect(readEnvironment('read-mailbox', Object.fromEntries(plain)).mailbox).toMatchObject({ by: 'microsoft' })
    const rates = of('AWS::Events::Rule').map(({ ScheduleExpression }) => ScheduleExpression)
    expect(rates).toContain('rate(1 minute)')
    const policies = of('AWS::IAM::Policy').filter(({ Roles }) => JSON.stringify(Roles).includes('readmailbox'))
    expect(JSON.stringify(policies)).toContain('secretsmanager:PutSecretValue')
    expect(JSON.stringify(policies)).not.toMatch(/ses:|scheduler:|dynamodb:DeleteItem|s3:DeleteObject/)
  })

  test('functions run on x86 where the extension that reads secrets is not there for arm64', () => {
    for (const { Architectures } of of('AWS::Lambda::Function')) expect(Architectures).toEqual(['x86_64'])
  })
})
