/** What Stryker's process and the thread that runs the tests say to each other. */
export const CHANNEL = 'mutants'

export type Ask =
  /** Loads all files, with no mutant switched on. */
  | { kind: 'load'; files: string[] }
  /** Runs everything, and says which mutants each test reaches. */
  | { kind: 'reach' }
  /** Runs these tests, or all, and stops at the first that fails. */
  | { kind: 'try'; active: string | undefined; tests?: string[]; hitLimit?: number }
  | { kind: 'end' }

export interface Ran {
  id: string
  name: string
  file: string
  millis: number
  failure?: string
}
export type Hits = Record<string, number>
export interface Reach {
  static: Hits
  perTest: Record<string, Hits>
}
export interface Answer {
  ran: Ran[]
  /** Where something failed outside of any test: in a file as it was read, or in a hook. */
  failure?: string
  reach?: Reach
  hits: number
}
