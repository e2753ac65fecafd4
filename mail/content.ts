/** What a letter is made from, and what it is once it is set for a wave. */
import type { Bars, Letter, Signature } from '../domain/keep/campaign.ts'
import type { Difference, Meeting } from '../domain/keep/meeting.ts'
import type { Champion, Partnership } from '../domain/keep/partnership.ts'
import type { LetterKind } from './letter-kinds.ts'
import type { Piece, Values } from './merge.ts'
import type { Picture } from './picture.ts'

export interface LetterRequest {
  kind: LetterKind
  /** Subject and Markdown body, with merge fields. */
  text: Letter
  /** Missing only where there is none yet: a sign-in, a notice from Convoke itself. */
  partnership?: Partnership | undefined
  meeting?: Meeting | undefined
  /** For an update: what changed since this audience was last told. */
  differences?: readonly Difference[] | undefined
  /** The champions who signed these very words: they ask, and theirs are the names beneath. Nobody's: the organization asks. */
  signers?: readonly Champion[] | undefined
  /** The names as champions typed them; without one a champion's own name stands there. */
  signatures?: readonly Signature[] | undefined
  /** Where all signers signed this very text: its check value, and the public page that confirms it. */
  seal?: { check: string; confirm: string } | undefined
  /** Words of the one button of a letter that asks for something else than an answer; it leads to `action_link`. */
  action?: string | undefined
  /** Who reads what is replied to an errand, by name; missing where its reader runs the partnership. */
  repliesTo?: string | undefined
  /** For a report: its figures, drawn beneath the words. */
  charts?: readonly Bars[] | undefined
  /** For a signature request: the texts that are to be signed, as one reader will have them, and a sentence that says whom. */
  quoted?: { says: string; reader: Values; texts: readonly QuotedText[] } | undefined
}

/** A text that is to be signed: what it is called, when it leaves and to whom, and its words with fields. */
export interface QuotedText {
  title: string
  note: string
  kind: LetterKind
  letter: Letter
}

/** A letter of one wave. Every slot that is left belongs to one person's copy. */
export interface LetterContent {
  kind: LetterKind
  fromName: string
  subject: Piece[]
  html: Piece[]
  text: Piece[]
  pictures: Picture[]
}
