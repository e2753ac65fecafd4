import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'

test('killed four times in a season, it loses nothing and sends nothing twice', async () => {
  const child = spawn('npm run -s soak -- --kills 4 --seed 11', { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', text => {
    said += text
  })
  const code = await new Promise(done => child.once('close', done))
  const soaked = JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as { letters: number; answers: number }
  expect(soaked).toMatchObject({ kills: 4, twice: 0, lost: 0, in_doubt: 0, database: 'ok' })
  expect(soaked.letters).toBeGreaterThan(100)
  expect(soaked.answers).toBeGreaterThan(0)
  expect(code).toBe(0)
}, 120_000)
