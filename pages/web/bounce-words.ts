/** The words for why a letter came back, and what to do about it. */
import type { BounceReason } from '../../domain/keep/bounce.ts'

const WORDS: Record<BounceReason, string> = {
  'no such address': 'The address does not work. Correct it first, then send the letter again.',
  'mailbox full': 'Their mailbox is full. The address works: send it again in a few days, or call.',
  'mailbox closed': 'Their mailbox is switched off or locked. Ask them, or somebody at the company, where to write.',
  'too big': 'Their server found the letter too big. Make it shorter, or call.',
  'their filter': 'Their server’s filter or rules refused it. Ask them to let mail from you through, or call.',
  'gave up': 'Their server could not be reached for so long that the mail service gave up. Send it again later.',
  'their server': 'Their server had trouble of its own. Send it again later.',
  'suppression list':
    'The mail service keeps this address on a list of those it does not write to, since an earlier letter to it came back or was marked as spam. Nothing was sent. Whoever runs this Convoke can take it off that list.',
  'not authenticated':
    'Their server could not tell that the letter is really from your domain. That is our fault, not theirs: whoever runs this Convoke mends SPF, DKIM or DMARC, and then it can be sent again.',
  reputation:
    'Their server refuses mail from the machine or domain that sends for you. That is our fault, not theirs: whoever runs this Convoke has to mend it, and then it can be sent again.',
  relaying:
    'The mail service was not allowed to send it on. That is our fault, not theirs: whoever runs this Convoke has to mend it, and then it can be sent again.',
  unclear: 'Their server did not say why.',
}

/** A sentence or two for the convener. Letters of the first version came back for a reason that nobody kept. */
export const bounceWords = (reason: BounceReason | undefined): string => WORDS[reason ?? 'no such address']
