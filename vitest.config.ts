import { defineConfig } from 'vitest/config'

const BROWSER = 'test/browser/**/*.test.ts'

export default defineConfig({
  test: {
    // Real sockets, processes and browsers on a loaded machine can be slow once; twice is a fault.
    retry: 1,
    // Many tests wait for sockets and processes: one worker a core, instead of leaving one core idle.
    maxWorkers: '100%',
    globalSetup: 'test/orphans.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'parts', include: ['test/**/*.test.{ts,tsx}'], exclude: [BROWSER, '**/node_modules/**'] },
      },
      {
        extends: true,
        test: { name: 'browser', include: [BROWSER], globalSetup: ['test/orphans.ts', 'test/browser/launch.ts'] },
      },
    ],
  },
})
