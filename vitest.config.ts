import { existsSync, statfsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

// npm says production to whoever leaves out what only tests need, as .npmrc does.
process.env.NODE_ENV = 'test'

const BROWSER = 'test/browser/**/*.test.ts'
/** These put a part of their own in the place of one of ours, or compare with what Node has before anybody changes it. */
const ALONE = ['test/functions/keep/*-kept.test.ts', 'test/aws/start/*.test.ts']

/** Room for the data of all tests at once. Bytes. */
const ROOM = 4 * 1024 ** 3
/** Folders in memory, where there is room: every change of a test's database waits for its disk otherwise. */
const inMemory = (folder: string): boolean => {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= ROOM
}
const temporary = inMemory('/dev/shm') ? { TMPDIR: '/dev/shm' } : {}

export default defineConfig({
  test: {
    // What was compiled for tests once is kept in node_modules while its text stays as it is.
    experimental: { fsModuleCache: true },
    // Many tests wait for sockets and processes: with two workers more than there are cores none is idle. A number, because vitest
    // takes no share of more than all cores.
    maxWorkers: availableParallelism() + 2,
    env: temporary,
    globalSetup: ['test/orphans.ts'],
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // What is loaded once serves all files of a worker: to load it anew for each takes a third of the time.
        test: {
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [BROWSER, ...ALONE, '**/node_modules/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
      {
        extends: true,
        // A browser on a loaded machine can be slow once; twice is a fault. Everything else has to hold the first time.
        test: {
          name: 'browser',
          include: [BROWSER],
          isolate: false,
          globalSetup: ['test/orphans.ts', 'test/browser/launch.ts'],
          retry: 1,
        },
      },
    ],
  },
})
