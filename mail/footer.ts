/** The foot of a letter: whose it is, why it came, who sent it from where, how to stop it, and its check value. */
import { nameOf, type Partnership } from '../domain/keep/partnership.ts'
import { type LetterRequest, TO_INVITEES } from './content.ts'
import { escapeHtml, oneLine, type Piece } from './merge.ts'

const P = 'margin:0 0 10px;'
const A = 'color:#5b6770;text-decoration:underline;'

function why({ kind, partnership }: LetterRequest): Piece[] {
  const name = partnership ? nameOf(partnership) : ''
  switch (kind) {
    case 'signature-request':
      return [`You receive this because you are named as a champion of the ${name}.`]
    case 'sign-in':
      return ['You receive this because someone asked to sign in to Convoke with this address.']
    case 'notice':
      return ['You receive this because you help run this partnership. It was written by Convoke.']
    case 'errand':
      return [
        `You receive this because you take part in the ${name}. It was written by Convoke for its convener, who reads your reply: say so if you would rather not get such letters.`,
      ]
    case 'thanks':
      return ['You receive this because an answer to the invitation for ', { slot: 'name' }, ' came in.']
    default:
      return [
        'This letter is addressed to ',
        { slot: 'name' },
        ', ',
        { slot: 'company' },
        partnership?.champions.length
          ? `. You receive it because the champions of the ${name} would like you at the table.`
          : `. You receive it because you take part in the ${name}.`,
      ]
  }
}

/** "Northern Works, 1 Main St, Fort Collins · 970-555-0100" */
const sender = ({ organisation }: Partnership): string =>
  [
    [
      oneLine(organisation.name),
      organisation.address
        .trim()
        .split(/\s*[\r\n]+\s*/)
        .join(', '),
    ]
      .filter(Boolean)
      .join(', '),
    oneLine(organisation.phone),
  ]
    .filter(Boolean)
    .join(' · ')

export function footer(request: LetterRequest): { html: Piece[]; text: Piece[] } {
  const { kind, partnership, seal } = request
  const html: Piece[] = []
  const text: Piece[] = []
  const say = (pieces: readonly Piece[]) => {
    html.push(
      `<p style="${P}">`,
      ...pieces.map(piece => (typeof piece === 'string' ? escapeHtml(piece) : piece)),
      '</p>\n',
    )
    text.push(...pieces, '\n')
  }
  say(why(request))
  if (partnership) say([`Sent by ${sender(partnership)}`])
  if (kind === 'hold') {
    const before = 'You can have all our meetings in your own calendar: '
    html.push(
      `<p style="${P}">${before}<a href="`,
      { slot: 'calendar_link' },
      `" style="${A}">subscribe to them</a>.</p>\n`,
    )
    text.push(`${before}`, { slot: 'calendar_link' }, '\n')
  }
  if (TO_INVITEES.includes(kind)) {
    const before = 'If you would rather not hear from us again, '
    html.push(
      `<p style="${P}">${before}<a href="`,
      { slot: 'opt_out_link' },
      `" style="${A}">stop these letters</a>.</p>\n`,
    )
    text.push(`${before}stop these letters: `, { slot: 'opt_out_link' }, '\n')
  }
  if (seal) {
    const before = `Each champion has read and signed ${kind === 'invite' ? 'this letter' : 'the letter of invitation'}. `
    html.push(
      `<p style="${P}">${before}<a href="${escapeHtml(seal.confirm)}" style="${A}">See who signed it, and when</a>.<br>\nCheck value <span style="word-break:break-all;">${escapeHtml(seal.check)}</span></p>\n`,
    )
    text.push(`${before}See who signed it, and when: ${seal.confirm}\nCheck value: ${seal.check}\n`)
  }
  return { html, text }
}
