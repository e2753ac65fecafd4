/** What a calendar part says (RFC 5546): whose answer it is, which, and to what. */
import { type Instant, MINUTE, shift } from '../../domain/keep/time.ts'
import { oneLine } from '../merge.ts'
import { type ContentLine, type Parsed, parseCalendar } from './calendar-lines.ts'
import { instantOfDate } from './calendar-time.ts'
import { offsetIn } from './calendar-zone.ts'
import type { CalendarReply, Named } from './reading.ts'

export interface CalendarPart {
  text: string
  /** The `method` parameter of its content type. */
  method: string | undefined
  weak: boolean
  /** Address of the message's sender: of several ATTENDEEs the answer speaks for theirs. */
  from: string | undefined
}

/** What a part says, or the METHOD and UID of one that is not an answer; undefined where nothing can be made of it. */
export function readCalendar(part: CalendarPart): CalendarReply | { method: string; asked: string } | undefined {
  const parsed = parseCalendar(part.text)
  const method = (parsed?.method || part.method || '').toUpperCase()
  if (!parsed || parsed.lines.length === 0) return method ? { method, asked: '' } : undefined
  const one = (name: string): ContentLine | undefined => parsed.lines.find(line => line.name === name)
  const uid = oneLine(one('UID')?.value ?? '')
  if (method !== 'REPLY' && method !== 'COUNTER') return { method, asked: uid }
  const attendees = parsed.lines.filter(({ name }) => name === 'ATTENDEE')
  const speaks =
    attendees.find(
      ({ params }) => params['DELEGATED-TO'] !== undefined || params.PARTSTAT?.toUpperCase() === 'DELEGATED',
    ) ??
    attendees.find(each => isAnswer(each) && isOf(each, part.from)) ??
    attendees.find(isAnswer) ??
    attendees[0]
  const proposed = speaks && proposedIn(parsed, speaks)
  const time = proposed ?? timeOf(parsed, one)
  const sequence = one('SEQUENCE')?.value.trim() ?? ''
  const stamp = one('DTSTAMP')
  return {
    method,
    uid,
    sequence: /^\d{1,9}$/.test(sequence) ? Number(sequence) : undefined,
    stamp: stamp && instantIn(parsed, stamp),
    attendee: speaks && addressOf(speaks.value),
    partstat: partstatOf(speaks?.params.PARTSTAT),
    delegate: speaks && delegateOf(speaks, attendees),
    comment: [commentOf(parsed.lines, speaks), method === 'COUNTER' && !time ? unreadTime(one('DTSTART')) : '']
      .filter(Boolean)
      .join('\n'),
    proposes: method === 'COUNTER' || proposed !== undefined,
    time,
    weak: part.weak,
  }
}

/** The instant of a date property, where its zone can be told. */
const instantIn = ({ all }: Parsed, { value, params }: ContentLine): Instant | undefined =>
  instantOfDate(value, params.TZID, (tzid, wall) => offsetIn(all, tzid, wall))

function timeOf(parsed: Parsed, one: (name: string) => ContentLine | undefined): CalendarReply['time'] {
  const [starts, ends] = [one('DTSTART'), one('DTEND')]
  const start = starts && instantIn(parsed, starts)
  if (start === undefined) return undefined
  const lasts = /^\+?P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$/i.exec(
    one('DURATION')?.value.trim() ?? '',
  )
  const minutes = lasts && Number(lasts[1] ?? 0) * 1440 + Number(lasts[2] ?? 0) * 60 + Number(lasts[3] ?? 0)
  return { start, end: ends ? instantIn(parsed, ends) : minutes ? shift(start, minutes * MINUTE) : undefined }
}

/** iOS leaves DTSTART as it was and writes `TO-ALL-PROPOSED-NEW-TIME="DTSTART:…;DTEND:…"` on the ATTENDEE. */
function proposedIn({ all }: Parsed, { params }: ContentLine): CalendarReply['time'] {
  const said = Object.entries(params).find(([name]) => /^(?:X-)?(?:\w+-)*PROPOSED-NEW-TIME$/.test(name))?.[1] ?? ''
  const instantNamed = (name: string): Instant | undefined => {
    const [, tzid, value] =
      new RegExp(`${name}(?:;TZID=([^:;"]{1,100}))?[^:]{0,100}:(\\d{8}T\\d{6}Z?)`, 'i').exec(said) ?? []
    return value === undefined ? undefined : instantOfDate(value, tzid, (zone, wall) => offsetIn(all, zone, wall))
  }
  const start = instantNamed('DTSTART')
  return start === undefined ? undefined : { start, end: instantNamed('DTEND') }
}

/** A proposal that a person has to make out. */
const unreadTime = (start: ContentLine | undefined): string =>
  start
    ? `(The time it proposes could not be read: ${[start.value.replace('T', ' ').slice(0, 30), start.params.TZID?.slice(0, 60)].filter(Boolean).join(', ')}.)`
    : ''

const isAnswer = ({ params }: ContentLine): boolean =>
  !['', 'NEEDS-ACTION'].includes((params.PARTSTAT ?? '').toUpperCase())
const isOf = ({ value }: ContentLine, email: string | undefined): boolean =>
  email !== undefined && addressOf(value)?.toLowerCase() === email.toLowerCase()

const PARTSTATS = ['ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED', 'NEEDS-ACTION'] as const
const partstatOf = (text: string | undefined): CalendarReply['partstat'] =>
  PARTSTATS.find(each => each === text?.trim().toUpperCase())

const ADDRESS = /^[^\s@<>\p{Cc}]{1,64}@[^\s@<>\p{Cc}]{1,255}$/u

/** The address of a calendar user: `mailto:` in any case, or bare. */
function addressOf(value: string): string | undefined {
  const address = value.trim().replace(/^mailto:\s*/i, '')
  return [decodedUri(address), address].find(each => ADDRESS.test(each))
}

function decodedUri(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Somebody who comes instead: named by DELEGATED-TO, or by an ATTENDEE of their own with DELEGATED-FROM. */
function delegateOf(speaks: ContentLine, attendees: readonly ContentLine[]): Named | undefined {
  const named = addressOf((speaks.params['DELEGATED-TO'] ?? '').replace(/^"|"$/g, ''))
  const own = attendees.find(line =>
    named ? addressOf(line.value) === named && line !== speaks : line.params['DELEGATED-FROM'] !== undefined,
  )
  const email = named ?? (own && addressOf(own.value))
  return email === undefined ? undefined : { name: oneLine(own?.params.CN ?? '').slice(0, 200), email }
}

/** Apple's server has names of its own for what a guest writes; Gmail puts it into a parameter of ATTENDEE. */
const COMMENTS = ['COMMENT', 'X-COMMENT', 'X-CALENDARSERVER-PRIVATE-COMMENT', 'X-CALENDARSERVER-ATTENDEE-COMMENT']
const commentOf = (lines: readonly ContentLine[], speaks: ContentLine | undefined): string => {
  const said = [
    ...lines.filter(({ name }) => COMMENTS.includes(name)).map(({ value }) => value),
    speaks?.params['X-RESPONSE-COMMENT'] ?? '',
  ]
  return [...new Set(said.map(value => value.trim()).filter(Boolean))].join('\n').slice(0, 4000)
}
