/**
 * The kinds of letters. A kind is a row: how it looks, who it goes to, and what its reader can do. Code asks the row,
 * never the name.
 */
import { nameOf, type Partnership } from '../domain/keep/partnership.ts'
import type { WaveKind } from '../domain/keep/wave-kinds.ts'
import type { frames } from '../templates/compiled/frames.ts'
import type { Piece } from './merge.ts'

/** Letters to those on a list: what goes round to them, and what confirms an answer of one. */
export type InviteeLetter = WaveKind | 'thanks'
export type LetterKind = InviteeLetter | 'signature-request' | 'sign-in' | 'notice' | 'errand'

/** What is true of every letter of a kind. What is not said is not so. */
export interface LetterTraits {
  frame: keyof typeof frames
  /** The frame of one that has a button, where only some of its kind have one. */
  buttonFrame?: keyof typeof frames
  /** It goes to those on a list: champions' names may stand beneath it, and its reader can stop such letters. */
  toInvitees?: true
  /** Its reader can answer the invitation by button. */
  answerable?: true
  /** When and where they meet is what a mailbox shows beneath the subject. */
  factsFirst?: true
  /** Whose names stand beneath it, where those are not simply the champions' for a meeting that they sign. */
  names?: 'champions who signed' | 'champions who approved' | 'nobody'
  /** No person wrote it: how it says so (RFC 3834 section 5). */
  automatic?: 'auto-generated' | 'auto-replied'
  /** It is the very letter that champions sign, and not one that follows it. */
  isSigned?: true
  /** It offers its reader all meetings in their own calendar. */
  offersFeed?: true
  /** Why its reader gets it; the partnership is missing where there is none yet. */
  why: (partnership: Partnership | undefined) => Piece[]
}

const named = (partnership: Partnership | undefined): string => (partnership ? nameOf(partnership) : '')

const asked: LetterTraits['why'] = partnership => [
  'This letter is addressed to ',
  { slot: 'name' },
  ', ',
  { slot: 'company' },
  partnership?.champions.length
    ? `. You receive it because the champions of the ${named(partnership)} would like you at the table.`
    : `. You receive it because you take part in the ${named(partnership)}.`,
]

const ASKING = { toInvitees: true, answerable: true, factsFirst: true, why: asked } as const
const TELLING = { toInvitees: true, why: asked } as const

export const LETTERS: Readonly<Record<LetterKind, LetterTraits>> = {
  hold: { ...ASKING, frame: 'invite', offersFeed: true },
  invite: { ...ASKING, frame: 'invite', isSigned: true },
  'follow-up': { ...ASKING, frame: 'follow-up' },
  reminder: { ...ASKING, frame: 'reminder' },
  // News of the meeting comes from those who convene it: no champion has signed it.
  update: { ...TELLING, frame: 'update', answerable: true, names: 'nobody' },
  cancellation: { ...TELLING, frame: 'cancellation', names: 'nobody' },
  agenda: { ...TELLING, frame: 'summary' },
  summary: { ...TELLING, frame: 'summary', names: 'champions who approved' },
  pulse: { ...TELLING, frame: 'summary' },
  // It may leave while a champion has not signed what stands: theirs is no name to be under it.
  thanks: {
    ...ASKING,
    frame: 'thanks',
    names: 'champions who signed',
    automatic: 'auto-replied',
    why: () => ['You receive this because an answer to the invitation for ', { slot: 'name' }, ' came in.'],
  },
  'signature-request': {
    frame: 'signature-request',
    why: partnership => [`You receive this because you are named as a champion of the ${named(partnership)}.`],
  },
  'sign-in': {
    frame: 'sign-in',
    automatic: 'auto-generated',
    why: () => ['You receive this because someone asked to sign in to Convoke with this address.'],
  },
  notice: {
    frame: 'notice',
    buttonFrame: 'sign-in',
    automatic: 'auto-generated',
    why: () => ['You receive this because you help run this partnership. It was written by Convoke.'],
  },
  errand: {
    frame: 'notice',
    buttonFrame: 'sign-in',
    automatic: 'auto-generated',
    why: partnership => [
      `You receive this because you take part in the ${named(partnership)}. It was written by Convoke for its convener, who reads your reply: say so if you would rather not get such letters.`,
    ],
  },
}
