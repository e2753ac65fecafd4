/**
 * Whatever a test starts bears a mark in its environment. Where a test ran out of time, what it had started may live on
 * without a parent: it is ended when all tests are over, and the run says so. Where the system tells no environments
 * (only Linux does), nothing is looked for.
 */
import { readdirSync, readFileSync } from 'node:fs'

const MARK = 'CONVOKE_TEST_RUN'

/** Processes that bear the mark and whose parent has ended: their ids, with how they were started. */
export function orphansOf(mark: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const name of processes()) {
    try {
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0')
      // The parent's id stands behind the name in parentheses, which may hold anything, and the state.
      const parent = Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      if (parent === 1 && environment.includes(`${MARK}=${mark}`))
        found.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim())
    } catch {
      // It has ended, or is somebody else's.
    }
  }
  return found
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
  return () => {
    for (const [id, command] of orphansOf(mark)) {
      console.warn(`A test left this process behind, which is ended now: ${command.slice(0, 200)}`)
      process.kill(id, 'SIGKILL')
    }
  }
}
