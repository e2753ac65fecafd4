import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DOORS, RECEIPT_RULES } from '../../aws/environment.ts'
import { readStackSettings } from '../../infra/settings.ts'
import { ConvokeStack } from '../../infra/stack.ts'

const SETTINGS = JSON.parse(readFileSync('convoke.settings.example.json', 'utf8'))

let bundles: string
beforeAll(() => {
  bundles = mkdtempSync(join(tmpdir(), 'convoke-bundles-'))
  for (const door of [...DOORS, RECEIPT_RULES]) {
    mkdirSync(join(bundles, door))
    writeFileSync(join(bundles, door, 'index.mjs'), `export const handler = () => '${door}'\n`)
  }
})
afterAll(() => rmSync(bundles, { recursive: true, force: true }))
const stackOf = (over: object) =>
  new ConvokeStack(new App(), 'Convoke', { settings: readStackSettings({ ...SETTINGS, ...over }), bundles })

test('Whoever signs people in for an organization is named to the pages alone, which may read that one secret besides', () => {
  const clientSecretArn = 'arn:aws:secretsmanager:us-west-2:123456789012:secret:convoke-oidc-AbCdEf'
  const oidc = { issuer: 'https://id.example.org', clientId: 'convoke', clientSecretArn, domains: ['a.org', 'b.org'] }
  const signing = Template.fromStack(stackOf({ oidc: { ...oidc, required: true } }))
  const told = JSON.stringify(signing.findResources('AWS::Lambda::Function'))
  expect(told.match(/CONVOKE_OIDC_ISSUER/g)).toHaveLength(1)
  signing.hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Convoke: web',
    Environment: {
      Variables: Match.objectLike({
        CONVOKE_SIGN_IN: 'oidc',
        CONVOKE_OIDC_ISSUER: 'https://id.example.org',
        CONVOKE_OIDC_CLIENT_ID: 'convoke',
        CONVOKE_OIDC_CLIENT_SECRET_ARN: clientSecretArn,
        CONVOKE_OIDC_DOMAINS: 'a.org,b.org',
      }),
    },
  })
  const reads = JSON.stringify(signing.findResources('AWS::IAM::Policy')).split(clientSecretArn)
  expect(reads).toHaveLength(2)
})
