/** What the command (run.ts) wishes of Stryker's processes, and how it hands that on. */
import { createHash } from 'node:crypto'

export interface Wishes {
  /** The files of tests. */
  tests: string[]
  /** One bug of so many is tried. */
  every: number
  /** Which of so many parts, from zero. */
  part: number
  /** Only these are tried (`keyOf`); all where it is missing. */
  only?: string[] | undefined
  /** A test that takes more of the processor than this is left out: it would be run for each bug it reaches. Milliseconds. */
  slow: number
  /** The file that takes what is to be printed at the end. */
  notes: string
}

/** Handed on in the environment: Stryker's own options reach no plugin that it has not been told the shape of. */
const NAME = 'MUTATION_WISHES'

export const wish = (wishes: Wishes): void => {
  process.env[NAME] = JSON.stringify(wishes)
}

export const wishes = (): Wishes => JSON.parse(process.env[NAME] ?? '{}') as Wishes

/** Why a bug was not tried. */
export const NOT_CHOSEN = 'not one of those that are tried'

/** A bug as Stryker reports it: lines and columns count from one. */
export interface Bug {
  fileName: string
  location: { start: { line: number; column: number } }
  mutatorName: string
  replacement?: string | undefined
}

/** What a bug is and where it stands. */
export const keyOf = ({ fileName, location: { start }, mutatorName, replacement }: Bug): string =>
  [fileName.split('/').slice(-2).join('/'), start.line, start.column, mutatorName, replacement].join(' ')

/** Whether a bug is one of those to try: by what it is and where it stands, so that the same ones are tried again. */
export function isChosen(
  bug: Bug,
  { every, part = 0, only }: Pick<Wishes, 'every' | 'only'> & Partial<Wishes>,
): boolean {
  const key = keyOf(bug)
  return createHash('sha256').update(key).digest().readUInt32BE() % every === part && (only?.includes(key) ?? true)
}
