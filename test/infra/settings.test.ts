import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettingsFile, readStackSettings, SETTINGS_FILE, StackSettingsError } from '../../infra/settings.ts'

const SETTINGS = JSON.parse(readFileSync('convoke.settings.example.json', 'utf8'))
const PAGES = { domain: 'convoke.example.org', certificateArn: 'arn:aws:acm:us-west-2:123456789012:certificate/1' }

describe('the settings in convoke.settings.json', () => {
  const wrong = (over: Record<string, unknown>) => {
    try {
      readStackSettings({ ...SETTINGS, ...over })
      return ''
    } catch (error) {
      if (!(error instanceof StackSettingsError)) throw error
      return error.message
    }
  }

  test.each([
    [
      'a region where SES takes no mail in',
      { region: 'ap-south-2' },
      /region is no region where Amazon SES takes mail in/,
    ],
    [
      'a domain that is none',
      { sendingDomain: 'https://example.org' },
      /sendingDomain is not a domain; give the domain that letters come from/,
    ],
    ['a setting that is mistyped', { wavesAtOnc: 3 }, /wavesAtOnc is not a setting; did you mean wavesAtOnce\?/],
    ['one that is made up', { color: 'blue' }, /color is not a setting; there are region, sendingDomain/],
    ['one that is mistyped further in', { pages: { ...PAGES, cert: '' } }, /pages.cert is not a setting/],
    ['pages without a certificate', { pages: { domain: 'c.example.org' } }, /pages.certificateArn is missing; give/],
    ['pages that are a text', { pages: 'c.example.org' }, /pages does not read; give \{ "domain"/],
    ['a sender that is a number', { sender: 7 }, /sender is not a text; give the part of the address/],
    ['conveners that are no list', { conveners: 'a@b.org' }, /conveners is not a list; give one such as/],
    ['a restore at no instant', { restoredAt: 'yesterday' }, /restoredAt is not an instant/],
    ['no waves at all', { wavesAtOnce: 0 }, /at least 1/],
    ['one domain for both', { replyDomain: SETTINGS.sendingDomain }, /give answers a domain of their own/],
    ['answers where bounces go', { replyDomain: `bounce.${SETTINGS.sendingDomain}` }, /could not be delivered/],
    [
      'a certificate of another region',
      { pages: { ...PAGES, certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' } },
      /pages.certificateArn is a certificate of another region/,
    ],
    ['a table that can be none', { table: 'a table' }, /table is not the name of a table/],
    ['nobody who may sign in', { conveners: [] }, /conveners is empty/],
    [
      'a provider without its secret',
      { oidc: { issuer: 'https://id.example.org', clientId: 'a' } },
      /oidc.clientSecretArn is missing; give the ARN/,
    ],
    [
      'a provider that everybody is at',
      {
        oidc: {
          issuer: 'https://login.microsoftonline.com/common/v2.0',
          clientId: 'a',
          clientSecretArn: 'arn:aws:secretsmanager:us-west-2:123456789012:secret:a',
        },
      },
      /oidc does not read: CONVOKE_OIDC_ISSUER lets every directory of Microsoft in/,
    ],
    ['no address for alarms', { alarmAddress: undefined }, /alarmAddress is missing; give where alarms are mailed/],
  ])('name %s and how to mend it', (_, over, expected) => {
    expect(wrong(over)).toMatch(expected)
  })

  test.each([
    [
      'a web ACL of a region',
      { cloudfront: { webAclArn: 'arn:aws:wafv2:us-west-2:1:regional/webacl/a/b' } },
      /made in us-east-1/,
    ],
    ['CloudFront as a yes', { cloudfront: true }, /cloudfront does not read; give \{\} or/],
    ['CloudFront with a certificate of the region', { cloudfront: {}, pages: PAGES }, /with "cloudfront" of us-east-1/],
    [
      'a region without receiving, and how to do without',
      { region: 'us-gov-west-1' },
      /"replies" in docs\/operator.md/,
    ],
    ['a mailbox of no kind', { replies: { by: 'pop' } }, /replies.*"by" has to be imap, microsoft or google/],
    ['a mailbox without its server', { replies: { by: 'imap' } }, /replies.host/],
    ['one that is mistyped', { replies: { by: 'imap', host: 'a.example', prt: 1 } }, /replies.prt is not a setting/],
    [
      'receipt rules beside a mailbox',
      { receiptRuleSet: 'a', replies: { by: 'imap', host: 'imap.example.org' } },
      /receiptRuleSet is of no use beside "replies"/,
    ],
    ['too few pages', { pagesASecond: 5 }, /pagesASecond is too few; give at least 50/],
    ['receipt rules that have no such name', { receiptRuleSet: 'a b' }, /receiptRuleSet is not the name of a receipt/],
  ])('name %s and how to mend it', (_, over, expected) => {
    expect(wrong(over)).toMatch(expected)
  })

  test('may bear capitals in a domain', () => {
    expect(readStackSettings({ ...SETTINGS, sendingDomain: ' Example.ORG ' }).sendingDomain).toBe('example.org')
  })

  test('are asked for all at once where there are none', () => {
    expect(() => readStackSettings(undefined)).toThrow(
      /region is missing[\s\S]*sendingDomain is missing[\s\S]*alarmAddress is missing/,
    )
  })

  test('are in a file of their own, which is asked for where there is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-settings-'))
    const file = join(folder, SETTINGS_FILE)
    try {
      expect(() => readSettingsFile(file)).toThrow(/cp convoke.settings.example.json/)
      writeFileSync(file, '{ "region": "us-west-2", }')
      expect(() => readSettingsFile(file)).toThrow(/is not JSON:.*\nLook for a comma/)
      writeFileSync(file, JSON.stringify({ ...SETTINGS, region: 'mars' }))
      expect(() => readSettingsFile(file)).toThrow(/region is no region/)
      writeFileSync(file, JSON.stringify(SETTINGS))
      expect(readSettingsFile(file)).toMatchObject({ region: SETTINGS.region, pagesASecond: 500 })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('in that file are nothing that git holds', () => {
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain(SETTINGS_FILE)
    expect(JSON.parse(readFileSync('cdk.json', 'utf8')).context).toBeUndefined()
  })
})
