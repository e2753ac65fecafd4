/** What the source that runs does not do at all, so that nobody can make it. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const RUNS = globSync('{domain,mail,functions,pages,identity,local,aws}/**/*.{ts,tsx}').filter(
  file => !/\/(build|built|compiled)\//.test(file),
)
const IN_BROWSERS = globSync('pages/**/*.js')
/** Files whose code, comments aside, says something of this. */
const saying = (what: RegExp, files = RUNS): string[] =>
  files.filter(file => what.test(readFileSync(file, 'utf8').replace(/^\s*(?:\*|\/\/|\/\*\*?).*$/gm, '')))

describe('the source that runs', () => {
  it('is looked at as a whole', () => {
    expect(RUNS.length).toBeGreaterThan(150)
    expect(saying(/createHmac/)).toContain('mail/token.ts')
  })

  it('starts no program, evaluates no text and loads no code by a name somebody sent', () => {
    // `npm run dev` starts Convoke again when its source changes.
    expect(saying(/child_process|node:vm|\beval\s*\(|new Function\b|process\.binding/)).toEqual(['local/dev.ts'])
    expect(saying(/\bimport\(\s*[^'"\s]|\brequire\(\s*[^'"\s]/)).toEqual([])
    // One thread, of a file of ours by its name.
    expect(saying(/worker_threads/).sort()).toEqual(['local/lists/lists.ts', 'local/lists/thread.ts'])
    expect(saying(/new Worker\((?!THREAD, )/)).toEqual([])
    expect(saying(/\bTHREAD = (?!new URL\('\.\/thread\.ts', import\.meta\.url\))/)).toEqual([])
  })

  it('builds no regular expression out of what is sent', () => {
    // In each of these, constants of the file itself stand in it, such as the words for a month.
    expect(saying(/\bRegExp\(/).sort()).toEqual([
      'mail/inbound/automatic.ts',
      'mail/inbound/bounce-words.ts',
      'mail/inbound/calendar-reply.ts',
      'mail/inbound/reply/condition.ts',
      'mail/inbound/reply/delegate-named.ts',
      'mail/inbound/reply/named-days.ts',
      'mail/inbound/reply/speaker.ts',
      'mail/inbound/reply/stand-in.ts',
      'mail/inbound/reply/topic.ts',
      'mail/inbound/reply/verdict.ts',
      'mail/inbound/reply/words.ts',
      'mail/inbound/typed-note.ts',
      'mail/press.ts',
    ])
  })

  it('asks no address on the network that somebody typed: the operator’s mail servers and AWS, and nothing else', () => {
    expect(saying(/node:https?'|node:http2'|undici/).filter(file => !/^(local|aws)\//.test(file))).toEqual([])
    // Whoever deploys, who waits to hear of a step; the identity provider and the mail service that the operator chose.
    expect(saying(/[^.\w]fetch\(/).sort()).toEqual([
      // Answers CloudFormation at the address that it gives, while the stack is deployed.
      'aws/steps/receipt-rules.ts',
      'identity/openid.ts',
      'local/account/web-request.ts',
    ])
  })

  it('writes no markup past the escaping, in pages or in the browser', () => {
    expect(
      saying(/dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write/, [
        ...RUNS,
        ...IN_BROWSERS,
      ]),
    ).toEqual([])
    // The workbench shows letters as they were sent, in a frame that can do nothing, and our own page around them. Who
    // signs sees a letter of ours, of whose tags those that are known to be harmless are written anew.
    expect(saying(/\braw\(/).sort()).toEqual([
      'local/house.ts',
      'local/workbench/workbench.ts',
      'pages/campaign/letter-seen.tsx',
    ])
  })

  it('keeps nothing in the browser and listens to no other window', () => {
    expect(IN_BROWSERS).toContain('pages/web/page.js')
    expect(saying(/localStorage|sessionStorage|indexedDB|document\.cookie/, ['pages/web/page.js'])).toEqual([])
    expect(saying(/postMessage|addEventListener\('message'|\.onmessage/, IN_BROWSERS)).toEqual([])
    expect(saying(/\beval\s*\(|new Function\b|https?:\/\//, IN_BROWSERS)).toEqual([])
  })

  it('knows SHA-256 and no weaker hash, no cipher of its own, and chance from the system alone', () => {
    expect(saying(/create(?:Hash|Hmac)\((?!'sha256')/)).toEqual([])
    // What lets into the mail account is encrypted, by the one cipher that this file names.
    expect(saying(/createCipher|createDecipher|publicEncrypt|createSign\(/)).toEqual(['local/account/kept-account.ts'])
    expect(saying(/\b(?:aes|des|rc4|chacha)[-\d]/i)).toEqual(['local/account/kept-account.ts'])
    expect(saying(/'aes-256-gcm'/)).toEqual(['local/account/kept-account.ts'])
    expect(saying(/Math\.random/)).toEqual([])
    expect(saying(/randomBytes|getRandomValues|randomUUID/).filter(file => !/^(local|aws)\//.test(file))).toEqual([])
  })
})
