/**
 * The kinds of meetings. A kind is a row of defaults in the one mechanism of campaigns, waves and answers: who has to
 * sign, which letters leave when, what counts as enough, and what goes with such a meeting. Code asks the row, never the
 * name; a new kind is one more row.
 */
import { addDays, addMonths, type Day, workingDayOnOrBefore, workingDaysBefore } from './time.ts'
import { type Audience, type Tone, WAVES, type WaveKind } from './wave-kinds.ts'

/** How many companies make a critical mass. */
export const CRITICAL_MASS = 15

/** One letter of a kind of meeting. */
export interface WaveRow {
  /** Stands in the keys of what has left, so it stays as it is. */
  id: string
  kind: WaveKind
  title: string
  audience: Audience
  tone: Tone
  /** The day it leaves for a meeting on `date`; without one, and no hours after: as soon as the convener sends it, in working hours. */
  day?: (date: Day, holidays: readonly Day[]) => Day
  /** It follows the meeting: so many hours after its end, or the next working morning where it is evening by then. */
  hoursAfter?: number
  /** Its readers need a month to make room, and the convener is warned where they have less. */
  needsMonth?: true
}

export interface Kind {
  /** What people call the meeting. */
  title: string
  /** What stands above its facts in a letter. */
  heading: string
  /** Whether its letters bear the champions' names and leave only under their signatures. */
  signed: boolean
  waves: readonly WaveRow[]
  /** How many companies are enough. */
  goal: number
  /** By the names of the default texts: what the convener's letter begins with, and what reminds of the meeting. */
  texts: { letter: 'launch' | 'debrief' | 'team' | 'table'; reminder: 'launch' | 'team' | 'meeting' }
  /** How its time is divided where nobody wrote an order of the day. */
  order: 'first meeting' | 'table'
  /** The partnership makes itself ready for it, step by step. */
  readiness?: true
  /** It may be held in several rooms or on several days. */
  sessions?: true
  /** Who was asked to it and has not said no belongs to the partnership. */
  makesMembers?: true
  /** Action teams come out of it. */
  foundsTeams?: true
  /** The support team listens at it, writes down what it heard, and meets for a debrief. */
  debriefed?: true
  /** It is that debrief. */
  debriefs?: true
  /** Large enough that everybody who helps has a sheet for its day. */
  runSheet?: true
  /** Its silent are called; few people know each other. */
  calls?: true
  /** A meeting of everybody, whose attendance reports count. */
  gathersAll?: true
  /** What is told of it when it is over. */
  tells?: 'executive summary' | 'report'
  /** One of a row of days that are planned and sent together, each naming the next. */
  inSeries?: true
  /** Its members put items on its agenda. */
  membersAgenda?: true
  /** Its members may be asked afterwards how the partnership does. */
  pulse?: true
  /** Its list follows that of an action team. */
  followsTeam?: true
}

/** Days before a quarterly meeting on which its hold, the question for agenda items and its invitation leave. */
const HOLD_AHEAD = 42
const AGENDA_AHEAD = 21
const CONFIRM_AHEAD = 14
/** Days before a quarterly meeting, and before a call of an action team, on which the silent are asked once more. */
const FOLLOW_UP_AHEAD = 7
const FOLLOW_UP_CALL = 5

const reminder = (audience: Audience): WaveRow => ({
  id: 'reminder',
  kind: 'reminder',
  title: 'Reminder',
  audience,
  tone: 'warm',
  day: (date, holidays) => workingDaysBefore(date, 2, holidays),
})

/** Asks the silent once more, days before a meeting of people who have joined already. */
const askAgain = (ahead: number): WaveRow => ({
  id: 'follow-up-1',
  kind: 'follow-up',
  title: 'Follow-up',
  audience: 'the silent',
  tone: 'warm',
  day: (date, holidays) => workingDayOnOrBefore(addDays(date, -ahead), holidays),
})

/** Thanks who came on the same day, while they are still thinking of it. */
const thankYou: WaveRow = {
  id: 'after-meeting',
  kind: 'after-meeting',
  title: 'Thank-you after the meeting',
  audience: 'who came',
  tone: 'warm',
  hoursAfter: 2,
}

