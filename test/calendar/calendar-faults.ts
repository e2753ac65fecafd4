/**
 * What is wrong with a calendar that leaves, by RFC 5545 and the tables of RFC 5546: an independent checker, which every
 * clone has. It knows nothing of how the project writes one, and asks a library as well that has not written it.
 */
import ICAL from 'ical.js'
import type { ParsedMail } from 'mailparser'
import { type Component, componentsOf, type Line } from './content-lines.ts'

/** RFC 5546 section 3.2: what a VEVENT of each method must and must not have, and how many ATTENDEEs. */
const METHODS: Record<string, { must: string; not: string; attendees: [number, number] }> = {
  PUBLISH: { must: 'DTSTAMP DTSTART ORGANIZER SUMMARY UID', not: 'ATTENDEE REQUEST-STATUS', attendees: [0, 0] },
  REQUEST: { must: 'DTSTAMP DTSTART ORGANIZER SUMMARY UID', not: 'REQUEST-STATUS', attendees: [1, Infinity] },
  CANCEL: { must: 'DTSTAMP ORGANIZER SEQUENCE UID', not: 'REQUEST-STATUS', attendees: [0, Infinity] },
  REPLY: { must: 'DTSTAMP ORGANIZER UID', not: '', attendees: [1, 1] },
}
/** RFC 5545 section 3.6.1: at most once in a VEVENT. */
const ONCE =
  'CLASS CREATED DESCRIPTION DTEND DTSTAMP DTSTART DURATION GEO LAST-MODIFIED LOCATION ORGANIZER PRIORITY RECURRENCE-ID RRULE SEQUENCE STATUS SUMMARY TRANSP UID URL'.split(
    ' ',
  )
const VALUES: Record<string, RegExp> = {
  STATUS: /^(?:TENTATIVE|CONFIRMED|CANCELLED)$/,
  CLASS: /^(?:PUBLIC|PRIVATE|CONFIDENTIAL)$/,
  TRANSP: /^(?:OPAQUE|TRANSPARENT)$/,
  SEQUENCE: /^\d+$/,
  PRIORITY: /^\d$/,
  DTSTAMP: /^\d{8}T\d{6}Z$/,
  CREATED: /^\d{8}T\d{6}Z$/,
  'LAST-MODIFIED': /^\d{8}T\d{6}Z$/,
  DTSTART: /^\d{8}(?:T\d{6}Z?)?$/,
  DTEND: /^\d{8}(?:T\d{6}Z?)?$/,
  ORGANIZER: /^mailto:[^\s@]+@[^\s@]+$/i,
  ATTENDEE: /^mailto:[^\s@]+@[^\s@]+$/i,
  URL: /^[a-z]+:\S+$/i,
}
const PARAMS: Record<string, RegExp> = {
  PARTSTAT: /^(?:NEEDS-ACTION|ACCEPTED|DECLINED|TENTATIVE|DELEGATED)$/,
  ROLE: /^(?:CHAIR|REQ-PARTICIPANT|OPT-PARTICIPANT|NON-PARTICIPANT)$/,
  CUTYPE: /^(?:INDIVIDUAL|GROUP|RESOURCE|ROOM|UNKNOWN)$/,
  RSVP: /^(?:TRUE|FALSE)$/,
}
/** RFC 5545 section 3.3.11: a comma, a semicolon and a backslash in TEXT are escaped, and nothing else is. */
const TEXTS = ['SUMMARY', 'LOCATION', 'DESCRIPTION', 'COMMENT', 'UID']
const UNESCAPED = /(?<!\\)(?:\\\\)*(?:[;,]|\\[^\\;,Nn]|\\$)/

const all = (of: Component, name: string): Line[] => of.lines.filter(line => line.name === name)
const oneOf = (of: Component, name: string): string | undefined => all(of, name)[0]?.value

/** A time is in UTC or of a zone that the calendar describes (RFC 5545 sections 3.3.5 and 3.2.19). */
function timeFaults(calendar: Component, { name, value, params }: Line): string[] {
  const [zone] = params.get('TZID') ?? []
  const local = /^\d{8}T\d{6}$/.test(value)
  if (zone === undefined) return local ? [`${name} is of no zone`] : []
  if (!local) return [`${name} has a zone and is in UTC or a day`]
  const described = calendar.parts.filter(part => part.name === 'VTIMEZONE' && oneOf(part, 'TZID') === zone)
  return described.length === 1 ? [] : [`the zone ${zone} is described ${described.length} times`]
}

