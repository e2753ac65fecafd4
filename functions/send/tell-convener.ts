/** Short notices to those who run a campaign. What they say also stands on the board. */
import * as z from 'zod'
import { canonicalAddress, mayEdit } from '../../domain/keep/partnership.ts'
import { type CampaignPage, PATHS } from '../../domain/keep/paths.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { personFields } from '../../mail/merge.ts'
import { setLetter } from '../../mail/set-letter.ts'
import { type Context, readContext } from '../keep/context.ts'
import { all, create, type Ref } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { deliver, type Slot } from './deliver.ts'
import type { Pace } from './pace.ts'
import { soon } from './soon.ts'

export interface Notice {
  /** Names the occasion: the same one is told once. */
  key: string
  subject: string
  /** One or two sentences of Markdown. */
  body: string
  /** Where the button leads; the board, where nothing is said. */
  page?: CampaignPage | undefined
}

const STATUSES = ['due', 'claimed', 'sent', 'in doubt', 'failed'] as const

/** A notice with the send of each of its readers, by address. Those of the first version say no more than when. */
const told = z.object({
  at: z.string(),
  key: z.string().optional(),
  subject: z.string().optional(),
  body: z.string().optional(),
  page: z.custom<CampaignPage>(page => typeof page === 'string' && Object.hasOwn(PATHS, page)).optional(),
  sends: z
    .record(
      z.string(),
      z.object({
        status: z.enum(STATUSES),
        at: z.string(),
        attempt: z.string(),
        again: z.literal(true).optional(),
      }),
    )
    .optional(),
})

type Told = z.infer<typeof told>

const noticeRef = (campaign: string, key: string): Ref<Told> => ({
  partition: `campaign#${campaign}`,
  key: `notice#${key}`,
  schema: told,
})

/** Tells every convener and co-convener of the campaign. The same notice twice is one. */
export async function tellConvener(world: World, campaignId: string, notice: Notice): Promise<void> {
  const context = await readContext(world.store, campaignId)
  if (!context) return
  const at = world.clock.now()
  const readers = context.partnership.team.filter(({ role }) => mayEdit(role))
  const sends = Object.fromEntries(
    readers.map(({ email }) => [canonicalAddress(email), { status: 'due' as const, at, attempt: '' }]),
  )
  const news: Told = { ...notice, at, sends }
  if (!(await create(world.store, noticeRef(campaignId, notice.key), news))) return
  await soon(world, pace => sendNotice(world, context, news, pace))
}

/** Sends what is due of a campaign's notices. */
export async function sendNotices(world: World, context: Context, pace: Pace): Promise<void> {
  const { partition, schema } = noticeRef(context.campaign.id, '')
  for await (const { value } of all(world.store, partition, 'notice#', schema))
    await sendNotice(world, context, value, pace)
}

async function sendNotice(world: World, context: Context, { key, sends = {} }: Told, pace: Pace): Promise<void> {
  const { campaign, partnership } = context
  for (const [address, { status }] of Object.entries(sends)) {
    if (key === undefined || (status !== 'due' && status !== 'claimed')) continue
    const reader = partnership.team.find(({ email }) => canonicalAddress(email) === address)
    await deliver(world, {
      kind: 'notice',
      slot: noticeSlot(campaign.id, key, address),
      about: { campaign: campaign.id },
      sequence: 0,
      pace,
      decide: () => (reader ? { do: 'send' } : { do: 'skip', reason: 'no longer of the team' }),
      async compose(notice, attempt) {
        const press = await setLetter(letterOf(context, notice), { from: world.settings.from })
        const { email, name, organisation } = reader ?? { email: address, name: '', organisation: '' }
        const bytes = press.fill({
          to: { name, email },
          attempt,
          at: world.clock.now(),
          values: {
            ...personFields({ name, title: '', company: organisation }),
            action_link: absolute(world.settings, PATHS[notice.page ?? 'board'](campaign.id)),
          },
        })
        return 'refused' in bytes ? bytes : { from: world.settings.from, to: [email], bytes }
      },
    })
  }
}

const noticeSlot = (campaign: string, key: string, address: string): Slot<Told> => ({
  ref: noticeRef(campaign, key),
  read({ sends }) {
    const send = sends?.[address]
    return send && { ...send, attempts: 1, sequence: 0 }
  },
  write: (notice, { status, at, attempt, again }) => ({
    ...notice,
    sends: {
      ...notice.sends,
      [address]: {
        status: STATUSES.find(each => each === status) ?? 'failed',
        at,
        attempt,
        ...(again ? { again } : {}),
      },
    },
  }),
})

const letterOf = ({ partnership }: Context, { subject = '', body = '' }: Told): LetterRequest => ({
  kind: 'notice',
  partnership,
  text: { subject, body: `Dear {{first_name}},\n\n${body}` },
  action: 'Open the campaign',
})
