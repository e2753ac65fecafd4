/** What a page shows of the words that would leave, so that nobody sends words which they have not seen. */
import { kindOf } from '../../../domain/keep/kinds.ts'
import { canonicalLetter, checkOf } from '../../../mail/canonical.ts'
import type { Context } from '../../keep/context.ts'
import { letterOfText } from './letter-texts.ts'
import { textOfRow } from './text-rows.ts'

/**
 * The check value (SHA-256 in hexadecimal) of the words and facts of every letter of a campaign, for `was` in a form that
 * sends them; none while it has no letter or no meeting.
 */
export function wordsSeen(context: Context): { words?: string } {
  const { campaign, partnership } = context
  const { meeting, letter } = campaign
  if (!meeting || !letter) return {}
  const texts = new Set(kindOf(campaign).waves.map(row => textOfRow(campaign, row)))
  const words = [...texts].map(text => canonicalLetter(partnership, meeting, letterOfText(context, text)))
  return { words: checkOf(words.join('\n')) }
}
