/** Printed pages: paper, faces and what is drawn on it. The library that writes them is loaded with the first of them. */
import { dateOf, type Instant } from '../../domain/keep/time.ts'

/** Points, 72 to an inch. */
export const INCH = 72

/** US Letter, upright. */
export const PAPER = { width: 8.5 * INCH, height: 11 * INCH }

type Face = 'regular' | 'bold'

export interface Sheet {
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
  /** Points between lines. */
  lineGap?: number
  /** Cuts what does not fit and says so with these signs. */
  ellipsis?: string
  lineBreak?: boolean
  /** The next text goes on in the same line. */
  continued?: boolean
}

/** What pages use of a PDFKit document. Positions are in points from the top left; `text` without one goes on below. */
export interface Drawing {
  x: number
  y: number
  page: { width: number; height: number; margins: { top: number; bottom: number; left: number; right: number } }
  font(face: Face): Drawing
  fontSize(points: number): Drawing
  text(words: string, lines?: Lines): Drawing
  text(words: string, x: number, y: number, lines?: Lines): Drawing
  widthOfString(words: string): number
  heightOfString(words: string, lines?: Lines): number
  moveDown(lines?: number): Drawing
  addPage(): Drawing
  fillColor(colour: string): Drawing
  strokeColor(colour: string): Drawing
  lineWidth(points: number): Drawing
  dash(points: number, space: { space: number }): Drawing
  undash(): Drawing
  rect(x: number, y: number, width: number, height: number): Drawing
  circle(x: number, y: number, radius: number): Drawing
  path(svg: string): Drawing
  moveTo(x: number, y: number): Drawing
  lineTo(x: number, y: number): Drawing
  fill(colour?: string): Drawing
  stroke(colour?: string): Drawing
  save(): Drawing
  restore(): Drawing
}

/** The inside of PDFKit that this file alone touches. */
interface Document extends Drawing {
  registerFont(name: Face, bytes: Uint8Array): void
  on(event: 'data', take: (chunk: Uint8Array) => void): void
  on(event: 'end', done: () => void): void
  end(): void
  _font: { font: { hasGlyphForCodePoint(point: number): boolean } }
}
type Make = new (options: Record<string, unknown>) => Document

/**
 * One PDF. `draw` finds an empty first page with the regular face at 11 points in black. Words may hold any characters:
 * those the faces do not have lose their accents first, and stand as a box if that does not help.
 */
export async function setPdf({ title, at, margin = 0.75 * INCH }: Sheet, draw: (on: Drawing) => void) {
  const [{ default: PDFDocument }, { FACES }] = await Promise.all([
    // @ts-expect-error the package brings no types; `Document` above says what is used of it
    import('pdfkit') as Promise<{ default: Make }>,
    import('../compiled/pdf-fonts.ts'),
  ])
  const made = new PDFDocument({
    size: [PAPER.width, PAPER.height],
    margin,
    // No standard font: those are files beside the library, which a bundle does not have.
    font: null,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: title, Producer: 'Convoke', Creator: 'Convoke', CreationDate: dateOf(at) },
  })
  const chunks: Uint8Array[] = []
  const ended = new Promise<void>(done => {
    made.on('data', chunk => chunks.push(chunk))
    made.on('end', done)
  })
  for (const face of ['bold', 'regular'] as const)
    made.registerFont(face, new Uint8Array(Buffer.from(FACES[face], 'base64')))
  made.font('regular').fontSize(11).fillColor('#000')
  const known = (character: string) => made._font.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
  draw(drawable(made, words => printable(words, known)))
  made.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** The document with words made printable on their way to it. */
function drawable(made: Document, clean: (words: string) => string): Drawing {
  for (const name of ['text', 'widthOfString', 'heightOfString'] as const) {
    const plain = made[name].bind(made) as (words: string, ...rest: never[]) => never
    Object.assign(made, { [name]: (words: string, ...rest: never[]) => plain(clean(words), ...rest) })
  }
  return made
}

/** The words in characters that `known` has: "Nguyễn" becomes "Nguyên" where ễ is not one of them. */
export function printable(words: string, known: (character: string) => boolean): string {
  // What every face has needs no second look, and is most of what is printed.
  if (/^[\x20-\x7e\n]*$/.test(words)) return words
  return [...words.toWellFormed().normalize('NFC')].map(character => nearest(character, known)).join('')
}

function nearest(character: string, known: (character: string) => boolean): string {
  if (character === '\n' || known(character)) return character
  const marks = [...character.normalize('NFD')]
  while (marks.length > 1) {
    marks.pop()
    const simpler = marks.join('').normalize('NFC')
    if ([...simpler].length === 1 && known(simpler)) return simpler
  }
  return /\p{M}|\p{Cf}|\p{Cc}/u.test(character) ? '' : /\s/.test(character) ? ' ' : '□'
}

/** The largest size, in points and half points, at which words stay within a width in one line; never below `least`. */
export function sizeFor(on: Drawing, words: string, width: number, { most, least }: { most: number; least: number }) {
  let size = most
  while (size > least && on.fontSize(size).widthOfString(words) > width) size -= 0.5
  on.fontSize(size)
  return size
}
