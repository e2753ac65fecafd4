import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('npm run dev starts, starts again when a file it runs is saved, and leaves nothing running when it is stopped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-dev-'))
  const flags = ['--data', folder, '--port', '0', '--smtp-port', 'off']
  const dev = spawn(process.execPath, ['--import', 'tsx', 'local/dev.ts', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [dev.stdout, dev.stderr])
    stream.on('data', text => {
      said += text
    })
  const ended = new Promise(done => dev.once('close', done))
  const runs = () => said.split('Convoke is running.').length - 1
  try {
    await expect.poll(runs, { timeout: 30_000 }).toBe(1)
    // Saved, with nothing changed in it.
    utimesSync('local/settings.ts', new Date(), new Date())
    await expect.poll(runs, { timeout: 30_000 }).toBe(2)
  } finally {
    dev.kill('SIGTERM')
    // Its output closes once nobody holds it any more: what it started has ended as well.
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  expect(said).toContain('Stopping: finishing what is in hand.')
})
