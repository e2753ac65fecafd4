/**
 * Bundles every front door on its own, with the AWS SDK inside. Lambda's runtime brings an SDK too, but starting from
 * one file took 20 % less time than reading the same modules from disk, and the version is the one that was tested.
 * What is imported only when it is needed (`await import(…)`) lies beside that file, and is loaded then.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { DOORS, type Door, RECEIPT_RULES } from '../environment.ts'
import { builtins } from './builtins.ts'
import { chunksOf, loadedWith, writeJoined } from './join.ts'
import { told } from './told.ts'

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

/** What every file is written as. */
const written = (folder: string) =>
  ({
    outdir: resolve(ROOT, folder),
    outExtension: { '.js': '.mjs' },
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: PLAIN_ZOD },
  }) as const satisfies BuildOptions

/** How code becomes a bundle in `folder`. */
export const options = (folder: string) =>
  ({
    ...written(folder),
    absWorkingDir: ROOT,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    plugins: [builtins, told],
    alias: {
      '@aws-sdk/credential-provider-node': './aws/start/credentials.ts',
      'temporal-polyfill': './aws/start/temporal-later.ts',
    },
  }) as const satisfies BuildOptions

/**
 * What is loaded for one thing that somebody asks for beyond the start, by what of ours begins it: an answer and its letter,
 * the other pages, a kept message, a schedule. What is none of it is loaded for itself.
 */
const TOGETHER = [
  [
    'functions/answer/take-answer.ts',
    'functions/send/letters.ts',
    'functions/send/entries.ts',
    'mail/letter.ts',
    'mail/press.ts',
    'aws/post.ts',
  ],
  ['functions/web.tsx'],
  ['aws/mailbox.ts'],
  ['aws/timetable.ts'],
]

/** What stands in for Node's own Headers, Request, Response and streams in the pages. */
const LIGHT = ['aws/start/light-fetch.ts', 'aws/start/light-streams.ts']

/** Writes `FOLDER/DOOR/index.mjs`, what it loads later, and the source map of each, for every door. */
export async function bundle(folder: string, doors: readonly Door[] = DOORS): Promise<Bundled[]> {
  return Promise.all(
    doors.map(async door => {
      const outdir = resolve(ROOT, folder, door)
      rmSync(outdir, { recursive: true, force: true })
      const { outputFiles, metafile } = await build({
        ...options(outdir),
        entryPoints: { index: `aws/doors/${door}.ts` },
        inject: door === 'web' ? LIGHT : [],
        sourcemap: 'inline',
        banner: {},
        write: false,
      })
      const loads = [[`aws/doors/${door}.ts`], ...TOGETHER].map(sources => filesOf(metafile, sources))
      const joined = await writeJoined(chunksOf(outputFiles, metafile), loads, written(outdir))
      const besides = await build({
        ...options(outdir),
        entryPoints: { temporal: 'temporal-polyfill' },
        outExtension: { '.js': '.cjs' },
        format: 'cjs',
        splitting: false,
        alias: {},
      })
      Object.assign(joined.outputs, besides.metafile.outputs)
      nameSources(outdir)
      return { door, file: `${outdir}/index.mjs`, ...weigh(metafile, joined) }
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

/** Lets maps name each source by its path in the project, which is what an error's lines then show, wherever the bundle runs. */
function nameSources(folder: string): void {
  for (const name of readdirSync(folder).filter(each => each.endsWith('.map'))) {
    const map = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { sources: string[] }
    const sources = map.sources.map(source => relative(ROOT, resolve(folder, source)).replaceAll('\\', '/'))
    writeFileSync(join(folder, name), JSON.stringify({ ...map, sources }))
  }
}

/** The files that begin with these of ours, as far as the function has them. */
const filesOf = ({ outputs }: Metafile, sources: readonly string[]): string[] =>
  sources
    .flatMap(source => Object.keys(outputs).filter(path => outputs[path]?.entryPoint === source))
    .map(path => basename(path))

/** `made`: what was made of the sources; `joined`: what was written of that. */
function weigh(made: Metafile, joined: Metafile): Omit<Bundled, 'door' | 'file'> {
  const files = new Map(Object.entries(joined.outputs).map(([path, output]) => [basename(path), output]))
  const loadedBy = (...names: string[]): Set<string> => {
    const loaded = new Set(names)
    // A set grows while it is walked through.
    for (const name of loaded)
      for (const { path, kind } of files.get(name)?.imports ?? [])
        if (kind === 'import-statement') loaded.add(basename(path))
    return loaded
  }
  const bytes = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + (files.get(name)?.bytes ?? 0), 0)
  const chunks = chunksOf([], made)
  const later = Object.entries(made.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint?.match(/^(aws|functions|identity|mail)\//) && basename(path) !== 'index.mjs'
      ? [[entryPoint, bytes(loadedBy('index.mjs', basename(path)))] as const]
      : [],
  )
  const started = loadedWith(chunks, ['index.mjs'])
  const inputs = Object.entries(made.outputs).map(([path, { inputs }]) => ({ name: basename(path), inputs }))
  return {
    size: bytes(loadedBy('index.mjs')),
    total: bytes([...files.keys()].filter(name => /\.[cm]js$/.test(name))),
    later: Object.fromEntries(later),
    parts: partsOf(inputs.flatMap(({ name, inputs }) => (started.has(name) ? [inputs] : []))),
    packages: Object.keys(partsOf(inputs.map(({ inputs }) => inputs))),
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
export const line = ({ door, size, total, later, parts }: Bundled): string => {
  const heaviest = Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
  const sizes = `${kilobytes(size).padStart(8)} of ${kilobytes(total).padStart(8)}`
  const list = (of: [string, number][]) => of.map(([name, each]) => `${name} ${kilobytes(each)}`).join(', ')
  const rest = Object.entries(later)
  return `${door.padEnd(14)} ${sizes}   ${list(heaviest)}${rest.length > 0 ? `\n${' '.repeat(15)}with ${list(rest)}` : ''}`
}
