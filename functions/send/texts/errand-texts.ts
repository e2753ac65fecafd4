/** The words of emails to those who help: the convener's own where they wrote some, and else those that Convoke proposes. */
import type { Letter } from '../../../domain/keep/campaign.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import type { Errand } from '../../../domain/send/errand.ts'
import { fillOwn } from '../../../mail/own-fields.ts'
import { ERRAND_TEXTS, type ErrandFields, type ErrandTextId, isErrandText } from '../../../templates/errand-texts.ts'

/** What an errand says: a text, and what stands in each of its own fields. */
export const saying = <Id extends ErrandTextId>(
  text: Id,
  fields: ErrandFields<Id>,
): Pick<Errand, 'text' | 'fields'> => ({
  text,
  fields,
})

function proposedErrand(text: ErrandTextId): Letter {
  const { subject, body } = ERRAND_TEXTS[text]
  return { subject, body }
}

/** The words of an errand with its own fields filled. Throws for a text that there is not. */
export function errandLetter({ texts = {} }: Pick<Partnership, 'texts'>, { text, fields }: Errand): Letter {
  if (!isErrandText(text)) throw new Error(`An errand has no text: ${text}`)
  return fillOwn(texts[text] ?? proposedErrand(text), fields)
}
