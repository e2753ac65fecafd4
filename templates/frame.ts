/** What a compiled frame is: HTML that every letter of its kind shares, and the slots a letter fills. */

/** Where a slot stands: between tags, in a quoted attribute, or where finished HTML is put. */
type Place = 'text' | 'attribute' | 'html'

export type Segment = string | { slot: string; place: Place }

export type Frame = readonly Segment[]
