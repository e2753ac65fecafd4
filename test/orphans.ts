/**
 * Whatever a test starts bears a mark in its environment. Where a test ran out of time, what it had started may live on
 * without a parent: it is ended when all tests are over, and the run says so. Where the system tells no environments
 * (only Linux does), nothing is looked for. What tests share through the run, such as bundles, lies in a folder of the run.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MARK = 'CONVOKE_TEST_RUN'
const FOLDER = 'CONVOKE_TEST_FOLDER'

/** The folder that is there for all tests of a run, and goes with it. */
export function sharedFolder(): string {
  const folder = process.env[FOLDER]
  if (folder === undefined) throw new Error('no tests are run')
  return folder
}

/** Processes that bear the mark and whose parent has ended, with all that they started: their ids, with how they began. */
export function orphansOf(mark: string): Map<number, string> {
  const marked = new Map<number, { parent: number; command: string }>()
  for (const name of processes()) {
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0')
      // The parent's id stands behind the name in parentheses, which may hold anything, and the state.
      const parent = Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      if (environment.includes(`${MARK}=${mark}`)) marked.set(Number(name), { parent, command })
    } catch {
      // It has ended, or is somebody else's.
    }
  }
  // npm starts a shell, which starts the command: the last of them has a parent that is there, and nobody waits for.
  const left = (id: number): boolean => {
    const parent = marked.get(id)?.parent
    return parent === 1 || (parent !== undefined && left(parent))
  }
  return new Map([...marked].flatMap(([id, { command }]) => (left(id) ? [[id, command] as const] : [])))
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name))
  } catch {
    return []
  }
}

/** Vitest calls it before the first test, and what it answers after the last. */
export default function setup(): () => void {
  const mark = `${process.pid}-${Date.now()}`
  process.env[MARK] = mark
  const folder = mkdtempSync(join(tmpdir(), 'convoke-run-'))
  process.env[FOLDER] = folder
  return () => {
    for (const [id, command] of orphansOf(mark)) {
      console.warn(`A test left this process behind, which is ended now: ${command.slice(0, 200)}`)
      try {
        process.kill(id, 'SIGKILL')
      } catch {
        // It has ended with the one that started it.
      }
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
