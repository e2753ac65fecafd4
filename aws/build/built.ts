/**
 * `tsx aws/build/built.ts` brings the bundles to the folder that the stack deploys. They are made again only where something has
 * changed of which they are made.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BUNDLES, DOORS } from '../environment.ts'
import { type Bundled, bundle, bundleSteps, line } from './bundle.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What bundles are made of; of packages the versions tell. */
const ROOMS = ['aws', 'domain', 'functions', 'identity', 'mail', 'pages', 'templates']
const MADE_BY = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json']
/** What the bundles that are there were made of, and how much they weigh. */
const MADE_OF = join(BUNDLES, 'made-of.json')
/** Holds the id of the process that makes them. */
const MAKING = join(BUNDLES, 'making')

/** A name for exactly these files under `root`, with all that they hold. */
export function stateOf(root: string): string {
  const hash = createHash('sha256').update(process.versions.node)
  const tell = (name: string) => {
    if (!statSync(join(root, name), { throwIfNoEntry: false })?.isFile()) return
    const text = readFileSync(join(root, name))
    hash.update(`${name} ${text.length}\n`).update(text)
  }
  for (const room of ROOMS)
    for (const name of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).sort())
      if (!join(room, name).startsWith(join(BUNDLES, '/'))) tell(join(room, name))
  for (const name of MADE_BY) tell(name)
  return hash.digest('hex')
}

/** The bundles of this state of the source, where they are deployed from. Of several who ask at once, one makes them. */
export async function built(): Promise<Bundled[]> {
  await begin()
  try {
    const state = stateOf(ROOT)
    const fileOf = (name: string) => resolve(BUNDLES, name, 'index.mjs')
    if (existsSync(MADE_OF)) {
      const made = JSON.parse(readFileSync(MADE_OF, 'utf8')) as { state: string; bundled: Bundled[] }
      if (made.state === state && DOORS.every(door => existsSync(fileOf(door))))
        return made.bundled.map(each => ({ ...each, file: fileOf(each.door) }))
    }
    rmSync(MADE_OF, { force: true })
    await bundleSteps(BUNDLES)
    const bundled = await bundle(BUNDLES)
    writeFileSync(MADE_OF, JSON.stringify({ state, bundled }))
    return bundled
  } finally {
    rmSync(MAKING, { force: true })
  }
}

async function begin(): Promise<void> {
  mkdirSync(BUNDLES, { recursive: true })
  for (;;) {
    try {
      return writeFileSync(MAKING, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    await rest(100)
    if (!isMade()) rmSync(MAKING, { force: true })
  }
}

/** Whether the process that said so is there. */
function isMade(): boolean {
  try {
    return process.kill(Number(readFileSync(MAKING, 'utf8')), 0)
  } catch {
    return !existsSync(MAKING)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const bundled of await built()) process.stdout.write(`${line(bundled)}\n`)
