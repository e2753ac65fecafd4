// @ts-check
/**
 * Runs commands side by side, and says what they said one after the other: `node test/side-by-side.mjs "biome check ." "tsc"`.
 * Ends with 1 where one of them failed.
 */
import { spawn } from 'node:child_process'

/** @param {string} command @returns {Promise<{ said: string, code: number }>} */
const run = command =>
  new Promise(done => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', text => {
        said += text
      })
    child.once('close', code => done({ said, code: code ?? 1 }))
  })

const running = process.argv.slice(2).map(run)
for (const each of running) {
  const { said, code } = await each
  process.stdout.write(said)
  if (code !== 0) process.exitCode = 1
}
