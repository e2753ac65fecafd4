/**
 * The kinds of meetings. A kind is a row of defaults in the one mechanism of campaigns, waves and answers: who has to
 * sign, which letters leave when, and what counts as enough.
 */
import { type Campaign, CRITICAL_MASS, type Tone } from './campaign.ts'
import type { Meeting, MeetingKind } from './meeting.ts'
import { addDays, addMonths, type Day, workingDayOnOrBefore, workingDaysBefore } from './time.ts'

export type WaveKind =
  | 'hold'
  | 'invite'
  | 'follow-up'
  | 'reminder'
  | 'update'
  | 'cancellation'
  | 'agenda'
  | 'summary'
  | 'pulse'

/** Letters about a meeting that has been. */
export const AFTERWARDS: readonly WaveKind[] = ['summary', 'pulse']

/**
 * Who a wave is for. `holders` have had a letter of this campaign; `not declined` is everybody but those who said no,
 * for meetings of people who have joined already; `businesses` are all of a list but the public partners.
 */
export type Audience = 'everyone' | 'the silent' | 'coming or undecided' | 'not declined' | 'businesses' | 'holders'

/** One letter of a kind of meeting. */
export interface WaveRow {
  id: string
  kind: WaveKind
  title: string
  audience: Audience
  tone: Tone
  /** The day it leaves; undefined: as soon as the convener sends it, in working hours. */
  day?: (meeting: Meeting, holidays: readonly Day[]) => Day
}

export interface Kind {
  /** What people call the meeting. */
  title: string
  /** Whether its letters bear the champions' names and leave only under their signatures. */
  signed: boolean
  waves: readonly WaveRow[]
  /** How many companies are enough. */
  goal: number
}

/** Days before a quarterly meeting on which its hold, the question for agenda items and its invitation leave. */
const HOLD_AHEAD = 42
const AGENDA_AHEAD = 21
const CONFIRM_AHEAD = 14

const reminder = (audience: Audience): WaveRow => ({
  id: 'reminder',
  kind: 'reminder',
  title: 'Reminder',
  audience,
  tone: 'warm',
  day: (meeting, holidays) => workingDaysBefore(meeting.date, 2, holidays),
})

/** Letters stand in the order in which they leave. */
export const KINDS: Record<MeetingKind, Kind> = {
  launch: {
    title: 'Launch',
    signed: true,
    goal: CRITICAL_MASS,
    waves: [
      {
        id: 'invite',
        kind: 'invite',
        title: 'Letter of invitation',
        audience: 'everyone',
        tone: 'warm',
        day: (meeting, holidays) => workingDayOnOrBefore(addMonths(meeting.date, -1), holidays),
      },
      {
        id: 'follow-up-1',
        kind: 'follow-up',
        title: 'First follow-up',
        audience: 'the silent',
        tone: 'warm',
        day: (meeting, holidays) => workingDayOnOrBefore(addDays(meeting.date, -14), holidays),
      },
      {
        id: 'follow-up-2',
        kind: 'follow-up',
        title: 'Second follow-up',
        audience: 'the silent',
        tone: 'brief',
        day: (meeting, holidays) => workingDayOnOrBefore(addDays(meeting.date, -7), holidays),
      },
      reminder('coming or undecided'),
    ],
  },
  debrief: {
    title: 'Debrief',
    signed: false,
    goal: 1,
    waves: [{ id: 'invite', kind: 'invite', title: 'Invitation', audience: 'everyone', tone: 'warm' }],
  },
  'action-team': {
    title: 'Action team',
    signed: false,
    goal: 3,
    waves: [
      { id: 'hold', kind: 'hold', title: 'Calendar hold', audience: 'everyone', tone: 'warm' },
      reminder('not declined'),
    ],
  },
  quarterly: {
    title: 'Quarterly table',
    signed: false,
    goal: CRITICAL_MASS,
    waves: [
      {
        id: 'hold',
        kind: 'hold',
        title: 'Calendar hold',
        audience: 'everyone',
        tone: 'warm',
        day: (meeting, holidays) => workingDayOnOrBefore(addDays(meeting.date, -HOLD_AHEAD), holidays),
      },
      {
        id: 'agenda',
        kind: 'agenda',
        title: 'Question for agenda items',
        audience: 'businesses',
        tone: 'warm',
        day: (meeting, holidays) => workingDayOnOrBefore(addDays(meeting.date, -AGENDA_AHEAD), holidays),
      },
      {
        id: 'invite',
        kind: 'invite',
        title: 'Invitation',
        audience: 'not declined',
        tone: 'warm',
        day: (meeting, holidays) => workingDayOnOrBefore(addDays(meeting.date, -CONFIRM_AHEAD), holidays),
      },
      reminder('not declined'),
    ],
  },
}

/** The letter without which nobody would be asked: the invitation, or the hold where none follows it. */
export const askingRow = ({ waves }: Kind): WaveRow | undefined => waves.find(({ id }) => id === 'invite') ?? waves[0]

/** The kind of a campaign; one without a meeting yet is on its way to a launch. */
export const kindOf = ({ meeting }: Pick<Campaign, 'meeting'>): Kind => KINDS[meeting?.kind ?? 'launch']

/** What its meeting is called, as a heading: "Launch", "Launch: Longmont", "Action team: apprenticeships". */
export function meetingTitle(campaign: Pick<Campaign, 'meeting' | 'name' | 'session'>): string {
  const name = campaign.name ?? campaign.session?.name
  return name ? `${kindOf(campaign).title}: ${name}` : kindOf(campaign).title
}
