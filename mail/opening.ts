/** What stands under the letterhead: who asks, when and where, so that whoever has ten seconds knows what it is about. */
import { factsOf, type Meeting } from '../domain/keep/meeting.ts'
import type { Champion } from '../domain/keep/partnership.ts'
import { shortDate } from '../domain/keep/time.ts'
import type { LetterRequest } from './content.ts'
import { LETTERS } from './letter-kinds.ts'
import { escapeHtml, listed, oneLine } from './merge.ts'

const SANS = "font-family:'Helvetica Neue',Helvetica,Arial,sans-serif;"

/** How a name and what stands around it are written: as HTML or as plain text. */
interface Hand {
  name: (typed: string) => string
  rest: (typed: string) => string
}
const TEXT: Hand = { name: oneLine, rest: oneLine }
const HTML: Hand = {
  name: typed => `<strong>${escapeHtml(oneLine(typed))}</strong>`,
  rest: typed => escapeHtml(oneLine(typed)),
}

/** So many characters of names leave room for the buttons on the first screen of a phone. All names stand beneath. */
const MOST = 240

/** As many of the first as fit, and at least one. */
function fitting(signers: readonly Champion[]): Champion[] {
  let room = MOST
  return signers.filter(({ name, company }, at) => {
    room -= oneLine(name).length + oneLine(company).length + 5
    return at === 0 || room >= 0
  })
}

/** "Ann Lee (Lee Tool) and Bo Ek (Ek Castings) invite you": the champions who signed these words, or else who convenes. */
function whoAsks({ kind, partnership, signers = [] }: LetterRequest, { name, rest }: Hand): string {
  const { opens } = LETTERS[kind]
  const organization = partnership?.organization.name ?? ''
  if (signers.length === 0 && oneLine(organization) === '') return ''
  if (!opens) return `Convened by ${rest(organization)}`
  if (signers.length === 0) return `${name(organization)} ${opens.one}`
  const shown = fitting(signers)
  const others = signers.length - shown.length
  const who = [
    ...shown.map(each => name(each.name) + (oneLine(each.company) ? ` (${rest(each.company)})` : '')),
    ...(others > 0 ? [others === 1 ? 'one other business leader' : `${others} other business leaders`] : []),
  ]
  return `${listed(who)} ${who.length === 1 ? opens.one : opens.many}`
}

/** "Thu, Jan 14, 7:30 AM to 9:00 AM, Mountain Time", and the place. A long link is for the box of facts alone. */
function whenAndWhere(meeting: Meeting): string[] {
  const { host, address } = meeting.venue
  const place = [host, /^\s*https?:/i.test(address) ? '' : address].map(oneLine).filter(Boolean).join(', ')
  return [`${shortDate(meeting.date)}, ${factsOf(meeting).time}`, place].filter(Boolean)
}

export function opening(request: LetterRequest): { html: string; text: string } {
  const { opens, isDated } = LETTERS[request.kind]
  const dated = isDated && request.meeting ? whenAndWhere(request.meeting) : []
  const who = whoAsks(request, HTML)
  const look = opens ? '' : ` class="soft" `
  const size = opens ? '' : `${SANS}font-size:12px;line-height:18px;color:#5b6770;`
  const [when = '', ...where] = dated.map(escapeHtml)
  const html =
    (who && `<p${look} style="margin:0;${size}">${who}</p>\n`) +
    (when && `<p style="margin:8px 0 0;${SANS}font-size:15px;line-height:21px;">`) +
    (when && [`<strong>${when}</strong>`, ...where].join('<br>\n').concat('</p>\n'))
  return { html, text: [whoAsks(request, TEXT), ...dated].filter(Boolean).join('\n') }
}
