/** Texts of emails that no row of a meeting's kind plans: something happens, and somebody hears of it. */
import type { Letter } from '../../../domain/keep/campaign.ts'
import { ENTRY_RESENT, PULSE } from '../../../templates/meeting-texts.ts'
import { CANCELLATION, MOVED, THANKS, UPDATE, WITHDRAWAL } from '../../../templates/texts.ts'
import { says, type TextRow } from './text-row.ts'

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
  tellsChange: true,
})

/** It takes the meeting off calendars. */
const off = (title: string, readers: string, letter: Letter): TextRow => ({
  title,
  kind: 'cancellation',
  readers,
  proposed: says(letter),
})

/** To whoever comes in another's place. */
export const standInRow = (letter: Letter): TextRow => ({
  title: 'Invitation to a guest sent in someone’s place',
  kind: 'follow-up',
  readers: 'the person coming in someone’s place',
  proposed: says(letter),
  fields: ({ inPlaceOf = 'Sam Ortiz' }) => ({ in_place_of: inPlaceOf }),
})

/** Where a launch has sessions, and somebody goes to another one. */
export const SESSIONS: Record<string, TextRow> = {
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
export const ALWAYS: Record<string, TextRow> = {
  'thanks-accepted': thanks('Thank-you for a yes', 'whoever says yes', THANKS.accepted),
  'thanks-declined': thanks('Thank-you for a no', 'whoever says no', THANKS.declined),
  'thanks-tentative': thanks('Thank-you for a maybe', 'whoever says maybe', THANKS.tentative),
  'thanks-delegated': thanks('Thank-you for sending someone', 'whoever sends someone', THANKS.delegated),
  'change-silent': update('Update to those who haven’t replied', 'those who haven’t replied', UPDATE.silent),
  'change-answered': update('Update to those who replied', 'those who have replied', UPDATE.answered),
  'change-again': update('Update that asks again', 'those who answered for the earlier date', UPDATE.again),
  'change-declined': update('Update to those who declined', 'those who said no', UPDATE.declined),
  cancellation: off('Cancellation', 'everyone who was invited', CANCELLATION),
  withdrawal: off('Withdrawal', 'whoever is taken off the list', WITHDRAWAL),
  entry: {
    title: 'Calendar entry, sent again',
    kind: 'update',
    readers: 'whoever’s calendar asks for it',
    proposed: says(ENTRY_RESENT),
  },
}

export const PULSES: Record<string, TextRow> = {
  pulse: { title: 'Pulse survey', kind: 'pulse', readers: 'everyone from business', proposed: says(PULSE.warm) },
  'pulse-again': {
    title: 'Pulse survey, once more',
    kind: 'pulse',
    readers: 'those who have not taken it',
    proposed: says(PULSE.brief),
  },
}
