/** What the last run of a room came to, so that what survived can be tried again by itself once there is a test for it. */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'

export interface LastRun {
  /** Of the files that were mutated. */
  code: string
  oneOf: number
  part: number
  /** What came of each bug that was tried, by its key. */
  came: Record<string, string>
}

const fileOf = (name: string): string => `mutation.tmp/${name.replaceAll('/', '-')}.json`

/** What the files of a room were. */
export const codeOf = (files: string[]): string => {
  const exclude = files.filter(each => each.startsWith('!')).map(each => each.slice(1))
  const hash = createHash('sha256')
  for (const file of globSync(
    files.filter(each => !each.startsWith('!')),
    { exclude },
  ).sort())
    hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

export const keepRun = (name: string, run: LastRun): void => writeFileSync(fileOf(name), JSON.stringify(run))

/** Throws where there is none, or the code is another by now. */
export function lastRun(name: string, files: string[]): LastRun {
  const run = existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as LastRun) : undefined
  if (run?.code !== codeOf(files)) throw new Error(`${name} has changed since it was last tried whole: try it whole.`)
  return run
}
