/**
 * Bundles every front door on its own, with the AWS SDK inside. Lambda's runtime brings an SDK too, but starting from
 * one file took 20 % less time than reading the same modules from disk, and the version is the one that was tested.
 * `tsx aws/build/bundle.ts` writes to the folder that the stack deploys.
 */
import { fileURLToPath } from 'node:url'
import { type BuildResult, build, type Metafile, type Plugin } from 'esbuild'
import { BUNDLES, DOORS, type Door } from '../environment.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Bundled {
  door: Door
  file: string
  /** Minified, in bytes. */
  size: number
  /** What the bundle holds, in bytes by package or by room of ours. */
  parts: Record<string, number>
}

/** Packages bring what no function needs; each of these is taken out on purpose. */
const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, onLoad }) {
    // On Lambda credentials come by the environment alone.
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: `${ROOT}aws/build/credentials.ts` }))
    // Every part of our letters names its type itself.
    onResolve({ filter: /\/mime-types\.js$/ }, ({ importer }) =>
      importer.includes('/nodemailer/') ? { path: `${ROOT}aws/build/mime-types.ts` } : undefined,
    )
    // What does not parse is told to people in our words, and to the log in English.
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, resolveDir }) =>
      importer.includes('/zod/') ? { path: resolveDir, namespace: 'english' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'english' }, () => ({
      contents: `export { default as en } from 'zod/v4/locales/en.js'`,
      resolveDir: ROOT,
    }))
  },
}

/** Packages of the old module format ask for Node's own modules by `require`, which a module has to be given. */
const BANNER = `import { createRequire as requireFrom } from 'node:module';const require = requireFrom(import.meta.url);`

/** Writes `FOLDER/DOOR/index.mjs` and its source map for every door. */
export async function bundle(folder: string, doors: readonly Door[] = DOORS): Promise<Bundled[]> {
  return Promise.all(
    doors.map(async door => {
      const file = `${folder}/${door}/index.mjs`
      const result: BuildResult & { metafile: Metafile } = await build({
        absWorkingDir: ROOT,
        entryPoints: [`aws/doors/${door}.ts`],
        outfile: file,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node24',
        format: 'esm',
        mainFields: ['module', 'main'],
        jsx: 'automatic',
        jsxImportSource: 'hono/jsx',
        sourcemap: 'linked',
        sourcesContent: false,
        metafile: true,
        legalComments: 'none',
        logLevel: 'error',
        banner: { js: BANNER },
        plugins: [lean],
      })
      const output = Object.values(result.metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined)
      if (!output) throw new Error(`esbuild wrote no bundle of ${door}`)
      return { door, file, size: output.bytes, parts: partsOf(output.inputs) }
    }),
  )
}

function partsOf(inputs: Metafile['outputs'][string]['inputs']): Record<string, number> {
  const parts: Record<string, number> = {}
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? path.split('/')[0] ?? path
    parts[name] = (parts[name] ?? 0) + bytesInOutput
  }
  return parts
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`

/** One line for each bundle: its size, and what of it is heaviest. */
const line = ({ door, size, parts }: Bundled): string => {
  const heaviest = Object.entries(parts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
  return `${door.padEnd(14)} ${kilobytes(size).padStart(8)}   ${heaviest.map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(', ')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const bundled of await bundle(BUNDLES)) process.stdout.write(`${line(bundled)}\n`)
