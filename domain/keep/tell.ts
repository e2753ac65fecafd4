/** Sentences about numbers: each says what is so of none, of one, of many, and where nobody knows. */

/** A number that was written down; 'unknown' where nobody did, which is not zero. */
export type Amount = number | 'unknown'

/** What to say of a figure, for every case there is; an empty text says nothing. */
export interface Cases {
  unknown: string
  zero: string
  one: string
  many: (n: number) => string
}

/** The sentence that is true of a figure. */
export function tell(figure: Amount, { unknown, zero, one, many }: Cases): string {
  if (figure === 'unknown') return unknown
  return figure === 0 ? zero : figure === 1 ? one : many(figure)
}