function eventFaults(calendar: Component, event: Component, method: string): string[] {
  const faults: string[] = []
  const rule = METHODS[method]
  if (!rule) return [`METHOD ${method} is none that leaves`]
  for (const name of rule.must.split(' ')) if (all(event, name).length === 0) faults.push(`${method} without ${name}`)
  for (const name of rule.not.split(' ').filter(Boolean))
    if (all(event, name).length > 0) faults.push(`${method} with ${name}`)
  for (const name of ONCE)
    if (all(event, name).length > 1) faults.push(`${name} stands ${all(event, name).length} times`)
  const attendees = all(event, 'ATTENDEE')
  const [least, most] = rule.attendees
  if (attendees.length < least || attendees.length > most) faults.push(`${method} has ${attendees.length} ATTENDEEs`)
  if (new Set(attendees.map(({ value }) => value.toLowerCase())).size < attendees.length)
    faults.push('an ATTENDEE stands twice')
  const status = oneOf(event, 'STATUS')
  if (method !== 'CANCEL' && status === 'CANCELLED' && method !== 'PUBLISH') faults.push(`${method} says CANCELLED`)
  if (method === 'CANCEL' && status !== undefined && status !== 'CANCELLED') faults.push(`CANCEL says ${status}`)
  for (const line of event.lines) {
    const { name, value, params } = line
    if (VALUES[name] && !VALUES[name].test(value)) faults.push(`${name} is "${value.slice(0, 60)}"`)
    for (const [param, values] of params)
      if (PARAMS[param] && !values.every(each => PARAMS[param]?.test(each)))
        faults.push(`${name} has ${param}=${values.join()}`)
    if (TEXTS.includes(name) && UNESCAPED.test(value)) faults.push(`${name} holds what has to be escaped`)
    if (['DTSTART', 'DTEND'].includes(name)) faults.push(...timeFaults(calendar, line))
  }
  const [from, to] = [oneOf(event, 'DTSTART'), oneOf(event, 'DTEND')]
  if (to !== undefined && all(event, 'DURATION').length > 0) faults.push('DTEND and DURATION')
  if (from !== undefined && to !== undefined && to <= from) faults.push('it ends before it begins')
  if (from?.length !== to?.length && to !== undefined) faults.push('its ends are of two kinds')
  for (const alarm of event.parts) {
    if (alarm.name !== 'VALARM') faults.push(`${alarm.name} stands in an event`)
    else if (!oneOf(alarm, 'ACTION') || !oneOf(alarm, 'TRIGGER')) faults.push('an alarm without ACTION or TRIGGER')
  }
  return faults
}

/** RFC 5545 section 3.6.5. */
function zoneFaults(zone: Component): string[] {
  const faults = oneOf(zone, 'TZID') ? [] : ['a VTIMEZONE without TZID']
  if (zone.parts.length === 0) faults.push('a VTIMEZONE without STANDARD or DAYLIGHT')
  for (const part of zone.parts)
    for (const name of ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'])
      if (all(part, name).length !== 1) faults.push(`${part.name} of a zone has ${all(part, name).length} ${name}`)
  return faults
}

/** Each fault of a calendar object in words; none means that it is right. */
export function calendarFaults(octets: Uint8Array): string[] {
  const { calendar, faults } = componentsOf(octets)
  if (!calendar || faults.length > 0) return faults
  for (const name of ['PRODID', 'VERSION'])
    if (all(calendar, name).length !== 1) faults.push(`the calendar has ${all(calendar, name).length} ${name}`)
  if (oneOf(calendar, 'VERSION') !== '2.0') faults.push('VERSION is not 2.0')
  if (all(calendar, 'METHOD').length > 1) faults.push('METHOD stands twice')
  const events = calendar.parts.filter(({ name }) => name === 'VEVENT')
  // What is asked of a calendar that is published holds of one that is fetched by its link.
  const method = oneOf(calendar, 'METHOD') ?? 'PUBLISH'
  if (method !== 'PUBLISH' && events.length !== 1) faults.push(`${method} of ${events.length} events`)
  const uids = events.map(event => `${oneOf(event, 'UID')} ${oneOf(event, 'RECURRENCE-ID') ?? ''}`)
  if (new Set(uids).size < uids.length) faults.push('two events of one UID')
  try {
    new ICAL.Component(ICAL.parse(Buffer.from(octets).toString('utf8'))).getFirstSubcomponent('vevent')
  } catch (error) {
    return [...faults, `another library cannot read it: ${(error as Error).message}`]
  }
  for (const part of calendar.parts)
    if (part.name === 'VTIMEZONE') faults.push(...zoneFaults(part))
    else if (part.name === 'VEVENT') faults.push(...eventFaults(calendar, part, method))
    else faults.push(`${part.name} stands in the calendar`)
  return faults
}

/** The calendars of an email: what stands beside its words, and what is attached. */
export const calendarsOf = ({ attachments }: ParsedMail): Uint8Array[] =>
  attachments.filter(({ contentType }) => /calendar|ics/.test(contentType)).map(({ content }) => content)
