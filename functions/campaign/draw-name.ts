/**
 * A typed name as a signature: set in a script face and drawn as a small picture, so that it looks the same in every mail
 * program. The ink is between light and dark, and reads on either ground.
 */
import { create, type Path } from 'fontkit'
import { unpackedFace } from '../../pages/web/faces.ts'
import { type Canvas, fill, type Point } from './coverage.ts'
import { inkPng } from './png.ts'

/** Pixels, two for each that is shown, for fine screens. */
const WIDEST = 456
const HIGHEST = 112
const MARGIN = 4
const INK = [0x42, 0x80, 0xc6] as const
/** Pieces of a curve: at this size no corner is seen. */
const PIECES = 8

/** So many names are remembered: a campaign's champions sign again and again, and unpacking the face takes a while. */
const REMEMBERED = 100
const drawn = new Map<string, Promise<Buffer | undefined>>()

/** A name in PNG; undefined where the face lacks one of its characters, and the name stays text. */
export function drawName(name: string): Promise<Buffer | undefined> {
  const known = drawn.get(name)
  if (known) return known
  const picture = draw(name)
  const [oldest] = drawn.keys()
  if (oldest !== undefined && drawn.size >= REMEMBERED) drawn.delete(oldest)
  drawn.set(name, picture)
  return picture
}

async function draw(name: string): Promise<Buffer | undefined> {
  const { PACKED } = await import('../../pages/compiled/faces/script.ts')
  const font = create(await unpackedFace(PACKED[0] ?? ''))
  const words = name.normalize('NFC').trim()
  if (words === '' || [...words].some(character => !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)))
    return undefined
  const { glyphs, positions } = font.layout(words)
  let pen = 0
  const shapes = glyphs.map((glyph, at) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {}
    const x = pen + xOffset
    pen += xAdvance
    return outlinesOf(glyph.path).map(outline => outline.map(point => ({ x: point.x + x, y: -(point.y + yOffset) })))
  })
  const points = shapes.flat(2)
  if (points.length === 0) return undefined
  const edges = (of: 'x' | 'y') =>
    points.reduce(([low, high], point) => [Math.min(low, point[of]), Math.max(high, point[of])] as const, [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ] as const)
  const [left, right] = edges('x')
  const [top, bottom] = edges('y')
  const scale = Math.min((WIDEST - 2 * MARGIN) / (right - left), (HIGHEST - 2 * MARGIN) / (bottom - top))
  const width = Math.ceil((right - left) * scale) + 2 * MARGIN
  const height = Math.ceil((bottom - top) * scale) + 2 * MARGIN
  const canvas: Canvas = { width, height, opacity: new Float32Array(width * height) }
  const placed = ({ x, y }: Point): Point => ({ x: (x - left) * scale + MARGIN, y: (y - top) * scale + MARGIN })
  for (const outlines of shapes)
    fill(
      canvas,
      outlines.map(outline => outline.map(placed)),
    )
  return inkPng(width, height, canvas.opacity, INK)
}

/** The outlines of a glyph as lines, in units of the font; y points up. */
function outlinesOf({ commands }: Path): Point[][] {
  const outlines: Point[][] = []
  for (const { command, args } of commands) {
    const numbers = [...args]
    const points = Array.from(
      { length: numbers.length / 2 },
      (_, n): Point => ({ x: numbers[2 * n] ?? 0, y: numbers[2 * n + 1] ?? 0 }),
    )
    const [end] = points.slice(-1)
    const current = outlines.at(-1)
    if (command === 'closePath' || !end) continue
    if (command === 'moveTo' || !current) outlines.push([end])
    else {
      const from = current.at(-1) ?? end
      for (let piece = 1; piece <= (command === 'lineTo' ? 1 : PIECES); piece++)
        current.push(along([from, ...points], piece / (command === 'lineTo' ? 1 : PIECES)))
    }
  }
  return outlines
}

/** A point on a Bézier curve of any degree (de Casteljau). */
function along(points: readonly Point[], t: number): Point {
  const [first = { x: 0, y: 0 }, ...others] = points
  if (others.length === 0) return first
  return along(
    others.map((to, at) => {
      const from = points[at] ?? to
      return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
    }),
    t,
  )
}
