/** Stands in for mail/press.ts: a message of a few lines, set at once. */
import type { LetterContent } from '../../../mail/content.ts'
import type { Copy, Press, PressOptions } from '../../../mail/press.ts'

export async function setPress(letter: LetterContent, { parts = [] }: PressOptions): Promise<Press> {
  const shared = [
    `Subject: ${letter.subject.join('')}`,
    letter.text.join(''),
    ...parts.slice(0, 1).map(part => part.pieces.filter(piece => typeof piece === 'string').join('')),
  ].join('\r\n')
  return {
    slots: [],
    fill: ({ to, replyTo }: Copy) =>
      Buffer.from(`Quick-Letter: 1\r\nTo: ${to.email}\r\nReply-To: ${replyTo.email}\r\n${shared}`, 'latin1'),
  }
}
