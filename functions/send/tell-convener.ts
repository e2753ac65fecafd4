/** Short notices to those who run a campaign, each at most once. What they say also stands on the board. */
import { mayEdit } from '../../domain/keep/partnership.ts'
import { type CampaignPage, PATHS } from '../../domain/keep/paths.ts'
import type { LetterRequest } from '../../mail/content.ts'
import { personFields } from '../../mail/merge.ts'
import { setLetter } from '../../mail/set-letter.ts'
import { type Context, readContext } from '../keep/context.ts'
import { create, refOf } from '../keep/documents.ts'
import { absolute } from '../keep/links.ts'
import type { World } from '../keep/ports.ts'
import { DOCUMENTS } from '../keep/registry.ts'
import { handOver } from '../keep/submit.ts'

export interface Notice {
  /** Names the occasion: the same one is told once. */
  key: string
  subject: string
  /** One or two sentences of Markdown. */
  body: string
  /** Where the button leads; the board, where nothing is said. */
  page?: CampaignPage
}

/** Tells every convener and co-convener. A crash may lose a notice; it never doubles one. */
export async function tellConvener(world: World, campaignId: string, notice: Notice): Promise<void> {
  const context = await readContext(world.store, campaignId)
  if (!context) return
  if (!(await create(world.store, refOf(DOCUMENTS.notice, campaignId, notice.key), { at: world.clock.now() }))) return
  const press = await setLetter(letterOf(context, notice), { from: world.settings.from })
  const page = PATHS[notice.page ?? 'board'](campaignId)
  for (const member of context.partnership.team.filter(({ role }) => mayEdit(role))) {
    const attempt = world.run.id + world.chance.id(10)
    const bytes = press.fill({
      to: member,
      attempt,
      at: world.clock.now(),
      values: {
        ...personFields({ name: member.name, title: '', company: member.organization }),
        action_link: absolute(world.settings, page),
      },
    })
    const message = 'refused' in bytes ? bytes : { from: world.settings.from, to: [member.email], bytes }
    await handOver(world, message, { attempt, wave: 'notice', campaign: campaignId })
  }
}

const letterOf = ({ partnership }: Context, { subject, body }: Notice): LetterRequest => ({
  kind: 'notice',
  partnership,
  text: { subject, body: `Dear {{first_name}},\n\n${body}` },
  action: 'Open the campaign',
})
