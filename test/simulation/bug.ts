/** A deliberate bug: a change of the source, and where it shows. */
import { readFileSync } from 'node:fs'
import type { Kind } from './plays/play.ts'

export interface Bug {
  name: string
  /** Exact text, found exactly once, and what stands there instead. */
  changes: { file: string; from: string; to: string }[]
  /** Where it shows at the soonest, for bugs that need much to come together. */
  from?: number
  /** What has to be played besides sending for it to show. */
  plays?: readonly Kind[]
}

export const bug = (name: string, file: string, from: string, to: string, season?: number): Bug => ({
  name,
  changes: [{ file, from, to }],
  ...(season === undefined ? {} : { from: season }),
})

/** The source with a bug in it, file by file; throws when the bug no longer fits. */
export function withBug({ name, changes }: Bug): { file: string; text: string }[] {
  return changes.map(({ file, from, to }) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    if (text.split(from).length !== 2) throw new Error(`"${name}" does not fit ${file} any more: write it anew`)
    return { file, text: text.replace(from, () => to) }
  })
}

/** A bug that shows only where more is played than sending. */
export const played = (plays: readonly Kind[], ...of: Parameters<typeof bug>): Bug => ({ ...bug(...of), plays })
