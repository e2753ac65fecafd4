/** Somebody on a list, as far as pages over all of it need them: without their history, and what only sending asks of a letter. */
import type { Invitation, Send } from './invitation.ts'

export type ListedSend = Omit<Send, 'attempt' | 'attempts' | 'detail' | 'messageId'>

export interface Listed extends Omit<Invitation, 'history' | 'lists' | 'moves' | 'sends'> {
  sends: Record<string, ListedSend>
}
