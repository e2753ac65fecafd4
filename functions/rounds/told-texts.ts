/** What is told after a meeting: the executive summary, or the report. It is written on a page of its own. */
import type { Campaign, Summary } from '../../domain/keep/campaign.ts'
import { invitationIdFrom } from '../../domain/keep/ids.ts'
import { kindOf } from '../../domain/keep/kinds.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { readable } from '../../domain/keep/time.ts'
import { SUMMARY_KEY } from '../../domain/keep/wave-id.ts'
import { peopleOfList } from '../campaign/texts/list-texts.ts'
import type { LooksAt, TextFamily } from '../campaign/texts/text-family.ts'
import { inWhoseNames, letterOfSummary, summaryOf } from '../day/summary.ts'
import { summaryDraft } from '../day/summary-draft.ts'
import type { Context } from '../keep/context.ts'
import { invitationRef, read } from '../keep/documents.ts'
import { safeSettings } from '../keep/safe-preview.ts'
import { viewText } from '../send/preview.ts'
import { figuresOf, letterOfReport, reportOf } from '../table/report.ts'
import { reportDraft } from '../table/report-draft.ts'

const TEXT = 'summary'

interface Told {
  title: string
  path: (campaign: Campaign) => string
  /** As it is written by now, or as a draft from the data. */
  letter: (world: LooksAt, context: Context) => Promise<Summary>
}

const TOLD: Record<'executive summary' | 'report', Told> = {
  'executive summary': {
    title: 'Executive summary',
    path: ({ id }) => PATHS.summary(id),
    async letter(world, context) {
      const written = await summaryOf(world, context.campaign.id)
      return letterOfSummary(
        written ?? (await summaryDraft(world, context)),
        world.clock.now(),
        inWhoseNames(context, written),
      )
    },
  },
  report: {
    title: 'Report',
    path: ({ id }) => PATHS.report(id),
    async letter(world, context) {
      const report = await reportOf(world, context.campaign.id)
      const told = report?.released?.figures ?? (await figuresOf(world, context.campaign))
      return letterOfReport(report ?? (await reportDraft(world, context)), told, world.clock.now())
    },
  },
}

const toldOf = ({ campaign }: Context): Told | undefined => {
  const { tells } = kindOf(campaign)
  return campaign.meeting && tells ? TOLD[tells] : undefined
}

export const toldTexts: TextFamily = {
  async groups(world, context) {
    const told = toldOf(context)
    if (!told) return []
    const { campaign } = context
    const { subject, body } = await told.letter(world, context)
    const sent = campaign.left[SUMMARY_KEY]
    return [
      {
        title: 'After the meeting',
        hint: 'It is drafted from what you record, and you write it on its own page.',
        texts: [
          {
            id: TEXT,
            title: told.title,
            readers: 'everyone from business on the list',
            when: sent && campaign.meeting ? `Sent ${readable(sent, campaign.meeting.zone)}` : '',
            signed: 'nobody signs it',
            words: { subject, body },
            proposed: { subject, body },
            fields: [],
            data: [],
            notes: [
              'Its words are on a page of their own, where you edit and send it. Here you read it as any person will.',
            ],
            locked: true,
            elsewhere: { path: told.path(campaign), label: `Edit the ${told.title.toLowerCase()}` },
          },
        ],
      },
    ]
  },
  readers: peopleOfList,
  async view(world, context, { text, reader, on }) {
    const told = toldOf(context)
    if (!told || text !== TEXT) return undefined
    const { id } = context.campaign
    const invitation = reader ? invitationIdFrom(reader) : undefined
    const known = invitation && (await read(world.store, invitationRef(id, invitation)))?.value
    return viewText(world, id, {
      text: TEXT,
      invitation,
      summary: await told.letter(world, context),
      missed: known !== undefined && known.came === undefined && !known.host,
      safe: on === 'test' ? safeSettings(world.settings, id, world.clock.now()) : undefined,
    })
  },
  consequences: async () => [],
  write: async () => 'kept',
}
