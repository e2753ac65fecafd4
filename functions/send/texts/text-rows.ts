/**
 * The texts of a campaign's emails to those on its list, a row each: what a text is called, as which letter it is set, who
 * reads it, and the words that Convoke proposes for it. The convener may write each of them anew.
 */
import type { Campaign, Letter } from '../../../domain/keep/campaign.ts'
import { askingRows, beginsWithHold, type Kind, kindOf, type WaveRow } from '../../../domain/keep/kinds.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { type Tone, WAVES, type WaveKind } from '../../../domain/keep/wave-kinds.ts'
import { asPlain, asWords } from '../../../mail/merge.ts'
import {
  AFTER_MEETING,
  AGENDA,
  MEETING_FOLLOW_UP,
  MEETING_FOLLOW_UP_AGAIN,
  MEETING_REMINDER,
  TEAM_REMINDER,
} from '../../../templates/meeting-texts.ts'
import {
  PARTNER_FOLLOW_UP,
  PARTNER_FOLLOW_UP_LAST,
  PARTNER_LETTER,
  PARTNER_REMINDER,
} from '../../../templates/partner-texts.ts'
import {
  agendaBlock,
  CONFIRMATION,
  DEBRIEF_LETTER,
  defaultLetter,
  FOLLOW_UP,
  FOLLOW_UP_AGAIN,
  FOLLOW_UP_AGAIN_LAST,
  MEETING_STAND_IN,
  NO_AGENDA_YET,
  REMINDER,
  STAND_IN,
  TABLE_LETTER,
  TEAM_LETTER,
} from '../../../templates/texts.ts'
import type { Context } from '../../keep/context.ts'
import { ALWAYS, PULSES, SESSIONS, standInRow } from './occasion-rows.ts'
import { says, type TextRow } from './text-row.ts'

/** Ids of texts that are no row of a kind's waves. Overrides are kept under them, so they stay as they are. */
export const LETTER = 'letter'

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

const REMINDERS: Record<Kind['texts']['reminder'], Pick<TextRow, 'fields'> & { letter: Letter }> = {
  launch: { letter: REMINDER },
  team: {
    letter: TEAM_REMINDER,
    fields: ({ campaign: { agenda = '' } }) => ({ agenda: { data: agendaBlock(asLines(agenda)) } }),
  },
  meeting: {
    letter: MEETING_REMINDER,
    fields: ({ campaign: { agenda = '' } }) => ({ agenda: { data: agendaBlock(agenda) } }),
  },
}

/** What brings the agenda along where there is one, before a meeting of people who have joined already. */
const agendaFields = (kind: Kind): TextRow['fields'] => REMINDERS[kind.texts.reminder].fields

/** The invitation after a hold brings the agenda along, or asks for it. */
const withAgenda: NonNullable<TextRow['fields']> = ({ campaign: { agenda = '' } }) => ({
  agenda: { data: agendaBlock(agenda) || NO_AGENDA_YET },
})

/** What the lead of a team typed, line by line: whoever has their link writes words, and nothing that is obeyed. */
const asLines = (typed: string): string =>
  typed
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => `- ${asWords(line.replace(/^\s*[-*•]\s+/, ''))}`)
    .join('\n')

/** What Convoke proposes for a row of a kind's waves. */
const PROPOSED: Partial<Record<WaveKind, (context: Context, tone: Tone) => Letter>> = {
  hold: proposedLetter,
  // The convener's letter is the one that asks first. Where that held the time, this one says that it is certain.
  invite: context => (beginsWithHold(kindOf(context.campaign)) ? CONFIRMATION : proposedLetter(context)),
  'follow-up': ({ campaign }, tone) => (kindOf(campaign).signed ? FOLLOW_UP : MEETING_FOLLOW_UP)[tone],
  reminder: ({ campaign }) => REMINDERS[kindOf(campaign).texts.reminder].letter,
  agenda: () => AGENDA,
  'after-meeting': ({ campaign }) => AFTER_MEETING(kindOf(campaign).signed).came,
}

const READERS: Record<WaveRow['audience'], string> = {
  everyone: 'everyone on the list',
  'the silent': 'those who haven’t replied',
  coming: 'those who said yes',
  'coming or undecided': 'those coming or undecided',
  'not declined': 'everyone who hasn’t said no',
  businesses: 'everyone from business',
  holders: 'everyone who was invited',
  'who came': 'those who came',
}

