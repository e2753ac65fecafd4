/** Which text a letter of a campaign has before its fields are filled, and which page its one button opens. */

import type { Campaign, Letter, Tone } from '../../domain/keep/campaign.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import type { Stand } from '../../domain/keep/standing.ts'
import type { LetterKind } from '../../mail/content.ts'
import { asPlain, asWords } from '../../mail/merge.ts'
import {
  AGENDA,
  CANCELLATION,
  CONFIRMATION,
  defaultLetter,
  FOLLOW_UP,
  FOLLOW_UP_AGAIN,
  MEETING_LETTER,
  MEETING_REMINDER,
  MEETING_STAND_IN,
  PULSE,
  REMINDER,
  SIGNATURE_REQUEST,
  STAND_IN,
  TEAM_REMINDER,
  THANKS,
  UPDATE,
} from '../../templates/texts.ts'
import type { Context } from '../keep/context.ts'
import { LINKS, type Link } from '../keep/links.ts'

/** Letters with one button that is no answer: what it says, and which page it opens for its reader. */
export const ACTIONS: Partial<Record<LetterKind, (campaign: Campaign) => { words: string; page: Link }>> = {
  summary: ({ meeting }) =>
    meeting?.kind === 'quarterly'
      ? { words: 'See the report', page: LINKS.report }
      : { words: 'See the action teams', page: LINKS.join },
  agenda: () => ({ words: 'Put something on the agenda', page: LINKS.agenda }),
  pulse: () => ({ words: 'Answer four questions', page: LINKS.pulse }),
}

const NO_LETTER: Letter = { subject: '', body: '' }

/** The first letter Convoke proposes for a meeting. */
export function proposedLetter({ campaign, partnership }: Context): Letter {
  const kind = campaign.meeting?.kind ?? 'launch'
  if (kind === 'launch') return defaultLetter(partnership)
  const { name = '', lead = '' } = campaign
  const { subject } = MEETING_LETTER[kind](asPlain(name), asPlain(lead))
  return { subject, body: MEETING_LETTER[kind](asWords(name), asWords(lead)).body }
}

/** What the lead of a team typed, line by line: whoever has their link writes words, and nothing that is obeyed. */
const asLines = (typed: string): string =>
  typed
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => `- ${asWords(line.replace(/^\s*[-*•]\s+/, ''))}`)
    .join('\n')

/** The text of a kind of letter before its fields are filled. */
function textFor(
  campaign: Campaign,
  kind: LetterKind,
  tone: 'warm' | 'brief' = 'warm',
  stand: Stand = 'silent',
): Letter {
  const { signed, waves } = kindOf(campaign)
  switch (kind) {
    case 'invite':
      return waves[0]?.kind === 'hold' ? CONFIRMATION(campaign.agenda ?? '') : (campaign.letter ?? NO_LETTER)
    case 'follow-up':
      return stand === 'again' ? FOLLOW_UP_AGAIN : FOLLOW_UP[tone]
    case 'reminder':
      if (campaign.meeting?.kind === 'action-team') return TEAM_REMINDER(asLines(campaign.agenda ?? ''))
      return signed ? REMINDER : MEETING_REMINDER(campaign.agenda ?? '')
    case 'update':
      return UPDATE[stand]
    case 'cancellation':
      return CANCELLATION
    case 'signature-request':
      return SIGNATURE_REQUEST
    case 'agenda':
      return AGENDA
    case 'summary':
      return campaign.summary ?? NO_LETTER
    case 'pulse':
      return PULSE[tone]
    case 'thanks':
      return THANKS.accepted
    default:
      return campaign.letter ?? NO_LETTER
  }
}

/** Those who were not there are told so first, and asked to join. */
export function textOf(
  campaign: Campaign,
  { kind, tone }: { kind: LetterKind; tone?: Tone | undefined },
  { missed, stand }: { missed: boolean; stand: Stand },
): Letter {
  const text = textFor(campaign, kind, tone, stand)
  const words = missed ? (campaign.summary?.missed.trim() ?? '') : ''
  return words === ''
    ? text
    : { ...text, body: text.body.replace(/^(Dear [^\n]*\n\n)?/, `$1${words.replace(/\$/g, '$$$$')}\n\n`) }
}

/** The first letter to somebody who comes in another's place. */
export const standInText = (campaign: Campaign, principal: string): Letter =>
  (kindOf(campaign).signed ? STAND_IN : MEETING_STAND_IN)(asWords(principal))
