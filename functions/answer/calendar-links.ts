/**
 * A meeting for calendars that read no email: an entry somebody makes for themselves. Nothing reaches it later, neither a
 * new time nor a cancellation, and pages say so. It names the meeting and its place, and nobody who is asked.
 */
import { endOf, factsOf, type Meeting, startOf } from '../../domain/keep/meeting.ts'
import { withQuery } from '../../domain/keep/paths.ts'
import type { Instant } from '../../domain/keep/time.ts'

export interface CalendarLinks {
  google: string
  /** Of people at home, and of those whose work or school runs Microsoft 365. */
  outlook: string
  office: string
}

/** `20270331T133000Z`, as Google reads it. */
const compact = (at: Instant): string => at.replace(/[-:]|\.\d+/g, '')
/** `2027-03-31T13:30:00Z`, as Outlook reads it. */
const plain = (at: Instant): string => at.replace(/\.\d+/, '')

/** Where Outlook on the web composes an entry; it wants to be told so once more. */
const OUTLOOK = new URL('https://outlook.live.com/calendar/action/compose')

export function calendarLinks(meeting: Meeting, title: string, convener: string): CalendarLinks {
  const { place, parking, access } = factsOf(meeting)
  const details = [`Convened by ${convener}`, parking && `Parking: ${parking}`, access && `Access: ${access}`]
  const body = details.filter(Boolean).join('\n')
  const microsoft = {
    path: OUTLOOK.pathname,
    rru: 'addevent',
    subject: title,
    startdt: plain(startOf(meeting)),
    enddt: plain(endOf(meeting)),
    location: place,
    body,
  }
  return {
    google: withQuery('https://calendar.google.com/calendar/render', {
      action: 'TEMPLATE',
      text: title,
      dates: `${compact(startOf(meeting))}/${compact(endOf(meeting))}`,
      location: place,
      details: body,
    }),
    outlook: withQuery('https://outlook.live.com/calendar/0/action/compose', microsoft),
    office: withQuery('https://outlook.office.com/calendar/0/action/compose', microsoft),
  }
}

/** Where a place is on a map; undefined: the meeting is held online, or nobody wrote an address. */
export const mapLink = ({ venue }: Meeting): string | undefined =>
  venue.address.trim() === '' || /https?:|^online\b/i.test(`${venue.host} ${venue.address}`)
    ? undefined
    : withQuery('https://www.google.com/maps/search/', { api: 1, query: factsPlace(venue) })

const factsPlace = ({ host, address }: Meeting['venue']): string => [host, address].filter(Boolean).join(', ')
