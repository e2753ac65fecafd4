import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bundled, bundle } from '../../aws/build/bundle.ts'
import { sharedFrames } from '../../aws/build/shared-text.ts'
import { DOORS, type Door } from '../../aws/environment.ts'
import { frames } from '../../templates/compiled/frames.ts'

/** Kilobytes, minified, that a function loads when it starts: none may have more. */
const LIMIT = 700

/**
 * Kilobytes of all its code: what it has, and a little. Who needs more says why, and raises it here. Of the pages' own, 500
 * set what is printed, and are loaded with the first badge. What is true of each kind of meeting and letter is a table now,
 * and goes with whatever decides about letters: 4.
 */
const MOST: Record<Door, number> = {
  web: 2150,
  'release-wave': 800,
  sweep: 810,
  'take-reply': 820,
  'note-delivery': 460,
}

let folder: string
let bundles: Bundled[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'convoke-bundles-'))
  bundles = await bundle(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const of = (door: Door) => bundles.find(each => each.door === door) as Bundled

describe('The bundles', () => {
  it.each(DOORS)('%s starts with at most 700 KB, and stays within its size', door => {
    expect(of(door).size / 1000).toBeLessThanOrEqual(LIMIT)
    expect(of(door).total / 1000).toBeLessThanOrEqual(MOST[door])
  })

  it('weigh what lies on the disk, every file of it', () => {
    for (const { file, size, total } of bundles) {
      const folder = dirname(file)
      const bytes = readdirSync(folder).map(name => (name.endsWith('.mjs') ? statSync(join(folder, name)).size : 0))
      expect(total).toBe(bytes.reduce((sum, each) => sum + each, 0))
      expect(size).toBeGreaterThanOrEqual(statSync(file).size)
    }
  })

  it('show an invitee their page, and send a letter, from at most 700 KB as well', () => {
    const later = (door: Door, what: string) => (of(door).later[what] ?? Number.POSITIVE_INFINITY) / 1000
    expect(later('web', 'functions/guests.ts')).toBeLessThanOrEqual(LIMIT)
    expect(later('release-wave', 'functions/send/letters.ts')).toBeLessThanOrEqual(LIMIT)
  })

  it('hold every letter as the templates say it, whatever is written once', async () => {
    const file = join(folder, 'frames.mjs')
    writeFileSync(file, sharedFrames(frames))
    expect((await import(file)).frames).toEqual(frames)
    expect(statSync(file).size).toBeLessThan(JSON.stringify(frames).length / 3)
  })

  it.each(DOORS)('%s has its source map beside it, which names our files', door => {
    const { file } = of(door)
    expect(readFileSync(file, 'utf8')).toContain('//# sourceMappingURL=index.mjs.map')
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }
    expect(sources.some(source => source.endsWith(`aws/doors/${door}.ts`))).toBe(true)
    expect(sources.filter(source => source.includes('node_modules'))).toEqual([])
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
    expect(clients('note-delivery')).toEqual(['dynamodb'])
  })

  it('hold nothing of one machine', () => {
    for (const { packages } of bundles) expect(packages).not.toContain('local')
  })
})
