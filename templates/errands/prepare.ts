/** Emails while a meeting is prepared: roles, the list, calls. */
import { CLOSE, CONVENERS, type HelperRow, to } from './row.ts'

const TEAM = 'the support team'

export const PREPARE_ERRANDS = {
  'role-asked': {
    title: 'Question about a role',
    readers: TEAM,
    when: 'When you ask the team about its roles',
    subject: 'Your role in the {{partnership}}',
    body: to(
      'You are named **{{role}}** of the **{{partnership}}**. Please see what that involves, and **say whether you’ll take it on**.',
      'The page also {{page_shows}}.',
      CLOSE,
    ),
    button: 'Fill in your role',
    fields: { role: 'as facilitator', page_shows: 'shows how ready the launch is' },
  },
  'role-again': {
    title: 'Question about a role, once more',
    readers: 'those of the team who have not replied',
    when: 'Four working days after the question',
    subject: 'Still open: your role in the {{partnership}}',
    body: to('We still need to hear from you on **{{open}}**. It takes a minute.', CLOSE),
    button: 'Fill in your role',
    fields: { open: 'your role' },
  },
  'list-asked': {
    title: 'Question about the invitation list',
    readers: TEAM,
    when: 'When you ask the team about the list',
    subject: 'Please review the invitation list',
    body: to(
      'This is who the **{{partnership}}** would invite to its launch. **Who is missing?** Which owner, president or chief executive would you call first?',
      'Propose them on the page, and say whether the list is right.',
      CLOSE,
    ),
    button: 'Review the list',
    fields: {},
  },
  'list-again': {
    title: 'Question about the invitation list, once more',
    readers: 'those of the team who have not replied',
    when: 'Five working days after the question',
    subject: 'Still open: the invitation list',
    body: to(
      'Invitations go to this list, and we still need to hear from you. **Is it right? Who is missing?**',
      CLOSE,
    ),
    button: 'Review the list',
    fields: {},
  },
  'calls-proposed': {
    title: 'Time to assign calls',
    readers: CONVENERS,
    when: 'Ten days before the meeting, if someone has not replied',
    subject: 'Time to assign follow-up calls',
    body: to(
      '**{{companies_have}} not replied** for {{date}}. A call brings more answers than another email.',
      'Convoke proposes a caller for each person: champions call their peers, the support team calls public partners. Change what you know better, then assign the calls. Each caller gets an email with names, phone numbers and what to say, and a link to record what they heard.',
    ),
    button: 'Assign calls',
    fields: { companies_have: '9 companies have', date: 'Wednesday, February 10, 2027' },
  },
  'call-sheet': {
    title: 'Call sheet',
    readers: 'everyone who makes calls',
    when: 'When you have assigned the calls',
    subject: 'Would you call {{people}} for us, {{first_name}}?',
    body: to(
      '**{{people_have}} not replied** for {{date}} at {{host}}. A call from you says more than another email from us.',
      '{{call_list}}',
      '## What to say',
      '{{talking_points}}',
      'The button opens your list: one tap records what you heard, as their answer with your name on it. Know someone on another list better? You can take over their call there.',
      CLOSE,
    ),
    button: 'Record what you heard',
    fields: {
      people: '2 people',
      people_have: '2 people have',
      date: 'Wednesday, February 10, 2027',
      host: 'Example Company',
      call_list: {
        data: '- **Jordan Reyes**, Chief Executive Officer, Example Company\n  555 0100\n- **Sam Ortiz**, Owner, Another Company\n  555 0101',
      },
      talking_points: { data: '- Why you are part of it\n- One question: will you be there?' },
    },
  },
  'call-again': {
    title: 'Call sheet, once more',
    readers: 'those with calls still to make',
    when: 'Four working days before the meeting',
    subject: '{{first_name}}, {{calls}} still to make',
    body: to(
      'The **{{partnership}}** meets on {{date}}, and **{{people_have}} not been called yet**. If you have called, please record what you heard.',
      '{{call_list}}',
      'If you can’t make a call, give it back on the page, and someone else will.',
      CLOSE,
    ),
    button: 'Record what you heard',
    fields: {
      calls: 'one call',
      people_have: 'one person on your list has',
      date: 'Wednesday, February 10, 2027',
      call_list: { data: '- **Jordan Reyes**, Chief Executive Officer, Example Company\n  555 0100' },
    },
  },
} as const satisfies Record<string, HelperRow>
