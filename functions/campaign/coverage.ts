/**
 * How much of each pixel an outline covers: every edge adds the signed area to its right, and the sum along a row is the
 * coverage. Exact for one outline, and without a table of edges.
 */
export interface Canvas {
  width: number
  height: number
  /** From 0 to 1, row by row. */
  opacity: Float32Array
}

export interface Point {
  x: number
  y: number
}

/** Lays closed outlines of one shape over what is there; y points down, in pixels. */
export function fill({ width, height, opacity }: Canvas, outlines: readonly (readonly Point[])[]): void {
  // A column more: what lies beyond the right edge is summed there.
  const stride = width + 2
  const areas = new Float32Array(stride * height)
  for (const outline of outlines)
    outline.forEach((from, at) => {
      const to = outline[(at + 1) % outline.length]
      if (to) edge(areas, stride, height, from, to)
    })
  for (let y = 0; y < height; y++) {
    let sum = 0
    for (let x = 0; x < width; x++) {
      sum += areas[y * stride + x] ?? 0
      const at = y * width + x
      // Letters of a script overlap where they join.
      opacity[at] = Math.max(opacity[at] ?? 0, Math.min(1, Math.abs(sum)))
    }
  }
}

function edge(areas: Float32Array, stride: number, height: number, a: Point, b: Point): void {
  if (a.y === b.y) return
  const [top, bottom, turn] = a.y < b.y ? [a, b, 1] : [b, a, -1]
  const slope = (bottom.x - top.x) / (bottom.y - top.y)
  const add = (at: number, area: number) => {
    areas[at] = (areas[at] ?? 0) + area
  }
  const clamp = (x: number) => Math.min(stride - 2, Math.max(0, x))
  for (let y = Math.max(0, Math.floor(top.y)); y < Math.min(height, Math.ceil(bottom.y)); y++) {
    const y0 = Math.max(y, top.y)
    const y1 = Math.min(y + 1, bottom.y)
    // Within a row an edge is cut at each column it crosses, and each piece covers a trapezoid of its pixel.
    const cuts = [clamp(top.x + (y0 - top.y) * slope), clamp(top.x + (y1 - top.y) * slope)]
    const [left = 0, right = 0] = cuts.toSorted((one, other) => one - other)
    const across = right - left
    let from = left
    do {
      const column = Math.floor(from)
      const to = Math.min(right, column + 1)
      const share = across === 0 ? 1 : (to - from) / across
      const area = turn * (y1 - y0) * share
      const beyond = (from + to) / 2 - column
      add(y * stride + column, area * (1 - beyond))
      add(y * stride + column + 1, area * beyond)
      from = to
    } while (from < right)
  }
}
