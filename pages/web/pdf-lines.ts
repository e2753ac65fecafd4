/**
 * Lines of text in more than one alphabet: where they break, in which order they stand, and which face sets each stretch.
 * Arabic and Hebrew run from the right, and numbers and Latin words among them from the left (Unicode Standard Annex 9).
 */
import type { PartOf } from './faces.ts'
import { MAIN } from './faces.ts'

/** What of the bidirectional algorithm is used. Places are those of UTF-16 code units. */
export interface Bidi {
  getEmbeddingLevels(text: string): { levels: Uint8Array }
  getReorderedIndices(text: string, levels: { levels: Uint8Array }): number[]
  getMirroredCharacter(character: string): string | null
}

/** A stretch that one face sets, in the order in which it is handed to the face; `joined`: its letters are shaped together. */
export interface Stretch {
  part: number
  words: string
  joined: boolean
}

const FROM_RIGHT = /[\p{sc=Arabic}\p{sc=Hebrew}]/u
/** Signs that stand between words as well as alone: a line may break before and after each. */
const ALONE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u

/** Whether words need more than the main face, set from left to right. */
export const isMixed = (words: string, partOf: PartOf): boolean =>
  [...words].some(character => character !== '\n' && partOf(character) !== MAIN)

/** One line as stretches from left to right. */
export function stretchesOf(line: string, partOf: PartOf, bidi: Bidi): Stretch[] {
  const levels = bidi.getEmbeddingLevels(line)
  const found: { part: number; places: number[]; turned: boolean }[] = []
  for (const place of bidi.getReorderedIndices(line, levels)) {
    const turned = (levels.levels[place] ?? 0) % 2 === 1
    const part = partOf(line.charAt(place)) ?? MAIN
    const last = found.at(-1)
    const next = last && (last.places.at(-1) ?? 0) + (turned ? -1 : 1)
    if (last && last.part === part && last.turned === turned && next === place) last.places.push(place)
    else found.push({ part, places: [place], turned })
  }
  return found.map(({ part, places, turned }) => {
    const words = places.map(place => line.charAt(place))
    // A face turns letters that run from the right by itself; signs between them are turned here.
    const joined = turned && words.some(each => FROM_RIGHT.test(each))
    if (joined) return { part, words: words.reverse().join(''), joined }
    return {
      part,
      words: (turned ? words.map(each => bidi.getMirroredCharacter(each) ?? each) : words).join(''),
      joined,
    }
  })
}

/** Where lines may break: after blanks, and around signs that stand alone. */
function piecesOf(paragraph: string): string[] {
  const pieces: string[] = []
  for (const character of paragraph) {
    const last = pieces.at(-1)
    const breaks = last === undefined || (last.endsWith(' ') && character !== ' ')
    const alone = last !== undefined && character !== ' ' && (ALONE.test(character) || ALONE.test(last.slice(-1)))
    if (breaks || alone) pieces.push(character)
    else pieces[pieces.length - 1] = last + character
  }
  return pieces
}

/** The lines that words take within a width, in points; a piece that is wider than all of it has a line of its own. */
export function brokenInto(words: string, width: number, widthOf: (words: string) => number): string[] {
  return words.split('\n').flatMap(paragraph => {
    const lines = ['']
    for (const piece of piecesOf(paragraph)) {
      const line = lines[lines.length - 1] ?? ''
      if (line !== '' && widthOf((line + piece).trimEnd()) > width) lines.push(piece)
      else lines[lines.length - 1] = line + piece
    }
    return lines.map(line => line.trimEnd())
  })
}
