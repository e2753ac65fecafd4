/** The letters Convoke proposes around a meeting after the launch, and after any meeting. They come from the convening organization. */
import { CLOSE } from './errands/row.ts'
import type { Text } from './texts.ts'

/**
 * To those who have not answered, before a meeting of people who have joined already. It comes from the convening organization, and its subject stands
 * on its own, for what it answers goes by another name from kind to kind.
 */
export const MEETING_FOLLOW_UP: Record<'warm' | 'brief', Text> = {
  warm: {
    subject: '{{first_name}}, will you be there on {{date}}?',
    body: [
      'Dear {{first_name}},',
      'The **{{partnership}}** meets on {{date}}, {{time}}, and we’d like to know who’ll be at the table. **Can you make it?** A quick no is fine too.',
      '{{agenda}}',
      CLOSE,
    ].join('\n\n'),
  },
  brief: {
    subject: '{{first_name}}, will you be there on {{date}}?',
    body: [
      'Dear {{first_name}},',
      '**Can you make it on {{date}}?** Yes, no or maybe: one click is enough.',
      '{{agenda}}',
      CLOSE,
    ].join('\n\n'),
  },
}

/** To those who said yes or maybe to such a meeting before it moved and have not said it again. */
export const MEETING_FOLLOW_UP_AGAIN: Text = {
  subject: 'Does {{date}} work for you, {{first_name}}?',
  body: [
    'Dear {{first_name}},',
    'The meeting of the **{{partnership}}** has changed since you replied: it’s now on {{date}}, {{time}}. **Does your answer still hold?** A quick no is fine too.',
    '{{agenda}}',
    CLOSE,
  ].join('\n\n'),
}

/** Shortly before a meeting of people who have joined already. */
export const MEETING_REMINDER: Text = {
  subject: 'See you on {{date}}',
  body: [
    'Dear {{first_name}},',
    'A short reminder: the **{{partnership}}** meets on {{date}}. The details are below.',
    '{{agenda}}',
    'If something has come up, let us know with one click, or send someone in your place.',
    'See you there,  \n{{organization}}',
  ].join('\n\n'),
}

/** Shortly before a call of an action team. */
export const TEAM_REMINDER: Text = {
  subject: 'See you on {{date}}',
  body: [
    'Dear {{first_name}},',
    'A short reminder: your action team of the **{{partnership}}** meets on {{date}}. The details are below.',
    '{{agenda}}',
    'If something has come up, let us know with one click, or send someone in your place.',
    'See you there,  \n{{organization}}',
  ].join('\n\n'),
}

/**
 * Hours after a meeting, from those who convene it: to who came, and, where nobody noted who did, to who said yes, in words
 * that are true either way. `first`: it was the first meeting.
 */
export const AFTER_MEETING = (first: boolean): Record<'came' | 'unseen', Text> => {
  const meeting = `the ${first ? 'first ' : ''}meeting of the **{{partnership}}**`
  return {
    came: {
      subject: 'Thank you for coming, {{first_name}}',
      body: [
        'Dear {{first_name}},',
        `**Thank you for coming** to ${meeting}. We know what your time is worth, and we’re glad you were there.`,
        'Is there something you wanted to say and didn’t get to? Just reply: a person reads it.',
        CLOSE,
      ].join('\n\n'),
    },
    unseen: {
      subject: 'Thank you, {{first_name}}',
      body: [
        'Dear {{first_name}},',
        `**Thank you for saying yes** to ${meeting}. We know what your time is worth.`,
        'Is there something you’d like to add, or did something keep you from coming? Just reply: a person reads it.',
        CLOSE,
      ].join('\n\n'),
    },
  }
}

/** A calendar program asked for the entry once more. */
export const ENTRY_RESENT: Text = {
  subject: 'The calendar entry for {{date}}',
  body: [
    'Dear {{first_name}},',
    'Your calendar asked us for the entry of the **{{partnership}}** meeting on {{date}} again. Here it is, up to date; there’s nothing else you need to do.',
    CLOSE,
  ].join('\n\n'),
}

/** Three weeks before a quarterly meeting: the agenda is the members'. */
export const AGENDA: Text = {
  subject: '{{first_name}}, what should be on the agenda for {{date}}?',
  body: [
    'Dear {{first_name}},',
    'The **{{partnership}}** meets on {{date}}, and the agenda is yours: **what’s worth an hour of your peers’ time?** One sentence is enough.',
    'The champions put the suggestions in order. You’ll get the agenda with the invitation, two weeks ahead.',
    CLOSE,
  ].join('\n\n'),
}

/** Once a year, after a quarterly meeting. */
export const PULSE: Record<'warm' | 'brief', Text> = {
  warm: {
    subject: 'Four questions about the {{partnership}}',
    body: [
      'Dear {{first_name}},',
      '**Is the {{partnership}} worth your time, and is it led by business?** After a year we’d like to know. It’s four questions and takes one minute.',
      'Members see the answers as numbers, never by name. They decide what the partnership works on next.',
      CLOSE,
    ].join('\n\n'),
  },
  brief: {
    subject: 'One minute for the {{partnership}}',
    body: [
      'Dear {{first_name}},',
      'Our four questions about the {{partnership}} are open for a few more days, and **your answer is still missing**. A no is worth as much as a yes.',
      CLOSE,
    ].join('\n\n'),
  },
}
