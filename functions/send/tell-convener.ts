/** Short notices to those who run a campaign. What they say also stands on the board. */
import type { CampaignId } from '../../domain/keep/ids.ts'
import { canonicalAddress, mayEdit, type Partnership } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { personFields } from '../../mail/merge.ts'
import { fillOwn } from '../../mail/own-fields.ts'
import { setLetter } from '../../mail/set-letter.ts'
import type { FieldsOf } from '../../templates/errands/row.ts'
import { NOTICE_TEXTS, type NoticeTextId } from '../../templates/notice-texts.ts'
import { type Context, readContext } from '../keep/context.ts'
import { deskOf } from '../keep/desk-of.ts'
import { all, create, refOf } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { Sends } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { type KeptNotice, NOTICE_STATUSES } from '../keep/shapes.ts'
import type { Looked } from './awake.ts'
import { deliver, type SendSlot } from './deliver.ts'
import type { Pace } from './pace.ts'
import { soon } from './soon.ts'
import { replyReader } from './texts/errand-texts.ts'
import { wordsOfRow } from './texts/row-words.ts'

export interface Notice<Id extends NoticeTextId> {
  /** Names the occasion: the same one is told once. */
  key: string
  text: Id
  /** What stands in the fields that its text alone has. */
  fields: FieldsOf<(typeof NOTICE_TEXTS)[Id]>
  /** Where the button leads; the board, where nothing is said. */
  page?: KeptNotice['page']
}

/** Tells every convener and co-convener of the campaign. The same notice twice is one. */
export async function tellConvener<Id extends NoticeTextId>(
  world: Sends,
  campaignId: CampaignId,
  { key, text, fields, page }: Notice<Id>,
): Promise<void> {
  const context = await readContext(world.store, campaignId)
  if (!context) return
  const at = world.clock.now()
  const readers = context.partnership.team.filter(({ role }) => mayEdit(role))
  const sends = Object.fromEntries(
    readers.map(({ email }) => [canonicalAddress(email), { status: 'due' as const, at, attempt: '' }]),
  )
  const { subject, body } = fillOwn(wordsOfRow(context.partnership, text, NOTICE_TEXTS[text]), fields)
  const news: KeptNotice = { key, subject, body, ...(page ? { page } : {}), at, sends }
  if (!(await create(world.store, refOf(DOCUMENTS.notice, campaignId, key), news))) return
  await soon(world, campaignId, pace => sendNotice(world, context, news, pace))
}

/** Sends what is due of a campaign's notices. */
export async function sendNotices(world: Sends, context: Context, pace: Pace): Promise<Looked> {
  let left = false
  for await (const { value } of all(world.store, DOCUMENTS.notice, context.campaign.id))
    if ((await sendNotice(world, context, value, pace)) === 'more to do') left = true
  return left ? 'more to do' : 'nothing open'
}

async function sendNotice(
  world: Sends,
  context: Context,
  { key, sends = {} }: KeptNotice,
  pace: Pace,
): Promise<Looked> {
  const { campaign, partnership } = context
  let left = false
  for (const [address, { status }] of Object.entries(sends)) {
    if (key === undefined || (status !== 'due' && status !== 'claimed')) continue
    const reader = partnership.team.find(({ email }) => canonicalAddress(email) === address)
    const delivered = await deliver(world, {
      kind: 'notice',
      slot: noticeSlot(campaign.id, key, address),
      about: { campaign: campaign.id },
      sequence: 0,
      pace,
      decide: () => (reader ? { do: 'send' } : { do: 'skip', reason: 'no longer of the team' }),
      async compose(notice, attempt) {
        const press = await setLetter(noticeRequest(partnership, notice), { from: world.settings.from })
        const { email, name, organization } = reader ?? { email: address, name: '', organization: '' }
        const bytes = press.fill({
          to: { name, email },
          // Another who convenes, where there is one; else it comes back to its reader, and to nobody who does not know.
          replyTo: replyReader(partnership, { to: { name, email } }) ?? deskOf(world.settings),
          attempt,
          at: world.clock.now(),
          values: {
            ...personFields({ name, title: '', company: organization }),
            action_link: absolute(world.settings, PATHS[notice.page ?? 'board'](campaign.id)),
          },
        })
        return 'refused' in bytes ? bytes : { from: world.settings.from, to: [email], bytes, part: 'convener' }
      },
    })
    left ||= delivered === 'later'
  }
  return left ? 'more to do' : 'nothing open'
}

const noticeSlot = (campaign: CampaignId, key: string, address: string): SendSlot<KeptNotice> => ({
  ref: refOf(DOCUMENTS.notice, campaign, key),
  read({ sends }) {
    const send = sends?.[address]
    return send && { ...send, attempts: 1, sequence: 0 }
  },
  write: (notice, { status, at, attempt, again }) => ({
    ...notice,
    sends: {
      ...notice.sends,
      [address]: {
        ...notice.sends?.[address],
        status: NOTICE_STATUSES.find(each => each === status) ?? 'failed',
        at,
        attempt,
        ...(again ? { again } : {}),
      },
    },
  }),
})

/** What a notice is set from. */
export const noticeRequest = (
  partnership: Partnership,
  { subject = '', body = '' }: Pick<KeptNotice, 'subject' | 'body'>,
): LetterRequest => ({
  kind: 'notice',
  partnership,
  text: { subject, body },
  action: 'Open the campaign',
})
