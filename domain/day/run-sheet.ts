/** The order of a meeting's day, and who does what: what everybody who helps is told the day before. */
import * as z from 'zod'
import type { Campaign } from '../keep/campaign.ts'
import { type Kind, kindOf } from '../keep/kinds.ts'
import type { Meeting } from '../keep/meeting.ts'
import { personal, type Shaped, shape } from '../keep/shape.ts'
import { clockTime, type Hour } from '../keep/time.ts'

/** What the convener wrote about a meeting's day: a line each; empty: what we propose. */
export const dayPlanShape = shape(() => z.object({ order: personal.words() }))
export type DayPlan = Shaped<typeof dayPlanShape>

type Order = readonly [part: number, what: string][]

/** How a launch goes, as parts of its time; business leaders talk for most of it. */
const FIRST_MEETING: Order = [
  [0.1, 'Champions welcome everyone and say why they signed'],
  [0.15, 'Around the table: name, company, one sentence on the business'],
  [0.35, 'Business leaders talk: what is changing, what holds us back. Public partners listen'],
  [0.2, 'Sorting what was said into priorities; one ballot a business'],
  [0.15, 'Who takes what on: commitments with an owner and a date'],
  [0.05, 'Next steps and thanks'],
]
const TABLE: Order = [
  [0.1, 'Champions open: where we are'],
  [0.35, 'Action teams report: done, next, what they need'],
  [0.35, 'What is new in the industry, and what follows from it'],
  [0.15, 'Commitments with an owner and a date'],
  [0.05, 'Next meeting and thanks'],
]

const ORDERS: Record<Kind['order'], Order> = { 'first meeting': FIRST_MEETING, table: TABLE }

const minutesOf = (hour: Hour): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))
const hourOf = (minutes: number): Hour =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** An order of the day to begin with, a line each: "8:00 AM  Champions welcome everyone". Times fall on five minutes. */
export function proposedOrder(meeting: Pick<Meeting, 'kind' | 'start' | 'end'>): string {
  const { start, end } = meeting
  const from = minutesOf(start)
  const length = Math.max(0, minutesOf(end) - from)
  const doors = Math.max(0, from - 30)
  const lines = [`${clockTime(hourOf(doors))}  Doors open, badges at the entrance`]
  let passed = 0
  for (const [part, what] of ORDERS[kindOf({ meeting }).order]) {
    lines.push(`${clockTime(hourOf(from + Math.round((passed * length) / 5) * 5))}  ${what}`)
    passed += part
  }
  lines.push(`${clockTime(end)}  End`)
  return lines.join('\n')
}

/** A mark of Markdown that stands for itself (CommonMark section 2.4): an agenda is Markdown, the order is not. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g

/** The order of the day line by line: what the convener wrote, else the meeting's agenda, else what we propose. */
export function orderOf(campaign: Pick<Campaign, 'agenda'>, meeting: Meeting, written: string): string[] {
  const agenda = () => (campaign.agenda ?? '').trim().replace(ESCAPED, '$1')
  const text = written.trim() || agenda() || proposedOrder(meeting)
  return text
    .split('\n')
    .map(line => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '').trim())
    .filter(Boolean)
}
