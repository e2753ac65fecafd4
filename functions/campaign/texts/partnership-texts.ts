/** Emails whose words hold for every meeting of a partnership: how a row is shown, and where the convener's words are kept. */
import type { Letter } from '../../../domain/keep/campaign.ts'
import type { CampaignId } from '../../../domain/keep/ids.ts'
import type { Partnership } from '../../../domain/keep/partnership.ts'
import type { HelperRow } from '../../../templates/errands/row.ts'
import type { Keeps, Plans, Sends } from '../../keep/ports.ts'
import { proposedOf, wordsOfRow } from '../../send/texts/row-words.ts'
import { editPartnership } from '../edit-campaign.ts'
import type { EditableText } from './text-family.ts'

/** Fields that are the same in every email of a partnership, or about its reader. A meeting's come from the text's own. */
const COMMON = [
  'first_name',
  'name',
  'company',
  'sector',
  'region',
  'partnership',
  'organization',
  'champions',
] as const

export function editableRow(partnership: Pick<Partnership, 'texts'>, id: string, row: HelperRow): EditableText {
  const { title, readers, when, fields } = row
  const own = Object.keys(fields)
  const data = Object.entries(fields).flatMap(([name, example]) => (typeof example === 'string' ? [] : [name]))
  return {
    id,
    title,
    readers,
    when,
    signed: 'nobody signs it',
    words: wordsOfRow(partnership, id, row),
    proposed: proposedOf(row),
    fields: [...own, ...COMMON],
    data,
    notes: [
      `${when}. These words hold for every meeting of the partnership.`,
      ...(data.length > 0
        ? [
            `${data.map(name => `{{${name}}}`).join(' and ')} ${data.length === 1 ? 'is' : 'are'} data from your records: keep ${data.length === 1 ? 'it' : 'them'} in the words. What is in ${data.length === 1 ? 'it' : 'them'} is not edited here.`,
          ]
        : []),
    ],
  }
}

/** Keeps the convener's words of a row; undefined: those that Convoke proposes. */
export async function writeRow(
  world: Keeps & Sends & Plans,
  campaign: CampaignId,
  text: string,
  by: string,
  words: Letter | undefined,
): Promise<'written'> {
  await editPartnership(world, campaign, by, { event: 'text written', text }, stands => {
    const { [text]: _, ...others } = stands.texts ?? {}
    return { ...stands, texts: words ? { ...others, [text]: words } : others }
  })
  return 'written'
}
