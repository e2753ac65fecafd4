/** The sample partnership, read from the files that come with Convoke. */
import { readFileSync } from 'node:fs'
import type { SampleFiles } from '../functions/keep/ports.ts'

const FOLDER = new URL('../examples/', import.meta.url)

/** The files of examples/, or undefined where Convoke came without them. */
export function readExamples(folder: URL = FOLDER): SampleFiles | undefined {
  const text = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  try {
    return { partnership: text('front-range-manufacturing.json'), invitees: text('front-range-invitees.csv') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
