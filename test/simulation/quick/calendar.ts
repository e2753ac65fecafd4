/** Stands in for mail/calendar.ts: the lines of the entry that the rules read. */
import type { Entry } from '../../../mail/calendar.ts'
import type { TextPart } from '../../../mail/press.ts'

export const calendarParts = ({ method, meeting, sequence }: Entry): TextPart[] => [
  {
    contentType: 'text/calendar',
    pieces: [`METHOD:${method}\r\nUID:${meeting.uid}\r\nSEQUENCE:${sequence}\r\n`],
    asWritten: value => value,
  },
]
export const attendeeLine = (): string => ''
export const organizerLine = (): string => ''
export const stampLine = (): string => ''
export const fold = (line: string): string => line
