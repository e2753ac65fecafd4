/** The report of a quarterly table on one printed page. */

import { longDate, shortDate } from '../../domain/keep/time.ts'
import { STATEMENTS, type Statement } from '../../domain/table/pulse.ts'
import {
  type CommitmentCounts,
  everCameWords,
  type Gathering,
  labelOf,
  type ReportFigures,
  totalOf,
} from '../../domain/table/report.ts'
import { type Drawing, PAPER, setPdf, sizeFor } from '../web/pdf.ts'

export interface PrintedReport {
  partnership: string
  organization: string
  /** The day of the meeting. */
  date: string
  figures: ReportFigures
}

const MARGIN = 48
const WIDTH = PAPER.width - 2 * MARGIN
const INK = { text: '#1b2a33', soft: '#565c65', brand: '#164e6a', light: '#9fb6c3', line: '#c6cace' }
const STAND: readonly (readonly [keyof CommitmentCounts, string, string])[] = [
  ['kept', 'kept', '#2e7d4f'],
  ['open', 'open', '#73b3e7'],
  ['moved', 'new date', '#e5a000'],
  ['overdue', 'overdue', '#b50909'],
  ['broken', 'not kept', '#8d9297'],
]
const SAID: Record<Statement, string> = {
  value: 'It is worth my time',
  led: 'Business leads it',
  home: 'It has the right home',
}

/** US Letter, upright; what does not fit on the page is left out, and the page says how much. */
export const printReport = ({ partnership, organization, date, figures }: PrintedReport): Promise<Uint8Array> =>
  setPdf({ title: `${partnership}: report of ${longDate(date)}`, at: figures.at, margin: MARGIN }, on => {
    on.fillColor(INK.brand).font('bold')
    sizeFor(on, partnership, WIDTH, { most: 20, least: 12 })
    on.text(partnership, MARGIN, MARGIN, { width: WIDTH, height: 26, ellipsis: '…' })
    on.font('regular')
      .fontSize(10.5)
      .fillColor(INK.soft)
      .text(`Where we are after ${longDate(date)}. Convened by ${organization}.`, MARGIN, MARGIN + 28, {
        width: WIDTH,
        height: 14,
        ellipsis: '…',
      })
    columns(on, figures, 100)
    const teams = teamRows(on, figures, 292)
    commitments(on, figures, teams + 14)
    pulse(on, figures)
  })

const heading = (on: Drawing, words: string, y: number, x = MARGIN): void => {
  on.font('bold').fontSize(12.5).fillColor(INK.brand).text(words, x, y, { lineBreak: false })
  on.font('regular').fillColor(INK.text)
}

/** The companies of each meeting, with the goal as a line across. */
function columns(on: Drawing, { gatherings, companies }: ReportFigures, y: number): void {
  heading(on, 'Companies at the table', y)
  const shown = gatherings.slice(-8)
  if (shown.length === 0) return void on.fontSize(10).text('No meeting of the whole partnership yet.', MARGIN, y + 20)
  const most = Math.max(4, ...shown.map(each => Math.max(each.companies, each.goal)))
  const [top, base] = [y + 34, y + 140]
  const room = WIDTH / shown.length
  const wide = Math.min(54, room * 0.5)
  const height = (n: number) => ((base - top) * n) / most
  on.strokeColor(INK.line)
    .lineWidth(0.8)
    .moveTo(MARGIN, base)
    .lineTo(MARGIN + WIDTH, base)
    .stroke()
  shown.forEach((each, n) => {
    const x = MARGIN + room * n + (room - wide) / 2
    on.rect(x, base - height(each.companies), wide, height(each.companies)).fill(
      each.counted === 'came' ? INK.brand : INK.light,
    )
    const goal = base - height(each.goal)
    on.strokeColor('#fff')
      .lineWidth(2.4)
      .moveTo(x, goal)
      .lineTo(x + wide, goal)
      .stroke()
    on.strokeColor(INK.text).lineWidth(0.8).dash(2, { space: 2 })
    on.moveTo(x - 6, goal)
      .lineTo(x + wide + 6, goal)
      .stroke()
      .undash()
    const at = { width: room, align: 'center', height: 13, ellipsis: '…' } as const
    on.fillColor(INK.text).font('bold').fontSize(11)
    on.text(
      each.counted === 'unknown' ? '?' : String(each.companies),
      MARGIN + room * n,
      base - height(each.companies) - 14,
      at,
    )
    on.font('regular').fontSize(8.5).fillColor(INK.soft)
    on.text(labelOf(each), MARGIN + room * n, base + 5, at)
  })
  const some = (counted: Gathering['counted']) => shown.some(each => each.counted === counted)
  const key = [
    some('came') && 'Dark: companies that came.',
    some('said yes') && 'Light: companies that said yes; no one was checked in.',
    some('unknown') && '?: attendance was not recorded.',
    'The dashed line is critical mass.',
    everCameWords({ gatherings, companies }),
  ]
  on.fontSize(9).text(key.filter(Boolean).join(' '), MARGIN, base + 22, { width: WIDTH })
  on.fillColor(INK.text)
}

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** More teams than this are named on the page of the report. */
const MOST_TEAMS = 6

