/** The frames of letters look alike: written so that text which stands in several of them is in a bundle once. */

type Segment = string | object

/** Stands for what is before the first line of a text and after its last. */
const EDGE = '\0'
/** Shorter text costs less where it stands. */
const WORTH = 12

const linesOf = (text: string): string[] => text.split(/(?<=\n)/)

/** A module that exports the same `frames`, put together from its common texts when it is loaded. */
export function sharedFrames(frames: Readonly<Record<string, readonly Segment[]>>): string {
  const texts = Object.values(frames)
    .flat()
    .filter(segment => typeof segment === 'string')
  const runsOf = cutter(texts)
  const times = new Map<string, number>()
  for (const run of texts.flatMap(runsOf)) times.set(run, (times.get(run) ?? 0) + 1)
  const shared = [...times].filter(([run, count]) => count > 1 && run.length > WORTH).map(([run]) => run)
  const place = new Map(shared.map((run, at) => [run, at]))
  const parts = (segment: Segment) =>
    typeof segment === 'string' ? runsOf(segment).map(run => place.get(run) ?? run) : segment
  const written = Object.entries(frames).map(([name, segments]) => [name, segments.map(parts)])
  return `const shared = ${JSON.stringify(shared)}
const whole = segment => Array.isArray(segment) ? segment.map(part => typeof part === 'number' ? shared[part] : part).join('') : segment
const frames = ${JSON.stringify(Object.fromEntries(written))}
for (const name in frames) frames[name] = frames[name].map(whole)
export { frames }`
}

/** Cuts a text into the longest runs of lines that stand together wherever one of them stands. */
function cutter(texts: readonly string[]): (text: string) => string[] {
  const before = new Map<string, Set<string>>()
  const after = new Map<string, Set<string>>()
  const note = (map: Map<string, Set<string>>, line: string, neighbour = EDGE) =>
    map.set(line, (map.get(line) ?? new Set()).add(neighbour))
  for (const lines of texts.map(linesOf))
    for (const [n, line] of lines.entries()) {
      note(before, line, lines[n - 1])
      note(after, line, lines[n + 1])
    }
  return text => {
    const runs: string[] = []
    let last: string | undefined
    for (const line of linesOf(text)) {
      const together = last !== undefined && after.get(last)?.size === 1 && before.get(line)?.size === 1
      runs.push(together ? `${runs.pop()}${line}` : line)
      last = line
    }
    return runs
  }
}
