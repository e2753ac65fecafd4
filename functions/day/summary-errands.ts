/** What is due around an executive summary: the champions' approval, and a word to the convener while the two days run. */

import { approvalState, awaitsSummary, dueBy, givenUpAt } from '../../domain/day/summary.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { endOf, type Meeting } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { addDays, DAY, HOUR, type Instant, instantOf, MORNING, shift } from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Overview, Planner } from '../keep/overview.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { saying } from '../send/texts/errand-texts.ts'
import { checkOfSummary, summaryOf } from './summary.ts'

export const summaryErrands: Planner = async (world, overview) => {
  const errands: Errand[] = []
  for (const campaign of overview.campaigns) {
    if (!awaitsSummary(campaign, overview.now)) continue
    errands.push(...(await forCampaign(world, overview, campaign, campaign.meeting)))
  }
  return errands
}

async function forCampaign(
  world: Reads & Knows<'secret' | 'url'>,
  { partnership }: Overview,
  campaign: Campaign,
  meeting: Meeting,
): Promise<Errand[]> {
  const summary = await summaryOf(world, campaign.id)
  if (summary?.released) return []
  const until = givenUpAt(meeting)
  const check = summary && checkOfSummary(summary)
  const asked = summary?.asked?.check === check ? summary?.asked : undefined
  const errands: Errand[] = []
  if (summary && check && asked) {
    const { waiting } = approvalState(summary, partnership.champions, check)
    for (const { id, name, email, company } of waiting) {
      const link = LINKS.approve.to(world.settings, campaign.id, id)
      const to = { name, email, organization: company }
      errands.push(
        {
          key: `approve:${campaign.id}:${check}`,
          kind: 'approve',
          to,
          at: asked.at,
          until,
          ...saying('approve', {}),
          link,
        },
        {
          key: `approve-again:${campaign.id}:${check}`,
          kind: 'approve',
          to,
          at: shift(asked.at, DAY),
          until,
          ...saying('approve-again', {}),
          link,
        },
      )
    }
  }
  for (const { name, email, organization } of partnership.team.filter(({ role }) => mayEdit(role))) {
    const progress = asked
      ? 'The champions have it. Its page shows who has not approved it yet; a call helps.'
      : summary
        ? 'It is written. Read it once more, and ask the champions to approve it.'
        : 'A draft is ready, made from what you recorded on the day.'
    const remind = (text: 'summary-soon' | 'summary-due' | 'summary-late', at: Instant): Errand => ({
      key: `${text}:${campaign.id}`,
      kind: 'summary-due',
      to: { name, email, organization },
      at,
      until,
      ...saying(text, { progress }),
      link: absolute(world.settings, PATHS.summary(campaign.id)),
    })
    const next = instantOf(addDays(meeting.date, 1), MORNING, meeting.zone)
    errands.push(
      remind('summary-soon', shift(endOf(meeting), HOUR)),
      remind('summary-due', next),
      remind('summary-late', dueBy(meeting)),
    )
  }
  return errands
}
