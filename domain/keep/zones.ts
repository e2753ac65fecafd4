/** Names of time zones as they are today, and what of the world's newest rules this runtime does not know yet. */
import { Temporal } from 'temporal-polyfill'
import { type Instant, isZone } from './time.ts'

/** Names that runtimes still give, and what the zone database calls the same place now (tz, file `backward`). */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

let names: readonly string[] | undefined

/** All zones that the runtime knows, under today's names, to choose from. */
export function zoneNames(): readonly string[] {
  names ??= Intl.supportedValuesOf('timeZone')
    .map(name => RENAMED[name] ?? name)
    .sort()
  return names
}

const OLD = new Map<string, string>()

/** The zone's name of today, whatever name is stored: "Asia/Kolkata" for "Asia/Calcutta", "America/Denver" for "US/Mountain". */
export function currentZone(name: string): string {
  const renamed = RENAMED[name] ?? (zoneNames().includes(name) ? name : OLD.get(name))
  if (renamed !== undefined || !isZone(name)) return renamed ?? name
  const same = zoneNames().find(each => zoned(each).equals(zoned(name))) ?? name
  OLD.set(name, same)
  return same
}

const zoned = (zone: string) => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)

/** A zone's name to read: "America/New York". */
export const zoneLabel = (name: string): string => (RENAMED[name] ?? name).replaceAll('_', ' ')

export interface ZoneChange {
  /** The release of the zone database that brought it. */
  release: string
  zone: string
  /** An instant at which the old rules and the new ones differ, and the minutes east of UTC that are right then. */
  at: Instant
  offset: number
}

/** Changes of recent releases, oldest first; a new release that moves future clocks adds a line. */
const CHANGES: readonly ZoneChange[] = [
  { release: '2025a', zone: 'America/Asuncion', at: '2027-07-15T12:00:00.000Z', offset: -180 },
  { release: '2026a', zone: 'Europe/Chisinau', at: '2027-03-28T00:30:00.000Z', offset: 120 },
  { release: '2026b', zone: 'America/Vancouver', at: '2027-01-15T12:00:00.000Z', offset: -420 },
  { release: '2026c', zone: 'America/Edmonton', at: '2027-01-15T12:00:00.000Z', offset: -360 },
  { release: '2026c', zone: 'Africa/Casablanca', at: '2027-01-15T12:00:00.000Z', offset: 0 },
  { release: '2026d', zone: 'America/Inuvik', at: '2027-01-15T12:00:00.000Z', offset: -360 },
  { release: '2026e', zone: 'America/Winnipeg', at: '2027-01-15T12:00:00.000Z', offset: -300 },
  { release: '2026f', zone: 'America/Havana', at: '2027-01-15T12:00:00.000Z', offset: -240 },
]

const offsetOf = (zone: string, at: Instant): number =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9

/**
 * The changes that this runtime does not follow, by what its clocks show and not by what its data call themselves: a
 * version may be patched or mislabeled.
 */
export const missedChanges = (offset: (zone: string, at: Instant) => number = offsetOf): ZoneChange[] =>
  CHANGES.filter(change => offset(change.zone, change.at) !== change.offset)

/** Found once: the data of a runtime do not change while it runs. */
let missed: ZoneChange[] | undefined

/** What an operator is told of zone data that are behind; undefined: they are not. */
export function oldZones(found: readonly ZoneChange[] = missedChanges()): string | undefined {
  const newest = found.at(-1)
  if (!newest) return undefined
  const zones = found.map(({ zone }) => zoneLabel(zone))
  return `The time zone data of this Node.js are older than release ${newest.release}: times in ${zones.join(', ')} can be an hour off. Install a newer Node.js.`
}

/** What a convener is told who plans in a zone whose newest rules this runtime does not know; undefined: it does. */
export function zoneNote(zone: string): string | undefined {
  missed ??= missedChanges()
  const named = currentZone(zone)
  return missed.some(change => currentZone(change.zone) === named)
    ? `Clocks in ${zoneLabel(zone)} changed their rules lately, and this server does not know them yet: calendar entries may be an hour off. Ask whoever runs it to install a newer Node.js.`
    : undefined
}
