import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSecret } from '../../local/secret.ts'
import { HELP, readSettings } from '../../local/settings.ts'

describe('Settings', () => {
  it('are complete without a word', () => {
    expect(readSettings([], {})).toEqual({
      folder: resolve('data'),
      host: '127.0.0.1',
      port: 8080,
      settings: {
        url: '',
        from: 'invitations@example.org',
        replyDomain: 'example.org',
        conveners: [],
        claimable: true,
      },
    })
  })

  it('take every flag and variable', () => {
    const wanted = readSettings(['--data', '/srv/convoke', '--port=9000', '--host', '0.0.0.0'], {
      CONVOKE_URL: 'https://convoke.example.org/',
      CONVOKE_FROM: 'letters@example.org',
      CONVOKE_REPLY_DOMAIN: 'Reply.example.org',
      CONVOKE_CONVENERS: ' Ana@Example.org, @partners.example ',
      CONVOKE_SMTP_URL: 'smtps://me:secret@mail.example.org',
      CONVOKE_RATE: '2.5',
    })
    expect(wanted).toEqual({
      folder: '/srv/convoke',
      host: '0.0.0.0',
      port: 9000,
      relay: { url: 'smtps://me:secret@mail.example.org', rate: 2.5 },
      settings: {
        url: 'https://convoke.example.org',
        from: 'letters@example.org',
        replyDomain: 'reply.example.org',
        conveners: ['ana@example.org', '@partners.example'],
        claimable: false,
      },
    })
  })

  it('show help, which names every flag and variable', () => {
    expect(readSettings(['--help'], {})).toBe('help')
    for (const name of [
      '--data',
      '--port',
      '--host',
      '--help',
      'URL',
      'CONVENERS',
      'FROM',
      'REPLY_DOMAIN',
      'SMTP_URL',
      'RATE',
    ])
      expect(HELP).toContain(name)
  })

  it.each([
    [['--prot', '1'], {}, /'--prot'.*--help/],
    [['--port', 'http'], {}, /--port "http" is not a port.*1 to 65535/],
    [['--port', '99999'], {}, /is not a port/],
    [['--data'], {}, /--data/],
    [['stray'], {}, /stray.*--help/],
    [[], { CONVOKE_URL: 'convoke.example.org' }, /CONVOKE_URL "convoke.example.org" is not a web address.*https:/],
    [[], { CONVOKE_FROM: 'Ana <ana@example.org>' }, /CONVOKE_FROM .* is not an address; give it plain/],
    [[], { CONVOKE_CONVENERS: 'ana' }, /CONVOKE_CONVENERS .* neither an address nor an @domain/],
    [[], { CONVOKE_RATE: 'fast' }, /CONVOKE_RATE "fast" is not a rate/],
    [[], { CONVOKE_RATE: '0' }, /is not a rate/],
    [[], { CONVOKE_SMTP_URL: 'mail.example.org:hunter2' }, /CONVOKE_SMTP_URL is not the address of a relay/],
    [[], { CONVOKE_SMTP_URL: 'smtps://mail.example.org' }, /CONVOKE_FROM is missing/],
    [[], { CONVOKE_SMTP_URL: 'smtps://mail.example.org', CONVOKE_FROM: 'a@b.org' }, /CONVOKE_URL is missing/],
  ])('say in words what is wrong with %j %j', (args, env, words) => {
    expect(() => readSettings(args, env as Record<string, string>)).toThrow(words)
  })

  it('never show a password', () => {
    expect(() => readSettings([], { CONVOKE_SMTP_URL: 'http://me:hunter2@mail' })).not.toThrow(/hunter2/)
  })

  it('let a relay on this machine stand alone, for a rehearsal', () => {
    expect(readSettings([], { CONVOKE_SMTP_URL: 'smtp://127.0.0.1:2525' })).toMatchObject({ relay: { rate: 10 } })
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
