/** Emails around the day of a meeting: the run sheet, notes for the debrief, approval of the summary. */
import { CLOSE, CONVENERS, type HelperRow, to } from './row.ts'

export const DAY_ERRANDS = {
  'run-sheet': {
    title: 'Run sheet',
    readers: 'champions and the support team',
    when: 'At 1 PM on the day before the meeting',
    subject: '{{day}} at {{host}}: run sheet, {{businesses}} coming',
    body: to('{{day}}, {{start}}, at {{host}}: {{coming}}.', 'Your part: {{part}}', '{{run_sheet}}', CLOSE),
    button: 'Open check-in',
    fields: {
      day: 'Tomorrow',
      start: '7:30 AM',
      host: 'Example Company',
      businesses: '2 businesses',
      coming: { data: '**2 businesses** coming' },
      part: 'you are one of the peers around the table, and the first to say what matters to your business.',
      run_sheet: {
        data: '- Wednesday, February 10, 2027\n- 7:30–9:00 AM\n\n## Coming: 2 businesses\n\n- **Jordan Reyes**, Chief Executive Officer, Example Company\n- **Sam Ortiz**, Owner, Another Company',
      },
    },
  },
  notes: {
    title: 'Question for debrief notes',
    readers: 'the support team',
    when: 'When the launch is over',
    subject: 'What did you hear today? Three questions for the debrief',
    body: to(
      'Please write down what you heard while it is fresh: **what did business say, what could you offer once an action team asks, and what should wait for now?**',
      'Your notes are for the support team alone. Members never see them.',
      CLOSE,
    ),
    button: 'Write your notes',
    fields: {},
  },
  'notes-again': {
    title: 'Question for debrief notes, once more',
    readers: 'those of the team who have written none',
    when: 'A day after the launch',
    subject: 'Your notes from the launch are still missing',
    body: to(
      'The debrief has no notes from you yet. **Two lines are enough**: what did you hear, and what could you offer once an action team asks?',
      'Your notes are for the support team alone. Members never see them.',
      CLOSE,
    ),
    button: 'Write your notes',
    fields: {},
  },
  approve: {
    title: 'Request to approve the summary',
    readers: 'champions',
    when: 'When you ask for approval',
    subject: 'Please approve the summary of our launch',
    body: to(
      'The executive summary of our launch is ready. **It is sent as soon as two champions have approved it**, and it takes you a minute: read it, and press one button.',
      'It goes to everyone who was there and to the businesses that missed it.',
      CLOSE,
    ),
    button: 'Read and approve',
    fields: {},
  },
  'approve-again': {
    title: 'Request to approve the summary, once more',
    readers: 'champions who have not replied',
    when: 'A day after the request',
    subject: 'Still to approve: the summary of our launch',
    body: to(
      'The executive summary of our launch has not been sent yet: **it needs the approval of two champions**.',
      'It counts most while people still talk about the meeting.',
      CLOSE,
    ),
    button: 'Read and approve',
    fields: {},
  },
  'summary-soon': {
    title: 'The summary is to be sent',
    readers: CONVENERS,
    when: 'An hour after the launch',
    subject: 'The executive summary should be sent within two days',
    body: to(
      'The launch is over. Business members should have its executive summary **within two days**.',
      '{{progress}}',
    ),
    button: 'Open the summary',
    fields: { progress: 'A draft is ready, made from what you recorded on the day.' },
  },
  'summary-due': {
    title: 'The summary is due tomorrow',
    readers: CONVENERS,
    when: 'The morning after the launch, if it has not been sent',
    subject: 'The executive summary should be sent by tomorrow',
    body: to(
      'The executive summary of the launch has not been sent yet. **Members should have it by tomorrow.**',
      '{{progress}}',
    ),
    button: 'Open the summary',
    fields: { progress: 'It is written. Read it once more, and ask the champions to approve it.' },
  },
  'summary-late': {
    title: 'The summary is late',
    readers: CONVENERS,
    when: 'Two days after the launch, if it has not been sent',
    subject: 'The executive summary is late',
    body: to('Two days have passed since the launch, and **the executive summary has not been sent**.', '{{progress}}'),
    button: 'Open the summary',
    fields: { progress: 'The champions have it. Its page shows who has not approved it yet; a call helps.' },
  },
} as const satisfies Record<string, HelperRow>
