/** Why a message bothers nobody, in a few words. */
import type { AsideReason } from '../../domain/answer/aside.ts'
import { unreadWords } from '../web/matter-words.ts'

const WORDS: Partial<Record<AsideReason, string>> = {
  automatic: 'Looks like an automatic reply.',
  spam: 'The mail service took it for spam.',
  virus: 'The mail service found a virus in it. Its words are not shown.',
  calendar: 'A calendar sent it, and it answers nothing.',
  bounce: 'It reports a bounce of an email that Convoke doesn’t know.',
  'to the desk': 'Written to Convoke’s own address.',
}

export const asideWords = (why: AsideReason): string =>
  WORDS[why] ?? unreadWords(why as Exclude<AsideReason, keyof typeof WORDS>)
