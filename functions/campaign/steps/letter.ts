/** The step that writes the letter. */
import * as z from 'zod'
import { MERGE_FIELDS, unknownFields } from '../../../mail/merge.ts'
import { proposedLetter } from '../../send/texts/text-rows.ts'
import { errorsOf } from '../../web/typed.ts'
import type { Step } from './step.ts'

const known = (text: string, fields: readonly string[]): string | undefined => {
  const unknown = unknownFields(text, fields)
  if (unknown.length === 0) return undefined
  const are = unknown.length === 1 ? 'is no field' : 'are no fields'
  return `${unknown.join(', ')} ${are} that Convoke knows. Use one of ${fields.map(field => `{{${field}}}`).join(', ')}.`
}
const withFields = (fields: readonly string[]) => (text: string, ctx: z.RefinementCtx) => {
  const message = known(text, fields)
  if (message) ctx.addIssue({ code: 'custom', message })
}
const withKnownFields = withFields(MERGE_FIELDS)

/** Data has a place in the body, and in no subject. */
const withData = (data: readonly string[]) => (body: string, ctx: z.RefinementCtx) => {
  const missing = data.filter(name => !body.includes(`{{${name}}}`))
  if (missing.length > 0)
    ctx.addIssue({
      code: 'custom',
      message: `Keep ${missing.map(name => `{{${name}}}`).join(', ')}: Convoke puts its data there.`,
    })
}

/** The words of an email as somebody types them, with the fields that may stand in it. */
export const letterWords = ({ fields, data }: { fields: readonly string[]; data: readonly string[] }) =>
  z.object({
    subject: z
      .string()
      .trim()
      .min(1, 'Write a subject: it decides whether the email is opened.')
      .max(150, 'Shorten the subject to 150 characters.')
      .superRefine(withFields(fields.filter(name => !data.includes(name)))),
    body: z
      .string()
      .trim()
      .min(1, 'Write the email.')
      .max(6000, 'Shorten the email to 6,000 characters: a chief executive gives it ten seconds.')
      .superRefine(withFields(fields))
      .superRefine(withData(data)),
  })

const form = letterWords({ fields: MERGE_FIELDS, data: [] }).extend({
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
    return {
      ok: true,
      edit: { of: 'campaign', edit: stands => ({ ...stands, letter: { ...stands.letter, ...letter }, ...asked }) },
    }
  },
}
