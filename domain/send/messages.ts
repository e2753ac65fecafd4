/**
 * Every kind of message that leaves, and what holds for it on its way out: claim, submit, record. One pipeline takes them
 * all (functions/send/deliver.ts); what differs stands here, a row a kind.
 */
import { waveKindOf } from '../keep/wave-id.ts'

interface MessageRow {
  /** The document that holds its send, so that two who are about it at once send it once. */
  claim: 'invitation' | 'campaign' | 'notice' | 'errand' | 'none'
  /**
   * `in its turn`: a pass waits for the account's pace. `with the click`: somebody's click made it due and does not wait;
   * it leaves at once if a turn is free, or from the process itself once it has answered, or with the next sweep. `at
   * once`: somebody waits for it, so it takes no turn.
   */
  leaves: 'in its turn' | 'with the click' | 'at once'
  /**
   * The process stopped between claim and record, and the carrier, which is asked first, cannot tell what became of it.
   * `in doubt`: it is not sent again, unless the convener says so. `sent again`: twice does less harm than never.
   * `dropped`: nothing was claimed, and nobody comes back to it: whoever waits for it asks again.
   */
  crash: 'in doubt' | 'sent again' | 'dropped'
  /** The carrier never will take it. `shown`: the convener sees it and decides. `let go`: it is not tried again. */
  refused: 'shown' | 'let go'
}

export const MESSAGES = {
  /** A letter of a wave, to one of its list. */
  wave: { claim: 'invitation', leaves: 'in its turn', crash: 'in doubt', refused: 'shown' },
  /** Confirms an answer. */
  thanks: { claim: 'invitation', leaves: 'with the click', crash: 'in doubt', refused: 'shown' },
  /** Takes the meeting off the calendar of somebody who was taken off the list. */
  withdrawal: { claim: 'invitation', leaves: 'with the click', crash: 'in doubt', refused: 'shown' },
  /** Brings the calendar entry once more to whose calendar asked for it. */
  entry: { claim: 'invitation', leaves: 'with the click', crash: 'in doubt', refused: 'shown' },
  /** Asks a champion to sign the letter that stands. */
  'signature-request': { claim: 'campaign', leaves: 'with the click', crash: 'in doubt', refused: 'shown' },
  /** Tells a convener what also stands on the board. */
  notice: { claim: 'notice', leaves: 'with the click', crash: 'sent again', refused: 'let go' },
  /** What somebody of a partnership is due outside any list. */
  errand: { claim: 'errand', leaves: 'in its turn', crash: 'in doubt', refused: 'let go' },
  /** A link to sign in. */
  'sign-in': { claim: 'none', leaves: 'at once', crash: 'dropped', refused: 'let go' },
  /** What Convoke writes to itself, to see what the receiving side says of it. */
  probe: { claim: 'none', leaves: 'at once', crash: 'dropped', refused: 'shown' },
  /** A letter to the convener alone, to look at. */
  test: { claim: 'none', leaves: 'at once', crash: 'dropped', refused: 'let go' },
} as const satisfies Record<string, MessageRow>

export type MessageKind = keyof typeof MESSAGES

/** Whose part in a partnership a message speaks to. `member`: of its list or its teams, and of no other part. */
export type ReaderPart = 'business' | 'partner' | 'champion' | 'convener' | 'team' | 'member'

/**
 * What lists of what left call a message, by the name it left under: `letter` for an invitation, the kind of every other
 * wave (`follow-up`, `reminder`, …), `thanks`, `withdrawal`, `entry`, and the name of everything else (`digest`, `test`, …).
 */
export function messageName(wave: string): string {
  const kind = waveKindOf(wave) ?? wave
  return CALLED[kind] ?? kind
}

const CALLED: Record<string, string> = { invite: 'letter' }

/** Kinds of which a document holds the send. */
export type ClaimedKind = {
  [K in MessageKind]: (typeof MESSAGES)[K]['claim'] extends 'none' ? never : K
}[MessageKind]
