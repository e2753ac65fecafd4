/**
 * What a season may play besides sending: each kind in a file of its own, with chance of its own, so that a season without
 * any is the same as it ever was. Which a season has is drawn from its seed.
 */
import type { Champions } from '../champions.ts'
import type { Convener } from '../convener.ts'
import type { Invitees } from '../invitees.ts'
import type { Taken } from '../ledger.ts'
import { createLuck, type Luck } from '../luck.ts'
import type { Run } from '../machine.ts'
import type { House } from '../place.ts'
import type { Scene } from '../scene.ts'
import type { Applied } from '../storage.ts'

export const KINDS = [
  'stand-ins',
  'replies',
  'door',
  'summary',
  'imports',
  'later version',
  'unreadable',
  'put back',
  'sessions',
  'gatherings',
  'older shape',
  'promises',
  'teams',
  'later errands',
] as const
export type Kind = (typeof KINDS)[number]

export type Fail = (rule: string, about: string) => void

export interface Play {
  /** A letter reached somebody; answers whether they do now what this play has for them, and nothing else. */
  read?(letter: Taken): boolean
  /** A document was written. */
  applied?(applied: Applied, run: Run | undefined): void
  /** What the convener looks at once a day. */
  visit?(): void
  /** The season is over, and nothing is reckoned yet. */
  ends?(): void
  /** What must hold when the season is over. */
  reckon?(fail: Fail): void
}

/** What plays act on. */
export interface Stagecraft {
  scene: Scene
  luck: Luck
  invitees: Invitees
  convener: Convener
  champions: Champions
  house: House
  /** Sweeps come often from an instant on, the weather is calm from another, and the season goes on until a third. */
  afterwards(from: number, calm: number, end: number): void
}

/** Two seasons in five have some, each kind in every third of those. */
export function drawKinds(seed: number): Kind[] {
  const luck = createLuck(seed ^ 0x5eed)
  return luck.happens(0.4) ? apart(KINDS.filter(() => luck.happens(1 / 3)).filter(fits)).filter(fits) : []
}

/** What is drawn only with one of others that it goes on from: to plan errands takes time, and most seasons do without. */
const BESIDE: Partial<Record<Kind, readonly Kind[]>> = {
  promises: ['summary'],
  'later errands': ['gatherings', 'teams'],
}
const fits = (kind: Kind, _: number, kinds: readonly Kind[]): boolean =>
  BESIDE[kind]?.some(other => kinds.includes(other)) ?? true

/** Whether errands are planned, and people help who get some. */
export const hasErrands = (kinds: readonly Kind[]): boolean =>
  kinds.some(kind => kind === 'summary' || kind === 'promises' || kind === 'later errands')

/** What cannot be told from one another is not played together: the later gives way. */
const APART: readonly (readonly [Kind, Kind])[] = [
  // A row that was mended by hand would be broken again, and nobody there to mend it.
  ['unreadable', 'put back'],
  // What is lost of the other session, and of its day, is told of by nobody.
  ['put back', 'sessions'],
  ['put back', 'gatherings'],
  // Nobody knows which of the words on a promise are gone.
  ['put back', 'promises'],
  // Nobody knows who of a team is gone again.
  ['put back', 'teams'],
  ['summary', 'gatherings'],
  ['summary', 'sessions'],
  // Mail to the list they have left counts on the other, in an order that no ledger knows.
  ['replies', 'sessions'],
]

export function apart(kinds: readonly Kind[]): Kind[] {
  return kinds.filter(kind => !APART.some(([first, other]) => other === kind && kinds.includes(first)))
}
