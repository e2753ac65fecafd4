/** Where the processor's time goes while something runs, by the engine's own profiler. */
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Microseconds between two looks. */
const INTERVAL = 500

/** Part of the whole, by the name of a part. */
export type Shares = Record<string, number>

/**
 * Runs `work`, and answers which share of the time went into which part. `partOf` names the part that a file of the project or
 * of a package (`node_modules/zod/…`) belongs to, or nothing; what the engine does itself counts for whoever called it.
 */
export async function sharesOf(
  work: () => Promise<unknown>,
  partOf: (file: string) => string | undefined,
): Promise<Shares> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL })
  await session.post('Profiler.start')
  await work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id] as const)))
  const nodes = new Map(profile.nodes.map(node => [node.id, node]))
  const known = new Map<number, string>()
  function part(id: number | undefined): string {
    const node = id === undefined ? undefined : nodes.get(id)
    if (!node || id === undefined) return 'node'
    const found = known.get(id)
    if (found !== undefined) return found
    const { functionName, url } = node.callFrame
    const own =
      functionName === '(idle)'
        ? 'waiting'
        : functionName === '(garbage collector)'
          ? 'garbage'
          : url.startsWith('file:')
            ? partOf(
                fileURLToPath(url)
                  .slice(ROOT.length)
                  .replace(/^.*node_modules\//, 'node_modules/'),
              )
            : undefined
    const named = own ?? part(parents.get(id))
    known.set(id, named)
    return named
  }
  const counts = new Map<string, number>()
  for (const id of profile.samples ?? []) counts.set(part(id), (counts.get(part(id)) ?? 0) + 1)
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return Object.fromEntries(
    [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => [name, Math.round((1000 * count) / all) / 1000]),
  )
}
