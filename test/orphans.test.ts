import { spawn, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { orphansOf } from './orphans.ts'

test.runIf(process.platform === 'linux')(
  'a process whose parent has ended is found by its mark, with what it started, and no other',
  async () => {
    const mark = `of this test ${process.pid}`
    const env = { ...process.env, CONVOKE_TEST_RUN: mark }
    const child = spawn('sleep', ['60'], { env })
    const left = Number(
      spawnSync('sh', ['-c', 'sh -c "sleep 61; true" >/dev/null 2>&1 & echo $!'], { env, encoding: 'utf8' }).stdout,
    )
    const started = () => [...orphansOf(mark)].find(([, command]) => command === 'sleep 61')?.[0] ?? 0
    try {
      await expect.poll(() => new Set(orphansOf(mark).values())).toEqual(new Set(['sh -c sleep 61; true', 'sleep 61']))
      expect(orphansOf('of another')).toEqual(new Map())
    } finally {
      child.kill()
      for (const id of [started(), left]) if (id > 0) process.kill(id)
    }
  },
)
