/** Which text a reader gets before its fields are filled, and which page the one button of a letter opens. */

import { type Campaign, type Letter, reasonGiven } from '../../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../../domain/keep/ids.ts'
import { type Kind, kindOf, type WaveRow } from '../../../domain/keep/kinds.ts'
import type { RsvpState } from '../../../domain/keep/standing.ts'
import type { WaveId } from '../../../domain/keep/wave-id.ts'
import { WAVES, type WaveKind } from '../../../domain/keep/wave-kinds.ts'
import type { Wave } from '../../../domain/send/plan.ts'
import type { LetterKind } from '../../../mail/letter-kinds.ts'
import { asWords } from '../../../mail/merge.ts'
import { fillOwn } from '../../../mail/own-fields.ts'
import type { Context } from '../../keep/context.ts'
import { LINKS, type Link } from '../../keep/links.ts'
import type { Filling } from './text-row.ts'
import { LETTER, textOfRow, textsOf, unseen } from './text-rows.ts'

/** What a button that is no answer says, and which page it opens for its reader. */
interface Action {
  words: string
  page: Link<CampaignId, string, [id: InvitationId]>
}

const AFTERWARDS: Record<NonNullable<Kind['tells']>, Action> = {
  'executive summary': { words: 'See the action teams', page: LINKS.join },
  report: { words: 'See the report', page: LINKS.report },
}

/** Letters with one button that is no answer. */
export const ACTIONS: Partial<Record<LetterKind, (campaign: Campaign) => Action>> = {
  summary: campaign => AFTERWARDS[kindOf(campaign).tells ?? 'executive summary'],
  agenda: () => ({ words: 'Add an agenda item', page: LINKS.agenda }),
  pulse: () => ({ words: 'Answer four questions', page: LINKS.pulse }),
}

/** Who reads a letter, as far as its words depend on it. */
export interface Reader {
  stand: RsvpState
  publicPartner: boolean
  /** They were not there, as far as anybody knows. */
  missed: boolean
}

/** Public partners are asked for another part than businesses, by who convenes and not by champions. */
const TO_PARTNERS: Partial<Record<WaveKind, string>> = {
  invite: 'partner-letter',
  'follow-up': 'partner-follow-up',
  reminder: 'partner-reminder',
}

/** Whoever answered for an earlier date is asked about the new one. */
const AGAIN: Partial<Record<WaveKind, string>> = { 'follow-up': 'follow-up-again' }

/** What stands for these where they have been asked the same before: nobody gets one question twice in the same words. */
const LAST: Readonly<Record<string, string>> = {
  'partner-follow-up': 'partner-follow-up-last',
  'follow-up-again': 'follow-up-again-last',
}

/** Whether a row asks once more what another row of its kind has asked before. */
const isLater = (kind: Kind, row: string): boolean =>
  kind.waves.filter(each => WAVES[each.kind].asksAgain).findIndex(each => each.id === row) > 0

/** The texts of letters that no row of a kind plans. */
const OCCASIONS: Record<Exclude<WaveId['of'], 'row'>, (stand: RsvpState) => string> = {
  update: stand => `change-${stand}`,
  cancellation: () => 'cancellation',
  summary: () => 'summary',
  pulse: () => 'pulse',
  'pulse, once more': () => 'pulse-again',
  withdrawal: () => 'withdrawal',
  entry: () => 'entry',
  thanks: () => 'thanks-accepted',
}

/** The id of the text that a wave brings one reader. */
export function textFor(
  campaign: Campaign,
  { id, kind }: Pick<Wave, 'id' | 'kind'>,
  { stand, publicPartner, missed = false }: Pick<Reader, 'stand' | 'publicPartner'> & Partial<Pick<Reader, 'missed'>>,
): string {
  if (id.of !== 'row') return OCCASIONS[id.of](stand)
  const theirs = publicPartner && kindOf(campaign).signed ? TO_PARTNERS[kind] : undefined
  const again = stand === 'again' && WAVES[kind].wordsByStand ? AGAIN[kind] : undefined
  const usual = textOfRow(campaign, { id: id.row })
  const own = theirs ?? again
  if (own !== undefined) return (isLater(kindOf(campaign), id.row) ? LAST[own] : undefined) ?? own
  return missed && WAVES[kind].wordsByPresence ? unseen(usual) : usual
}

/** The ids of all texts that a row of the meeting's kind brings to somebody. */
export function textsOfRow(campaign: Campaign, { id, kind }: Pick<WaveRow, 'id' | 'kind'>): Set<string> {
  const wave = { id: { of: 'row', row: id, round: 1 }, kind } as const
  const stands: RsvpState[] = ['silent', 'again']
  return new Set(
    stands.flatMap(stand =>
      [false, true].flatMap(publicPartner =>
        [false, true].map(missed => textFor(campaign, wave, { stand, publicPartner, missed })),
      ),
    ),
  )
}

/** A text as one reader gets it: its words, with the fields filled that it alone has. */
export const letterOfText = (context: Context, text: string, whose: Omit<Filling, 'campaign'> = {}): Letter =>
  fillOwn(
    wordsOfText(context, text),
    textsOf(context.campaign)
      .get(text)
      ?.fields?.({ campaign: context.campaign, ...whose }) ?? {},
  )

/** The words of a text: the convener's own where they wrote some, and else those that Convoke proposes. */
export function wordsOfText(context: Context, text: string): Letter {
  const { campaign } = context
  if (text === LETTER && campaign.letter) return campaign.letter
  return campaign.texts?.[text] ?? textsOf(campaign).get(text)?.proposed(context) ?? { subject: '', body: '' }
}

/** What a wave says to one reader. Those who were not there are told so first, and asked to join. */
export function textOf(context: Context, wave: Pick<Wave, 'id' | 'kind'>, reader: Reader): Letter {
  const { summary } = context.campaign
  if (WAVES[wave.kind].tellsAbsent)
    return summary ? afterAbsence(summary, reader.missed ? summary.missed : '') : NOTHING
  const words = letterOfText(context, textFor(context.campaign, wave, reader))
  return WAVES[wave.kind].news ? withReason(words, reasonGiven(context.campaign)) : words
}

/** The convener's reason behind what has happened: after the greeting and the first paragraph, as a paragraph of its own. */
function withReason({ subject, body }: Letter, reason: string): Letter {
  if (reason.trim() === '') return { subject, body }
  const paragraphs = body.split(/\n[ \t]*\n\s*/)
  const at = Math.min(/^(?:Dear|Hello)\b.*,$/.test(paragraphs[0] ?? '') ? 2 : 1, paragraphs.length)
  return { subject, body: paragraphs.toSpliced(at, 0, asWords(reason)).join('\n\n') }
}

const NOTHING: Letter = { subject: '', body: '' }

/** A letter with words for those who were not there, after its greeting. */
export function afterAbsence({ subject, body }: Letter, words: string): Letter {
  const missed = words.trim()
  if (missed === '') return { subject, body }
  return { subject, body: body.replace(/^(Dear [^\n]*\n\n)?/, `$1${missed.replace(/\$/g, '$$$$')}\n\n`) }
}
