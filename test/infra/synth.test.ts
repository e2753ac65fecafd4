import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const EXAMPLE = 'convoke.settings.example.json'

test('the stack is made offline, with the functions bundled and nothing left that AWS’s checks say against it', () => {
  const out = mkdtempSync(join(tmpdir(), 'convoke-synth-'))
  try {
    const cdk = join(import.meta.dirname, '../../node_modules/.bin/cdk')
    const said = execFileSync(cdk, ['synth', '--quiet', '--output', out, '-c', `settings=${EXAMPLE}`], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    expect(said).not.toContain('ERROR')
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}, 180_000)
