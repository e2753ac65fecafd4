// @ts-check
/**
 * Runs after `npm ci`, by the Node that came with it. npm puts that before the machine's own in every command. Where the
 * machine's own is newer, the packages that bring Node being old for some kinds of machine, it steps back.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What Convoke needs at least. */
const NEEDED = [24, 0, 0]

/** @param {string} version as `v24.21.0` */
const parts = version => version.replace(/^v/, '').split('.').map(Number)

/**
 * Whether one version comes after another.
 * @param {number[]} one
 * @param {number[]} other
 */
const isAfter = (one, other) => {
  const at = one.findIndex((part, n) => part !== other[n])
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0)
}

/**
 * Whether the machine's own Node is to be used instead of the one that a package brought.
 * @param {string} own
 * @param {string} brought
 */
export const isOwnBetter = (own, brought) => !isAfter(NEEDED, parts(own)) && isAfter(parts(own), parts(brought))

/** Takes the brought Node out of the way of npm's commands, where the machine's own is better; answers whether it did. */
export function stepBack(bin = resolve('node_modules', '.bin'), own = process.env.npm_node_execpath) {
  const brought = join(bin, 'node')
  if (own === undefined || resolve(own) === resolve(brought)) return false
  try {
    const versionOf = (/** @type {string} */ node) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
    if (!isOwnBetter(versionOf(own), versionOf(brought))) return false
  } catch {
    // No package brings Node for this machine, or it does not run here.
    return false
  }
  for (const name of ['node', 'node.cmd', 'node.ps1']) rmSync(join(bin, name), { force: true })
  return true
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && stepBack())
  process.stdout.write('The Node of this machine is newer than the one npm brought, and is used.\n')
