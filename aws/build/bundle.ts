/**
 * Bundles every front door on its own, with the AWS SDK inside. Lambda's runtime brings an SDK too, but starting from
 * one file took 20 % less time than reading the same modules from disk, and the version is the one that was tested.
 * What is imported only when it is needed (`await import(…)`) lies beside that file, and is loaded then.
 * `tsx aws/build/bundle.ts` writes to the folder that the stack deploys.
 */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { BUNDLES, DOORS, type Door, RECEIPT_RULES } from '../environment.ts'
import { builtins } from './builtins.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Bundled {
  door: Door
  /** What Lambda loads; the rest lies beside it. */
  file: string
  /** Minified bytes of what is loaded when the function starts: that file and all it imports. */
  size: number
  /** Bytes of all code of the function, with what is loaded only when something asks for it. */
  total: number
  /** Bytes that are loaded once one of our modules was asked for that is not loaded at the start: those of both. */
  later: Record<string, number>
  /** What is loaded at the start, in bytes by package or by room of ours. */
  parts: Record<string, number>
  /** Every package, and every room of ours, that has any code in it. */
  packages: string[]
}

/**
 * Zod otherwise writes a function for each shape and has it compiled, which pays after some thousand documents. Its own setting,
 * before any of its code: which file of a bundle runs first is the bundler's to say.
 */
const PLAIN_ZOD = '(globalThis.__zod_globalConfig??={}).jitless=true;'

/** How code becomes a bundle in `folder`. */
export const options = (folder: string) =>
  ({
    absWorkingDir: ROOT,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    plugins: [builtins],
    alias: { '@aws-sdk/credential-provider-node': './aws/start/credentials.ts' },
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: PLAIN_ZOD },
  }) as const satisfies BuildOptions

/** What stands in for Node's own Headers, Request, Response and streams in the pages. */
const LIGHT = ['aws/start/light-fetch.ts', 'aws/start/light-streams.ts']

/** Writes `FOLDER/DOOR/index.mjs`, what it loads later, and the source map of each, for every door. */
export async function bundle(folder: string, doors: readonly Door[] = DOORS): Promise<Bundled[]> {
  return Promise.all(
    doors.map(async door => {
      rmSync(`${folder}/${door}`, { recursive: true, force: true })
      const result = await build({
        ...options(`${folder}/${door}`),
        entryPoints: { index: `aws/doors/${door}.ts` },
        inject: door === 'web' ? LIGHT : [],
      })
      return { door, file: `${folder}/${door}/index.mjs`, ...weigh(result.metafile) }
    }),
  )
}

/** Writes `FOLDER/receipt-rules/index.mjs`, which runs while the stack is deployed. */
export async function bundleSteps(folder: string): Promise<void> {
  rmSync(`${folder}/${RECEIPT_RULES}`, { recursive: true, force: true })
  await build({
    ...options(`${folder}/${RECEIPT_RULES}`),
    entryPoints: { index: `aws/steps/${RECEIPT_RULES}.ts` },
    sourcemap: false,
  })
}

function weigh({ outputs }: Metafile): Omit<Bundled, 'door' | 'file'> {
  const entries = Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint?.match(/^(aws|functions|identity|mail)\//) ? [{ path, of: entryPoint }] : [],
  )
  const first = entries.find(({ of }) => of.startsWith('aws/doors/'))?.path
  if (first === undefined) throw new Error('esbuild wrote no bundle')
  const loadedBy = (...paths: string[]): Set<string> => {
    const loaded = new Set(paths)
    // A set grows while it is walked through.
    for (const path of loaded)
      for (const { path: next, kind } of outputs[path]?.imports ?? [])
        if (kind === 'import-statement' && outputs[next]) loaded.add(next)
    return loaded
  }
  const bytes = (paths: Iterable<string>) => [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0)
  const started = loadedBy(first)
  const later = entries.filter(({ path }) => path !== first)
  return {
    size: bytes(started),
    total: bytes(Object.keys(outputs).filter(path => path.endsWith('.mjs'))),
    later: Object.fromEntries(later.map(({ path, of }) => [of, bytes(loadedBy(first, path))])),
    parts: partsOf([...started].map(path => outputs[path]?.inputs ?? {})),
    packages: Object.keys(partsOf(Object.values(outputs).map(({ inputs }) => inputs))),
  }
}

function partsOf(outputs: readonly Metafile['outputs'][string]['inputs'][]): Record<string, number> {
  const parts: Record<string, number> = {}
  for (const [path, { bytesInOutput }] of outputs.flatMap(inputs => Object.entries(inputs))) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? path.split('/')[0] ?? path
    parts[name] = (parts[name] ?? 0) + bytesInOutput
  }
  return parts
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`

/** A line for each bundle: what it loads at the start, all it has, what of the first is heaviest; and what comes later. */
const line = ({ door, size, total, later, parts }: Bundled): string => {
  const heaviest = Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
  const sizes = `${kilobytes(size).padStart(8)} of ${kilobytes(total).padStart(8)}`
  const list = (of: [string, number][]) => of.map(([name, each]) => `${name} ${kilobytes(each)}`).join(', ')
  const rest = Object.entries(later)
  return `${door.padEnd(14)} ${sizes}   ${list(heaviest)}${rest.length > 0 ? `\n${' '.repeat(15)}with ${list(rest)}` : ''}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundleSteps(BUNDLES)
  for (const bundled of await bundle(BUNDLES)) process.stdout.write(`${line(bundled)}\n`)
}
