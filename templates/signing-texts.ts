/** What champions read who are asked to sign. */
import type { Text } from './texts.ts'

/** What a request to sign says of its occasion; dates and names as words of Markdown. */
export interface SigningRequest {
  /** Who asks: "Maria Lopez of Northern Works". */
  who: string
  /** How to reach them besides a reply: " or call …", or nothing. */
  call: string
  /** "Thursday, January 7"; missing: the first email goes out as soon as all have signed. */
  by: string | undefined
  /** A line each: what goes out when, to whom. */
  schedule: readonly string[]
  /** What changed since they signed or were last asked, in paragraphs of Markdown. */
  changes: readonly string[]
  /** They were asked before for these very words. */
  again: boolean
}

/** To each champion: who asks, by when, what goes out when; the texts themselves stand below. */
export function SIGNATURE_REQUEST({ who, call, by, schedule, changes, again }: SigningRequest): Text {
  const changed = changes.length > 0
  const start = again ? 'Reminder: please' : changed ? 'The letter changed: please' : '{{first_name}}, please'
  const asks = again
    ? `${who} is still waiting for your signature under the letter that invites your peers to the **{{partnership}}**.`
    : changed
      ? `${who} changed what goes out under your name for the **{{partnership}}**, and asks you to sign it again.`
      : `${who} asks you to sign the letter that invites your peers to the **{{partnership}}**.`
  const when = by
    ? `**Please sign by ${by}.** Nothing is sent until you sign.`
    : '**Please sign as soon as you can:** the first email goes out once every champion has signed, and nothing before.'
  return {
    subject: `${start} review and sign${by ? ` by ${by}` : ''}`,
    body: [
      'Dear {{first_name}},',
      `${asks} ${when}`,
      ...changes,
      `**What goes out under your name, and when**\n${schedule.map(line => `- ${line}`).join('\n')}`,
      `You sign it all in one step; every word is below. Like something changed? Say so on the page, reply to this email${call}.`,
    ].join('\n\n'),
  }
}
