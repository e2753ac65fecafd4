/**
 * How a function reads the text of a setting. Every function reads its settings before it does anything else, so this is done
 * without zod: to build a shape for each took a third of all that a function takes which does nothing.
 */
import { fromMillis, type Instant } from '../../domain/keep/time.ts'

/** What a text says, or what is wrong of it: words to stand behind the setting's name, and never the text. */
export type SettingRead<T> = { value: T } | { wrong: string }

export const like =
  (pattern: RegExp, wrong: string) =>
  (text: string): SettingRead<string> =>
    pattern.test(text) ? { value: text } : { wrong }

/** A list with commas between its entries. */
export const listLike =
  (pattern: RegExp, wrong: string) =>
  (text: string): SettingRead<string[]> =>
    pattern.test(text) ? { value: text.split(',') } : { wrong }

export const oneOf =
  <T extends string>(words: readonly T[], wrong: string) =>
  (text: string): SettingRead<T> => {
    const value = words.find(word => word === text)
    return value === undefined ? { wrong } : { value }
  }

/** Entries with commas, semicolons or blanks between them, in lower case. */
export const entries =
  (isOne: (entry: string) => boolean, least: number, wrong: string) =>
  (text: string): SettingRead<string[]> => {
    const value = text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean)
    return value.length >= least && value.every(isOne) ? { value } : { wrong }
  }

/** An instant in UTC, as ISO 8601 writes it. */
export function instantIn(text: string): SettingRead<Instant> {
  const millis = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(text) ? Date.parse(text) : Number.NaN
  // 30 February would be a day in March.
  const value = Number.isNaN(millis) ? undefined : fromMillis(millis)
  return value?.slice(0, 10) === text.slice(0, 10) ? { value } : { wrong: 'is not an instant' }
}
