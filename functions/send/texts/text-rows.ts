/**
 * The texts of a campaign's emails to those on its list, a row each: what a text is called, as which letter it is set, who
 * reads it, and the words that Convoke proposes for it. The convener may write each of them anew.
 */
import type { Campaign, Letter } from '../../../domain/keep/campaign.ts'
import { askingRows, beginsWithHold, type Kind, kindOf, type WaveRow } from '../../../domain/keep/kinds.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import { type Tone, WAVES, type WaveKind } from '../../../domain/keep/wave-kinds.ts'
import type { OwnField } from '../../../domain/send/errand.ts'
import type { InviteeLetter } from '../../../mail/letter-kinds.ts'
import { asPlain, asWords } from '../../../mail/merge.ts'
import {
  AFTER_MEETING,
  ENTRY_RESENT,
  MEETING_FOLLOW_UP,
  MEETING_FOLLOW_UP_AGAIN,
  MEETING_REMINDER,
  TEAM_REMINDER,
} from '../../../templates/meeting-texts.ts'
import { PARTNER_FOLLOW_UP, PARTNER_LETTER, PARTNER_REMINDER } from '../../../templates/partner-texts.ts'
import {
  AGENDA,
  agendaBlock,
  CANCELLATION,
  CONFIRMATION,
  DEBRIEF_LETTER,
  defaultLetter,
  FOLLOW_UP,
  FOLLOW_UP_AGAIN,
  MEETING_STAND_IN,
  MOVED,
  NO_AGENDA_YET,
  PULSE,
  REMINDER,
  STAND_IN,
  TABLE_LETTER,
  TEAM_LETTER,
  THANKS,
  UPDATE,
  WITHDRAWAL,
} from '../../../templates/texts.ts'
import type { Context } from '../../keep/context.ts'

/** Ids of texts that are no row of a kind's waves. Overrides are kept under them, so they stay as they are. */
export const LETTER = 'letter'

export interface TextRow {
  title: string
  kind: InviteeLetter
  /** Who gets it, in a few words. */
  readers: string
  proposed: (context: Context) => Letter
  /** Champions sign it. */
  signed?: true
  /** Fields that this text alone has: what stands in them for one reader, or for an example of one. */
  fields?: (of: Filling) => Readonly<Record<string, OwnField>>
}

/** Whose copy is filled. */
export interface Filling {
  campaign: Campaign
  /** In whose place they come. */
  inPlaceOf?: string | undefined
  /** When and where the session is to which they went. */
  otherSession?: string | undefined
}

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
  holders: 'everyone who holds a letter',
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
    const fields =
      text === LETTER ? undefined : asks ? withAgenda : reminds || asksAgain ? agendaFields(kind) : undefined
    const tone = campaign.timing.waves[row.id]?.tone ?? row.tone
    return [
      text,
      {
        title: row.title,
        kind: row.kind,
        readers: READERS[row.audience],
        proposed: context => PROPOSED[row.kind]?.(context, tone) ?? { subject: '', body: '' },
        ...(kind.signed && needsSignatures ? { signed: true } : {}),
        ...(fields ? { fields } : {}),
      },
    ]
  })
}

const says =
  (letter: Letter): TextRow['proposed'] =>
  () =>
    letter

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
  'partner-reminder': {
    title: 'Reminder to public partners',
    kind: 'reminder',
    readers: 'public partners coming or undecided',
    proposed: says(PARTNER_REMINDER),
  },
}

/** Where the silent are followed up: to those who answered for another time, in words that nobody had before. */
const AFTER_MOVE = (kind: Kind): Record<string, TextRow> => {
  if (!kind.waves.some(row => WAVES[row.kind].asksAgain)) return {}
  const fields = agendaFields(kind)
  return {
    'follow-up-again': {
      title: 'Follow-up after a move',
      kind: 'follow-up',
      readers: 'those who answered for the earlier date',
      proposed: says(kind.signed ? FOLLOW_UP_AGAIN : MEETING_FOLLOW_UP_AGAIN),
      ...(fields ? { fields } : {}),
    },
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

const thanks = (title: string, readers: string, letter: Letter): TextRow => ({
  title,
  kind: 'thanks',
  readers,
  proposed: says(letter),
})
const update = (title: string, readers: string, letter: Letter): TextRow => ({
  title,
  kind: 'update',
  readers,
  proposed: says(letter),
})

/** It takes the meeting off calendars. */
const off = (title: string, readers: string, letter: Letter): TextRow => ({
  title,
  kind: 'cancellation',
  readers,
  proposed: says(letter),
})

/** To whoever comes in another's place. */
const standIn = (letter: Letter): TextRow => ({
  title: 'Letter to a guest sent in someone’s place',
  kind: 'follow-up',
  readers: 'the person coming in someone’s place',
  proposed: says(letter),
  fields: ({ inPlaceOf = 'Sam Ortiz' }) => ({ in_place_of: inPlaceOf }),
})

/** Where a launch has sessions, and somebody goes to another one. */
const SESSIONS: Record<string, TextRow> = {
  moved: {
    title: 'Change of session',
    kind: 'cancellation',
    readers: 'whoever goes to another session',
    proposed: says(MOVED),
    fields: ({ otherSession = 'Thursday, February 11, 2027, 7:30 AM, Example Company' }) => ({
      other_session: otherSession,
    }),
  },
}

/** What every meeting has. */
const ALWAYS: Record<string, TextRow> = {
  'thanks-accepted': thanks('Thank-you for a yes', 'whoever says yes', THANKS.accepted),
  'thanks-declined': thanks('Thank-you for a no', 'whoever says no', THANKS.declined),
  'thanks-tentative': thanks('Thank-you for a maybe', 'whoever says maybe', THANKS.tentative),
  'thanks-delegated': thanks('Thank-you for sending someone', 'whoever sends someone', THANKS.delegated),
  'change-silent': update('Update to those who haven’t replied', 'those who haven’t replied', UPDATE.silent),
  'change-answered': update('Update to those who replied', 'those who have replied', UPDATE.answered),
  'change-again': update('Update that asks again', 'those who answered for the earlier date', UPDATE.again),
  'change-declined': update('Update to those who declined', 'those who said no', UPDATE.declined),
  cancellation: off('Cancellation', 'everyone who holds a letter', CANCELLATION),
  withdrawal: off('Withdrawal', 'whoever is taken off the list', WITHDRAWAL),
  entry: update('Calendar entry, sent again', 'whoever’s calendar asks for it', ENTRY_RESENT),
}

const PULSES: Record<string, TextRow> = {
  pulse: { title: 'Pulse survey', kind: 'pulse', readers: 'everyone from business', proposed: says(PULSE.warm) },
  'pulse-again': {
    title: 'Pulse survey, once more',
    kind: 'pulse',
    readers: 'those who have not taken it',
    proposed: says(PULSE.brief),
  },
}

/** All texts of a campaign by their ids, in the order in which they may leave. */
export const textsOf = (campaign: Campaign): Map<string, TextRow> =>
  new Map([
    ...rowTexts(campaign),
    ...(kindOf(campaign).signed ? Object.entries(BESIDE_CHAMPIONS) : []),
    ...Object.entries(AFTER_MOVE(kindOf(campaign))),
    ...Object.entries(UNSEEN(kindOf(campaign))),
    ...Object.entries(ALWAYS),
    ['stand-in', standIn(kindOf(campaign).signed ? STAND_IN : MEETING_STAND_IN)] as const,
    ...(campaign.session ? Object.entries(SESSIONS) : []),
    ...(campaign.pulse === undefined ? [] : Object.entries(PULSES)),
  ])
