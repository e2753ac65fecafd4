/**
 * A form and what it was filled from. Each form that edits a document carries the values it was filled from (`was`); on
 * save, what only one side touched is merged, and where both touched one field, nothing is saved and both are shown.
 */

import type { Actor } from '../../domain/keep/history.ts'
import type { Typed } from '../../domain/keep/partnership.ts'
import { type Clash, type FormValues, type RowsOf, threeWay } from '../../domain/keep/three-way.ts'
import { type Instant, readable } from '../../domain/keep/time.ts'
import { nameOfActor } from '../../pages/web/history-words.ts'

/** A form may say so much of what it was filled from. */
const MOST = 200_000

export interface Merged {
  /** Every field as it is to be saved; where two clash, what was typed. */
  values: Typed
  clashes: readonly Clash[]
}

/** What a form says it was filled from; undefined where it does not say, or not so that it can be read. */
export function wasIn(was: string | undefined): FormValues | undefined {
  if (!was || was.length > MOST) return undefined
  try {
    const read: unknown = JSON.parse(was)
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined
    return Object.fromEntries(
      Object.entries(read).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    )
  } catch {
    return undefined
  }
}

/**
 * What was typed, merged with what the form would show now (`theirs`). A form that does not say what it was filled from,
 * as a script's, is taken as typed. `was` is never trusted for more than what it is: what this person saw.
 */
export function mergeTyped(typed: Typed, theirs: Typed, lists: readonly RowsOf[] = []): Merged {
  const { was, ...rest } = typed
  const mine: Typed = {}
  const taken: FormValues[] = []
  for (const [name, value] of Object.entries(rest))
    if (/^take_\d+$/.test(name)) taken.push(wasIn(value) ?? {})
    else mine[name] = value
  const base = wasIn(was)
  if (!base) return { values: mine, clashes: [] }
  const { values, clashes } = threeWay(base, Object.assign(mine, ...taken), theirs, lists)
  return { values: { ...values }, clashes }
}

/**
 * Whether somebody's page, by what it was filled from, shows other words than the form would show now. One that does not
 * say so, from before a deploy or a script's, is taken as seen.
 */
export const isStale = (was: unknown, stands: FormValues): boolean => {
  const saw = typeof was === 'string' ? wasIn(was) : undefined
  return saw !== undefined && Object.entries(stands).some(([name, words]) => saw[name] !== words)
}

/** Boxes of one name as fields, each by itself: whoever ticks one keeps what a colleague ticked beside it. */
export const boxesOf = (name: string, ticked: unknown): Typed =>
  Object.fromEntries([ticked].flat().flatMap(value => (typeof value === 'string' ? [[`${name} ${value}`, 'yes']] : [])))

/** The boxes of a name that are ticked. */
export const tickedIn = (values: FormValues, name: string): string[] =>
  Object.keys(values).flatMap(each => (each.startsWith(`${name} `) ? [each.slice(name.length + 1)] : []))

/** Who changed it last and when, as far as a history tells. */
export const lastChange = (events: readonly { at: Instant; by: Actor }[], zone = 'UTC'): string | undefined => {
  const last = events.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
  return last && `${nameOfActor(last.by)}, ${readable(last.at, zone)}`
}
