import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { built, stateOf } from '../../aws/build/built.ts'
import type { Bundled } from '../../aws/build/bundle.ts'
import { DOORS, type Door } from '../../aws/environment.ts'

/**
 * Kilobytes, minified, that a function loads when it starts: what was measured, and a little. Packages come as they are
 * published; a rewriting of their sources that made all of this a third smaller bought less than a tenth of the time to
 * a first answer (ARCHITECTURE.md has the figures). The pages' start holds those of guests. Who needs more says why, and raises it here. Of each, 12 describe all
 * kinds of documents and what happens to them (2 of them the audit log), and 7 bring older ones up; a shape is built when the first of its kind is
 * met. 4 keep the words that champions signed, and 8 the words of requests to sign. 30 read names of people, so that a letter greets nobody by a title
 * or a degree. 45 of take-reply read written replies, sentence by sentence, and the reasons of bounces; 30 list what is set
 * aside, note what Convoke wrote to itself, and know slips of the finger.
 */
const START: Record<Door, number> = {
  web: 523,
  'release-wave': 593,
  'take-reply': 840,
  'read-mailbox': 875,
  'note-delivery': 360,
  sweep: 630,
}

/**
 * Kilobytes of all its code. Of the pages' own, 500 set what is printed, and are loaded with the first badge; 5,950 are
 * faces in base64, of which a printed page loads Latin's, and of the others a part once a name needs it; 275 are the script
 * in which a typed name is drawn as a signature. 45 ask an identity provider, and 320 check passkeys: they are loaded when somebody signs in so. 1,600 of
 * read-mailbox speak IMAP. 20 of the pages' are the names by which files that were joined know each other.
 */
const MOST: Record<Door, number> = {
  web: 10_310,
  'release-wave': 1306,
  sweep: 1297,
  'take-reply': 1600,
  'read-mailbox': 3240,
  'note-delivery': 630,
}

/** Kilobytes that are loaded once the first letter of a wave is composed. */
const LETTERS = 1040

let bundles: Bundled[]
beforeAll(async () => {
  bundles = await built()
})
const of = (door: Door) => bundles.find(each => each.door === door) as Bundled

