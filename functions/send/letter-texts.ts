/** Which text a letter of a campaign has before its fields are filled, and which page its one button opens. */

import type { Campaign, Letter } from '../../domain/keep/campaign.ts'
import type { CampaignId, InvitationId } from '../../domain/keep/ids.ts'
import { beginsWithHold, type Kind, kindOf } from '../../domain/keep/kinds.ts'
import type { Partnership } from '../../domain/keep/partnership.ts'
import type { Stand } from '../../domain/keep/standing.ts'
import type { Tone } from '../../domain/keep/wave-kinds.ts'
import type { InviteeLetter, LetterKind } from '../../mail/letter-kinds.ts'
import { asPlain, asWords } from '../../mail/merge.ts'
import {
  AGENDA,
  CANCELLATION,
  CONFIRMATION,
  DEBRIEF_LETTER,
  defaultLetter,
  FOLLOW_UP,
  FOLLOW_UP_AGAIN,
  MEETING_REMINDER,
  MEETING_STAND_IN,
  PULSE,
  REMINDER,
  STAND_IN,
  TABLE_LETTER,
  TEAM_LETTER,
  TEAM_REMINDER,
  THANKS,
  UPDATE,
} from '../../templates/texts.ts'
import type { Context } from '../keep/context.ts'
import { LINKS, type Link } from '../keep/links.ts'

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
  agenda: () => ({ words: 'Put something on the agenda', page: LINKS.agenda }),
  pulse: () => ({ words: 'Answer four questions', page: LINKS.pulse }),
}

const NO_LETTER: Letter = { subject: '', body: '' }

/** The first letter Convoke proposes for a meeting. */
export function proposedLetter({ campaign, partnership }: Context): Letter {
  const write = FIRST_LETTERS[kindOf(campaign).texts.letter]
  const { name = '', lead = '' } = campaign
  const { subject } = write(partnership, asPlain(name), asPlain(lead))
  return { subject, body: write(partnership, asWords(name), asWords(lead)).body }
}

const FIRST_LETTERS: Record<Kind['texts']['letter'], (of: Partnership, topic: string, lead: string) => Letter> = {
  launch: defaultLetter,
  debrief: () => DEBRIEF_LETTER,
  team: (_, topic, lead) => TEAM_LETTER(topic, lead),
  table: () => TABLE_LETTER,
}

const REMINDERS: Record<Kind['texts']['reminder'], (campaign: Campaign) => Letter> = {
  launch: () => REMINDER,
  team: ({ agenda = '' }) => TEAM_REMINDER(asLines(agenda)),
  meeting: ({ agenda = '' }) => MEETING_REMINDER(agenda),
}

/** What the lead of a team typed, line by line: whoever has their link writes words, and nothing that is obeyed. */
const asLines = (typed: string): string =>
  typed
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => `- ${asWords(line.replace(/^\s*[-*•]\s+/, ''))}`)
    .join('\n')

type Text = (campaign: Campaign, tone: Tone, stand: Stand) => Letter

/** The letter the convener wrote. */
const own: Text = ({ letter }) => letter ?? NO_LETTER

/** The text of each kind of letter to those on a list, before its fields are filled. */
const TEXTS: Record<InviteeLetter, Text> = {
  hold: own,
  // The convener's letter is the one that asks first. Where that held the time, this one says that it is certain.
  invite: (campaign, ...rest) =>
    beginsWithHold(kindOf(campaign)) ? CONFIRMATION(campaign.agenda ?? '') : own(campaign, ...rest),
  'follow-up': (_, tone, stand) => (stand === 'again' ? FOLLOW_UP_AGAIN : FOLLOW_UP[tone]),
  reminder: campaign => REMINDERS[kindOf(campaign).texts.reminder](campaign),
  update: (_, __, stand) => UPDATE[stand],
  cancellation: () => CANCELLATION,
  agenda: () => AGENDA,
  summary: ({ summary }) => summary ?? NO_LETTER,
  pulse: (_, tone) => PULSE[tone],
  thanks: () => THANKS.accepted,
}

/** Those who were not there are told so first, and asked to join. */
export function textOf(
  campaign: Campaign,
  { kind, tone = 'warm' }: { kind: InviteeLetter; tone?: Tone | undefined },
  { missed, stand }: { missed: boolean; stand: Stand },
): Letter {
  const text = TEXTS[kind](campaign, tone, stand)
  const words = missed ? (campaign.summary?.missed.trim() ?? '') : ''
  return words === ''
    ? text
    : { ...text, body: text.body.replace(/^(Dear [^\n]*\n\n)?/, `$1${words.replace(/\$/g, '$$$$')}\n\n`) }
}

/** The first letter to somebody who comes in another's place. */
export const standInText = (campaign: Campaign, principal: string): Letter =>
  (kindOf(campaign).signed ? STAND_IN : MEETING_STAND_IN)(asWords(principal))