/** Letters stand in the order in which they leave. */
const ROWS = {
  launch: {
    title: 'Launch',
    heading: 'Launch meeting',
    signed: true,
    goal: CRITICAL_MASS,
    texts: { letter: 'launch', reminder: 'launch' },
    order: 'first meeting',
    readiness: true,
    sessions: true,
    makesMembers: true,
    foundsTeams: true,
    debriefed: true,
    runSheet: true,
    calls: true,
    gathersAll: true,
    tells: 'executive summary',
    waves: [
      {
        id: 'invite',
        kind: 'invite',
        title: 'Letter of invitation',
        audience: 'everyone',
        tone: 'warm',
        day: (date, holidays) => workingDayOnOrBefore(addMonths(date, -1), holidays),
        needsMonth: true,
      },
      {
        id: 'follow-up-1',
        kind: 'follow-up',
        title: 'First follow-up',
        audience: 'the silent',
        tone: 'warm',
        day: (date, holidays) => workingDayOnOrBefore(addDays(date, -14), holidays),
      },
      {
        id: 'follow-up-2',
        kind: 'follow-up',
        title: 'Second follow-up',
        audience: 'the silent',
        tone: 'brief',
        day: (date, holidays) => workingDayOnOrBefore(addDays(date, -7), holidays),
      },
      reminder('coming or undecided'),
      thankYou,
    ],
  },
  debrief: {
    title: 'Debrief',
    heading: 'Debrief',
    signed: false,
    goal: 1,
    texts: { letter: 'debrief', reminder: 'meeting' },
    order: 'table',
    debriefs: true,
    waves: [{ id: 'invite', kind: 'invite', title: 'Invitation', audience: 'everyone', tone: 'warm' }],
  },
  'action-team': {
    title: 'Action team',
    heading: 'Action team meeting',
    signed: false,
    goal: 3,
    texts: { letter: 'team', reminder: 'team' },
    order: 'table',
    followsTeam: true,
    waves: [
      { id: 'hold', kind: 'hold', title: 'Calendar hold', audience: 'everyone', tone: 'warm' },
      askAgain(FOLLOW_UP_CALL),
      reminder('coming'),
    ],
  },
  quarterly: {
    title: 'Quarterly table',
    heading: 'Quarterly meeting',
    signed: false,
    goal: CRITICAL_MASS,
    texts: { letter: 'table', reminder: 'meeting' },
    order: 'table',
    runSheet: true,
    calls: true,
    gathersAll: true,
    tells: 'report',
    inSeries: true,
    membersAgenda: true,
    pulse: true,
    waves: [
      {
        id: 'hold',
        kind: 'hold',
        title: 'Calendar hold',
        audience: 'everyone',
        tone: 'warm',
        day: (date, holidays) => workingDayOnOrBefore(addDays(date, -HOLD_AHEAD), holidays),
      },
      {
        id: 'agenda',
        kind: 'agenda',
        title: 'Question for agenda items',
        audience: 'businesses',
        tone: 'warm',
        day: (date, holidays) => workingDayOnOrBefore(addDays(date, -AGENDA_AHEAD), holidays),
      },
      {
        id: 'invite',
        kind: 'invite',
        title: 'Invitation',
        audience: 'not declined',
        tone: 'warm',
        day: (date, holidays) => workingDayOnOrBefore(addDays(date, -CONFIRM_AHEAD), holidays),
      },
      askAgain(FOLLOW_UP_AHEAD),
      reminder('coming'),
      thankYou,
    ],
  },
} satisfies Record<string, Kind>

export type MeetingKind = keyof typeof ROWS

export const KINDS: Readonly<Record<MeetingKind, Kind>> = ROWS

export const isMeetingKind = (name: unknown): name is MeetingKind =>
  typeof name === 'string' && Object.hasOwn(KINDS, name)

interface Met {
  meeting?: { kind: MeetingKind } | undefined
}

/** The name of a campaign's kind; one without a meeting yet is on its way to a launch. */
export const kindNameOf = ({ meeting }: Met): MeetingKind => meeting?.kind ?? 'launch'

/** The kind of a campaign. */
export const kindOf = (campaign: Met): Kind => KINDS[kindNameOf(campaign)]

/** The letters up to the meeting. Whoever is let in without them, as host or at the door, gets what follows it all the same. */
export const rowsBefore = ({ waves }: Kind): WaveRow[] => waves.filter(({ kind }) => !WAVES[kind].outlastsStart)

/** The letters that ask whether somebody comes: the invitation, and the hold before it where there is one. */
export const askingRows = ({ waves }: Kind): WaveRow[] => waves.filter(({ kind }) => WAVES[kind].asks !== undefined)

/** The letter without which nobody would be asked: the invitation, or the hold where none follows it. */
export const askingRow = (kind: Kind): WaveRow | undefined => askingRows(kind).at(-1) ?? kind.waves[0]

/** Letters that ask to a time that is certain. */
export const certainRows = (kind: Kind): WaveRow[] => askingRows(kind).filter(row => WAVES[row.kind].asks === 'to come')

/** Whether the time is held before it is certain. */
export const beginsWithHold = (kind: Kind): boolean => askingRows(kind).length > certainRows(kind).length

type Named = Met & { name?: string | undefined; session?: { name: string } | undefined }

/** What its meeting is called where nothing around says that it is one: "Launch meeting", "Action team meeting (Welding)". */
export function meetingHeading(campaign: Named): string {
  const name = campaign.name ?? campaign.session?.name
  return name ? `${kindOf(campaign).heading} (${name})` : kindOf(campaign).heading
}

/** What its meeting is called, as a heading: "Launch", "Launch: Longmont", "Action team: apprenticeships". */
export function meetingTitle(campaign: Named): string {
  const name = campaign.name ?? campaign.session?.name
  return name ? `${kindOf(campaign).title}: ${name}` : kindOf(campaign).title
}
