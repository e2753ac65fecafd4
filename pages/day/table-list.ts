/** The list for the table at the door: everybody who is expected, with a box to tick, and room for those who are not. */
import type { Guest } from '../../domain/day/attendance.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { type Drawing, INCH, PAPER, setPdf } from '../web/pdf.ts'

export interface TableList {
  partnership: string
  meeting: string
  when: string
  place: string
  /** In the order in which they are listed. */
  guests: readonly Guest[]
  at: Instant
}

const MARGIN = 0.6 * INCH
const WIDTH = PAPER.width - 2 * MARGIN
const COLUMNS = { box: 0, name: 24, company: 200, needs: 400 }
const EMPTY_LINES = 6

/** Those who said yes, then those who may come after all; what somebody needs stands beside the name. */
export function setTableList({ partnership, meeting, when, place, guests, at }: TableList): Promise<Uint8Array> {
  const expected = guests.filter(({ said, came }) => said === 'yes' || came)
  const maybe = guests.filter(({ said, came }) => said === 'maybe' && !came)
  const silent = guests.filter(({ said, came }) => said === 'silent' && !came)
  const yes = guests.filter(({ said }) => said === 'yes')
  const businesses = new Set(yes.filter(({ publicPartner }) => !publicPartner).map(({ company }) => company.key))
  return setPdf({ title: `List for the door, ${partnership}`, at, margin: MARGIN }, on => {
    on.font('bold').fontSize(20).fillColor('#1b2a33').text(partnership, MARGIN, MARGIN, { width: WIDTH })
    on.font('regular').fontSize(11).text(`${meeting}: ${when}`, { width: WIDTH })
    on.text(place, { width: WIDTH })
    on.moveDown(0.4)
      .font('bold')
      .text(`${yes.length} expected, from ${businesses.size} ${businesses.size === 1 ? 'business' : 'businesses'}`, {
        width: WIDTH,
      })
    let y = on.y + 14
    const part = (title: string, rows: readonly (Guest | undefined)[]) => {
      if (rows.length === 0) return
      y = roomFor(on, y, 60)
      on.font('bold').fontSize(12).fillColor('#164e6a').text(title, MARGIN, y, { width: WIDTH })
      y = on.y + 4
      for (const row of rows) y = row ? line(on, row, y) : emptyLine(on, y)
      y += 12
    }
    part('Expected', expected)
    part('Said maybe', maybe)
    part('No reply', silent)
    part(
      'Came without being on the list: name, company, email',
      Array.from({ length: EMPTY_LINES }, () => undefined),
    )
  })
}

function roomFor(on: Drawing, y: number, height: number): number {
  if (y + height <= PAPER.height - MARGIN) return y
  on.addPage()
  return MARGIN
}

function line(on: Drawing, guest: Guest, from: number): number {
  const who = [guest.title, guest.inPlaceOf ? `in place of ${guest.inPlaceOf}` : ''].filter(Boolean).join(', ')
  const about = [guest.publicPartner ? 'Public partner' : '', guest.walkIn ? 'Walk-in' : '', guest.needs].filter(
    Boolean,
  )
  const cells = [
    { x: COLUMNS.name, width: COLUMNS.company - COLUMNS.name - 10, bold: guest.name, rest: who },
    { x: COLUMNS.company, width: COLUMNS.needs - COLUMNS.company - 10, bold: '', rest: guest.company.name },
    { x: COLUMNS.needs, width: WIDTH - COLUMNS.needs, bold: '', rest: about.join('; ') },
  ]
  const heightOf = ({ width, bold, rest }: (typeof cells)[number]): number =>
    (bold ? on.font('bold').fontSize(10.5).heightOfString(bold, { width }) : 0) +
    (rest ? on.font('regular').fontSize(9.5).heightOfString(rest, { width }) : 0)
  const height = Math.max(22, ...cells.map(heightOf)) + 8
  const y = roomFor(on, from, height)
  on.lineWidth(0.8)
    .rect(MARGIN, y + 4, 13, 13)
    .stroke('#1b2a33')
  if (guest.came)
    on.moveTo(MARGIN + 2.5, y + 10.5)
      .lineTo(MARGIN + 5.5, y + 14)
      .lineTo(MARGIN + 11, y + 6.5)
      .stroke('#1b2a33')
  for (const { x, width, bold, rest } of cells) {
    let at = y + 3
    if (bold) {
      on.font('bold')
        .fontSize(10.5)
        .fillColor('#1b2a33')
        .text(bold, MARGIN + x, at, { width })
      at = on.y
    }
    if (rest)
      on.font('regular')
        .fontSize(9.5)
        .fillColor('#3d4551')
        .text(rest, MARGIN + x, at, { width })
  }
  rule(on, y + height)
  return y + height
}

function emptyLine(on: Drawing, from: number): number {
  const y = roomFor(on, from, 30)
  rule(on, y + 28)
  return y + 28
}

const rule = (on: Drawing, y: number) =>
  on
    .lineWidth(0.4)
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + WIDTH, y)
    .stroke('#c6cace')
