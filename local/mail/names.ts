/** The Names port over the machine's own resolver. */
import { Resolver } from 'node:dns/promises'
import type { Names } from '../../functions/keep/ports.ts'

/** There is no such name, or it has no records of that kind: both are an answer. */
const NONE = ['ENOTFOUND', 'ENODATA']

export function createNames(servers?: readonly string[]): Names {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  if (servers) resolver.setServers(servers)
  const asked = async (ask: () => Promise<string[]>): Promise<string[] | 'unknown'> => {
    try {
      return await ask()
    } catch (error) {
      return NONE.includes((error as NodeJS.ErrnoException).code ?? '') ? [] : 'unknown'
    }
  }
  return {
    txt: name => asked(async () => (await resolver.resolveTxt(name)).map(parts => parts.join(''))),
    mx: name =>
      asked(async () =>
        (await resolver.resolveMx(name)).sort((a, b) => a.priority - b.priority).map(mx => mx.exchange),
      ),
    async addresses(name) {
      const [four, six] = await Promise.all([
        asked(() => resolver.resolve4(name)),
        asked(() => resolver.resolve6(name)),
      ])
      if (four === 'unknown' && six === 'unknown') return 'unknown'
      const found = [four, six].flatMap(answer => (answer === 'unknown' ? [] : answer))
      return found.length === 0 && (four === 'unknown' || six === 'unknown') ? 'unknown' : found
    },
  }
}
