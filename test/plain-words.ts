/**
 * Words of the house that no reader should meet, on a page or in an email: what reads as a translation, or as the house
 * talking to itself. The reader is a convener in a US workforce board, or a chief executive with ten seconds.
 */
const HOUSE_WORDS = [
  'somebody|everybody|nobody|anybody|whom|anew|whomever',
  'mend(?:s|ed|ing)?',
  'silent|the silence',
  // Mail is sent; an email never leaves.
  'leaves|(?:has|have|had) left (?:already|yet)|already left|let (?:them|it|all)? ?leave|not written to',
  // An answer is current, a fact is true, a name is under a letter.
  'stands?(?= (?:here|there|now|as|on|in|under|below|for)\\b)|stands',
  'suits you|needs? you|who need you',
  'all the same|brought up to date|called off|go on with|goes on\\b',
  'hand(?:s|ed)? over|shared? out|put (?:it )?away|the same again|look after it|not like this',
  'comes? to the meeting|(?:those|people|companies|guests) (?:who|that) come\\b|who comes\\b|still to come|come after all',
  'cancelled|organis(?:e|ation)\\w*',
]

const HOUSE = new RegExp(`\\b(?:${HOUSE_WORDS.join('|')})\\b`, 'gi')

/** Each such word in a text that people read, with what is around it; addresses (which nobody reads) left out. */
export function houseWordsIn(text: string): string[] {
  const read = text.replace(/https?:\S+|\S+@\S+/g, '').replace(/\s+/g, ' ')
  return [...read.matchAll(HOUSE)].map(
    ({ index, 0: word }) => `…${read.slice(Math.max(0, index - 40), index + word.length + 30)}…`,
  )
}
