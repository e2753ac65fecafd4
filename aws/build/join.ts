/**
 * Files of a bundle that are loaded together, as one file. esbuild splits code by who may ask for it, so that what a function
 * starts with would lie in dozens of files, and each of them costs Node's loader something.
 */
import { basename, join } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'

/** A file that esbuild made of the sources, with its source map inside. */
export interface Chunk {
  name: string
  text: string
  exports: readonly string[]
  imports: readonly { name: string; later: boolean }[]
}

/** By name, what esbuild wrote nowhere (`write: false`). */
export function chunksOf(files: readonly { path: string; text: string }[], { outputs }: Metafile): Map<string, Chunk> {
  const texts = new Map(files.map(({ path, text }) => [basename(path), text]))
  return new Map(
    Object.entries(outputs).map(([path, { exports, imports }]) => {
      const name = basename(path)
      const of = imports.filter(({ external }) => !external)
      return [
        name,
        {
          name,
          text: texts.get(name) ?? '',
          exports,
          imports: of.map(({ path, kind }) => ({ name: basename(path), later: kind === 'dynamic-import' })),
        },
      ]
    }),
  )
}

/** `first` and all that is loaded with them, in the order in which they are named. */
export function loadedWith(chunks: ReadonlyMap<string, Chunk>, first: readonly string[]): Set<string> {
  const loaded = new Set(first)
  // A set grows while it is walked through.
  for (const name of loaded)
    for (const { name: next, later } of chunks.get(name)?.imports ?? []) if (!later) loaded.add(next)
  return loaded
}

/** A file of the bundle, made of chunks. */
interface Joined {
  file: string
  of: readonly string[]
}

/**
 * What the first of `loads` loads is one file. Of the rest, what the same of the other loads ask for is one file each: whoever is at
 * one of them reads nothing of the others. What none of them asks for stays as it is.
 */
function joinedOf(chunks: ReadonlyMap<string, Chunk>, loads: readonly (readonly string[])[]): Joined[] {
  const loaded = loads.map(first => loadedWith(chunks, first))
  const files = new Map<string, string[]>()
  for (const name of chunks.keys()) {
    const by = loaded.flatMap((load, at) => (load.has(name) ? [at] : []))
    const file = by[0] === 0 ? 'index.mjs' : by.length > 0 ? `together-${by.join('-')}.mjs` : name
    files.set(file, [...(files.get(file) ?? []), name])
  }
  const inOrder = loaded.flatMap(load => [...load])
  return [...files].map(([file, of]) => ({ file, of: of.sort((a, b) => inOrder.indexOf(a) - inOrder.indexOf(b)) }))
}

/** By chunk, which of its exports another file needs: as esbuild writes imports, and all of what is asked for later. */
function usedOutside(chunks: ReadonlyMap<string, Chunk>, homes: ReadonlyMap<string, Joined>): Map<string, Set<string>> {
  const used = new Map([...chunks.keys()].map(name => [name, new Set<string>()]))
  for (const { name: importer, text, imports } of chunks.values()) {
    for (const [, list = '', name = ''] of text.matchAll(/\bimport\{([^{}]*)\}from"\.\/([^"]+)"/g))
      if (homes.get(name) !== homes.get(importer))
        for (const each of list.split(',')) used.get(name)?.add(each.split(' as ')[0] ?? '')
    for (const { name, later } of imports)
      if (later) for (const each of chunks.get(name)?.exports ?? []) used.get(name)?.add(each)
  }
  for (const each of chunks.get('index.mjs')?.exports ?? []) used.get('index.mjs')?.add(each)
  return used
}

/**
 * Writes `chunks` to `outdir`, joined by what is loaded together: each of `loads` is what somebody asks for at once, the first
 * of them `index.mjs`. What that exports keeps its name; every other export has a number.
 */
export async function writeJoined(
  chunks: ReadonlyMap<string, Chunk>,
  loads: readonly (readonly string[])[],
  options: BuildOptions & { outdir: string },
): Promise<Metafile> {
  const joined = joinedOf(chunks, loads)
  const homes = new Map(joined.flatMap(each => each.of.map(name => [name, each] as const)))
  const isWhole = (name: string) => name === 'index.mjs' || homes.get(name)?.file === name
  const used = usedOutside(chunks, homes)
  const all = [...used].flatMap(([name, exports]) => [...exports].map(each => `${name} ${each}`))
  const numbers = new Map(all.map((each, at) => [each, at]))
  const outside = (name: string, exported: string) =>
    isWhole(name) ? exported : `x${numbers.get(`${name} ${exported}`)?.toString(36)}`
  const exported = (name: string, from: string, pair: (exported: string) => string) =>
    `export { ${[...(used.get(name) ?? [])].map(pair).join(', ')} } from '${from}'\n`
  /** A chunk by what stands in another file. */
  const borrowed = (name: string) =>
    exported(name, `./${homes.get(name)?.file}`, each => `${outside(name, each)} as ${each}`)
  const asked = new Set(
    [...chunks.values()].flatMap(({ imports }) => imports.flatMap(each => (each.later ? each.name : []))),
  )
  /** Whoever asks for a chunk later asks for it by its name. */
  const names = [...asked].filter(name => !isWhole(name))

  const plugin: Plugin = {
    name: 'join',
    setup(build) {
      build.onResolve({ filter: /^/ }, ({ path, importer, kind, namespace }) => {
        if (kind === 'entry-point') {
          const [, of = '', name = ''] = /^(\w+):(.*)$/.exec(path) ?? []
          return { path: name, namespace: of }
        }
        const name = basename(path)
        if (kind === 'dynamic-import' || namespace === 'borrowed') return { path, external: true }
        const here = namespace === 'joined' ? importer : homes.get(basename(importer))?.file
        const there = homes.get(name)?.file
        if (here === there) return { path: join(options.outdir, name) }
        return isWhole(name) ? { path, external: true } : { path: name, namespace: 'borrowed' }
      })
      build.onLoad({ filter: /^/, namespace: 'joined' }, ({ path }) => ({
        contents: (joined.find(({ file }) => file === path)?.of ?? [])
          .map(
            name => `import './${name}'\n${exported(name, `./${name}`, each => `${each} as ${outside(name, each)}`)}`,
          )
          .join(''),
      }))
      build.onLoad({ filter: /^/, namespace: 'borrowed' }, ({ path }) => ({ contents: borrowed(path) }))
      build.onLoad({ filter: /^/ }, ({ path }) => ({ contents: chunks.get(basename(path))?.text ?? '' }))
    },
  }
  const stem = (file: string) => file.replace(/\.mjs$/, '')
  const { metafile } = await build({
    ...options,
    metafile: true,
    bundle: true,
    // The chunks are read from memory, as if they lay where their files are to be.
    allowOverwrite: true,
    entryPoints: Object.fromEntries([
      ...joined.map(({ file }) => [stem(file), `joined:${file}`]),
      ...names.map(name => [stem(name), `borrowed:${name}`]),
    ]),
    plugins: [plugin],
  })
  return metafile
}
