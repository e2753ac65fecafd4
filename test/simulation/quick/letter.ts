/** Stands in for mail/letter.ts: what the rules look for, without the frame around it. */
import type { LetterContent, LetterRequest } from '../../../mail/content.ts'

export function composeLetter({ kind, text, seal }: LetterRequest): LetterContent {
  return { kind, fromName: '', subject: [text.subject], html: [], text: seal ? [seal.confirm] : [], pictures: [] }
}
