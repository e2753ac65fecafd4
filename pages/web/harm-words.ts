/** The words for a wave that does harm. */
import type { Harm, Health, PauseReason } from '../../domain/keep/harm.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'

const percent = (part: number, whole: number): string =>
  `${((100 * part) / whole).toFixed(part * 100 < whole ? 1 : 0)} %`

const WORDS: Record<Harm, (health: Health) => string> = {
  spam: ({ complained, handed }) =>
    `${complained === 1 ? 'One person' : `${complained} people`} of ${handed} marked the email as spam (${percent(complained, handed)}). More of that, and mail programs stop showing your emails. Check who is on the list and whether the email says plainly why they get it.`,
  bounces: ({ bounced, handed }) =>
    `${bounced} of ${handed} emails came back (${percent(bounced, handed)}). Many of the addresses may be out of date: the board says why each came back. Correct them before more are sent.`,
  'refused as ours': ({ ours = 0, handed }) =>
    `${ours} of ${handed} emails were refused because of us, not of the people they were for: the reader’s servers do not believe that they come from your domain, or refuse the machine that sends them. Ask whoever runs this Convoke to mend it; then resume, and send those again from the board.`,
  failures: ({ failed }) =>
    `${failed} emails could not be handed over. Something is wrong with the mail service: ask whoever runs this Convoke.`,
}

/** What is wrong with a wave, and what to do. */
export const harmWords = (harm: Harm, health: Health): string => WORDS[harm](health)

/** Why a campaign is paused. */
export const pauseWords = (why: PauseReason): string =>
  'told' in why ? why.told : `${titleOf(why.wave)}: ${harmWords(why.harm, why.health)}`
