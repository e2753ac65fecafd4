/** What a page says was done, by the word for it in its address, which anybody can write. */
export const wordsOf = <T>(words: Readonly<Record<string, T>>, said: string | undefined): T | undefined =>
  said !== undefined && Object.hasOwn(words, said) ? words[said] : undefined
