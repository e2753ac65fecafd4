/**
 * The kinds of letters. A kind is a row: how it looks, who it goes to, and what its reader can do. Code asks the row,
 * never the name.
 */
import { type Champion, nameOf, type Partnership } from '../domain/keep/partnership.ts'
import type { WaveKind } from '../domain/keep/wave-kinds.ts'
import type { frames } from '../templates/compiled/frames.ts'
import type { Piece } from './merge.ts'

/** Letters to those on a list: what goes round to them, and what confirms an answer of one. */
export type InviteeLetter = WaveKind | 'thanks'
export type LetterKind = InviteeLetter | 'signature-request' | 'sign-in' | 'notice' | 'errand' | 'probe'

/** What is true of every letter of a kind. What is not said is not so. */
export interface LetterTraits {
  frame: keyof typeof frames
  /** The frame of one that has a button, where only some of its kind have one. */
  buttonFrame?: keyof typeof frames
  /** It goes to those on a list, who can stop such letters. */
  toInvitees?: true
  /** What its reader can do from it about their answer to the invitation. */
  answer?: 'give' | 'change'
  /** What follows the names of those who ask, under the letterhead. Where nothing does, it says who convenes. */
  opens?: { one: string; many: string }
  /** When and where they meet stands under the letterhead, and all facts of it beneath the words. */
  isDated?: true
  /** Champions' names stand beneath it, where they signed its words. */
  isSigned?: true
  /** The figures of what it tells are drawn beneath its words. */
  charts?: true
  /** No person wrote it: how it says so (RFC 3834 section 5). */
  automatic?: 'auto-generated' | 'auto-replied'
  /** It offers its reader all meetings in their own calendar. */
  offersFeed?: true
  /** Why its reader gets it; the partnership is missing where there is none yet. */
  why: (occasion: Occasion) => Piece[]
}

/** What a letter is about, as far as its kind has to know: whose it is, who signed it, who reads a reply. */
interface Occasion {
  partnership?: Partnership | undefined
  signers?: readonly Champion[] | undefined
  repliesTo?: string | undefined
}

const named = (partnership: Partnership | undefined): string => (partnership ? nameOf(partnership) : '')

const asked: LetterTraits['why'] = ({ partnership, signers = [] }) => [
  'This email is addressed to ',
  { slot: 'name' },
  ', ',
  { slot: 'company' },
  signers.length > 0
    ? `. You received it because the champions of the ${named(partnership)} would like you at the table.`
    : `. You received it because you are on the invitation list of the ${named(partnership)}.`,
]

const ASKING = { toInvitees: true, answer: 'give', isDated: true, frame: 'asking', why: asked } as const
const TELLING = { toInvitees: true, frame: 'telling', why: asked } as const
const INVITES = { one: 'invites you', many: 'invite you' }
/** Who runs a partnership reads what Convoke has to say of it, and nobody else does. */
const OWN = (partnership: Partnership | undefined): string =>
  `You received this because you run the ${named(partnership)}. Convoke wrote it for you.`

export const LETTERS: Readonly<Record<LetterKind, LetterTraits>> = {
  hold: {
    ...ASKING,
    opens: { one: 'asks you to hold this time', many: 'ask you to hold this time' },
    isSigned: true,
    offersFeed: true,
  },
  invite: { ...ASKING, opens: INVITES, isSigned: true },
  'follow-up': { ...ASKING, opens: INVITES, isSigned: true },
  reminder: {
    ...ASKING,
    opens: { one: 'looks forward to seeing you', many: 'look forward to seeing you' },
    isSigned: true,
  },
  // News of the meeting comes from those who convene it, and so does all that is said in Convoke's own words.
  update: { ...ASKING, opens: { one: 'has new details for you', many: 'have new details for you' } },
  cancellation: TELLING,
  agenda: { ...TELLING, frame: 'errand' },
  'after-meeting': TELLING,
  summary: { ...TELLING, frame: 'errand', charts: true },
  pulse: { ...TELLING, frame: 'errand' },
  thanks: {
    ...ASKING,
    frame: 'answered',
    answer: 'change',
    automatic: 'auto-replied',
    why: () => ['You received this because a reply to the invitation for ', { slot: 'name' }, ' came in.'],
  },
  'signature-request': {
    frame: 'errand',
    why: ({ partnership }) => [`You received this because you are named as a champion of the ${named(partnership)}.`],
  },
  'sign-in': {
    frame: 'errand',
    automatic: 'auto-generated',
    why: () => ['You received this because someone asked to sign in to Convoke with this address.'],
  },
  probe: {
    frame: 'telling',
    automatic: 'auto-generated',
    why: () => ['Convoke wrote this to itself, to see whether its emails arrive and replies come back.'],
  },
  notice: {
    frame: 'telling',
    buttonFrame: 'errand',
    automatic: 'auto-generated',
    why: ({ partnership }) => [OWN(partnership)],
  },
  errand: {
    frame: 'telling',
    buttonFrame: 'errand',
    automatic: 'auto-generated',
    why: ({ partnership, repliesTo }) => [
      repliesTo === undefined
        ? OWN(partnership)
        : `You received this for your part in the ${named(partnership)}. Convoke wrote it for ${repliesTo}, who reads your reply. If you would rather not get emails like this, just say so.`,
    ],
  },
}
