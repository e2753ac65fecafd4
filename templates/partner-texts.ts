/**
 * Letters to public partners, who are asked for another part than businesses: to listen. They come from the convening
 * organization; no champion signs them.
 */
import { inThread, type Text } from './texts.ts'

const FIRST = '{{first_name}}, please hold {{date}}: business leaders set the agenda'

export const PARTNER_LETTER: Text = {
  subject: FIRST,
  body: [
    'Dear {{first_name}},',
    'On {{date}}, {{time}}, the leaders of {{region}} companies in {{sector}} meet at {{host}} to say what they could do better together. It is the first meeting of the **{{partnership}}**, and we would like {{company}} to be in the room.',
    '**Your part is to listen.** Business leaders sit at the table and set the priorities; public partners sit around it, hear them first-hand, and speak when they are asked. What {{company}} can do about it comes right after, in a short debrief among partners.',
    'Please arrive a quarter of an hour early, and plan to stay for the debrief. One click lets us know whether you can be there.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}
export const PARTNER_FOLLOW_UP: Text = {
  subject: inThread(FIRST),
  body: [
    'Dear {{first_name}},',
    'We haven’t heard yet whether you can join the first meeting of the **{{partnership}}** on {{date}}, {{time}}, at {{host}}. Business leaders set the priorities that day; **public partners listen**, and debrief among themselves right after.',
    'One click lets us know. If someone else from {{company}} should come, you can send them in your place.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}
/** For the last time. */
export const PARTNER_FOLLOW_UP_LAST: Text = {
  subject: inThread(FIRST),
  body: [
    'Dear {{first_name}},',
    'We’re setting the room for {{date}} and would still like {{company}} to be in it. **Can we count on you?** Yes, no or maybe: one click is enough, and this is the last time we’ll ask.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}
export const PARTNER_REMINDER: Text = {
  subject: 'On {{date}}: please come early, and stay for the debrief',
  body: [
    'Dear {{first_name}},',
    'We look forward to seeing you at the **{{partnership}}** on {{date}}, {{time}}. Please arrive a quarter of an hour early; where is below.',
    '**At the table business leaders speak, and we listen.** Please write down what you hear: we go through it together in the debrief right after.',
    'If something has come up, one click tells us, or sends someone in your place.',
    'With kind regards,  \n{{organization}}',
  ].join('\n\n'),
}
