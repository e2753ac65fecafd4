/** The step that writes the letter. */
import * as z from 'zod'
import { MERGE_FIELDS, unknownFields } from '../../../mail/merge.ts'
import { proposedLetter } from '../../send/texts/text-rows.ts'
import { errorsOf } from '../../web/typed.ts'
import type { Step } from './step.ts'

const known = (text: string): string | undefined => {
  const unknown = unknownFields(text)
  if (unknown.length === 0) return undefined
  const are = unknown.length === 1 ? 'is no field' : 'are no fields'
  return `${unknown.join(', ')} ${are} that Convoke knows. Use one of ${MERGE_FIELDS.map(field => `{{${field}}}`).join(', ')}.`
}
const withKnownFields = (text: string, ctx: z.RefinementCtx) => {
  const message = known(text)
  if (message) ctx.addIssue({ code: 'custom', message })
}

/** The words of a letter as somebody types them. */
export const letterWords = z.object({
  subject: z
    .string()
    .trim()
    .min(1, 'Write a subject: it decides whether the letter is opened.')
    .max(150, 'Shorten the subject to 150 characters.')
    .superRefine(withKnownFields),
  body: z
    .string()
    .trim()
    .min(1, 'Write the letter.')
    .max(6000, 'Shorten the letter to 6,000 characters: a chief executive gives it ten seconds.')
    .superRefine(withKnownFields),
})

const form = letterWords.extend({
  agenda: z
    .string()
    .trim()
    .max(3000, 'Shorten the agenda to 3,000 characters.')
    .superRefine(withKnownFields)
    .optional(),
})

export const letterStep: Step = {
  id: 'letter',
  of: 'campaign',
  typed: context => {
    const { subject, body } = context.campaign.letter ?? proposedLetter(context)
    return { subject, body, agenda: context.campaign.agenda ?? '' }
  },
  read(typed) {
    const found = form.safeParse({
      ...typed,
      body: (typed.body ?? '').replace(/\r\n?/g, '\n'),
      agenda: typed.agenda?.replace(/\r\n?/g, '\n'),
    })
    if (!found.success) return { ok: false, errors: errorsOf(found.error) }
    const { agenda, ...letter } = found.data
    // Where the form asks for no agenda, the one that its lead wrote stays.
    const asked = agenda === undefined ? {} : { agenda: agenda || undefined }
    return { ok: true, edit: { of: 'campaign', edit: stands => ({ ...stands, letter, ...asked }) } }
  },
}
