import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { house } from '../local/house.ts'
import { readSettings, type StartOptions } from '../local/settings.ts'
import { start } from '../local/start.ts'
import { WORKBENCH_KEY } from './as-script.ts'
import { CONVENER, launchScenario } from './contract/scenario.ts'

const QUIET = { info: () => undefined, error: () => undefined }

launchScenario('On one machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-scenario-'))
  const settings = readSettings(['--data', folder, '--port', '0', '--smtp-port', '0'], {
    CONVOKE_CONVENERS: CONVENER,
    CONVOKE_WORKBENCH_KEY: WORKBENCH_KEY,
  }) as StartOptions
  const running = await start(settings, house, QUIET)
  return {
    url: running.url,
    async stop() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})
