import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const SCRIPT = resolve('local/newest-node.mjs')

// Where a shell script can stand for a Node that says its version.
describe.skipIf(process.platform === 'win32')(
  'after installing, with a Node of the machine and one that npm brought',
  () => {
    let folder: string
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'convoke-node-'))
      mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true })
    })
    afterEach(() => rmSync(folder, { recursive: true, force: true }))

    const place = (path: string, version: string): string => {
      writeFileSync(path, `#!/bin/sh\necho ${version}\n`)
      chmodSync(path, 0o755)
      return path
    }

    /** Whether the brought one is still there afterwards. */
    function install(own: string | undefined, brought: string | undefined): boolean {
      const bin = join(folder, 'node_modules', '.bin', 'node')
      if (brought !== undefined) place(bin, brought)
      const env = { ...process.env }
      delete env.npm_node_execpath
      if (own !== undefined) env.npm_node_execpath = place(join(folder, 'own'), own)
      const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { cwd: folder, env, encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      return existsSync(bin)
    }

    test.each([
      ['v20.19.4', 'v24.0.0', true],
      ['v24.0.0', 'v24.0.0', true],
      ['v24.9.0', 'v24.21.0', true],
      ['v24.2.0', 'v24.0.0', false],
      ['v24.0.1', 'v24.0.0', false],
      ['v26.1.0', 'v24.21.0', false],
      ['v9.99.99', 'v8.0.0', true],
    ])('the machine has %s, npm brought %s: the brought one stays, %s', (own, brought, stays) => {
      expect(install(own, brought)).toBe(stays)
    })

    test('nothing is done where npm does not say by which Node it runs, or brought none', () => {
      expect(install(undefined, 'v1.0.0')).toBe(true)
      expect(install('v26.0.0', undefined)).toBe(false)
    })
  },
)
