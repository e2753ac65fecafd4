/** Printed pages: paper, faces and what is drawn on it. The library that writes them is loaded with the first of them. */
import { dateOf, type Instant } from '../../domain/keep/time.ts'
import { findParts, loadFace, MAIN, type PartOf, printable, type Weight } from './faces.ts'
import { type Bidi, brokenInto, isMixed, stretchesOf } from './pdf-lines.ts'

/** Points, 72 to an inch. */
export const INCH = 72

/** US Letter, upright. */
export const PAPER = { width: 8.5 * INCH, height: 11 * INCH }

export interface PrintedPage {
  /** What the window that shows it is called. */
  title: string
  /** When it was made. */
  at: Instant
  /** White around the page, in points; three quarters of an inch unless told. */
  margin?: number
}

interface Lines {
  width?: number
  height?: number
  align?: 'left' | 'center' | 'right'
  /** Cuts what does not fit and says so with these signs. */
  ellipsis?: string
  lineBreak?: boolean
}

/** What pages use of a PDFKit document. Positions are in points from the top left; `text` without one goes on below. */
export interface Drawing {
  x: number
  y: number
  page: { width: number; height: number; margins: { top: number; bottom: number; left: number; right: number } }
  font(face: Weight): Drawing
  fontSize(points: number): Drawing
  text(words: string, lines?: Lines): Drawing
  text(words: string, x: number, y: number, lines?: Lines): Drawing
  widthOfString(words: string): number
  heightOfString(words: string, lines?: Lines): number
  moveDown(lines?: number): Drawing
  addPage(): Drawing
  fillColor(color: string): Drawing
  strokeColor(color: string): Drawing
  lineWidth(points: number): Drawing
  dash(points: number, space: { space: number }): Drawing
  undash(): Drawing
  rect(x: number, y: number, width: number, height: number): Drawing
  circle(x: number, y: number, radius: number): Drawing
  path(svg: string): Drawing
  moveTo(x: number, y: number): Drawing
  lineTo(x: number, y: number): Drawing
  fill(color?: string): Drawing
  stroke(color?: string): Drawing
  save(): Drawing
  restore(): Drawing
}

/** The inside of PDFKit that this file alone touches. */
interface Document extends Omit<Drawing, 'font' | 'text' | 'widthOfString'> {
  font(name: string): Document
  text(words: string, x: number, y: number, lines?: Lines & { baseline?: 'alphabetic'; features?: string[] }): Drawing
  widthOfString(words: string, options?: { features?: string[] }): number
  currentLineHeight(withGap: boolean): number
  registerFont(name: string, bytes: Uint8Array): void
  on(event: 'data', take: (chunk: Uint8Array) => void): void
  on(event: 'end', done: () => void): void
  end(): void
  _font: { ascender: number }
  _fontSize: number
}
type Make = new (options: Record<string, unknown>) => Document

const nameOf = (part: number, weight: Weight): string => `${weight}.${part}`

/**
 * One PDF. `draw` finds an empty first page with the regular face at 11 points in black. Words may hold any characters:
 * those no face has lose their accents first, and stand as a box if that does not help. It is called again where a first
 * drawing met an alphabet that had to be loaded, so it draws the same each time.
 */
export async function setPdf(sheet: PrintedPage, draw: (on: Drawing) => void): Promise<Uint8Array> {
  const [{ default: PDFDocument }, { default: bidi }, partOf] = await Promise.all([
    // @ts-expect-error the package brings no types; `Document` above says what is used of it
    import('pdfkit') as Promise<{ default: Make }>,
    import('bidi-js'),
    findParts(),
  ])
  const faces = new Map<string, Uint8Array>()
  const met = new Set([MAIN])
  for (;;) {
    for (const part of met)
      for (const weight of ['bold', 'regular'] as const)
        if (!faces.has(nameOf(part, weight))) faces.set(nameOf(part, weight), await loadFace(part, weight))
    const before = met.size
    const made = start(PDFDocument, sheet, faces)
    draw(drawable(made, { partOf, met, bidi: bidi(), has: part => faces.has(nameOf(part, 'regular')) }))
    if (met.size === before) return bytesOf(made)
  }
}

function start(
  PDFDocument: Make,
  { title, at, margin = 0.75 * INCH }: PrintedPage,
  faces: ReadonlyMap<string, Uint8Array>,
) {
  const made = new PDFDocument({
    size: [PAPER.width, PAPER.height],
    margin,
    // No standard font: those are files beside the library, which a bundle does not have.
    font: null,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: title, Producer: 'Convoke', Creator: 'Convoke', CreationDate: dateOf(at) },
  })
  for (const [name, bytes] of faces) made.registerFont(name, bytes)
  made.font(nameOf(MAIN, 'regular')).fontSize(11).fillColor('#000')
  return made
}

