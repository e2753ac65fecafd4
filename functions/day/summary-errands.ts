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
      const action = { label: 'Read and approve', link: LINKS.approve.to(world.settings, campaign.id, id) }
      const to = { name, email, organization: company }
      errands.push(
        {
          key: `approve:${campaign.id}:${check}`,
          kind: 'approve',
          to,
          at: asked.at,
          until,
          subject: 'Please approve the summary of our launch',
          body: 'Dear {{first_name}},\n\nThe executive summary of our launch is ready. **It is sent as soon as two champions have approved it**, and it takes you a minute: read it, and press one button.\n\nIt goes to everyone who was there and to the businesses that missed it.',
          action,
        },
        {
          key: `approve-again:${campaign.id}:${check}`,
          kind: 'approve',
          to,
          at: shift(asked.at, DAY),
          until,
          subject: 'Still to approve: the summary of our launch',
          body: 'Dear {{first_name}},\n\nThe executive summary of our launch has not been sent yet: **it needs the approval of two champions**.\n\nIt counts most while people still talk about the meeting.',
          action,
        },
      )
    }
  }
  for (const { name, email, organization } of partnership.team.filter(({ role }) => mayEdit(role))) {
    const waits = asked
      ? 'The champions have it. Its page shows who has not approved it yet; a call helps.'
      : summary
        ? 'It is written. Read it once more, and ask the champions to approve it.'
        : 'A draft is ready, made from what you recorded on the day.'
    const remind = (key: string, at: Instant, subject: string, words: string): Errand => ({
      key: `${key}:${campaign.id}`,
      kind: 'summary-due',
      to: { name, email, organization },
      at,
      until,
      subject,
      body: `Dear {{first_name}},\n\n${words}\n\n${waits}`,
      action: { label: 'Open the summary', link: absolute(world.settings, PATHS.summary(campaign.id)) },
    })
    const next = instantOf(addDays(meeting.date, 1), MORNING, meeting.zone)
    errands.push(
      remind(
        'summary-soon',
        shift(endOf(meeting), HOUR),
        'The executive summary should be sent within two days',
        'The launch is over. Business members should have its executive summary **within two days**.',
      ),
      remind(
        'summary-due',
        next,
        'The executive summary should be sent by tomorrow',
        'The executive summary of the launch has not been sent yet. **Members should have it by tomorrow.**',
      ),
      remind(
        'summary-late',
        dueBy(meeting),
        'The executive summary is late',
        'Two days have passed since the launch, and **the executive summary has not been sent**.',
      ),
    )
  }
  return errands
}
