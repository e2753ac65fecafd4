/** The instant of a date in somebody's calendar (RFC 5545 section 3.3.5), whatever its program calls the zone. */
import { type Instant, instantOf, isDay, isHour, isZone, SECOND, shift } from '../../domain/keep/time.ts'

/** The offset from UTC, in seconds, that a calendar itself describes for a zone at a wall time; undefined for none. */
export type Described = (tzid: string, wall: string) => number | undefined

const DATE = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(Z|[+-]\d\d:?\d\d)?$/i

/** `value` as `20270331T083000`, with `Z` for UTC, or with hyphens and colons. Undefined where its zone is unknown. */
export function instantOfDate(value: string, tzid: string | undefined, described: Described): Instant | undefined {
  const [, year, month, date, hours, minutes, seconds, offset] = DATE.exec(value.trim()) ?? []
  const day = `${year}-${month}-${date}`
  const hour = `${hours}:${minutes}`
  const second = Number(seconds)
  if (!isDay(day) || !isHour(hour) || second > 59) return undefined
  const utc = shift(`${day}T${hour}:00.000Z`, second * SECOND)
  if (offset !== undefined) return /z/i.test(offset) ? utc : shift(utc, -secondsOf(offset) * SECOND)
  if (tzid === undefined || tzid === '') return undefined
  const zone = zoneOf(tzid)
  if (zone) return shift(instantOf(day, hour, zone), second * SECOND)
  const away = described(tzid, `${day}T${hour}:${seconds}`)
  return away === undefined || Math.abs(away) > 18 * 3600 ? undefined : shift(utc, -away * SECOND)
}

const secondsOf = (offset: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

/** The IANA zone that a TZID means: one itself, one behind a vendor's path, or a name of Windows. */
export function zoneOf(tzid: string): string | undefined {
  const plain = tzid.trim().replace(/^"|"$/g, '').slice(0, 200)
  if (/^(?:utc|gmt|z|etc\/utc|coordinated universal time|tzone:\/\/microsoft\/utc)$/i.test(plain)) return 'UTC'
  const windows = WINDOWS[plain.toLowerCase()] ?? WINDOWS[withoutOffset(plain)]
  if (windows) return windows
  // "/freeassociation.sourceforge.net/America/Chicago"
  const parts = plain.split('/')
  for (const last of [parts.length, 3, 2]) {
    const name = parts.slice(-last).join('/')
    if (last <= parts.length && /^[A-Z][A-Za-z_+-]*\/[A-Za-z0-9_+/-]+$/.test(name) && isZone(name)) return name
  }
  return undefined
}

/** "(UTC-06:00) Central Time (US & Canada)" without what stands before the name. */
const withoutOffset = (name: string): string => name.replace(/^\((?:utc|gmt)[^)]{0,10}\)\s*/i, '').toLowerCase()

/** Names that Windows and Exchange write where an IANA name belongs. */
const WINDOWS: Record<string, string> = {
  'eastern standard time': 'America/New_York',
  'eastern time (us & canada)': 'America/New_York',
  'us eastern standard time': 'America/Indiana/Indianapolis',
  'central standard time': 'America/Chicago',
  'central time (us & canada)': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'mountain time (us & canada)': 'America/Denver',
  'us mountain standard time': 'America/Phoenix',
  arizona: 'America/Phoenix',
  'pacific standard time': 'America/Los_Angeles',
  'pacific time (us & canada)': 'America/Los_Angeles',
  'alaskan standard time': 'America/Anchorage',
  alaska: 'America/Anchorage',
  'hawaiian standard time': 'Pacific/Honolulu',
  hawaii: 'Pacific/Honolulu',
  'atlantic standard time': 'America/Halifax',
  'newfoundland standard time': 'America/St_Johns',
  'canada central standard time': 'America/Regina',
  'central america standard time': 'America/Guatemala',
  'central standard time (mexico)': 'America/Mexico_City',
  'mountain standard time (mexico)': 'America/Mazatlan',
  'pacific standard time (mexico)': 'America/Tijuana',
  'sa pacific standard time': 'America/Bogota',
  'sa western standard time': 'America/La_Paz',
  'e. south america standard time': 'America/Sao_Paulo',
  'argentina standard time': 'America/Buenos_Aires',
  'pacific sa standard time': 'America/Santiago',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'w. europe standard time': 'Europe/Berlin',
  'romance standard time': 'Europe/Paris',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'e. europe standard time': 'Europe/Chisinau',
  'fle standard time': 'Europe/Kiev',
  'gtb standard time': 'Europe/Bucharest',
  'russian standard time': 'Europe/Moscow',
  'israel standard time': 'Asia/Jerusalem',
  'arabian standard time': 'Asia/Dubai',
  'india standard time': 'Asia/Kolkata',
  'china standard time': 'Asia/Shanghai',
  'singapore standard time': 'Asia/Singapore',
  'tokyo standard time': 'Asia/Tokyo',
  'korea standard time': 'Asia/Seoul',
  'aus eastern standard time': 'Australia/Sydney',
  'new zealand standard time': 'Pacific/Auckland',
}
