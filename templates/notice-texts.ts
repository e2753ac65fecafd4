/** Short notices to those who run a campaign, a row for each occasion. What they say also stands on its pages. */
import { CONVENERS, type HelperRow, to } from './errands/row.ts'

const BUTTON = 'Open the campaign'

export const NOTICE_TEXTS = {
  'notice-signed': {
    title: 'All champions have signed',
    readers: CONVENERS,
    when: 'When the last champion has signed',
    subject: 'All champions have signed',
    body: to(
      'Every champion has signed everything that is sent under their names. **It will go out as planned**; there is nothing you need to do.',
    ),
    button: BUTTON,
    fields: {},
  },
  'notice-concern': {
    title: 'A champion asks for a change',
    readers: CONVENERS,
    when: 'When a champion asks for a change instead of signing',
    subject: '{{champion}} asks for a change before signing',
    body: to(
      '**{{champion}}** has read what you asked them to sign, and would like a change first. It is below in their words.',
      '{{comment}}',
      'Change what you agree with: everyone is then asked to sign the new words. Or talk to them, and ask again.',
    ),
    button: BUTTON,
    fields: { champion: 'Jordan Reyes', comment: { data: '> Say ninety minutes, not an hour and a half.' } },
  },
  'notice-paused': {
    title: 'Sending was paused',
    readers: CONVENERS,
    when: 'When many of its emails bounce, are marked as spam or can’t be sent',
    subject: 'Paused: something is wrong with the emails',
    body: to('**{{email}}** was paused. {{what_is_wrong}}', 'Nothing is sent until you resume.'),
    button: BUTTON,
    fields: {
      email: 'First follow-up',
      what_is_wrong: '6 of 40 emails bounced (15 %). Check the list for old or mistyped addresses.',
    },
  },
  'notice-refused': {
    title: 'Emails are refused because of us',
    readers: CONVENERS,
    when: 'When a mail server refuses an email for a reason on our side',
    subject: 'Emails refused: the problem is on our side',
    body: to('**{{email}}** bounced from at least one address. {{why}} Everyone stays on the list.'),
    button: BUTTON,
    fields: {
      email: 'Letter of invitation',
      why: 'Their server couldn’t confirm that the email is really from your domain.',
    },
  },
  'notice-waiting': {
    title: 'Emails are waiting',
    readers: CONVENERS,
    when: 'When the mail service takes no emails for now',
    subject: 'Emails are waiting for the mail service',
    body: to(
      '**{{email}}** can’t be sent yet. {{why}} Convoke keeps trying and sends it as soon as it can; you don’t need to do anything else.',
    ),
    button: BUTTON,
    fields: { email: 'Letter of invitation', why: 'The mail service has not verified your domain yet.' },
  },
  'notice-asks': {
    title: 'Should an email still be sent?',
    readers: CONVENERS,
    when: 'When an email is more than a day late, or no one can tell whether it was sent',
    subject: '{{email}}: should it still be sent?',
    body: to('**{{email}}** {{why}}. It waits for your decision: send it now, or drop it.'),
    button: BUTTON,
    fields: {
      email: 'First follow-up',
      why: 'should have been sent more than a day ago and was not: Convoke was not running then, or the campaign was paused',
    },
  },
} as const satisfies Record<string, HelperRow>

export type NoticeTextId = keyof typeof NOTICE_TEXTS
