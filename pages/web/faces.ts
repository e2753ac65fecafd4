/**
 * Which face prints which character. Alphabets lie in parts, each loaded once a name needs it: Latin with Vietnamese,
 * Greek and Cyrillic; Arabic; Hebrew; Chinese and Japanese; Korean.
 */
/** The part with Latin, Greek and Cyrillic: what nearly everything is set in, and what measures a line. */
export const MAIN = 0
export type Weight = 'regular' | 'bold'

/** The number of the part that has a character; undefined: none has. */
export type PartOf = (character: string) => number | undefined

let known: Map<string, number> | undefined

/** Where characters are to be found. */
export async function findParts(): Promise<PartOf> {
  const { PARTS } = await import('../compiled/faces/index.ts')
  known ??= new Map(
    PARTS.flatMap(({ has }, part) => [...has].map((character): [string, number] => [character, part])).reverse(),
  )
  const parts = known
  return character => parts.get(character)
}

/** The font of a part, as bytes of TrueType. */
export async function loadFace(part: number, weight: Weight): Promise<Uint8Array> {
  const { PARTS } = await import('../compiled/faces/index.ts')
  const found = PARTS[part]
  const font = found && (await found[weight]()).WOFF[found.at]
  if (font === undefined) throw new Error(`no part ${part} of the alphabets`)
  return unpackedFace(font)
}

/**
 * A font as it was before it was packed into WOFF 1.0 (W3C, sections 3 to 5), which `woff` holds as base64. What draws with a
 * packed one unpacks its letters anew for each of them.
 */
export async function unpackedFace(woff: string): Promise<Uint8Array> {
  const from = Buffer.from(woff, 'base64')
  const count = from.readUInt16BE(12)
  const entries = Array.from({ length: count }, async (_, n) => {
    const [tag, at, packed, length, sum] = [0, 4, 8, 12, 16].map(field => from.readUInt32BE(44 + 20 * n + field)) as [
      ...[number, number, number, number, number],
    ]
    const bytes = from.subarray(at, at + packed)
    return { tag, sum, bytes: packed < length ? await inflated(bytes) : bytes }
  })
  const tables = await Promise.all(entries)
  const aligned = (length: number) => Math.ceil(length / 4) * 4
  const head = 12 + 16 * count
  const to = Buffer.alloc(tables.reduce((sum, { bytes }) => sum + aligned(bytes.length), head))
  // OpenType, "Table directory": the greatest power of two that is no more than the number of tables, and its rest.
  const power = 2 ** Math.floor(Math.log2(count))
  to.writeUInt32BE(from.readUInt32BE(4), 0)
  for (const [n, value] of [count, power * 16, Math.log2(power), (count - power) * 16].entries())
    to.writeUInt16BE(value, 4 + 2 * n)
  let at = head
  for (const [n, { tag, sum, bytes }] of tables.entries()) {
    for (const [field, value] of [tag, sum, at, bytes.length].entries())
      to.writeUInt32BE(value, 12 + 16 * n + 4 * field)
    to.set(bytes, at)
    at += aligned(bytes.length)
  }
  return to
}

const inflated = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).arrayBuffer(),
  )

/** What stands where no face has a character. */
const BOX = '□'
/** What every face has needs no second look, and is most of what is printed. */
const PLAIN = /^[\x20-\x7e\n]*$/

/** The words in characters that `has` knows: an accent goes before a letter does, and a box stands for the rest. */
export const printable = (words: string, has: (character: string) => boolean): string =>
  PLAIN.test(words)
    ? words
    : [...words.toWellFormed().normalize('NFC')].map(character => nearest(character, has)).join('')

function nearest(character: string, has: (character: string) => boolean): string {
  if (character === '\n' || has(character)) return character
  const marks = [...character.normalize('NFD')]
  while (marks.length > 1) {
    marks.pop()
    const simpler = marks.join('').normalize('NFC')
    if ([...simpler].length === 1 && has(simpler)) return simpler
  }
  return /\p{M}|\p{Cf}|\p{Cc}/u.test(character) ? '' : /\s/.test(character) ? ' ' : BOX
}

/** Those of some words that cannot be printed whole, so that it can be said before. */
export async function unprintable(words: readonly string[]): Promise<string[]> {
  const strange = [...new Set(words)].filter(each => !PLAIN.test(each))
  if (strange.length === 0) return []
  const partOf = await findParts()
  const boxes = (text: string) => text.split(BOX).length
  return strange.filter(each => boxes(printable(each, character => partOf(character) !== undefined)) > boxes(each))
}
