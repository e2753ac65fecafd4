/**
 * Stands in for the check of what `ics` is given, which brings a library of schemas as large as the SDK's own. Entries
 * come from `mail/calendar.ts` alone: its types hold their shape, and what they cannot hold is looked at here.
 */
interface Checked {
  error: Error | null
  value: unknown
}

interface Entry {
  start?: unknown
  end?: unknown
  sequence?: unknown
}

const isTime = (value: unknown): boolean => Array.isArray(value) && value.length >= 5 && value.every(Number.isInteger)

export const validateHeader = (value: unknown): Checked => ({ error: null, value })

export function validateHeaderAndEvent(value: Entry): Checked {
  const sound = isTime(value.start) && isTime(value.end) && Number.isInteger(value.sequence)
  return { error: sound ? null : new Error('its times or its sequence are no numbers'), value }
}
