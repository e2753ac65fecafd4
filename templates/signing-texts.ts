/** What champions read who are asked to sign, a row for each occasion. The texts that they sign stand below the words. */
import { type HelperRow, to } from './errands/row.ts'

const COMMON_FIELDS = {
  who: 'Sam Ortiz of the Example Alliance',
  by: 'by Thursday, January 7',
  until_then: 'Nothing is sent until you sign.',
  or_call: { data: ', or call 555-0100' },
  schedule: {
    data: '**What goes out under your name, and when**\n\n- **Letter of invitation**: Fri, Jan 8, 9:00 AM, to every business leader on the list',
  },
} as const

const SIGN = '**Please sign {{by}}.** {{until_then}}'
const BELOW =
  'You sign it all in one step; every word is below. Like something changed? Say so on the page, reply to this email{{or_call}}.'
const BUTTON = 'Review and sign'

export const SIGNING_TEXTS = {
  'sign-asked': {
    title: 'Request to sign',
    readers: 'champions',
    when: 'When you ask for signatures',
    subject: '{{first_name}}, please review and sign {{by}}',
    body: to(
      `{{who}} asks you to sign the letter that invites your peers to the **{{partnership}}**. ${SIGN}`,
      '{{schedule}}',
      BELOW,
    ),
    button: BUTTON,
    fields: COMMON_FIELDS,
  },
  'sign-again': {
    title: 'Request to sign, once more',
    readers: 'champions who have not signed',
    when: 'Two working days after the request, or when you ask again',
    subject: 'Reminder: please review and sign {{by}}',
    body: to(
      `{{who}} is still waiting for your signature under the letter that invites your peers to the **{{partnership}}**. ${SIGN}`,
      '{{schedule}}',
      BELOW,
    ),
    button: BUTTON,
    fields: COMMON_FIELDS,
  },
  'sign-changed': {
    title: 'Request to sign again, after a change',
    readers: 'champions who had it before the change',
    when: 'When you change what they sign',
    subject: 'The letter changed: please review and sign {{by}}',
    body: to(
      `{{who}} changed what goes out under your name for the **{{partnership}}**, and asks you to sign it again. ${SIGN}`,
      '{{changes}}',
      '{{schedule}}',
      BELOW,
    ),
    button: BUTTON,
    fields: {
      ...COMMON_FIELDS,
      changes: {
        data: 'What changed in “Letter of invitation” since you last had it:\n\n> ~~We meet for two hours.~~\n\n> **We meet for ninety minutes.**',
      },
    },
  },
} as const satisfies Record<string, HelperRow>

export type SigningTextId = keyof typeof SIGNING_TEXTS