/** The id of the text that a row of the meeting's kind brings. */
export const textOfRow = (campaign: Pick<Campaign, 'meeting'>, row: Pick<WaveRow, 'id'>): string =>
  askingRows(kindOf(campaign))[0]?.id === row.id ? LETTER : row.id

function rowTexts(campaign: Campaign): [string, TextRow][] {
  const kind = kindOf(campaign)
  return kind.waves.map(row => {
    const text = textOfRow(campaign, row)
    const { reminds, asks, asksAgain, needsSignatures } = WAVES[row.kind]
    const signed = kind.signed && needsSignatures
    const fields =
      text === LETTER ? undefined : asks ? withAgenda : reminds || asksAgain ? agendaFields(kind) : undefined
    const tone = campaign.timing.waves[row.id]?.tone ?? row.tone
    return [
      text,
      {
        title: row.title,
        kind: row.kind,
        // Public partners have a letter of their own beside what champions sign.
        readers: signed && row.audience === 'everyone' ? 'every business leader on the list' : READERS[row.audience],
        proposed: context => PROPOSED[row.kind]?.(context, tone) ?? { subject: '', body: '' },
        ...(signed ? { signed: true } : {}),
        ...(fields ? { fields } : {}),
      },
    ]
  })
}

/** What a meeting has besides to which champions invite. None of it bears their names. */
const BESIDE_CHAMPIONS: Record<string, TextRow> = {
  'partner-letter': {
    title: 'Letter to public partners',
    kind: 'invite',
    readers: 'public partners',
    proposed: says(PARTNER_LETTER),
  },
  'partner-follow-up': {
    title: 'Follow-up to public partners',
    kind: 'follow-up',
    readers: 'public partners who haven’t replied',
    proposed: says(PARTNER_FOLLOW_UP),
  },
  'partner-follow-up-last': {
    title: 'Last follow-up to public partners',
    kind: 'follow-up',
    readers: 'public partners who haven’t replied',
    proposed: says(PARTNER_FOLLOW_UP_LAST),
  },
  'partner-reminder': {
    title: 'Reminder to public partners',
    kind: 'reminder',
    readers: 'public partners coming or undecided',
    proposed: says(PARTNER_REMINDER),
  },
}

/** Where the silent are followed up: to those who answered for another time, in words that nobody had before. */
const AFTER_MOVE = (kind: Kind): Record<string, TextRow> => {
  const rows = kind.waves.filter(row => WAVES[row.kind].asksAgain)
  const fields = agendaFields(kind)
  const followUp = (title: string, letter: Letter): TextRow => ({
    title,
    kind: 'follow-up',
    readers: 'those who answered for the earlier date',
    proposed: says(letter),
    ...(fields ? { fields } : {}),
  })
  return {
    ...(rows.length > 0 && {
      'follow-up-again': followUp('Follow-up after a move', kind.signed ? FOLLOW_UP_AGAIN : MEETING_FOLLOW_UP_AGAIN),
    }),
    ...(rows.length > 1 && { 'follow-up-again-last': followUp('Last follow-up after a move', FOLLOW_UP_AGAIN_LAST) }),
  }
}

/** Where nobody noted who came: words that are true of whoever said yes. */
const UNSEEN = (kind: Kind): Record<string, TextRow> =>
  Object.fromEntries(
    kind.waves
      .filter(row => WAVES[row.kind].wordsByPresence)
      .map(({ id, kind: wave, title }): [string, TextRow] => [
        unseen(id),
        {
          title: `${title}, if no one is checked in`,
          kind: wave,
          readers: 'those who said yes, if no one is checked in',
          proposed: says(AFTER_MEETING(kind.signed).unseen),
        },
      ]),
  )

/** The id of the words for those of whom nobody knows whether they were there. */
export const unseen = (text: string): string => `${text}-unseen`

/** All texts of a campaign by their ids, in the order in which they may leave. */
export const textsOf = (campaign: Campaign): Map<string, TextRow> =>
  new Map([
    ...rowTexts(campaign),
    ...(kindOf(campaign).signed ? Object.entries(BESIDE_CHAMPIONS) : []),
    ...Object.entries(AFTER_MOVE(kindOf(campaign))),
    ...Object.entries(UNSEEN(kindOf(campaign))),
    ...Object.entries(ALWAYS),
    ['stand-in', standInRow(kindOf(campaign).signed ? STAND_IN : MEETING_STAND_IN)] as const,
    ...(campaign.session ? Object.entries(SESSIONS) : []),
    ...(campaign.pulse === undefined ? [] : Object.entries(PULSES)),
  ])
