import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bundled, bundle } from '../../aws/build/bundle.ts'
import { DOORS, type Door } from '../../aws/environment.ts'

/** Kilobytes that a bundle may have: what it has, and a little. Who needs more says why, and raises it here. */
const MOST: Record<Door, number> = {
  web: 1750,
  'release-wave': 1120,
  sweep: 1120,
  'take-reply': 1500,
  'note-delivery': 700,
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
  it.each(DOORS)('%s stays within its size', door => {
    expect(of(door).size / 1000).toBeLessThan(MOST[door])
  })

  it.each(DOORS)('%s has its source map beside it, which names our files', door => {
    const { file } = of(door)
    expect(readFileSync(file, 'utf8')).toContain('//# sourceMappingURL=index.mjs.map')
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }
    expect(sources.some(source => source.endsWith(`aws/doors/${door}.ts`))).toBe(true)
  })

  it('hold the clients of the services that each may call, and no others', () => {
    const clients = (door: Door) =>
      Object.keys(of(door).parts)
        .filter(name => name.startsWith('@aws-sdk/client-'))
        .map(name => name.slice('@aws-sdk/client-'.length))
        .sort()
    expect(clients('web')).toEqual(['dynamodb', 's3', 'scheduler', 'sesv2'])
    expect(clients('release-wave')).toEqual(['dynamodb', 'scheduler', 'sesv2'])
    expect(clients('sweep')).toEqual(['dynamodb', 'scheduler', 'sesv2'])
    expect(clients('take-reply')).toEqual(['dynamodb', 's3'])
    expect(clients('note-delivery')).toEqual(['dynamodb'])
  })

  it('hold nothing of one machine', () => {
    for (const { parts } of bundles) expect(Object.keys(parts)).not.toContain('local')
  })
})
