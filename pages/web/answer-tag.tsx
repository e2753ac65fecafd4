/** Where somebody stands, in a word with a color of its own; the word alone says it all. */
import type { Person } from '../../domain/answer/board.ts'

export function AnswerTag({ person }: { person: Person }) {
  const { word, kind } = wordFor(person)
  return <span class={`tag tag-${kind}`}>{word}</span>
}

const BARRED = {
  'opted out': 'No more emails',
  bounced: 'Address does not work',
  complained: 'Marked an email as spam',
}

function wordFor({ invitation, state, rsvp }: Person): { word: string; kind: string } {
  if (invitation.removedAt !== undefined) return { word: 'Taken off the list', kind: 'off' }
  switch (state) {
    case 'accepted':
      return { word: 'Coming', kind: 'yes' }
    case 'delegated':
      return { word: `Sending ${rsvp?.delegate?.name || 'someone'}`, kind: 'delegate' }
    case 'tentative':
      return { word: 'Undecided', kind: 'maybe' }
    case 'old time':
      return { word: 'Said yes to the old time', kind: 'maybe' }
    case 'replied':
      return { word: 'Replied: please read', kind: 'maybe' }
    case 'declined':
      return { word: 'Not coming', kind: 'no' }
    case 'unreachable':
      return { word: invitation.suppressed ? BARRED[invitation.suppressed.reason] : 'Cannot be reached', kind: 'stop' }
    case 'silent':
      return { word: 'No reply', kind: 'silent' }
    case 'not written to':
      return { word: 'Not sent yet', kind: 'off' }
  }
}
