/** Name badges: six of 4 by 3 inches on a sheet of US Letter, as printers' badge sheets and plastic holders have it. */
import type { Instant } from '../../domain/keep/time.ts'
import { type Drawing, INCH, setPdf, sizeFor } from '../web/pdf.ts'

export interface Badge {
  name: string
  /** Title, and company or organization, where they are known. */
  title: string
  company: string
  /** What is said above the name: "Champion", "Facilitator", "Public partner". */
  part: string
  accent: 'business' | 'public'
}

const SIZE = { width: 4 * INCH, height: 3 * INCH }
const EDGE = { left: 0.25 * INCH, top: 1 * INCH }
const A_SHEET = 6
const COLOURS = { business: '#164e6a', public: '#5c6f2b' }

/** All badges in the order given, and a last sheet of empty ones for those who come unasked. */
export function setBadges(badges: readonly Badge[], partnership: string, at: Instant): Promise<Uint8Array> {
  const empty: Badge = { name: '', title: '', company: '', part: '', accent: 'business' }
  const rest = (A_SHEET - (badges.length % A_SHEET)) % A_SHEET
  const all = [...badges, ...Array.from({ length: rest + A_SHEET }, () => empty)]
  return setPdf({ title: `Name badges, ${partnership}`, at, margin: 0 }, on => {
    for (const [n, badge] of all.entries()) {
      const place = n % A_SHEET
      if (n > 0 && place === 0) on.addPage()
      const x = EDGE.left + (place % 2) * SIZE.width
      const y = EDGE.top + Math.floor(place / 2) * SIZE.height
      one(on, badge, partnership, x, y)
    }
  })
}

function one(on: Drawing, { name, title, company, part, accent }: Badge, partnership: string, x: number, y: number) {
  const inner = { left: x + 16, width: SIZE.width - 32 }
  const line = { width: inner.width, align: 'center', lineBreak: false, ellipsis: '…', height: 60 } as const
  on.lineWidth(0.4).dash(2, { space: 3 }).rect(x, y, SIZE.width, SIZE.height).stroke('#b8bcc0').undash()
  on.rect(x + 8, y + 8, SIZE.width - 16, 34).fill(COLOURS[accent])
  on.fillColor('#fff').font('bold')
  sizeFor(on, partnership, inner.width - 12, { most: 13, least: 7 })
  centered(on, partnership, inner.left, y + 8, 34, line)
  const { first, rest } = called(name)
  on.fillColor('#1b2a33').font('bold')
  sizeFor(on, first, inner.width, { most: 38, least: 14 })
  centered(on, first, inner.left, y + 56, 46, line)
  sizeFor(on, rest, inner.width, { most: 21, least: 10 })
  centered(on, rest, inner.left, y + 102, 28, line)
  on.font('regular').fillColor('#565c65')
  sizeFor(on, title, inner.width, { most: 13, least: 8 })
  centered(on, title, inner.left, y + 134, 18, line)
  on.font('bold').fillColor('#1b2a33')
  sizeFor(on, company, inner.width, { most: 17, least: 8 })
  centered(on, company, inner.left, y + 154, 26, line)
  on.font('regular').fontSize(10).fillColor(COLOURS[accent])
  if (part) centered(on, part.toUpperCase(), inner.left, y + 186, 16, line)
}

/** A line in the middle of a band; one that is still too long is cut with an ellipsis. */
function centered(on: Drawing, words: string, x: number, y: number, height: number, line: { width: number }) {
  if (words === '') return
  const own = on.heightOfString('X', {})
  on.text(cut(on, words, line.width), x, y + (height - own) / 2, { ...line, align: 'center', lineBreak: false })
}

const cut = (on: Drawing, words: string, width: number): string => {
  if (on.widthOfString(words) <= width) return words
  let kept = words
  while (kept.length > 1 && on.widthOfString(`${kept}…`) > width) kept = kept.slice(0, -1)
  return `${kept.trimEnd()}…`
}

const HONORIFIC = /^(?:mr|mrs|ms|mx|dr|prof|professor|hon|rev)\.?$/i
const INITIAL = /^\p{L}\.?$/u

/** What people call somebody stands large; the rest of the name, with its "Dr.", below it. */
function called(name: string): { first: string; rest: string } {
  const words = name.split(' ').filter(Boolean)
  const titles = words.length > 1 && HONORIFIC.test(words[0] ?? '') ? words.splice(0, 1) : []
  const many = words.length > 2 && INITIAL.test(words[0] ?? '') ? 2 : 1
  return { first: words.slice(0, many).join(' '), rest: [...titles, ...words.slice(many)].join(' ') }
}
