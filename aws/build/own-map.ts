/**
 * Node reads a whole source map before the function starts. What it is for are our own lines in the stack of an error:
 * those of packages, nine tenths of it, are left out.
 */
interface SourceMap {
  version: number
  sources: string[]
  names: string[]
  mappings: string
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** The numbers of one segment: five bits a digit, the least first, the sign in the lowest (source map format, revision 3). */
function decode(segment: string): number[] {
  const numbers: number[] = []
  let number = 0
  let shift = 0
  for (const digit of segment) {
    const value = VALUES.get(digit) ?? 0
    number += (value & 31) << shift
    shift += 5
    if (value & 32) continue
    numbers.push(number & 1 ? -(number >>> 1) : number >>> 1)
    number = 0
    shift = 0
  }
  return numbers
}

function encode(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1
  let digits = ''
  do {
    const value = rest & 31
    rest >>>= 5
    digits += DIGITS[rest > 0 ? value | 32 : value]
  } while (rest > 0)
  return digits
}

/** The same map for our own files; what comes after a line of ours and is not ours stands there as from nowhere. */
export function ownMap(text: string): string {
  const { version, sources, mappings }: SourceMap = JSON.parse(text)
  const own = sources.filter(source => !source.includes('node_modules/'))
  const place = sources.map(source => own.indexOf(source))
  let [source, line, column] = [0, 0, 0]
  let [lastSource, lastLine, lastColumn] = [0, 0, 0]
  const lines = mappings.split(';').map(segments => {
    let [at, lastAt] = [0, 0]
    let mapped = false
    const kept: string[] = []
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [forward = 0, bySource, byLine = 0, byColumn = 0] = decode(segment)
      at += forward
      if (bySource !== undefined) [source, line, column] = [source + bySource, line + byLine, column + byColumn]
      const now = bySource === undefined ? -1 : (place[source] ?? -1)
      if (now < 0 && !mapped) continue
      const moved = [at - lastAt, ...(now < 0 ? [] : [now - lastSource, line - lastLine, column - lastColumn])]
      kept.push(moved.map(encode).join(''))
      lastAt = at
      mapped = now >= 0
      if (mapped) [lastSource, lastLine, lastColumn] = [now, line, column]
    }
    return kept.join(',')
  })
  return JSON.stringify({ version, sources: own, names: [], mappings: lines.join(';') })
}
