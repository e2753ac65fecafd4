/** What `npm start` runs is built once for each state of the source, and no command stands without its packages. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const ROOMS = ['domain', 'functions', 'identity', 'local', 'mail', 'pages', 'templates', 'examples', 'package.json']
const KEPT = join('node_modules', '.cache', 'convoke')
/** Of a script that is no TypeScript, so that it runs before anything is there. */
const { isWhole }: { isWhole(folder: string): boolean } = await import(resolve('local/whole.mjs'))
const root = mkdtempSync(join(tmpdir(), 'convoke-program-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A copy of the project over the same packages, with a place of its own for what is built. */
function copy(name: string): string {
  const folder = join(root, name)
  for (const room of ROOMS) cpSync(room, join(folder, room), { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  for (const each of readdirSync('node_modules'))
    if (each !== '.cache') symlinkSync(resolve('node_modules', each), join(folder, 'node_modules', each))
  return folder
}

const run = (folder: string, ...args: string[]): string =>
  execFileSync(process.execPath, ['local/run.mjs', ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })

describe('the program', () => {
  it('is built when the source is new, kept while it stays, and built again once it has changed', () => {
    const folder = copy('changing')
    expect(run(folder, '--help')).toContain('--data DIR')
    const first = readdirSync(join(folder, KEPT))
    expect(first).toHaveLength(1)
    run(folder, '--help')
    expect(readdirSync(join(folder, KEPT))).toEqual(first)
    const settings = join(folder, 'local/settings.ts')
    writeFileSync(settings, readFileSync(settings, 'utf8').replace('Convoke launches', 'Now Convoke launches'))
    expect(run(folder, '--help')).toContain('Now Convoke launches')
    expect(readdirSync(join(folder, KEPT))).toHaveLength(2)
  })

  it('names the lines of our own files in an error', () => {
    const folder = copy('failing')
    const help = join(folder, 'local/settings.ts')
    writeFileSync(help, `${readFileSync(help, 'utf8')}\nthrow new Error('on purpose')\n`)
    const line =
      readFileSync(help, 'utf8')
        .split('\n')
        .findIndex(text => text.startsWith('throw new Error(')) + 1
    expect(() => run(folder, '--help')).toThrow(new RegExp(`local/settings\\.ts:${line}`))
  })
})

describe('the packages that only checks and deploys need', () => {
  it('are whole when each lies there in the version that is pinned', () => {
    const folder = join(root, 'packages')
    const put = (name: string, version: string) => {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true })
      writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ version }))
    }
    mkdirSync(folder)
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ dependencies: { hono: '1.0.0' }, devDependencies: { vitest: '2.0.0' } }),
    )
    put('hono', '1.0.0')
    expect(isWhole(folder)).toBe(false)
    put('vitest', '1.9.0')
    expect(isWhole(folder)).toBe(false)
    put('vitest', '2.0.0')
    expect(isWhole(folder)).toBe(true)
  })

  it('are asked for by every command that uses one of them, and by none that people run it with', () => {
    const { scripts, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >
    const plain = Object.entries(scripts ?? {}).filter(([, does]) => !does.includes('local/whole.mjs'))
    expect(plain.map(([name]) => name).sort()).toEqual([
      'backup',
      'connect',
      'export',
      'import',
      'postinstall',
      'restore',
      'start',
    ])
    expect(Object.keys(devDependencies ?? {})).not.toContain('esbuild')
  })
})
