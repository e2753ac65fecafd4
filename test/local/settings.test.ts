import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSecret } from '../../local/secret.ts'
import { HELP, readSettings, type StartOptions } from '../../local/settings.ts'

describe('Settings', () => {
  it('are complete without a word', () => {
    expect(readSettings([], {})).toEqual({
      folder: resolve('data'),
      host: '127.0.0.1',
      port: 8080,
      smtp: { host: '127.0.0.1', port: 2525, asked: false },
      settings: {
        url: '',
        from: 'invitations@example.org',
        replyDomain: 'example.org',
        bounces: 'by token',
        conveners: [],
        claimable: true,
      },
    })
  })

  it('take every flag and variable', () => {
    const flags = ['--data', '/srv/convoke', '--port=9000', '--host', '0.0.0.0', '--smtp-port', '25', '--smtp-host']
    const wanted = readSettings([...flags, '::', '--smtp-cert', '/srv/cert.pem', '--smtp-key', '/srv/key.pem'], {
      CONVOKE_URL: 'https://convoke.example.org/',
      CONVOKE_FROM: 'letters@example.org',
      CONVOKE_REPLY_DOMAIN: 'Reply.example.org',
      CONVOKE_CONVENERS: ' Ana@Example.org, @partners.example ',
      CONVOKE_SMTP_URL: 'smtps://me:secret@mail.example.org',
      CONVOKE_RATE: '2.5',
      CONVOKE_CONNECTIONS: '7',
      CONVOKE_IMAP_URL: 'imaps://rsvp%40example.org:p%2Fw@imap.example.org/Answers',
    })
    expect(wanted).toEqual({
      folder: '/srv/convoke',
      host: '0.0.0.0',
      port: 9000,
      relay: { url: 'smtps://me:secret@mail.example.org', rate: 2.5, connections: 7 },
      smtp: { host: '::', port: 25, asked: true, tls: { cert: '/srv/cert.pem', key: '/srv/key.pem' } },
      imap: {
        host: 'imap.example.org',
        port: 993,
        secure: true,
        name: 'rsvp@example.org',
        password: 'p/w',
        folder: 'Answers',
      },
      settings: {
        url: 'https://convoke.example.org',
        from: 'letters@example.org',
        replyDomain: 'reply.example.org',
        bounces: 'to the sender',
        conveners: ['ana@example.org', '@partners.example'],
        claimable: false,
        spreads: true,
      },
    })
  })

  it('show help, which names every flag and variable', () => {
    expect(readSettings(['--help'], {})).toBe('help')
    for (const name of [
      '--data',
      '--port',
      '--host',
      '--smtp-port',
      '--smtp-host',
      '--smtp-cert',
      '--smtp-key',
      '--help',
      'URL',
      'CONVENERS',
      'FROM',
      'REPLY_DOMAIN',
      'SMTP_URL',
      'IMAP_URL',
      'RATE',
      'MAIL ',
      'MAIL_CLIENT',
      'MAIL_SECRET',
      'MAIL_TENANT',
    ])
      expect(HELP).toContain(name)
  })

  it.each([
    [['--prot', '1'], {}, /'--prot'.*--help/],
    [['--port', 'http'], {}, /--port "http" is not a port.*1 to 65535/],
    [['--port', '99999'], {}, /is not a port/],
    [['--data'], {}, /--data/],
    [['--smtp-port', 'on'], {}, /--smtp-port "on" is not a port.*1 to 65535/],
    [['--smtp-cert', 'cert.pem'], {}, /--smtp-cert and --smtp-key belong together/],
    [[], { CONVOKE_IMAP_URL: 'imap.example.org' }, /CONVOKE_IMAP_URL is not the address of a mailbox.*imaps:.*%40/],
    [[], { CONVOKE_IMAP_URL: 'https://a:b@imap.example.org' }, /not the address of a mailbox/],
    [[], { CONVOKE_IMAP_URL: 'imaps://rsvp@imap.example.org' }, /not the address of a mailbox/],
    [['stray'], {}, /stray.*--help/],
    [[], { CONVOKE_URL: 'convoke.example.org' }, /CONVOKE_URL "convoke.example.org" is not a web address.*https:/],
    [[], { CONVOKE_FROM: 'Ana <ana@example.org>' }, /CONVOKE_FROM .* is not an address; give it plain/],
    [[], { CONVOKE_CONVENERS: 'ana' }, /CONVOKE_CONVENERS .* neither an address nor an @domain/],
    [[], { CONVOKE_MAIL: 'outlook' }, /CONVOKE_MAIL "outlook" is neither microsoft nor google/],
    [[], { CONVOKE_MAIL: 'microsoft' }, /CONVOKE_MAIL_CLIENT is missing.*application \(client\) ID.*docs\/mail.md/],
    [[], { CONVOKE_MAIL: 'google', CONVOKE_MAIL_CLIENT: 'id' }, /CONVOKE_MAIL_SECRET is missing/],
    [[], { CONVOKE_MAIL: 'microsoft', CONVOKE_MAIL_CLIENT: 'i d' }, /CONVOKE_MAIL_CLIENT isn’t valid/],
    [[], { CONVOKE_MAIL: 'microsoft', CONVOKE_MAIL_CLIENT: 'id', CONVOKE_MAIL_TENANT: 'a/b' }, /is no directory/],
    [[], { CONVOKE_MAIL: 'microsoft', CONVOKE_MAIL_CLIENT: 'id' }, /CONVOKE_FROM is missing/],
    [[], { CONVOKE_PROXIES: 'caddy' }, /CONVOKE_PROXIES "caddy" .*neither an address nor a range.*127\.0\.0\.1/],
    [[], { CONVOKE_LOG: 'xml' }, /CONVOKE_LOG "xml" is neither json nor plain/],
    [[], { CONVOKE_RATE: 'fast' }, /CONVOKE_RATE "fast" is not a rate/],
    [[], { CONVOKE_RATE: '0' }, /is not a rate/],
    [[], { CONVOKE_CONNECTIONS: '0' }, /CONVOKE_CONNECTIONS "0" is not a number of connections/],
    [[], { CONVOKE_SMTP_URL: 'mail.example.org:hunter2' }, /CONVOKE_SMTP_URL is not the address of a relay/],
    [[], { CONVOKE_SMTP_URL: 'smtps://mail.example.org' }, /CONVOKE_FROM is missing/],
    [[], { CONVOKE_SMTP_URL: 'smtps://mail.example.org', CONVOKE_FROM: 'a@b.org' }, /CONVOKE_URL is missing/],
  ])('say in words what is wrong with %j %j', (args, env, words) => {
    expect(() => readSettings(args, env as Record<string, string>)).toThrow(words)
  })

  it('take an account at Microsoft or Google, at no more than its rate, beside a relay or a mailbox of their own', () => {
    const known = {
      CONVOKE_FROM: 'rsvp@example.org',
      CONVOKE_URL: 'https://convoke.example.org',
      CONVOKE_MAIL_CLIENT: 'id',
    }
    const read = (env: Record<string, string>) => readSettings([], { ...known, ...env }) as StartOptions
    const microsoft = read({ CONVOKE_MAIL: 'Microsoft', CONVOKE_MAIL_TENANT: 'example.org', CONVOKE_RATE: '5' })
    expect(microsoft.relay).toBeUndefined()
    expect(microsoft.account?.rate).toBeLessThan(0.5)
    expect(microsoft.account?.service).toEqual({
      service: 'microsoft',
      clientId: 'id',
      deviceCode: 'https://login.microsoftonline.com/example.org/oauth2/v2.0/devicecode',
      token: 'https://login.microsoftonline.com/example.org/oauth2/v2.0/token',
      graph: 'https://graph.microsoft.com/v1.0',
      scopes:
        'https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/Mail.ReadWrite offline_access openid profile email',
    })
    expect(microsoft.settings).toMatchObject({ bounces: 'to the sender', spreads: true })
    const google = read({ CONVOKE_MAIL: 'google', CONVOKE_MAIL_SECRET: 's', CONVOKE_RATE: '0.2' })
    expect(google.account).toMatchObject({ rate: 0.2, service: { smtp: 'smtps://smtp.gmail.com:465' } })
    const both = read({ CONVOKE_MAIL: 'microsoft', CONVOKE_SMTP_URL: 'smtps://mail.example.org' })
    expect(both).toMatchObject({ relay: { rate: 10 }, account: { service: { service: 'microsoft' } } })
  })

  it('never show a password', () => {
    expect(() => readSettings([], { CONVOKE_IMAP_URL: 'imap.example.org/hunter2' })).not.toThrow(/hunter2/)
    expect(() => readSettings([], { CONVOKE_IMAP_URL: 'imaps://me:100%hunter2@mail' })).not.toThrow(/hunter2/)
    expect(() => readSettings([], { CONVOKE_SMTP_URL: 'http://me:hunter2@mail' })).not.toThrow(/hunter2/)
  })

  it('read the address of a mailbox as people write it', () => {
    const read = (url: string) => (readSettings([], { CONVOKE_IMAP_URL: url }) as StartOptions).imap
    expect(read('imaps://rsvp@example.org:secret@imap.example.org')).toMatchObject({
      name: 'rsvp@example.org',
      host: 'imap.example.org',
      folder: 'INBOX',
    })
    expect(read('imap://rsvp:secret@[::1]:1143/INBOX/')).toMatchObject({ host: '::1', port: 1143, secure: false })
    expect(read('imap://rsvp:secret@localhost')).toMatchObject({ port: 143 })
  })

  it('switch the listener off, or leave it to the default', () => {
    expect((readSettings(['--smtp-port', 'off'], {}) as StartOptions).smtp).toBeUndefined()
    expect((readSettings(['--smtp-port', '0'], {}) as StartOptions).smtp).toMatchObject({ port: 0, asked: true })
    expect((readSettings(['--smtp-host', '0.0.0.0'], {}) as StartOptions).smtp).toMatchObject({
      port: 2525,
      asked: true,
    })
  })

  it('let a relay on this machine stand alone, for a rehearsal', () => {
    expect(readSettings([], { CONVOKE_SMTP_URL: 'smtp://127.0.0.1:2525' })).toMatchObject({
      relay: { rate: 10, connections: 20 },
    })
  })
})

describe('The secret', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-secret-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('is made once, for its owner alone', () => {
    const secret = readSecret(folder)
    expect(secret).toMatch(/^[a-z2-7]{52}$/)
    expect(readSecret(folder)).toBe(secret)
    expect(readFileSync(join(folder, 'secret'), 'utf8').trim()).toBe(secret)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
  })

  it('that was cut short is not silently replaced', () => {
    writeFileSync(join(folder, 'secret'), 'short')
    expect(() => readSecret(folder)).toThrow(/cut short.*backup/)
  })
})
