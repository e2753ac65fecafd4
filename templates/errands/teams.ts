/** Emails about action teams and commitments. */
import { CLOSE, type HelperRow, to } from './row.ts'

const LEADS = 'whoever leads an action team'
const OWNERS = 'whoever made a commitment'
const COMMITTED = {
  date: 'Friday, March 26, 2027',
  commitment: { data: '**Show three schools around our shop**' },
} as const
const TIMES = {
  team: 'Apprenticeships',
  times: { data: '- Tuesday, February 23, 2027, 8:00–8:45 AM\n- Thursday, February 25, 2027, 12:00–12:45 PM' },
} as const

export const TEAMS_ERRANDS = {
  'lead-wanted': {
    title: 'Question who leads a team',
    readers: 'champions',
    when: 'A day after action teams are founded, if one has no lead',
    subject: '{{first_name}}, which action team would you lead?',
    body: to(
      '**{{teams}}** of the **{{partnership}}** {{have}} no lead yet. Would you take one?',
      '{{team_list}}',
      'Leading one begins with a call of 45 minutes in the next few weeks. We set it up: you choose one of three times, and the agenda is yours.',
      CLOSE,
    ),
    button: 'Choose a team to lead',
    fields: {
      teams: '2 action teams',
      have: 'have',
      team_list: { data: '- Apprenticeships\n- Roads and rail' },
    },
  },
  times: {
    title: 'Times for a first call',
    readers: LEADS,
    when: 'When times are proposed',
    subject: '{{team}}: when should your team first meet?',
    body: to(
      'You lead the action team **{{team}}** of the **{{partnership}}**: {{size}} so far. **Which of these times works for its first call?**',
      '{{times}}',
      'You can also name another time. Everyone on the team then gets it in their calendar.',
      CLOSE,
    ),
    button: 'Choose a time',
    fields: { ...TIMES, size: '5 businesses and 1 partner' },
  },
  'times-again': {
    title: 'Times for a first call, once more',
    readers: LEADS,
    when: 'Three days after times are proposed',
    subject: '{{team}}: your team needs a time',
    body: to(
      'The action team **{{team}}** has no time for its first call yet. **Which of these works?**',
      '{{times}}',
      'You can also name another time. Everyone on the team then gets it in their calendar.',
      CLOSE,
    ),
    button: 'Choose a time',
    fields: TIMES,
  },
  'team-agenda': {
    title: 'Question for a team’s agenda',
    readers: LEADS,
    when: 'Four working days before a team’s call, if it has no agenda',
    subject: '{{team}}: what’s on the agenda for {{date}}?',
    body: to(
      'Your action team **{{team}}** meets on {{date}}, {{time}}. The agenda is yours: **two or three lines are enough**, and everyone gets them with the reminder.',
      CLOSE,
    ),
    button: 'Write the agenda',
    fields: { team: 'Apprenticeships', date: 'Tuesday, February 23, 2027', time: '8:00–8:45 AM' },
  },
  'after-call': {
    title: 'Question what a team agreed on',
    readers: LEADS,
    when: 'The morning after a team’s call',
    subject: '{{team}}: what did you agree on?',
    body: to(
      'Your action team **{{team}}** has met. Please write down **who does what by when**, while it is fresh.',
      'Each of them gets a reminder, and all members see the result.',
      '{{also}}',
      CLOSE,
    ),
    button: 'Save commitments',
    fields: { team: 'Apprenticeships', also: 'You can set the next call there as well.' },
  },
  asks: {
    title: 'What action teams ask partners for',
    readers: 'public partners and the support team',
    when: 'On the Monday after a team asks for help',
    subject: 'The action teams ask partners for help',
    body: to(
      'The action teams of the **{{partnership}}** ask partners for help. **Is one of these yours?** Say in a sentence what you could offer.',
      '{{asks}}',
      'The team decides who joins it, and when.',
      CLOSE,
    ),
    button: 'Offer help',
    fields: { asks: { data: '- **Apprenticeships**: a room on Tuesday evenings' } },
  },
  'commitment-week': {
    title: 'Commitment due in a week',
    readers: OWNERS,
    when: 'A week before it is due',
    subject: 'In a week: your commitment for {{date}}',
    body: to(
      'At the table of the **{{partnership}}** you said that you would do this by {{date}}: {{commitment}}',
      'If you need more time, changing the date is fine.',
      CLOSE,
    ),
    button: 'Update status',
    fields: COMMITTED,
  },
  'commitment-day': {
    title: 'Commitment due tomorrow',
    readers: OWNERS,
    when: 'The working day before it is due',
    subject: 'Due {{date}}: your commitment',
    body: to(
      'You told the **{{partnership}}** that you would do this by {{date}}: {{commitment}}',
      'If it is done, let your peers know. If you need more time, changing the date is fine.',
      CLOSE,
    ),
    button: 'Update status',
    fields: COMMITTED,
  },
  'commitment-after': {
    title: 'Commitment that was due',
    readers: OWNERS,
    when: 'The working day after it was due',
    subject: 'Is it done? Your commitment to your peers',
    body: to(
      'You told the **{{partnership}}** that you would do this by {{date}}: {{commitment}}',
      'Is it done, does it need a new date, or will it not happen? Any answer is fine; your peers just need to know.',
      CLOSE,
    ),
    button: 'Update status',
    fields: COMMITTED,
  },
} as const satisfies Record<string, HelperRow>
