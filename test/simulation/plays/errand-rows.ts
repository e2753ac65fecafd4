/**
 * What each errand is, from what its readers are promised: around which meetings it comes, to whom, from when on, and until
 * when anybody wants it.
 */
import type { MeetingKind } from '../../../domain/keep/kinds.ts'
import {
  daysAhead,
  endOf,
  type MeetingFacts,
  morningAfter,
  startOf,
  wallInstant,
  working,
  workingDaysAhead,
} from '../wall.ts'
import { DAY_MILLIS } from '../weather.ts'

/** What somebody is to a partnership. */
export type Part = 'convener' | 'team' | 'champion' | 'guest' | 'lead'

export interface ErrandRow {
  readers: readonly Part[]
  /** Around which kinds of meetings it comes; without them it is about none in particular. */
  around?: Partial<Record<MeetingKind, Span>>
  /** So often it comes to one person in the same words of one meeting; each move makes another. */
  most?: number
}

interface Span {
  from(meeting: MeetingFacts, holidays: readonly string[]): number
  /** `sent`: when its letters were let leave. */
  until?(meeting: MeetingFacts, sent: number): number
}

const AFTER: Span = { from: endOf }
/** The day before, at one. */
const EVE: Span = {
  from: ({ date, zone }) => {
    const eve = new Date(Date.parse(`${date}T12:00:00Z`) - DAY_MILLIS).toISOString().slice(0, 10)
    return wallInstant(eve, '13:00', zone)
  },
  until: startOf,
}
/** Calls begin ten days ahead. */
const TEN_DAYS: Span = { from: (meeting, holidays) => daysAhead(meeting, 10, '09:00', holidays), until: startOf }
const inviteOf = (meeting: MeetingFacts) => daysAhead(meeting, 14)
/** Two working days before the invitation, which brings the agenda along. */
const BEFORE_INVITE: Span = {
  from(meeting) {
    const day = new Date(inviteOf(meeting) + DAY_MILLIS / 4).toLocaleDateString('en-CA', { timeZone: meeting.zone })
    return workingDaysAhead({ ...meeting, date: day }, 2)
  },
  // Of a table that is planned late it leaves in the next working hour.
  until: (meeting, sent) => Math.max(inviteOf(meeting), working(sent, meeting.zone, [])),
}
const MORNING_AFTER: Span = { from: meeting => morningAfter(meeting) }
/** The survey goes out a week after the table, and is open for three. */
const SURVEYED: Span = {
  from: ({ date, zone }) => {
    const week = new Date(Date.parse(`${date}T12:00:00Z`) + 7 * DAY_MILLIS).toISOString().slice(0, 10)
    return wallInstant(week, '09:00', zone) + 21 * DAY_MILLIS
  },
}

export const ERRANDS: Readonly<Record<string, ErrandRow>> = {
  approve: { readers: ['champion'], around: { launch: AFTER } },
  'summary-due': { readers: ['convener'], around: { launch: AFTER }, most: 1 },
  notes: { readers: ['convener', 'team'], around: { launch: AFTER }, most: 1 },
  'run-sheet': { readers: ['convener', 'team', 'champion'], around: { launch: EVE, quarterly: EVE }, most: 1 },
  'calls-proposed': { readers: ['convener'], around: { launch: TEN_DAYS, quarterly: TEN_DAYS }, most: 1 },
  'agenda-empty': { readers: ['convener'], around: { quarterly: BEFORE_INVITE }, most: 1 },
  'agenda-order': { readers: ['champion'], around: { quarterly: BEFORE_INVITE }, most: 1 },
  'report-due': { readers: ['convener'], around: { quarterly: MORNING_AFTER }, most: 1 },
  'pulse-results': { readers: ['convener', 'champion'], around: { quarterly: SURVEYED }, most: 1 },
  'team-agenda': {
    readers: ['lead'],
    around: { 'action-team': { from: meeting => workingDaysAhead(meeting, 4), until: startOf } },
    most: 1,
  },
  'after-call': { readers: ['lead'], around: { 'action-team': MORNING_AFTER }, most: 1 },
  'lead-wanted': { readers: ['champion'], around: { launch: AFTER }, most: 1 },
  times: { readers: ['lead'] },
  digest: { readers: ['convener'] },
  commitment: { readers: ['champion', 'guest'] },
}
