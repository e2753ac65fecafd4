/** The words for what only a person can settle. */
import type { Matter, MatterKind, Remark, Unread } from '../../domain/keep/matter.ts'
import { readable } from '../../domain/keep/time.ts'
import { bounceWords } from './bounce-words.ts'

const HEADLINES: Record<MatterKind, string> = {
  question: 'Asks a question.',
  unclear: 'Replied in their own words; please read it.',
  suggestion: 'Suggests another time.',
  delegate: 'Would like to send someone in their place.',
  'comes after all': 'Replied again, though someone was already invited in their place.',
  away: 'Is away. The automatic reply names someone to contact.',
  'came back': 'An email bounced.',
  'not sure who': 'This answer may not be theirs.',
  unreadable: 'Sent something that Convoke can’t read.',
  'too late': 'Wrote after the meeting had begun.',
}

/** One plain sentence on what it is about. */
export const headlineOf = ({ kind }: Pick<Matter, 'kind'>): string => HEADLINES[kind]

const UNREAD: Record<Unread, string> = {
  'too large': 'The message is larger than 5 MB.',
  'too many lines': 'The message has more lines than Convoke reads.',
  'too many parts': 'The message has more parts than Convoke reads.',
  'nested too deep': 'The message is nested deeper than Convoke reads.',
  'head too large': 'The head of the message is larger than Convoke reads.',
  'built wrongly': 'The message is built in a way that cannot be read.',
  'reader at a loss': 'The message could not be read.',
  empty: 'The message is empty.',
  'only quotes': 'The message holds only what it quotes.',
  'winmail.dat': 'Outlook packed this message in a form that only Outlook opens (winmail.dat).',
  'calendar too large': 'The calendar in this message is larger than Convoke reads.',
  'calendar says nothing': 'It carries a calendar that says nothing.',
  'calendar of an organizer': 'It carries a calendar message of a kind that only the organizer may send.',
  receipt: 'It only confirms that an email was opened.',
  delivered: 'It confirms that an email was delivered.',
  'marked as spam': 'A mail provider reports that someone marked an email as spam.',
}

/** Why a message could not be taken for an answer, as a sentence. */
export const unreadWords = (why: Unread): string => UNREAD[why]

function remarkWords(remark: Remark, proposed: Matter['proposed']): string {
  switch (remark.is) {
    case 'for another meeting':
      return 'Their calendar answered another meeting than this one.'
    case 'nobody’s':
      return 'Their calendar sent an answer that does not say whose it is.'
    case 'not vouched for':
      return 'No one vouches for the sender of this calendar answer.'
    case 'for somebody else':
      return `The answer speaks for ${remark.attendee}, who isn’t the person invited by this email.`
    case 'given by another':
      return `${remark.email} answered for them by calendar; they have been told.`
    case 'suggests':
      return `Suggests ${proposed ? readable(proposed.start, remark.zone) : 'another time'}.`
    case 'answered':
      return `They answered: ${remark.answer}.`
    case 'copy came back':
      return `A copy for their assistant, ${remark.address}, bounced:`
    case 'came back from elsewhere':
      return `An email was forwarded to ${remark.address} and bounced:`
    case 'did not get through':
      return remark.because === undefined
        ? 'The address works, but the email did not get through:'
        : `${bounceWords(remark.because)} Their words:`
    case 'late':
      return 'It is late, and the mail service still tries:'
    case 'unread':
      return unreadWords(remark.why)
  }
}

/** What is said of it, and their words. */
export function matterWords({ remark, proposed, text }: Pick<Matter, 'remark' | 'proposed' | 'text'>): string {
  const said = remark && remarkWords(remark, proposed)
  return [said, text].filter(Boolean).join(remark?.is === 'unread' ? '\n\n' : ' ')
}

/** The sentence for a list: what it is about, and the beginning of the words. */
export function matterSummary(matter: Matter): string {
  const words = matterWords(matter).replace(/\s+/g, ' ').trim()
  return `${headlineOf(matter)}${words ? ` “${words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words}”` : ''}`
}
