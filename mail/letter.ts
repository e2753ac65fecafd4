/**
 * Composes a letter for a whole wave: frame, shared facts and text become HTML and plain text in which nothing is open
 * but what differs from copy to copy.
 */
import { partnershipIdFrom } from '../domain/keep/ids.ts'
import { blankPartnership, nameOf } from '../domain/keep/partnership.ts'
import { frames } from '../templates/compiled/frames.ts'
import type { Frame } from '../templates/frame.ts'
import { barsHtml, barsText } from './bars.ts'
import {
  differencesHtml,
  differencesText,
  factsHtml,
  factsText,
  letterhead,
  signaturesHtml,
  signaturesText,
} from './blocks.ts'
import { sharedValues } from './canonical.ts'
import type { LetterContent, LetterRequest } from './content.ts'
import { footer } from './footer.ts'
import { LETTERS } from './letter-kinds.ts'
import { setMarkdown } from './markdown.ts'
import { escapeHtml, joined, LINK_FIELDS, oneLine, type Piece, splitFields } from './merge.ts'
import { opening } from './opening.ts'
import { logoOf, pictureOf } from './picture.ts'
import { quotedIn } from './quoted.ts'

const escaped = (pieces: readonly Piece[]): Piece[] =>
  pieces.map(piece => (typeof piece === 'string' ? escapeHtml(piece) : piece))

const answerText = (label: string, answer: string): Piece[] => [
  `\n${label}: `,
  { slot: 'answer_link' },
  `?answer=${answer}`,
]
const GIVE_TEXT: Piece[] = [
  'WILL YOU BE THERE?',
  ...answerText('Yes, I’ll be there', 'accepted'),
  ...answerText('I can’t make it', 'declined'),
  ...answerText('Maybe', 'tentative'),
  ...answerText('Send someone in my place', 'delegated'),
]
/** It leads to the form and not to what is so, for it was asked for. */
const CHANGE_TEXT: Piece[] = ['Change my answer: ', { slot: 'answer_link' }, '?change=1']

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

/** Whether a frame puts its button between the beginning of the words and the rest, where it is seen without scrolling. */
const beginsApart = (frame: Frame): boolean => frame.some(each => typeof each !== 'string' && each.slot === 'beginning')

/** A text cut behind its first paragraph; a greeting is none. */
export function cutBeginning(text: string): [beginning: string, rest: string] {
  const [first = '', second = '', ...others] = text.trim().split(/\n[ \t]*\n\s*/)
  return /^(?:Dear|Hello)\b.*,$/.test(first)
    ? [`${first}\n\n${second}`, others.join('\n\n')]
    : [first, [second, ...others].join('\n\n')]
}

/** Sets one letter for everybody a wave goes to. */
export function composeLetter(request: LetterRequest): LetterContent {
  const { kind, partnership, meeting, signatures = [], charts = [], differences = [], quoted } = request
  const { answer, isDated, isSigned } = LETTERS[kind]
  const frame = frameFor(request)
  const shared = sharedValues(partnership ?? NOBODY, meeting)
  const subject = joined(splitFields(oneLine(request.text.subject), field => shared[field]))
  const [first, rest] = beginsApart(frame) ? cutBeginning(request.text.body) : ['', request.text.body]
  const beginning = setMarkdown(first, shared)
  const body = setMarkdown(rest, shared)
  // What no champion signs bears nobody's name and claims nothing of them.
  const own = isSigned ? request : { ...request, signers: [], seal: undefined }
  const names = own.signers ?? []
  const top = opening(own)
  const foot = footer(own)
  const letter = quotedIn(request, shared)
  const fromName = (partnership && nameOf(partnership)) || 'Convoke'
  const facts = meeting && isDated ? meeting : undefined
  const action: Piece[] = request.action ? [`${request.action}: `, { slot: 'action_link' }] : []

  const html = filled(frame, {
    title: subject,
    letterhead: [letterhead(partnership, fromName)],
    opening: [top.html],
    beginning: beginning.html,
    action: [request.action ?? ''],
    body: [
      ...body.html,
      barsHtml(charts),
      differences.length > 0 ? spaced(differencesHtml(differences)) : '',
      names.length > 0 ? signaturesHtml(names, signatures) : '',
      meeting && isDated ? spaced(factsHtml(meeting)) : '',
      letter.html,
    ],
    footer: foot.html,
  })

  const text: Piece[] = [
    ...part([fromName, top.text].filter(Boolean).join('\n')),
    ...part(...(answer === 'give' ? GIVE_TEXT : [])),
    ...part(...beginning.text),
    ...part(...(beginsApart(frame) ? action : [])),
    ...part(...body.text),
    ...part(barsText(charts)),
    ...part(differencesText(differences)),
    ...part(signaturesText(names, signatures)),
    ...part(...(beginsApart(frame) ? [] : action)),
    ...part(letter.text),
    ...part(facts ? factsText(facts) : ''),
    ...part(...(answer === 'give' ? GIVE_TEXT : answer === 'change' ? CHANGE_TEXT : [])),
    ...part('-- \n', ...foot.text),
  ]
  const pictures = [
    partnership && logoOf(partnership),
    ...(quoted ? (request.signers ?? []) : names).map(pictureOf),
  ].filter(picture => picture !== undefined)
  return { kind, fromName, subject, html, text: trimmed(joined(text)), pictures }
}

/** A block of the text part, with the blank line behind it; nothing for an empty one. */
const part = (...pieces: Piece[]): Piece[] => {
  const kept = pieces.filter(piece => piece !== '')
  return kept.length === 0 ? [] : [...kept, '\n\n']
}

const spaced = (box: string): string => `<div style="padding:10px 0 8px;">\n${box}</div>\n`

const trimmed = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, at) => (at === pieces.length - 1 && typeof piece === 'string' ? `${piece.trimEnd()}\n` : piece))

function frameFor({ kind, action }: LetterRequest): Frame {
  const { frame, buttonFrame = frame } = LETTERS[kind]
  return frames[action ? buttonFrame : frame]
}

const NOBODY = blankPartnership(partnershipIdFrom(''), '')
