/**
 * Composes a letter for a whole wave: frame, shared facts and text become HTML and plain text in which nothing is open
 * but what differs from copy to copy.
 */
import { partnershipIdFrom } from '../domain/keep/ids.ts'
import { blankPartnership, nameOf } from '../domain/keep/partnership.ts'
import { frames } from '../templates/compiled/frames.ts'
import type { Frame } from '../templates/frame.ts'
import { barsHtml, barsText } from './bars.ts'
import { differencesHtml, differencesText, factsHtml, factsText, signaturesHtml, signaturesText } from './blocks.ts'
import { sharedValues } from './canonical.ts'
import type { LetterContent, LetterRequest } from './content.ts'
import { footer } from './footer.ts'
import { LETTERS } from './letter-kinds.ts'
import { setMarkdown } from './markdown.ts'
import { escapeHtml, joined, LINK_FIELDS, oneLine, type Piece, splitFields } from './merge.ts'
import { pictureOf } from './picture.ts'

const literal = (pieces: readonly Piece[]): string =>
  pieces.map(piece => (typeof piece === 'string' ? piece : `{{${piece.slot}}}`)).join('')
const escaped = (pieces: readonly Piece[]): Piece[] =>
  pieces.map(piece => (typeof piece === 'string' ? escapeHtml(piece) : piece))

/** The line a mailbox shows beneath the subject: the facts, or else what the letter says after its greeting. */
function preheader(request: LetterRequest, shared: ReturnType<typeof sharedValues>, text: readonly Piece[]): Piece[] {
  if (request.meeting && LETTERS[request.kind].factsFirst) return [`${shared.date}, ${shared.time}, ${shared.host}`]
  const paragraphs: Piece[][] = [[]]
  for (const piece of text) {
    if (typeof piece !== 'string') paragraphs.at(-1)?.push(piece)
    else
      piece.split('\n\n').forEach((part, at) => {
        if (at > 0) paragraphs.push([])
        paragraphs.at(-1)?.push(part.replace(/\n/g, ' '))
      })
  }
  return paragraphs[1] ?? paragraphs[0] ?? []
}

const ANSWERS_TEXT: Piece[] = [
  'WILL YOU BE THERE?\nYes, I’ll be there: ',
  { slot: 'yes_link' },
  '\nI can’t make it: ',
  { slot: 'no_link' },
  '\nMaybe: ',
  { slot: 'maybe_link' },
  '\nSend someone in my place: ',
  { slot: 'delegate_link' },
]

/** A frame with its slots filled: by what this wave shares, or left open where a link of one copy belongs. */
const filled = (frame: Frame, blocks: Record<string, readonly Piece[]>): Piece[] =>
  joined(
    frame.flatMap((segment): readonly Piece[] => {
      if (typeof segment === 'string') return [segment]
      const link = LINK_FIELDS.find(name => name === segment.slot)
      if (link) return [{ slot: link }]
      const block = blocks[segment.slot]
      if (block === undefined) throw new Error(`A frame has a slot nobody fills: ${segment.slot}`)
      return segment.place === 'html' ? block : escaped(block)
    }),
  )

/** Sets one letter for everybody a wave goes to. */
export function composeLetter(request: LetterRequest): LetterContent {
  const { kind, partnership, meeting, signatures = [], charts = [], differences = [] } = request
  const { toInvitees, answerable } = LETTERS[kind]
  const shared = sharedValues(partnership ?? NOBODY, meeting)
  const subject = joined(splitFields(oneLine(request.text.subject), field => shared[field]))
  const body = setMarkdown(request.text.body, shared)
  const champions = partnership?.champions ?? []
  const foot = footer(request)
  const fromName = (partnership && nameOf(partnership)) || 'Convoke'
  const quoted = request.quoted && setMarkdown(request.quoted.body, shared)
  const quotedSubject = request.quoted
    ? literal(splitFields(oneLine(request.quoted.subject), field => shared[field]))
    : ''
  const organization = shared.organization === '' ? '' : `Convened by ${shared.organization}`
  const action = request.action ?? ''

  const html = filled(frameFor(request), {
    title: subject,
    preheader: preheader(request, shared, body.text),
    partnership: [fromName],
    convened: [organization],
    body: [...body.html, barsHtml(charts)],
    facts: [meeting ? factsHtml(meeting) : ''],
    differences: [differencesHtml(differences)],
    signatures: [signaturesHtml(champions, signatures)],
    action: [action],
    quoted: quoted
      ? [
          `<hr style="margin:10px 0 22px;border:0;border-top:1px solid #d9dfe3;">\n<p class="soft" style="margin:0 0 18px;font-size:14px;line-height:21px;color:#5b6770;">The letter. Every invitee reads their own name where {{first_name}} or {{company}} stands.</p>\n` +
            `<p style="margin:0 0 18px;"><strong>${escapeHtml(quotedSubject)}</strong></p>\n${literal(quoted.html)}` +
            `${signaturesHtml(champions, signatures)}<p style="margin:0 0 8px;">&nbsp;</p>\n${meeting ? factsHtml(meeting) : ''}`,
        ]
      : [''],
    footer: foot.html,
  })

  const part = (...pieces: Piece[]): Piece[] => {
    const kept = pieces.filter(piece => piece !== '')
    return kept.length === 0 ? [] : [...kept, '\n\n']
  }
  const text: Piece[] = [
    ...part([fromName, organization].filter(Boolean).join('\n')),
    ...part(...body.text),
    ...part(barsText(charts)),
    ...part(differencesText(differences)),
    ...(toInvitees ? part(signaturesText(champions, signatures)) : []),
    ...(action ? part(`${action}: `, { slot: 'action_link' }) : []),
    ...(quoted ? part('* * *\n\n', `${quotedSubject}\n\n`, literal(quoted.text)) : []),
    ...(quoted ? part(signaturesText(champions, signatures)) : []),
    ...(meeting && (answerable || quoted) ? part(factsText(meeting)) : []),
    ...(answerable ? part(...ANSWERS_TEXT) : []),
    ...part('-- \n', ...foot.text),
  ]
  const pictures = toInvitees || quoted ? champions.map(pictureOf).filter(picture => picture !== undefined) : []
  return { kind, fromName, subject, html, text: joined(trimmed(text)), pictures }
}

const trimmed = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, at) => (at === pieces.length - 1 && typeof piece === 'string' ? `${piece.trimEnd()}\n` : piece))

function frameFor({ kind, action }: LetterRequest): Frame {
  const { frame, buttonFrame = frame } = LETTERS[kind]
  return frames[action ? buttonFrame : frame]
}

const NOBODY = blankPartnership(partnershipIdFrom(''), '')
