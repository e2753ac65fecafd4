// @ts-check
/**
 * The program that `npm start` runs: `local/main.ts` and all it needs as plain JavaScript, built once for each state of the
 * source. Compiled as it is loaded, it took six times as long to its first page and twice the memory.
 */
import { createHash } from 'node:crypto'
import {
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** What the program is made of. */
const ROOMS = ['domain', 'functions', 'identity', 'local', 'mail', 'pages', 'templates']
const MADE_BY = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json']
/** Where programs are kept, each under the state of the source that it was built from. */
const KEPT = join(ROOT, 'node_modules', '.cache', 'convoke')
/** Milliseconds after which a program that nobody has started goes: servers may be running from older ones. */
const KEPT_FOR = 7 * 86_400_000

/** What is started by its path; each becomes a file of its name beside all others. The second runs in a thread. */
const PROGRAMS = ['local/main.ts', 'local/lists/thread.ts']

/** Packages that are no modules ask for Node's own by `require`, which a module has to make. */
const REQUIRE = "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);"

/** The URL of the program's `local/main`, which is built first where this state of the source has not been. */
export async function program() {
  const state = stateOfSource()
  const kept = join(KEPT, state)
  if (!existsSync(kept)) return mainOf(await built(state))
  const now = new Date()
  try {
    lutimesSync(kept, now, now)
  } catch {
    // Somebody else's copy, which is only read.
  }
  return mainOf(kept)
}

const mainOf = (/** @type {string} */ folder) => pathToFileURL(join(folder, 'main.mjs'))

/** A short name for exactly these files: sizes and times tell, as for `make`, in seconds, which images and archives keep. */
function stateOfSource() {
  const hash = createHash('sha256').update(process.versions.node)
  for (const room of ROOMS)
    for (const name of readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.tsx?$|\.mjs$/.test(name)) tell(join(room, name))
  for (const name of MADE_BY) tell(name)
  return hash.digest('hex').slice(0, 16)

  function tell(/** @type {string} */ name) {
    const found = statSync(join(ROOT, name), { throwIfNoEntry: false })
    hash.update(`${name} ${found?.size} ${Math.floor((found?.mtimeMs ?? 0) / 1000)}\n`)
  }
}

/** Builds into a folder that nobody else sees, so that two who start at once do not disturb each other. */
async function built(/** @type {string} */ state) {
  const place = ownFolder(state)
  const { build, stop } = await import('esbuild')
  await build({
    absWorkingDir: ROOT,
    entryPoints: PROGRAMS,
    entryNames: '[name]',
    outdir: place.folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // Names stay: they stand in errors.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: REQUIRE },
    plugins: [{ name: 'places', setup: places }],
  })
  await stop()
  return place.keep()
}

/** A folder to build in, and what keeps it: beside the packages, or for as long as this runs where those are only read. */
function ownFolder(/** @type {string} */ state) {
  try {
    mkdirSync(KEPT, { recursive: true })
    const folder = mkdtempSync(join(KEPT, 'making-'))
    return { folder, keep: () => keep(folder, state) }
  } catch {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    return { folder, keep: () => folder }
  }
}

function keep(/** @type {string} */ folder, /** @type {string} */ state) {
  const kept = join(KEPT, state)
  try {
    renameSync(folder, kept)
  } catch (error) {
    // Somebody was faster, with the same.
    if (!existsSync(kept)) throw error
    rmSync(folder, { recursive: true, force: true })
  }
  for (const name of readdirSync(KEPT)) {
    const old = join(KEPT, name)
    if (Date.now() - statSync(old).mtimeMs > KEPT_FOR) rmSync(old, { recursive: true, force: true })
  }
  return kept
}

/**
 * Our files find what lies beside them by `import.meta.url`, which has to say where they were written; but a program that
 * one of them starts by its path is the built one.
 * @param {import('esbuild').PluginBuild} build
 */
function places(build) {
  build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
    if (!ROOMS.some(room => path.startsWith(join(ROOT, room)))) return undefined
    const text = readFileSync(path, 'utf8')
    if (!text.includes('import.meta.url')) return undefined
    const written = JSON.stringify(pathToFileURL(path).href)
    const contents = text
      .split(/(new URL\('\.[^']+\.ts', import\.meta\.url\))/)
      .map((part, n) =>
        n % 2 === 0
          ? part.replaceAll('import.meta.url', written)
          : part.replace(/'[^']*\/([^'/]+)\.ts'/, (_, name) => `'./${name}.mjs'`),
      )
      .join('')
    return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
  })
}