async function bytesOf(made: Document): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const ended = new Promise<void>(done => {
    made.on('data', chunk => chunks.push(chunk))
    made.on('end', done)
  })
  made.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

interface Alphabets {
  partOf: PartOf
  /** Parts that are needed, so far. */
  met: Set<number>
  /** Whether a part's faces are there. */
  has: (part: number) => boolean
  bidi: Bidi
}

/** The document, with words made printable on their way to it, and those in several alphabets set stretch by stretch. */
function drawable(made: Document, { partOf, met, has, bidi }: Alphabets): Drawing {
  let weight: Weight = 'regular'
  const clean = (words: string) => printable(words, character => partOf(character) !== undefined)
  const mixed = (words: string): boolean => {
    if (!isMixed(words, partOf)) return false
    for (const character of words) met.add(partOf(character) ?? MAIN)
    return true
  }
  const stretches = (line: string) =>
    stretchesOf(line, partOf, bidi).map(({ part, words, joined }) => ({
      words,
      face: nameOf(has(part) ? part : MAIN, weight),
      features: joined ? { features: [] } : {},
    }))
  const widthOf = (line: string): number => {
    let width = 0
    for (const { face, words, features } of stretches(line)) width += made.font(face).widthOfString(words, features)
    made.font(nameOf(MAIN, weight))
    return width
  }
  const linesOf = (words: string, { lineBreak, width }: Lines): string[] =>
    lineBreak === false || width === undefined ? words.split('\n') : brokenInto(words, width, widthOf)
  const set = (words: string, x: number, y: number, lines: Lines): void => {
    const height = made.currentLineHeight(true)
    const ascent = (made._font.ascender / 1000) * made._fontSize
    const most = lines.height === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(lines.height / height))
    const all = linesOf(words, lines)
    const shown = all.slice(0, most)
    if (all.length > most && lines.ellipsis) shown.push(cut(shown.pop() ?? '', lines, widthOf))
    for (const [n, line] of shown.entries()) {
      const free = (lines.width ?? 0) - widthOf(line)
      let at = x + (lines.align === 'center' ? free / 2 : lines.align === 'right' ? free : 0)
      for (const { face, words, features } of stretches(line)) {
        const baseline = y + n * height + ascent
        made.font(face).text(words, at, baseline, { lineBreak: false, baseline: 'alphabetic', ...features })
        at += made.widthOfString(words, features)
      }
      made.font(nameOf(MAIN, weight))
    }
    made.x = x
    made.y = y + shown.length * height
  }
  const own = {
    font(face: Weight) {
      weight = face
      made.font(nameOf(MAIN, face))
      return drawing
    },
    text(typed: string, ...rest: [Lines?] | [number, number, Lines?]) {
      const words = clean(typed)
      const [x, y, lines = {}] =
        typeof rest[0] === 'number' ? (rest as [number, number, Lines?]) : [made.x, made.y, rest[0]]
      if (mixed(words)) set(words, x, y, lines)
      else made.text(words, x, y, lines)
      return drawing
    },
    widthOfString(typed: string) {
      const words = clean(typed)
      return mixed(words) ? widthOf(words) : made.widthOfString(words)
    },
    heightOfString(typed: string, lines: Lines = {}) {
      const words = clean(typed)
      return mixed(words)
        ? linesOf(words, lines).length * made.currentLineHeight(true)
        : made.heightOfString(words, lines)
    },
  }
  // Beside the document and not upon it: it calls its own methods while it works.
  const drawing: Drawing = new Proxy(made as unknown as Drawing, {
    get(document, name) {
      if (Object.hasOwn(own, name)) return own[name as keyof typeof own]
      const found: unknown = Reflect.get(document, name)
      if (typeof found !== 'function') return found
      return (...given: unknown[]) => {
        const answer: unknown = found.apply(document, given)
        return answer === document ? drawing : answer
      }
    },
  })
  return drawing
}

/** A last line, shortened until the sign for what is left out fits behind it. */
function cut(line: string, { width = 0, ellipsis = '' }: Lines, widthOf: (words: string) => number): string {
  let kept = [...line]
  while (kept.length > 0 && widthOf(kept.join('') + ellipsis) > width) kept = kept.slice(0, -1)
  return kept.join('').trimEnd() + ellipsis
}

/** The largest size, in points and half points, at which words stay within a width in one line; never below `least`. */
export function sizeFor(on: Drawing, words: string, width: number, { most, least }: { most: number; least: number }) {
  let size = most
  while (size > least && on.fontSize(size).widthOfString(words) > width) size -= 0.5
  on.fontSize(size)
  return size
}
