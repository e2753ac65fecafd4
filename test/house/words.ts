/** Words of the house. */

/** Words that stand in a table of the glossary, in lower case. */
export const wordsOf = (glossary: string): Set<string> =>
  new Set(
    [...glossary.matchAll(/^\| ([^|]+) \|/gm)]
      .flatMap(([, words = '']) => words.split(','))
      .map(word => word.replaceAll('`', '').trim().toLowerCase())
      .filter(word => word !== 'word' && !word.startsWith('--')),
  )
