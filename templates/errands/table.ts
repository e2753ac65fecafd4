/** Emails around quarterly tables, and those that run beside all meetings. */
import { CLOSE, CONVENERS, type HelperRow, to } from './row.ts'

const LEADERS = 'conveners and champions'

export const TABLE_ERRANDS = {
  'agenda-empty': {
    title: 'Nothing is on the agenda',
    readers: CONVENERS,
    when: 'Two working days before a quarterly invitation, if no one named anything',
    subject: 'Nothing is on the agenda for {{date}} yet',
    body: to(
      'No one has put anything on the agenda of the **{{partnership}}** for {{date}}, and **the invitation is sent in two working days**.',
      'A call to a champion or two usually brings what is worth everyone’s hour. You can add it for them.',
    ),
    button: 'Open the agenda',
    fields: { date: 'Wednesday, May 12, 2027' },
  },
  'agenda-order': {
    title: 'Question how to order the agenda',
    readers: 'champions',
    when: 'Two working days before a quarterly invitation',
    subject: 'Please put the agenda for {{date}} in order',
    body: to(
      'As a champion of the **{{partnership}}** you decide what’s first on the agenda on {{date}}. **The agenda is sent with the invitation in two working days**, in the order it has by then.',
      'This is what members want to talk about:',
      '{{agenda_items}}',
      'Set aside what can wait; it’s back on the list for the next meeting.',
      CLOSE,
    ),
    button: 'Put the agenda in order',
    fields: {
      date: 'Wednesday, May 12, 2027',
      agenda_items: { data: '- Shared apprentices (Example Company)\n- Night buses' },
    },
  },
  'records-end': {
    title: 'Records will be deleted',
    readers: CONVENERS,
    when: 'A month before, if you set how long a partnership is kept',
    subject: 'All records of the {{partnership}} will be deleted on {{date}}',
    body: to(
      'As you set it, all records of the **{{partnership}}** will be deleted on **{{date}}**: meetings, people, answers, teams and reports.',
      'Download what you want to keep before then. If you would rather keep it longer, change that now. A new meeting also keeps it.',
    ),
    button: 'Keep it longer',
    fields: { date: 'Wednesday, May 12, 2027' },
  },
  'report-due': {
    title: 'The report is ready to review',
    readers: CONVENERS,
    when: 'The morning after a quarterly table',
    subject: 'The report of {{date}} is ready to review',
    body: to(
      'The report on the meeting of the **{{partnership}}** on {{date}} is drafted. **Read it, add what only you know, and send it** while everyone remembers.',
      'It is made from what has been recorded so far.',
    ),
    button: 'Read the draft',
    fields: { date: 'Wednesday, May 12, 2027' },
  },
  'pulse-results': {
    title: 'Results of the survey',
    readers: LEADERS,
    when: 'When the survey is over',
    subject: 'What members say about the {{partnership}}',
    body: to(
      'The survey is over: {{numbers}}',
      'It asked whether the partnership is worth their time, whether business leads it, and {{also_asked}}. Talk about the numbers at the table before you change priorities.',
      CLOSE,
    ),
    button: 'See the numbers',
    fields: {
      numbers: { data: '**12 of 20 members answered.**' },
      also_asked: 'which priorities they would keep',
    },
  },
  'hand-over-to': {
    title: 'Welcome to whoever takes over',
    readers: 'whoever takes over a role',
    when: 'When you transfer a role',
    subject: 'You are now a {{role}} of the {{partnership}}',
    body: to(
      'You take over from **{{predecessor}}** as {{role}} of the **{{partnership}}**. Thank you.',
      '{{yours}}',
      '{{coming_up}}',
      '{{how}}',
      CLOSE,
    ),
    button: 'Open the partnership',
    fields: {
      role: 'champion',
      predecessor: 'Sam Ortiz',
      yours: { data: 'This is now yours:\n\n- The lead of Apprenticeships' },
      coming_up: { data: 'Coming up:\n\n- Wednesday, May 12, 2027: Quarterly table' },
      how: 'Members look to you for the agenda, and what is sent in your name waits for your signature.',
    },
  },
  'hand-over-from': {
    title: 'Thanks to a departing champion or convener',
    readers: 'a person who gives up a role',
    when: 'When you transfer a role',
    subject: '{{successor}} has taken over from you',
    body: to(
      '**{{successor}}** is now a {{role}} of the **{{partnership}}**. Thank you for what you did for it.',
      '{{theirs}}',
      'If that is not what was agreed, reply to this email.',
      CLOSE,
    ),
    fields: {
      successor: 'Jordan Reyes',
      role: 'champion',
      theirs: { data: 'This is now theirs:\n\n- The lead of Apprenticeships' },
    },
  },
  digest: {
    title: 'Morning digest',
    readers: CONVENERS,
    when: 'At 7:30 AM on working days, when there is something',
    subject: '{{day}}: {{counts}}',
    body: to('{{overview}}', '{{news}}'),
    button: 'Open the board',
    fields: {
      day: 'Tuesday, February 2',
      counts: '1 needs your attention, 2 new answers',
      overview: { data: '**1 needs your attention, 2 new answers.**' },
      news: {
        data: '**Needs your attention**\n\n- **Jordan Reyes** asks a question\n\n**New answers**\n\n- **Sam Ortiz** is coming\n- **Alex Kim** can’t make it',
      },
    },
  },
} as const satisfies Record<string, HelperRow>
