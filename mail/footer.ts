/** The foot of a letter: whose it is, why it came, who sent it from where, how to stop it, and its check value. */
import type { Partnership } from '../domain/keep/partnership.ts'
import type { LetterRequest } from './content.ts'
import { LETTERS } from './letter-kinds.ts'
import { escapeHtml, oneLine, type Piece } from './merge.ts'
import { phoneHtml } from './phone.ts'

const P = 'margin:0 0 10px;'
const A = 'color:#5b6770;text-decoration:underline;'
/** A number stays on one line. */
const DIAL = `${A}white-space:nowrap;`

/** "Northern Works, 1 Main St, Fort Collins" */
const sender = ({ organization: { name, address } }: Partnership): string =>
  [oneLine(name), ...address.trim().split(/\s*[\r\n]+\s*/)].filter(Boolean).join(', ')

export function footer(request: LetterRequest): { html: Piece[]; text: Piece[] } {
  const { kind, partnership, seal } = request
  const { why, offersFeed, toInvitees } = LETTERS[kind]
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
  if (partnership) {
    const phone = oneLine(partnership.organization.phone)
    const before = `Sent by ${sender(partnership)}${phone ? ' · ' : ''}`
    html.push(`<p style="${P}">${escapeHtml(before)}${phoneHtml(phone, DIAL)}</p>\n`)
    text.push(`${before}${phone}\n`)
  }
  if (offersFeed) {
    const before = 'Get all our meetings in your calendar: '
    html.push(`<p style="${P}">${before}<a href="`, { slot: 'calendar_link' }, `" style="${A}">subscribe</a>.</p>\n`)
    text.push(`${before}`, { slot: 'calendar_link' }, '\n')
  }
  if (toInvitees) {
    const before = 'If you would rather not hear from us, '
    html.push(`<p style="${P}">${before}<a href="`, { slot: 'opt_out_link' }, `" style="${A}">unsubscribe</a>.</p>\n`)
    text.push(`${before}unsubscribe: `, { slot: 'opt_out_link' }, '\n')
  }
  if (seal) {
    const before = 'Each champion has read and signed these words. '
    html.push(
      `<p style="${P}">${before}<a href="${escapeHtml(seal.confirm)}" style="${A}">See who signed it, and when</a>.<br>\nCheck value <span style="word-break:break-all;">${escapeHtml(seal.check)}</span></p>\n`,
    )
    text.push(`${before}See who signed it, and when: ${seal.confirm}\nCheck value: ${seal.check}\n`)
  }
  return { html, text }
}
