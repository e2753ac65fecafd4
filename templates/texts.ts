/**
 * The letters Convoke proposes, in Markdown with merge fields.
 * They are written to be read in ten seconds by somebody with no time: one thought a paragraph, each thought once,
 * one question. When, where and who asks stand above every letter that asks, and its buttons above and below.
 */

import { CLOSE } from './errands/row.ts'

export interface Text {
  subject: string
  body: string
}

/** The paragraph as a sentence that can stand on its own. */
function paragraph(text: string): string {
  const line = text.trim()
  return line === '' || /[.!?:;…”"')]$/.test(line) ? line : `${line}.`
}

/**
 * The subject of a letter that answers the first in its thread. Mail programs that sort by subject keep the two together
 * as long as nothing else of it differs.
 */
export const inThread = (subject: string): string => `Re: ${subject}`

const FIRST = '{{first_name}}, will you join us on {{date}}?'

/** The first letter, made from what the partnership says of itself. What is left empty is left out. */
export function defaultLetter(partnership: { why: string; what: string; how: string }): Text {
  const what = paragraph(partnership.what)
  const body = [
    'Dear {{first_name}},',
    paragraph(partnership.why),
    `We’re starting the **{{partnership}}**.${what === '' ? '' : ` ${what}`}`,
    paragraph(partnership.how),
    '**Will you join us on {{date}} at {{host}}?** We’ll put two questions to everyone at the table: where is the opportunity for our industry here, and what’s in the way? Then we’ll pick the two or three things worth fixing together. There’s nothing to prepare.',
    'We’d like {{company}} at that table, and you in the chair. It only works if the people in the room can decide.',
  ]
  return { subject: FIRST, body: body.filter(Boolean).join('\n\n') }
}

/** To those who said yes or maybe before the meeting moved and have not said it again. */
export const FOLLOW_UP_AGAIN: Text = {
  subject: 'Does {{date}} work for you, {{first_name}}?',
  body: [
    'Dear {{first_name}},',
    'The first meeting of the **{{partnership}}** has changed since you replied: it’s now on {{date}}, {{time}}, at {{host}}. **Does your answer still hold?** A quick no is fine too.',
    CLOSE,
  ].join('\n\n'),
}

/** To the same, for the last time. */
export const FOLLOW_UP_AGAIN_LAST: Text = {
  subject: FOLLOW_UP_AGAIN.subject,
  body: [
    'Dear {{first_name}},',
    'We have your reply for the earlier date. **Can we count on you for {{date}}?** Yes, no or maybe: one click is enough, and this is the last time we’ll ask.',
    CLOSE,
  ].join('\n\n'),
}

/** To those who haven’t replied: a warm one for the first time, a brief one for the last. */
export const FOLLOW_UP: Record<'warm' | 'brief', Text> = {
  warm: {
    subject: inThread(FIRST),
    body: [
      'Dear {{first_name}},',
      'We recently invited you to help start the **{{partnership}}**. We know you’re busy, so here’s the short version.',
      'On {{date}}, leaders of {{region}} companies will meet at {{host}} to decide what our industry should fix together, and where to begin. We’d value your perspective from {{company}}.',
      '**Can you make it?** A quick no is fine too.',
      'With kind regards,',
    ].join('\n\n'),
  },
  brief: {
    subject: inThread(FIRST),
    body: [
      'Dear {{first_name}},',
      'We’re setting the table for the first meeting of the **{{partnership}}** on {{date}}. **Can we count on you?** Yes, no or maybe: one click is enough, and this is the last time we’ll ask.',
      'Kind regards,',
    ].join('\n\n'),
  },
}

/** To those coming or undecided, shortly before. */
export const REMINDER: Text = {
  subject: 'See you on {{date}}',
  body: [
    'Dear {{first_name}},',
    'The first meeting of the **{{partnership}}** is on {{date}}. Everything you need to find us is below, and there’s nothing to prepare.',
    'We start on time and end on time. If something has come up, let us know with one click, or send someone in your place.',
    'See you there,',
  ].join('\n\n'),
}

/** Thanks for an answer, which also confirm what we understood. No champion has read them: they come from the organization. */
export const THANKS: Record<'accepted' | 'declined' | 'tentative' | 'delegated', Text> = {
  accepted: {
    subject: 'You’re confirmed for {{date}}',
    body: [
      'Dear {{first_name}},',
      '**You’re confirmed for {{date}}.** Thank you, we’re glad you’ll be there. The details are below.',
      'If your plans change, you can change your answer until we start.',
      CLOSE,
    ].join('\n\n'),
  },
  declined: {
    subject: 'Thank you for letting us know, {{first_name}}',
    body: [
      'Dear {{first_name}},',
      'Thank you for telling us that **you can’t make it** on {{date}}. We won’t ask you again unless the meeting changes.',
      'If your plans change, or someone else from {{company}} should be in the room, change your answer below.',
      CLOSE,
    ].join('\n\n'),
  },
  tentative: {
    subject: 'Thank you, {{first_name}}: we’ll hold a seat for you',
    body: [
      'Dear {{first_name}},',
      'Thank you. **You’re a maybe for {{date}}**, and we’ll hold a seat for you. When you know more, change your answer below.',
      CLOSE,
    ].join('\n\n'),
  },
  delegated: {
    subject: 'Thank you, {{first_name}}: we’ll hold your seat for your guest',
    body: [
      'Dear {{first_name}},',
      'Thank you. **Someone will attend in your place** on {{date}}, and we look forward to meeting them. Please pass the details below along.',
      'If you can make it yourself after all, we’d be glad: change your answer below.',
      CLOSE,
    ].join('\n\n'),
  },
}

/** Thanks for an answer that somebody else gave: who it was stands first, so that a mistake is seen at once. */
export const ANSWERED_FOR = (thanks: Text, by: string): Text => ({
  subject: thanks.subject,
  body: thanks.body.replace(
    '\n\n',
    `\n\n**${by}** replied for you. If that isn’t what you want, change your answer below.\n\n`,
  ),
})

/** To somebody who comes in another's place (`{{in_place_of}}`), once the convener has said yes. */
export const STAND_IN: Text = {
  subject: '{{first_name}}, your seat at the {{partnership}} on {{date}}',
  body: [
    'Dear {{first_name}},',
    '{{in_place_of}} can’t be at the first meeting of the **{{partnership}}** and asks you to take the seat. We’d be glad to have you.',
    'Leaders of {{region}} companies will say what our industry could do better together, and choose where to begin. There’s nothing to prepare. **Will you be there on {{date}}?**',
    CLOSE,
  ].join('\n\n'),
}

/** The same for a meeting after the launch. */
export const MEETING_STAND_IN: Text = {
  subject: '{{first_name}}, your seat at the {{partnership}} on {{date}}',
  body: [
    'Dear {{first_name}},',
    '{{in_place_of}} can’t be at the meeting of the **{{partnership}}** on {{date}} and asks you to take the seat. **Will you be there?** We’d be glad to have you.',
    CLOSE,
  ].join('\n\n'),
}

/** To somebody who was taken off the list and has the meeting in the calendar. */
export const WITHDRAWAL: Text = {
  subject: 'You’re off the list for our meeting on {{date}}',
  body: [
    'Dear {{first_name}},',
    'Our list for the meeting of the **{{partnership}}** on {{date}} has changed, and you’re no longer expected there. This email takes it off your calendar; there’s nothing you need to do.',
    'If you think this is a mistake, just reply: a person reads it.',
    CLOSE,
  ].join('\n\n'),
}

/** Somebody comes to another session instead: the entry of this one goes. `{{other_session}}` is when and where. */
export const MOVED: Text = {
  subject: 'You’re now on the list for another session',
  body: [
    'Dear {{first_name}},',
    'You’re on the list for **{{other_session}}** instead. This email only takes {{date}} off your calendar; the other session has an email of its own. There’s nothing you need to do.',
    'If you think this is a mistake, just reply: a person reads it.',
    CLOSE,
  ].join('\n\n'),
}

/**
 * What the first letter of the debrief says. It comes from the convening organization, as those of all meetings after the
 * launch: nobody signs them.
 */
export const DEBRIEF_LETTER: Text = {
  subject: 'Debrief right after the launch on {{date}}',
  body: [
    'Dear {{first_name}},',
    'Right after the launch of the **{{partnership}}**, the support team meets for a short debrief: what did business say, what can each of us do about it, and what should wait until the action teams ask for it?',
    'Please keep {{time}} free, in the same place, and bring your notes.',
    'With thanks,  \n{{organization}}',
  ].join('\n\n'),
}

/** The first letter to an action team. `topic` is what it works on and `lead` who leads it, as words of the text. */
export const TEAM_LETTER = (topic: string, lead: string): Text => ({
  subject: `${topic ? `${topic}: ` : ''}please hold {{date}}`,
  body: [
    'Dear {{first_name}},',
    `You’re on the action team${topic ? ` **${topic}**` : ''} of the **{{partnership}}**. Please hold {{date}}, {{time}}, for a call led by ${lead || 'one of you'}.`,
    'Your calendar shows it as tentative. If it doesn’t work for you, let us know with one click, or send someone in your place.',
    CLOSE,
  ].join('\n\n'),
})

/** The first letter of a quarterly table. */
export const TABLE_LETTER: Text = {
  subject: 'Please hold {{date}} for the {{partnership}}',
  body: [
    'Dear {{first_name}},',
    'The **{{partnership}}** meets again on {{date}}. Please hold {{time}}.',
    'Your calendar shows it as tentative; the invitation with the agenda follows two weeks ahead. If you already know that you can’t make it, one click tells us.',
    CLOSE,
  ].join('\n\n'),
}

/** To whoever holds the time of a quarterly meeting: now it is certain. */
export const CONFIRMATION: Text = {
  subject: 'The {{partnership}} meets on {{date}}',
  body: [
    'Dear {{first_name}},',
    'The time is confirmed: the **{{partnership}}** meets on {{date}}. **Will you be there?**',
    '{{agenda}}',
    CLOSE,
  ].join('\n\n'),
}

/** What stands for the agenda where it is Markdown of somebody's, and where there is none yet. */
export const agendaBlock = (agenda: string): string =>
  agenda.trim() ? `**What we’ll talk about**\n\n${agenda.trim()}` : ''
export const NO_AGENDA_YET =
  'The agenda is yours: reply with what you want on it, and the champions will put it in order.'

/** To those who hold the letter, when the meeting changes. What changed is listed beneath the text. */
const update = (words: string): Text => ({
  subject: 'A change to our meeting on {{date}}',
  body: ['Dear {{first_name}},', `The meeting of the **{{partnership}}** has changed. ${words}`, CLOSE].join('\n\n'),
})
export const UPDATE: Record<'silent' | 'again' | 'declined' | 'answered', Text> = {
  silent: update('**Will you be there?**'),
  again: update('You replied to the earlier plan. **Does the new one work for you?**'),
  declined: update('You told us that you can’t make it. If that’s different now, let us know with one click.'),
  answered: update('Your answer still counts; one click changes it.'),
}

/** To those who hold the letter, when the meeting is called off. */
export const CANCELLATION: Text = {
  subject: 'Canceled: our meeting on {{date}}',
  body: [
    'Dear {{first_name}},',
    'The meeting of the **{{partnership}}** on {{date}} **is canceled**. This email takes it off your calendar; there’s nothing you need to do.',
    'We’re sorry for the trouble. The work still matters; we’ll be in touch with next steps.',
    CLOSE,
  ].join('\n\n'),
}

/** To somebody who wants to sign in. */
/** What Convoke writes to itself. */
export const PROBE: Text = { subject: 'A test of Convoke’s own mail', body: 'Convoke wrote this to itself.' }

export const SIGN_IN: Text = {
  subject: 'Your link to sign in to Convoke',
  body: [
    'Hello,',
    'This link signs you in to Convoke. It works once, within the next 15 minutes.',
    'If you didn’t ask for it, ignore this email: no one can sign in without the link.',
  ].join('\n\n'),
}
