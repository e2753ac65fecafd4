/** The words of an email to somebody who helps: the convener's own, kept for the partnership, or those that Convoke proposes. */
import type { Letter } from '../../../domain/keep/campaign.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import type { HelperRow } from '../../../templates/errands/row.ts'

export const proposedOf = ({ subject, body }: HelperRow): Letter => ({ subject, body })

export const wordsOfRow = ({ texts = {} }: Pick<Partnership, 'texts'>, id: string, row: HelperRow): Letter =>
  texts[id] ?? proposedOf(row)
