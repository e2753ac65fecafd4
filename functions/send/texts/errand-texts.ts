/** The words of emails to those who help: the convener's own where they wrote some, and else those that Convoke proposes. */
import { mayEdit, type Partnership, sameAddress, type TeamMember } from '../../../domain/keep/partnership.ts'
import type { Errand } from '../../../domain/send/errand.ts'
import type { LetterRequest } from '../../../mail/content.ts'
import { personFields, type Values } from '../../../mail/merge.ts'
import { fillOwn } from '../../../mail/own-fields.ts'
import { ERRAND_TEXTS, type ErrandFields, type ErrandTextId, isErrandText } from '../../../templates/errand-texts.ts'
import { wordsOfRow } from './row-words.ts'

/** What an errand says: a text, and what stands in each of its own fields. */
export const saying = <Id extends ErrandTextId>(
  text: Id,
  fields: ErrandFields<Id>,
): Pick<Errand, 'text' | 'fields'> => ({
  text,
  fields,
})

/** Who reads what is replied to an errand: a convener, and another than its reader where there is one. */
export function replyReader({ team }: Pick<Partnership, 'team'>, { to }: Pick<Errand, 'to'>): TeamMember | undefined {
  const conveners = team.filter(({ role }) => mayEdit(role))
  return conveners.find(({ email }) => !sameAddress(email, to.email)) ?? conveners[0]
}

/** What an errand's letter is set from: its own fields are filled. Throws for a text that there is not. */
export function errandRequest(partnership: Partnership, errand: Pick<Errand, 'to' | 'text' | 'fields' | 'link'>) {
  const { to, text, fields, link } = errand
  if (!isErrandText(text)) throw new Error(`An errand has no text: ${text}`)
  const convener = replyReader(partnership, errand)
  const runs = partnership.team.some(({ role, email }) => mayEdit(role) && sameAddress(email, to.email))
  return {
    kind: 'errand',
    partnership,
    text: fillOwn(wordsOfRow(partnership, text, ERRAND_TEXTS[text]), fields),
    action: link === undefined ? undefined : ERRAND_TEXTS[text].button,
    // Whoever runs a partnership alone replies to themselves.
    repliesTo: runs ? undefined : convener?.name || convener?.email,
  } satisfies LetterRequest
}

/** What differs in its reader's copy. */
export const errandValues = ({ to, link }: Pick<Errand, 'to' | 'link'>): Values => ({
  ...personFields({ name: to.name, title: '', company: to.organization ?? '' }),
  ...(link === undefined ? {} : { action_link: link }),
})
