/** What differs between two texts, paragraph by paragraph: the fewest that went and came (a longest common subsequence). */

/** A paragraph that both have, or that only the one before or the one after has. */
export interface Paragraph {
  is: 'kept' | 'gone' | 'new'
  words: string
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n[ \t]*\n/)
    .map(words => words.trim())
    .filter(words => words !== '')

/** More paragraphs than any letter has are compared as one. */
const MOST = 200

export function textDifference(before: string, after: string): Paragraph[] {
  const was = paragraphsOf(before)
  const now = paragraphsOf(after)
  if (was.length > MOST || now.length > MOST)
    return before === after
      ? [{ is: 'kept', words: after }]
      : [
          { is: 'gone', words: before },
          { is: 'new', words: after },
        ]
  // common[i][j]: how many paragraphs the rests from i and from j have in common.
  const common = was.map(() => now.map(() => 0))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = was.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = common[i]
      if (row) row[j] = was[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const found: Paragraph[] = []
  for (let i = 0, j = 0; i < was.length || j < now.length; ) {
    const [old = '', fresh = ''] = [was[i], now[j]]
    if (i < was.length && j < now.length && old === fresh) {
      found.push({ is: 'kept', words: fresh })
      i++
      j++
    } else if (j >= now.length || (i < was.length && at(i + 1, j) >= at(i, j + 1))) {
      found.push({ is: 'gone', words: old })
      i++
    } else {
      found.push({ is: 'new', words: fresh })
      j++
    }
  }
  return found
}
