/** Reads a calendar as octets and content lines by RFC 5545 section 3.1, with none of the project's or its libraries' code. */

export interface Line {
  name: string
  /** By upper-case name; the values as they stand, without their quotes. */
  params: Map<string, string[]>
  value: string
}

export interface Component {
  name: string
  lines: Line[]
  parts: Component[]
}

/** A physical line holds so many octets without its break (section 3.1). */
const FOLD = 75
const NAME = /^[A-Za-z0-9-]+/
// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not stand in a text is looked for.
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/

/** One unfolded content line, or what is wrong with it. */
function lineOf(text: string): Line | string {
  const name = NAME.exec(text)?.[0]
  if (name === undefined) return `no name begins "${text.slice(0, 40)}"`
  const params: Line['params'] = new Map()
  let at = name.length
  while (text[at] === ';') {
    const param = /^[A-Za-z0-9-]+(?==)/.exec(text.slice(at + 1))?.[0]
    if (param === undefined) return `a parameter of ${name} has no name or no "="`
    if (params.has(param.toUpperCase())) return `${name} has ${param} twice`
    const values: string[] = []
    at += param.length + 1
    do {
      at++
      const rest = text.slice(at)
      const quoted = /^"([^"]*)"/.exec(rest)
      const bare = quoted ? undefined : /^[^";:,]*/.exec(rest)
      at += (quoted ?? bare)?.[0].length ?? 0
      values.push(quoted?.[1] ?? bare?.[0] ?? '')
    } while (text[at] === ',')
    params.set(param.toUpperCase(), values)
  }
  if (text[at] !== ':') return `the value of ${name} does not begin where it must`
  return { name: name.toUpperCase(), params, value: text.slice(at + 1) }
}

/** The component that the octets are, and every fault of their writing. */
export function componentsOf(octets: Uint8Array): { calendar?: Component; faults: string[] } {
  const faults: string[] = []
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    return { faults: ['it is not UTF-8'] }
  }
  if (text.startsWith('\uFEFF')) faults.push('a byte order mark stands before it')
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) faults.push('a line ends by LF or CR alone')
  if (!text.endsWith('\r\n')) faults.push('the last line does not end')
  const physical = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const unfolded: string[] = []
  for (const [n, line] of physical.entries()) {
    const size = Buffer.byteLength(line)
    if (size > FOLD) faults.push(`line ${n + 1} has ${size} octets`)
    if (line === '') faults.push(`line ${n + 1} is empty`)
    // A fold must not stand inside a character, which it would where the halves are no text of their own.
    if (/^[ \t]/.test(line) && unfolded.length > 0) unfolded.push(`${unfolded.pop()}${line.slice(1)}`)
    else if (line !== '') unfolded.push(line)
  }
  const root: Component = { name: '', lines: [], parts: [] }
  const open = [root]
  for (const each of unfolded) {
    const line = lineOf(each)
    if (typeof line === 'string') {
      faults.push(line)
      continue
    }
    if (CONTROL.test(each)) faults.push(`${line.name} holds a control character`)
    const within = open.at(-1) as Component
    if (line.name === 'BEGIN') {
      const part: Component = { name: line.value.toUpperCase(), lines: [], parts: [] }
      within.parts.push(part)
      open.push(part)
    } else if (line.name === 'END') {
      if (within.name !== line.value.toUpperCase() || open.length === 1) faults.push(`END:${line.value} ends nothing`)
      else open.pop()
    } else within.lines.push(line)
  }
  if (open.length > 1) faults.push(`${open.at(-1)?.name} does not end`)
  const [calendar, more] = root.parts
  if (more || root.lines.length > 0) faults.push('something stands outside the calendar')
  if (calendar?.name !== 'VCALENDAR') return { faults: [...faults, 'it is no VCALENDAR'] }
  return { calendar, faults }
}
