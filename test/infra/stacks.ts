/** The stack in its variants, over bundles that hold nothing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { DOORS, RECEIPT_RULES } from '../../aws/environment.ts'
import { readStackSettings } from '../../infra/settings.ts'
import { ConvokeStack } from '../../infra/stack.ts'

export const SETTINGS = JSON.parse(readFileSync('convoke.settings.example.json', 'utf8'))
/** Everything that may be set beyond the example. */
export const ELSEWHERE = {
  table: 'Convoke-restored',
  secretArn: 'arn:aws:secretsmanager:us-west-2:123456789012:secret:Convoke-Key-AbCdEf',
  replyDomain: 'answers.example.net',
  pages: { domain: 'convoke.example.org', certificateArn: 'arn:aws:acm:us-west-2:123456789012:certificate/1' },
}
/** Behind CloudFront, and among the receipt rules of somebody else. */
export const FRONTED = {
  cloudfront: { webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/pages/1' },
  pages: { domain: 'convoke.example.org', certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
  receiptRuleSet: 'the-rules-of-mail',
  pagesASecond: 2000,
}
/** Where SES takes no mail in. */
export const GOVERNMENT = {
  region: 'us-gov-west-1',
  sendingDomain: 'agency.example.gov',
  replyDomain: 'agency.example.gov',
  replies: { by: 'microsoft', clientId: 'a-client', tenant: 'agency.example.gov', cloud: 'us-government' },
}

/** Makes stacks of the example's settings with others over them. */
export function stacksIn(folder = mkdtempSync(join(tmpdir(), 'convoke-bundles-'))) {
  for (const door of [...DOORS, RECEIPT_RULES]) {
    mkdirSync(join(folder, door))
    writeFileSync(join(folder, door, 'index.mjs'), `export const handler = () => '${door}'\n`)
  }
  return {
    // What AWS's checks say of each is for `npm run synth` and the test of the checks; they take longer than all else.
    stackOf: (over: Record<string, unknown>, app = new App({ builtinCloudFormationValidation: false })) =>
      new ConvokeStack(app, 'Convoke', { settings: readStackSettings({ ...SETTINGS, ...over }), bundles: folder }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
