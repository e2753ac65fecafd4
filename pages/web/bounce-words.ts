/** The words for why a letter came back or is not taken yet, and what to do about it. */
import type { BounceReason } from '../../domain/keep/bounce.ts'
import type { CarrierWait } from '../../domain/send/wave-state.ts'

const WORDS: Record<BounceReason, string> = {
  'no such address': 'This address doesn’t work. Correct it, then send the email again.',
  'mailbox full': 'Their mailbox is full. The address works: try again in a few days, or call.',
  'mailbox closed': 'Their mailbox is switched off or locked. Call to ask for a better address.',
  'too big': 'Their server says the email is too big. Shorten it, or call.',
  'their filter': 'Their server’s filter blocked it. Ask them to allow mail from you, or call.',
  'gave up': 'Their server couldn’t be reached, so the mail service gave up. Try again later.',
  'their server': 'Their server had a problem. Try again later.',
  'suppression list':
    'The mail service blocks this address because an earlier email to it bounced or was marked as spam. Whoever runs this Convoke can take it off that list.',
  'not authenticated':
    'Their server couldn’t confirm that the email is really from your domain. The problem is on our side: whoever runs this Convoke needs to fix SPF, DKIM or DMARC. Then send it again.',
  reputation:
    'Their server blocks the mail server or domain that sends for you. The problem is on our side: whoever runs this Convoke needs to fix it. Then send it again.',
  relaying:
    'The mail service wasn’t allowed to pass it on. The problem is on our side: whoever runs this Convoke needs to fix it. Then send it again.',
  unclear: 'Their server didn’t say why.',
}

/** A sentence or two for the convener. Letters of the first version came back for a reason that nobody kept. */
export const bounceWords = (reason: BounceReason | undefined): string => WORDS[reason ?? 'no such address']

const WAITS: Record<CarrierWait, string> = {
  verification:
    'The mail service doesn’t accept the sender’s domain yet, or the account is still in its sandbox and sends only to verified addresses. Ask whoever runs this Convoke to verify the domain, or to request production access.',
  'return domain':
    'The mail service can’t verify the domain that bounces return to (MAIL FROM). Ask whoever runs this Convoke to check its DNS records.',
  pause:
    'The mail service has paused sending for this account. Ask whoever runs this Convoke to look at the account’s status and resume it.',
  connection:
    'Convoke can no longer get into the mail account it sends from. Ask whoever runs this Convoke to connect the account again (npm run connect). Sending continues by itself after that.',
  permission:
    'The mail account isn’t allowed to send as this sender. Ask whoever runs this Convoke to check the account’s permissions and its address. Sending continues by itself after that.',
  'daily limit': 'The mail account has sent as much as it may in one day. Sending continues by itself, within a day.',
}

/** What the carrier waits for, and who can do it. */
export const waitWords = (waitsFor: CarrierWait): string => WAITS[waitsFor]

/** One reason for which letters did not get through, for whoever may send them again. */
export const unsentWords = (why: BounceReason | 'failed'): string =>
  why === 'failed' ? 'The mail service refused the email.' : WORDS[why]
