// @ts-check
/**
 * Runs before the commands that check, measure or deploy. `npm ci` brings what Convoke runs by (.npmrc); what only these need,
 * the browser and the CDK among it, comes with the first of them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @param {string} file */
const json = file => JSON.parse(readFileSync(file, 'utf8'))

/** Whether every package that `package.json` in `folder` pins lies there in that very version. */
export function isWhole(folder = '.') {
  const { dependencies, devDependencies } = json(join(folder, 'package.json'))
  return Object.entries({ ...dependencies, ...devDependencies }).every(([name, version]) => {
    const file = join(folder, 'node_modules', name, 'package.json')
    return existsSync(file) && json(file).version === version
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && !isWhole()) {
  process.stderr.write(
    'Bringing the packages that checks, tests and deploys need. This is done once, and takes a minute.\n',
  )
  // What is there stays: a server may be running from it, and this very Node lies among it. Nothing is written to the lockfile.
  const args = ['install', '--include=dev', '--no-save', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: true })
  if (status !== 0 || !isWhole()) {
    process.stderr.write('They could not be brought. Is the network there? Otherwise: npm ci --include=dev\n')
    process.exit(1)
  }
}
