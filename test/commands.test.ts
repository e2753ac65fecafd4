import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../local/database.ts'
import { readSecret } from '../local/secret.ts'
import { NOT_TRIED, namedCommands, TRIED, TRIED_THERE } from './commands.ts'

/** Runs a line of a shell to its end; answers its exit code and all that it said. */
async function run(line: string): Promise<{ code: number; said: string }> {
  const child = spawn(line, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      said += text
    })
  const code = await new Promise<number>(done => child.once('close', done))
  return { code, said }
}

describe('a command that README, CONTRIBUTING or docs name', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'convoke-commands-'))
    openDatabase(folder).close()
    readSecret(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('is tried here, or is listed with the reason why not; and nothing is listed that no page names', () => {
    expect(namedCommands()).toEqual([TRIED, TRIED_THERE, NOT_TRIED].flatMap(each => Object.keys(each)).sort())
  })

  test.each(Object.entries(TRIED_THERE))('%s: another test runs it', (_, { file, line }) => {
    expect(readFileSync(file, 'utf8')).toContain(`'${line}'`)
  })

  // Some differ by how much they do alone.
  const lines = new Map(Object.entries(TRIED).map(([command, { small = command, says }]) => [small, says]))
  test.each([...lines])('%s', { timeout: 180_000 }, async (line, says) => {
    const { code, said } = await run(line.replaceAll('$DATA', folder))
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(says) })
  })
})
