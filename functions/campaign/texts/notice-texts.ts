/** The notices to those who run a campaign, as the letters page shows, edits and tests them. */
import { canonicalAddress, mayEdit, type Partnership } from '../../../domain/keep/partnership.ts'
import { PATHS } from '../../../domain/keep/paths.ts'
import { composeLetter } from '../../../mail/letter.ts'
import { personFields } from '../../../mail/merge.ts'
import { fillOwn } from '../../../mail/own-fields.ts'
import { shortId } from '../../../mail/token.ts'
import { NOTICE_TEXTS, type NoticeTextId } from '../../../templates/notice-texts.ts'
import { absolute } from '../../keep/links.ts'
import { SOMEBODY } from '../../send/preview.ts'
import { noticeRequest } from '../../send/tell-convener.ts'
import { editableRow, writeRow } from './partnership-texts.ts'
import type { TextFamily } from './text-family.ts'

const IDS = Object.keys(NOTICE_TEXTS) as NoticeTextId[]
const isOne = (id: string): id is NoticeTextId => Object.hasOwn(NOTICE_TEXTS, id)

const readersOf = ({ team }: Partnership) =>
  team
    .filter(({ role }) => mayEdit(role))
    .map(({ name, email, organization }) => ({ id: shortId(canonicalAddress(email)), name, company: organization }))

export const noticeTexts: TextFamily = {
  groups: async (_, { partnership }) => [
    {
      title: 'To you: what happened while you were away',
      hint: 'The same words for every meeting of this partnership. What they say is on its pages as well.',
      texts: IDS.map(id => editableRow(partnership, id, NOTICE_TEXTS[id])),
    },
  ],
  readers: async (_, { partnership }) => readersOf(partnership),
  // Nothing is known yet of what they tell, so their own fields hold an example.
  async view({ settings }, { campaign, partnership }, { text, reader, words }) {
    if (!isOne(text)) return undefined
    const conveners = readersOf(partnership)
    const { name, company } = conveners.find(({ id }) => id === reader) ?? conveners[0] ?? SOMEBODY
    return {
      letter: composeLetter(noticeRequest(partnership, fillOwn(words, NOTICE_TEXTS[text].fields))),
      values: {
        ...personFields({ name, title: '', company }),
        action_link: absolute(settings, PATHS.board(campaign.id)),
      },
    }
  },
  consequences: async () => [],
  write: async (world, { campaign }, text, by, words) =>
    isOne(text) ? writeRow(world, campaign.id, text, by, words) : 'kept',
}
