/**
 * The letters Convoke proposes, in Markdown with merge fields. The convener edits them; nothing here is sent unread.
 * They are written to be read in ten seconds by somebody with no time: one thought a paragraph, one question.
 */

export interface Text {
  subject: string
  body: string
}

/** The paragraph as a sentence that can stand on its own. */
function paragraph(text: string): string {
  const line = text.trim()
  return line === '' || /[.!?:;…”"')]$/.test(line) ? line : `${line}.`
}

/** The first letter, made from what the partnership says of itself. What is left empty is left out. */
export function defaultLetter(partnership: { why: string; what: string; how: string }): Text {
  const what = paragraph(partnership.what)
  const body = [
    'Dear {{first_name}},',
    paragraph(partnership.why),
    `We run companies here too, and none of us can solve this alone. So we are bringing the leaders of our industry to one table: the **{{partnership}}**.${what === '' ? '' : ` ${what}`}`,
    paragraph(partnership.how),
    '**Will you join us on {{date}} at {{host}}?** There is nothing to prepare. We will ask everyone in the room two questions: where do you see the best chance for our industry here, and what stands in its way? What we do next will follow from the answers.',
    'It works because the people around the table can decide, so we hope you will come yourself. One click below tells us. We would be glad to have {{company}} at the table.',
  ]
  return { subject: '{{first_name}}, will you join us on {{date}}?', body: body.filter(Boolean).join('\n\n') }
}

/** To those who said yes or maybe before the meeting moved and have not said it again. */
export const FOLLOW_UP_AGAIN: Text = {
  subject: 'Does {{date}} suit you, {{first_name}}?',
  body: [
    'Dear {{first_name}},',
    'The first meeting of the **{{partnership}}** has changed since you answered: it is on {{date}}, {{time}}, at {{host}}. **Does your answer hold for that?** One click tells us; a no helps us too.',
    'With kind regards,',
  ].join('\n\n'),
}

/** To those who have not answered: a warm one for the first time, a brief one for the last. */
export const FOLLOW_UP: Record<'warm' | 'brief', Text> = {
  warm: {
    subject: 'A seat for {{company}} on {{date}}',
    body: [
      'Dear {{first_name}},',
      'A little while ago we invited you to help start the **{{partnership}}**. Letters like ours arrive on busy days, so here it is once more, in short.',
      'On {{date}}, leaders of {{region}} companies in our industry meet at {{host}} to say what we could do better together than apart, and to pick where to begin. Your view from {{company}} would make that picture truer.',
      'Could you let us know with one click whether you can be there? A no helps us too.',
      'With kind regards,',
    ].join('\n\n'),
  },
  brief: {
    subject: '{{first_name}}, can you make it on {{date}}?',
    body: [
      'Dear {{first_name}},',
      'We are setting the table for the first meeting of the **{{partnership}}**: {{date}}, {{time}}, at {{host}}.',
      'May we count on you? One click is enough: yes, no, or maybe. This is the last time we ask.',
      'Kind regards,',
    ].join('\n\n'),
  },
}

/** To those who come or may come, shortly before. */
export const REMINDER: Text = {
  subject: 'See you on {{date}}',
  body: [
    'Dear {{first_name}},',
    'We look forward to seeing you at the **{{partnership}}** on {{date}}. Everything you need to find us is below, and there is nothing to prepare.',
    'We start on time and end on time. If something has come up, one click tells us, or sends someone in your place.',
    'See you there,',
  ].join('\n\n'),
}

/** Thanks for an answer, which also confirm what we understood. */
export const THANKS: Record<'accepted' | 'declined' | 'tentative' | 'delegated', Text> = {
  accepted: {
    subject: 'Thank you, {{first_name}}: see you on {{date}}',
    body: [
      'Dear {{first_name}},',
      'Thank you. **You are coming**, and we are glad of it. The details are below; a short reminder follows before the day.',
      'If your plans change, you can change your answer until we start.',
    ].join('\n\n'),
  },
  declined: {
    subject: 'Thank you for letting us know, {{first_name}}',
    body: [
      'Dear {{first_name}},',
      'Thank you for telling us that **you can’t make it** on {{date}}. We will not ask you again; only if the meeting changes you hear of it. Should you change your mind, one click below is enough until we start.',
      'If somebody else from {{company}} should be in the room, you can send them in your place.',
    ].join('\n\n'),
  },
  tentative: {
    subject: 'Thank you, {{first_name}}: we keep a seat for you',
    body: [
      'Dear {{first_name}},',
      'Thank you. We have noted **maybe** and keep a seat for you on {{date}}. When you know more, one click below tells us.',
    ].join('\n\n'),
  },
  delegated: {
    subject: 'Thank you, {{first_name}}: someone comes in your place',
    body: [
      'Dear {{first_name}},',
      'Thank you. We have noted that **someone comes in your place** on {{date}}, and look forward to meeting them. Please pass on the details below.',
      'If your plans change and you can come yourself, we would be glad: one click below is enough.',
    ].join('\n\n'),
  },
}

/** Thanks for an answer that somebody else gave: who it was stands first, so that a mistake is seen at once. */
export const ANSWERED_FOR = (thanks: Text, by: string): Text => ({
  subject: thanks.subject,
  body: thanks.body.replace(
    '\n\n',
    `\n\n**${by}** has answered for you. If that is not what you want, one click below changes it.\n\n`,
  ),
})

/** To somebody who comes in another's place, once the convener has said yes. */
export const STAND_IN = (principal: string): Text => ({
  subject: '{{first_name}}, your seat at the {{partnership}} on {{date}}',
  body: [
    'Dear {{first_name}},',
    `${principal} cannot be at the first meeting of the **{{partnership}}** and asks you to take the seat. We would be glad to have you.`,
    'Leaders of {{region}} companies in our industry will say what they could do better together than apart, and choose where to begin. There is nothing to prepare. **Will you be there on {{date}}?** One click below tells us.',
  ].join('\n\n'),
})

/** The same for a meeting after the launch. */
export const MEETING_STAND_IN = (principal: string): Text => ({
  subject: '{{first_name}}, your seat at the {{partnership}} on {{date}}',
  body: [
    'Dear {{first_name}},',
    `${principal} cannot be at the meeting of the **{{partnership}}** on {{date}} and asks you to take the seat. We would be glad to have you.`,
    '**Will you be there?** One click below tells us.',
  ].join('\n\n'),
})

/** To somebody who was taken off the list and has the meeting in the calendar. */
export const WITHDRAWAL: Text = {
  subject: 'Please take {{date}} off your calendar',
  body: [
    'Dear {{first_name}},',
    'We have changed the list for the meeting of the **{{partnership}}** on {{date}}, and you are no longer expected there. This message takes it off your calendar. You need not answer.',
    'If you think this is a mistake, please reply: a person reads it.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}

/** Somebody comes to another session instead: the entry of this one goes. `other` is when and where, as words of the text. */
export const MOVED = (other: string): Text => ({
  subject: 'Please take {{date}} off your calendar',
  body: [
    'Dear {{first_name}},',
    `You are on the list for **${other}** instead. This message only takes {{date}} off your calendar; the entry for the other session comes in a message of its own. You need not answer.`,
    'If you think this is a mistake, please reply: a person reads it.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
})

/**
 * What the first letter of the debrief says. It comes from the convening organization, as those of all meetings after the
 * launch: nobody signs them.
 */
export const DEBRIEF_LETTER: Text = {
  subject: 'Debrief right after the launch on {{date}}',
  body: [
    'Dear {{first_name}},',
    'Right after the launch of the **{{partnership}}** the support team sits together for a short debrief: what did business say, what can each of us do about it, and what do we leave alone until the action teams ask for it?',
    'Please keep the time free: {{time}}, in the same place. What you heard is fresh then, so bring your notes.',
    'With thanks,  \n{{organization}}',
  ].join('\n\n'),
}

/** The first letter to an action team. `topic` is what it works on and `lead` who leads it, as words of the text. */
export const TEAM_LETTER = (topic: string, lead: string): Text => ({
  subject: `${topic ? `${topic}: ` : ''}please hold {{date}}`,
  body: [
    'Dear {{first_name}},',
    `You are on the action team${topic ? ` **${topic}**` : ''} of the **{{partnership}}**. Please hold {{date}}, {{time}}, for it: an hour at most, led by ${lead || 'one of you'}.`,
    'The entry on your calendar holds the time. If it does not suit you, one click below tells us, or sends someone in your place.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
})

/** The first letter of a quarterly table. */
export const TABLE_LETTER: Text = {
  subject: 'Please hold {{date}} for the {{partnership}}',
  body: [
    'Dear {{first_name}},',
    'The **{{partnership}}** meets again on {{date}}, {{time}}. Please hold the time.',
    'The entry on your calendar is marked as tentative; the invitation with the agenda follows two weeks ahead. If you know already that you cannot come, one click below tells us.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}

/** To whoever holds the time of a quarterly meeting: now it is certain. `agenda` is Markdown of the convener's. */
export const CONFIRMATION = (agenda: string): Text => ({
  subject: 'The {{partnership}} meets on {{date}}',
  body: [
    'Dear {{first_name}},',
    'The **{{partnership}}** meets on {{date}}, {{time}}, at {{host}}: the time is certain now.',
    agenda.trim()
      ? `**What we will talk about**\n\n${agenda.trim()}`
      : 'The agenda is yours: reply with what you want on it, and the champions put it in order.',
    'Will you be there? One click below tells us.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
})

/** Shortly before a meeting of people who have joined already. `agenda` is Markdown, as it stands by now. */
export const MEETING_REMINDER = (agenda: string): Text => ({
  subject: 'See you on {{date}}',
  body: [
    'Dear {{first_name}},',
    'A short reminder: the **{{partnership}}** meets on {{date}}, {{time}}. The place is below.',
    ...(agenda.trim() ? [`**What we will talk about**\n\n${agenda.trim()}`] : []),
    'If something has come up, one click tells us, or sends someone in your place.',
    'See you there,  \n{{organization}}',
  ].join('\n\n'),
})

/** Shortly before a call of an action team; `agenda` is Markdown. */
export const TEAM_REMINDER = (agenda: string): Text => ({
  subject: 'See you on {{date}}',
  body: [
    'Dear {{first_name}},',
    'A short reminder: your action team of the **{{partnership}}** talks on {{date}}, {{time}}. Where is below.',
    ...(agenda.trim() ? [`**What we will talk about**\n\n${agenda.trim()}`] : []),
    'If something has come up, one click tells us, or sends someone in your place.',
    'See you there,  \n{{organization}}',
  ].join('\n\n'),
})

/** To those who hold the letter, when the meeting changes. What changed is listed beneath the text. */
const update = (words: string): Text => ({
  subject: 'A change to our meeting on {{date}}',
  body: [
    'Dear {{first_name}},',
    `Something has changed about the meeting of the **{{partnership}}**. ${words}`,
    'This is what is different:',
  ].join('\n\n'),
})
export const UPDATE: Record<'silent' | 'again' | 'declined' | 'answered', Text> = {
  silent: update('**Will you be there?** One click below tells us.'),
  again: update('You had answered for the earlier plan. **Does the new one suit you?** One click below tells us.'),
  declined: update('You had told us that you can’t make it. If that is different now, one click below tells us.'),
  answered: update('Your answer stands; if you want to change it, one click below tells us.'),
}

/** To those who hold the letter, when the meeting is called off. */
export const CANCELLATION: Text = {
  subject: 'Called off: our meeting on {{date}}',
  body: [
    'Dear {{first_name}},',
    'The meeting of the **{{partnership}}** on {{date}} **will not take place**. Please take it off your calendar. You need not answer.',
    'We are sorry for the trouble. What we wanted to work on with you has not become less important, and we will write when we know how it goes on.',
    'With our apologies and thanks,  \n{{organization}}',
  ].join('\n\n'),
}

/** To each champion: the exact letter, and the question whether it may carry their name. */
export const SIGNATURE_REQUEST: Text = {
  subject: '{{first_name}}, please read and sign the letter for {{date}}',
  body: [
    'Dear {{first_name}},',
    'This is the letter that invites your peers to the **{{partnership}}**. It carries your name, so nothing leaves until you have signed exactly these words.',
    'Please read it. Then sign it, or tell us what should change: the button takes you to both.',
  ].join('\n\n'),
}

/** To somebody who wants to sign in. */
export const SIGN_IN: Text = {
  subject: 'Your link to sign in to Convoke',
  body: [
    'Hello,',
    'Here is your link to sign in to Convoke. It works once, within the next 15 minutes.',
    'If you did not ask for it, you can ignore this message: nobody can sign in without the link.',
  ].join('\n\n'),
}

/** Three weeks before a quarterly meeting: the agenda is the members'. */
export const AGENDA: Text = {
  subject: '{{first_name}}, what should be on the table on {{date}}?',
  body: [
    'Dear {{first_name}},',
    'The **{{partnership}}** meets on {{date}}. Its agenda is yours: **what is worth an hour of your peers’ time?** One sentence is enough.',
    'The champions put what comes in into order. You get the agenda with the invitation, two weeks ahead.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}

/** Once a year, after a quarterly meeting. */
export const PULSE: Record<'warm' | 'brief', Text> = {
  warm: {
    subject: 'Four questions about the {{partnership}}',
    body: [
      'Dear {{first_name}},',
      'A year at one table is worth a look back. **Is the {{partnership}} worth your time, and is it led by business?** Four questions, one minute; what members say is shown to all of them as numbers, never by name.',
      'What you answer decides what the partnership works on next.',
      'With kind regards,  \n{{organization}}',
    ].join('\n\n'),
  },
  brief: {
    subject: 'One minute for the {{partnership}}',
    body: [
      'Dear {{first_name}},',
      'Four questions about the {{partnership}} stay open for a few more days, and **your answer is still missing**. A no is worth as much as a yes.',
      'With kind regards,  \n{{organization}}',
    ].join('\n\n'),
  },
}