/** One row for each team; answers where the next part may begin. */
function teamRows(on: Drawing, { teams }: ReportFigures, y: number): number {
  heading(on, 'Action teams', y)
  if (teams.length === 0) {
    on.fontSize(10).text('There are no action teams yet.', MARGIN, y + 20)
    return y + 40
  }
  let at = y + 20
  for (const team of teams.slice(0, MOST_TEAMS)) {
    const left = WIDTH * 0.62
    on.font('bold').fontSize(10.5).fillColor(INK.text)
    on.text(`${team.name}${team.closed ? ' (closed)' : ''}`, MARGIN, at, { width: left, height: 13, ellipsis: '…' })
    const lead = team.lead ? `Led by ${[team.lead.name, team.lead.company].filter(Boolean).join(', ')}` : 'No lead yet'
    const facts = `${lead}; ${count(team.businesses, 'business', 'businesses')}, ${count(team.calls, 'call')}. ${team.outcome}`
    on.font('regular').fontSize(9).fillColor(INK.soft)
    on.text(facts, MARGIN, at + 13, { width: left, height: 23, ellipsis: '…' })
    const x = MARGIN + left + 16
    bar(on, team.stand, x, at + 3, WIDTH - left - 16, 9)
    const words = totalOf(team.stand) === 0 ? 'no commitments yet' : `${team.stand.kept} of ${totalOf(team.stand)} kept`
    on.fontSize(9)
      .fillColor(INK.soft)
      .text(words, x, at + 16, { lineBreak: false })
    at += 42
  }
  if (teams.length > MOST_TEAMS) {
    on.fontSize(9)
      .fillColor(INK.soft)
      .text(`and ${teams.length - MOST_TEAMS} more`, MARGIN, at, { lineBreak: false })
    at += 14
  }
  return at
}

function bar(on: Drawing, stand: CommitmentCounts, x: number, y: number, width: number, height: number): void {
  const total = totalOf(stand)
  if (total === 0) return void on.rect(x, y, width, height).fill('#eef1f2')
  let from = x
  for (const [state, , color] of STAND) {
    const wide = (stand[state] / total) * width
    if (wide > 0) on.rect(from, y, wide, height).fill(color)
    from += wide
  }
}

/** The page ends where the survey begins. */
const SURVEY = PAPER.height - MARGIN - 84

/** All commitments as one bar, then those that were kept and those that are late, as far as there is room. */
function commitments(on: Drawing, { stand, kept, overdue, pulse }: ReportFigures, y: number): void {
  heading(on, 'Commitments', y)
  const end = pulse ? SURVEY - 12 : PAPER.height - MARGIN
  if (totalOf(stand) === 0) return void on.fontSize(10).text('No commitments have been recorded yet.', MARGIN, y + 20)
  bar(on, stand, MARGIN, y + 20, WIDTH, 12)
  let x = MARGIN
  on.fontSize(9)
  for (const [state, label, color] of STAND) {
    if (stand[state] === 0) continue
    const words = `${stand[state]} ${label}`
    on.rect(x, y + 38, 7, 7).fill(color)
    on.fillColor(INK.soft).text(words, x + 11, y + 36, { lineBreak: false })
    x += on.widthOfString(words) + 26
  }
  const rows = [
    ...kept.map(each => `Kept: ${each.what} (${[each.name, each.company].filter(Boolean).join(', ')})`),
    ...overdue.map(
      each => `Past ${shortDate(each.due)}: ${each.what} (${[each.name, each.company].filter(Boolean).join(', ')})`,
    ),
  ]
  let at = y + 54
  on.fontSize(9.5).fillColor(INK.text)
  for (const [n, row] of rows.entries()) {
    if (at > end - 26 && n < rows.length - 1) {
      on.fillColor(INK.soft).text(`and ${rows.length - n} more`, MARGIN, at, { lineBreak: false })
      return
    }
    on.text(row, MARGIN, at, { width: WIDTH, height: 12, ellipsis: '…' })
    at += 14
  }
}

function pulse(on: Drawing, { pulse: told }: ReportFigures): void {
  if (!told) return
  heading(on, 'What members say', SURVEY)
  const room = WIDTH / STATEMENTS.length
  STATEMENTS.forEach((each, n) => {
    const x = MARGIN + room * n
    on.fontSize(9.5)
      .fillColor(INK.text)
      .text(SAID[each], x, SURVEY + 20, { lineBreak: false })
    on.rect(x, SURVEY + 35, room - 20, 9).fill('#eef1f2')
    on.rect(x, SURVEY + 35, (room - 20) * told[each].agree, 9).fill(INK.brand)
    on.fontSize(9).fillColor(INK.soft)
    on.text(`${Math.round(told[each].agree * 100)} % agree`, x, SURVEY + 48, { lineBreak: false })
  })
  on.text(`${told.answers} of ${told.asked} members answered after ${longDate(told.date)}.`, MARGIN, SURVEY + 66, {
    lineBreak: false,
  })
}
