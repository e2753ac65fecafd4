/** The address a letter is answered to: `rsvp+TOKEN@domain`. Who may write there is whoever holds a letter. */
import { makeToken, readToken } from './token.ts'

export interface Whose {
  campaign: string
  id: string
}

export const replyAddressOf = (secret: string, domain: string, campaign: string, invitation: string): string =>
  `rsvp+${makeToken(secret, 'rsvp', campaign, invitation)}@${domain}`

const TOKEN = /\brsvp\+([a-z2-7]{58})@([a-z0-9.-]+)/gi
/** Nobody needs more of one message. */
const MOST = 20

/**
 * The invitations whose reply address stands in a text: one envelope recipient, or the head of a mail whose envelope is
 * lost. Each once, in the order in which they stand; a token that we did not make counts for nothing.
 */
export function invitationsIn(text: string, secret: string, domain: string): Whose[] {
  const found = new Map<string, Whose>()
  for (const [, token = '', host = ''] of text.matchAll(TOKEN)) {
    const whose = host.toLowerCase() === domain.toLowerCase() ? readToken(secret, 'rsvp', token) : undefined
    if (whose) found.set(whose.id, whose)
    if (found.size >= MOST) break
  }
  return [...found.values()]
}
