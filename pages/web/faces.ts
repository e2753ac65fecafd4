/**
 * Which face prints which character. Alphabets lie in parts, each loaded once a name needs it: Latin with Vietnamese,
 * Greek and Cyrillic; Arabic; Hebrew; Chinese and Japanese; Korean.
 */
import { isPlain } from '../../domain/keep/clean-text.ts'

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
  const font = found && (await found[weight]()).PACKED[found.at]
  if (font === undefined) throw new Error(`no part ${part} of the alphabets`)
  return unpackedFace(font)
}

/** The bytes of a font as it lies in `pages/compiled/faces`: packed, in base64. */
export const unpackedFace = async (packed: string): Promise<Uint8Array> =>
  new Uint8Array(
    await new Response(
      new Blob([Buffer.from(packed, 'base64')]).stream().pipeThrough(new DecompressionStream('deflate')),
    ).arrayBuffer(),
  )

/** What stands where no face has a character. */
const BOX = '□'

/** The words in characters that `has` knows: an accent goes before a letter does, and a box stands for the rest. */
export const printable = (words: string, has: (character: string) => boolean): string =>
  // What every face has needs no second look, and is most of what is printed.
  isPlain(words) ? words : [...words.toWellFormed().normalize('NFC')].map(character => nearest(character, has)).join('')

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
  const strange = [...new Set(words)].filter(each => !isPlain(each))
  if (strange.length === 0) return []
  const partOf = await findParts()
  const boxes = (text: string) => text.split(BOX).length
  return strange.filter(each => boxes(printable(each, character => partOf(character) !== undefined)) > boxes(each))
}