describe('The bundles', () => {
  it.each(DOORS)('%s starts with little, and stays within its size', door => {
    expect(of(door).size / 1000).toBeLessThanOrEqual(START[door])
    expect(of(door).total / 1000).toBeLessThanOrEqual(MOST[door])
  })

  it('weigh what lies on the disk, every file of it', () => {
    for (const { file, size, total } of bundles) {
      const folder = dirname(file)
      const bytes = readdirSync(folder).map(name => (/\.[cm]js$/.test(name) ? statSync(join(folder, name)).size : 0))
      expect(total).toBe(bytes.reduce((sum, each) => sum + each, 0))
      expect(size).toBeGreaterThanOrEqual(statSync(file).size)
    }
  })

  it.each(DOORS)('%s starts from one file', door => {
    const { file, size } = of(door)
    expect(size).toBe(statSync(file).size)
    expect(readFileSync(file, 'utf8')).not.toMatch(/\bfrom"\.\//)
  })

  it('answer somebody with few files more', () => {
    const folder = dirname(of('web').file)
    const loadedWith = (file: string, loaded = new Set<string>()): Set<string> => {
      if (loaded.has(file)) return loaded
      loaded.add(file)
      for (const [, next = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|import)"\.\/([^"]+)"/g))
        loadedWith(next, loaded)
      return loaded
    }
    const asked = readdirSync(folder).filter(name => /^(take-answer|letters?|press|entries|post)-\w+\.mjs$/.test(name))
    expect(asked).toHaveLength(6)
    const loaded = new Set<string>()
    for (const name of asked) loadedWith(name, loaded)
    const besides = [...loaded].filter(name => !asked.includes(name))
    expect(besides).toContain('index.mjs')
    expect(besides.length).toBeLessThanOrEqual(4)
  })

  it.each(DOORS)('%s looks for the settings of AWS’s clients in its environment, and for no files', door => {
    const { sources } = JSON.parse(readFileSync(`${of(door).file}.map`, 'utf8')) as { sources: string[] }
    expect(sources.some(source => source.endsWith('aws/start/load-config.ts'))).toBe(true)
    expect(sources.filter(source => /loadSharedConfigFiles|fromSharedConfigFiles/.test(source))).toEqual([])
  })

  it.each(DOORS)('%s loads what writes its lines with the first of them', door => {
    expect(Object.keys(of(door).later)).toContain('aws/start/powertools.ts')
    expect(Object.keys(of(door).parts).filter(name => name.startsWith('@aws-lambda-powertools'))).toEqual([])
  })

  it.each(DOORS)('%s has what reckons with zones beside it, and starts without', door => {
    const beside = createRequire(of(door).file)('./temporal.cjs') as typeof import('temporal-polyfill')
    expect(beside.Temporal.PlainDate.from('2024-02-29').add({ years: 1 }).toString()).toBe('2025-02-28')
    expect(of(door).packages).not.toContain('temporal-polyfill')
  })

  it('send a letter without loading the rest', () => {
    const letters = of('release-wave').later['functions/send/letters.ts'] ?? Number.POSITIVE_INFINITY
    expect(letters / 1000).toBeLessThanOrEqual(LETTERS)
  })

  it('start with guests’ pages, and with nothing of what an answer does or what reads a list', () => {
    const { parts, later } = of('web')
    expect(parts.pages).toBeLessThan(30_000)
    expect(parts.domain).toBeLessThan(64_000)
    for (const act of ['functions/web.tsx', 'functions/answer/take-answer.ts', 'functions/answer/move-session.ts'])
      expect(Object.keys(later)).toContain(act)
  })

  it('are known to AWS by their environment, and hold no other way', () => {
    for (const { packages } of bundles)
      expect(packages.filter(name => name.startsWith('@aws-sdk/credential-provider'))).toEqual([])
  })

  it.each(DOORS)('%s starts without Node’s own fetch, which takes nearly as long to load as Node itself', door => {
    const script = `await import(${JSON.stringify(of(door).file)}); console.log(process.moduleLoadList.join())`
    const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect(loaded).toContain('NativeModule internal/modules/esm/loader')
    expect(loaded).not.toContain('undici')
  })

  it('ask an identity provider with code that is loaded for that alone', () => {
    expect(Object.keys(of('web').later)).toContain('identity/openid.ts')
    const without = { started: of('web').parts, guests: of('release-wave').packages }
    expect(Object.keys(without.started)).not.toContain('openid-client')
    expect(without.guests).not.toContain('openid-client')
  })

  it.each(DOORS)('%s has its source map beside it, which names our files', door => {
    const { file } = of(door)
    expect(readFileSync(file, 'utf8')).toContain('//# sourceMappingURL=index.mjs.map')
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }
    expect(sources.some(source => source.endsWith(`aws/doors/${door}.ts`))).toBe(true)
  })

  it('hold the clients of the services that each may call, and no others', () => {
    const clients = (door: Door) =>
      of(door)
        .packages.filter(name => name.startsWith('@aws-sdk/client-'))
        .map(name => name.slice('@aws-sdk/client-'.length))
        .sort()
    expect(clients('web')).toEqual(['dynamodb', 's3', 'scheduler', 'sesv2'])
    expect(clients('release-wave')).toEqual(['dynamodb', 'scheduler', 'sesv2'])
    expect(clients('sweep')).toEqual(['dynamodb', 'scheduler', 'sesv2'])
    expect(clients('take-reply')).toEqual(['dynamodb', 's3'])
    expect(clients('read-mailbox')).toEqual(['dynamodb', 's3', 'secrets-manager'])
    expect(clients('note-delivery')).toEqual(['dynamodb'])
  })

  it('hold nothing of one machine, but for who reads a mailbox as it does', () => {
    for (const { door, packages } of bundles) expect(packages.includes('local')).toBe(door === 'read-mailbox')
  })

  it('are made again where anything has changed that they are made of, though it is as long and as old as before', () => {
    const root = mkdtempSync(join(tmpdir(), 'convoke-made-of-'))
    try {
      for (const room of ['aws', 'domain', 'functions', 'identity', 'mail', 'pages', 'templates'])
        mkdirSync(join(root, room))
      const file = join(root, 'domain', 'plan.ts')
      const write = (text: string) => {
        writeFileSync(file, text)
        utimesSync(file, 1, 1)
        return stateOf(root)
      }
      const before = write('const days = 1')
      expect(write('const days = 2')).not.toBe(before)
      expect(write('const days = 1')).toBe(before)
      mkdirSync(join(root, 'aws', 'built'))
      writeFileSync(join(root, 'aws', 'built', 'made-of.json'), before)
      expect(stateOf(root)).toBe(before)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
