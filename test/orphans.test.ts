import { spawn, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { orphansOf } from './orphans.ts'

test.runIf(process.platform === 'linux')(
  'a process whose parent has ended is found by its mark, and no other',
  async () => {
    const mark = `of this test ${process.pid}`
    const env = { ...process.env, CONVOKE_TEST_RUN: mark }
    const child = spawn('sleep', ['60'], { env })
    const left = Number(spawnSync('sh', ['-c', 'sleep 61 >/dev/null 2>&1 & echo $!'], { env, encoding: 'utf8' }).stdout)
    try {
      await expect.poll(() => [...orphansOf(mark)]).toEqual([[left, 'sleep 61']])
      expect(orphansOf('of another')).toEqual(new Map())
    } finally {
      child.kill()
      process.kill(left)
    }
  },
)
