/** Stands in for mail/letter.ts: what the rules look for, without the frame around it. */
import type { LetterContent, LetterRequest } from '../../../mail/content.ts'

export function composeLetter({ kind, text, seal }: LetterRequest): LetterContent {
  // Of a summary the first words, which tell who was missed.
  const words = seal ? [seal.confirm] : kind === 'summary' ? [text.body.slice(0, 60)] : []
  return { kind, fromName: '', subject: [text.subject], html: [], text: words, pictures: [] }
}
