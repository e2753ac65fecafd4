/** Where somebody stands, in a word with a colour of its own; the word alone says it all. */
import type { Standing } from '../domain/answer.ts'
import { type Invitation, mayHaveArrived } from '../domain/invitation.ts'

interface Props {
  invitation: Invitation
  standing: Standing | undefined
}

export function AnswerTag({ invitation, standing }: Props) {
  const { word, kind } = stateOf(invitation, standing)
  return <span class={`tag tag-${kind}`}>{word}</span>
}

function stateOf(invitation: Invitation, standing: Standing | undefined): { word: string; kind: string } {
  if (invitation.removedAt !== undefined) return { word: 'Taken off the list', kind: 'off' }
  if (standing) {
    const old = standing.toOldTime ? ' (to the old time)' : ''
    if (standing.answer === 'accepted') return { word: `Coming${old}`, kind: 'yes' }
    if (standing.answer === 'delegated')
      return { word: `Sends ${standing.delegate?.name || 'someone'}${old}`, kind: 'yes' }
    if (standing.answer === 'tentative') return { word: `Undecided${old}`, kind: 'maybe' }
    return { word: 'Not coming', kind: 'no' }
  }
  if (invitation.suppressed?.reason === 'opted out') return { word: 'No more letters', kind: 'stop' }
  if (invitation.suppressed?.reason === 'bounced') return { word: 'Address does not work', kind: 'stop' }
  if (invitation.suppressed) return { word: 'Marked as spam', kind: 'stop' }
  return mayHaveArrived(invitation.sends.invite)
    ? { word: 'Silent', kind: 'silent' }
    : { word: 'Not written to yet', kind: 'off' }
}
