/** The words for a wave that does harm. */
import type { Harm, Health, PauseReason } from '../../domain/keep/harm.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'

const percent = (part: number, whole: number): string =>
  `${((100 * part) / whole).toFixed(part * 100 < whole ? 1 : 0)} %`

const WORDS: Record<Harm, (health: Health) => string> = {
  spam: ({ complained, handed }) =>
    `${complained === 1 ? 'One person' : `${complained} people`} of ${handed} marked the email as spam (${percent(complained, handed)}). More of that, and mail programs stop showing your emails. Check who is on the list and whether the email says plainly why they get it.`,
  bounces: ({ bounced, handed }) =>
    `${bounced} of ${handed} emails came back (${percent(bounced, handed)}). Many of the addresses may be out of date; the board says why each one bounced. Correct them before more are sent.`,
  'refused as ours': ({ ours = 0, handed }) =>
    `${ours} of ${handed} emails were refused because of a problem on our side: the recipients’ servers can’t confirm that they come from your domain, or block the server that sends them. Ask whoever runs this Convoke to fix it. Then resume, and send them again from the board.`,
  failures: ({ failed }) =>
    `${failed} emails could not be sent. Something is wrong with the mail service: ask whoever runs this Convoke.`,
}

/** What is wrong with a wave, and what to do. */
export const harmWords = (harm: Harm, health: Health): string => WORDS[harm](health)

/** Why a campaign is paused. */
export const pauseWords = (why: PauseReason): string =>
  'told' in why ? why.told : `${titleOf(why.wave)}: ${harmWords(why.harm, why.health)}`
