/** What is due around an executive summary: the champions' approval, and a word to the convener while the two days run. */

import { approvalState, awaitsSummary, dueBy, givenUpAt } from '../../domain/day/summary.ts'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { endOf, type Meeting } from '../../domain/keep/meeting.ts'
import { mayEdit } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { addDays, DAY, HOUR, type Instant, instantOf, MORNING, shift } from '../../domain/keep/time.ts'
import type { Errand } from '../../domain/send/errand.ts'
import type { Affairs, Planner } from '../keep/affairs.ts'
import { absolute, LINKS } from '../keep/links.ts'
import type { Knows, Reads } from '../keep/ports.ts'
import { checkOfSummary, summaryOf } from './summary.ts'

export const summaryErrands: Planner = async (world, affairs) => {
  const errands: Errand[] = []
  for (const campaign of affairs.campaigns) {
    if (!awaitsSummary(campaign, affairs.now)) continue
    errands.push(...(await forCampaign(world, affairs, campaign, campaign.meeting)))
  }
  return errands
}

async function forCampaign(
  world: Reads & Knows<'secret' | 'url'>,
  { partnership }: Affairs,
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
          subject: 'May this summary leave in your name?',
          body: 'Dear {{first_name}},\n\nThe executive summary of our launch is written. **It leaves as soon as two champions have approved these very words**, to everybody who was there and to those who missed it.\n\nIt takes a minute: read it, and press one button.',
          action,
        },
        {
          key: `approve-again:${campaign.id}:${check}`,
          kind: 'approve',
          to,
          at: shift(asked.at, DAY),
          until,
          subject: 'The summary of our launch waits for your yes',
          body: 'Dear {{first_name}},\n\nThe executive summary of our launch has not left yet: it waits for the approval of two champions. While people still talk of the meeting, it counts most.',
          action,
        },
      )
    }
  }
  for (const { name, email, organization } of partnership.team.filter(({ role }) => mayEdit(role))) {
    const waits = asked
      ? 'It is with the champions. Who has not approved it yet stands on its page; a call helps.'
      : summary
        ? 'It is written. Read it once more, and put it before the champions.'
        : 'A draft is ready, from what was written down on the day: who came, the priorities in order, who said they would do what.'
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
        'The executive summary: two days from now it should be out',
        'The launch is over. Business members should have the executive summary **within two days**.',
      ),
      remind(
        'summary-due',
        next,
        'The executive summary should leave by tomorrow',
        'The executive summary of the launch has not left yet. **It should be with the members by tomorrow.**',
      ),
      remind(
        'summary-late',
        dueBy(meeting),
        'The executive summary is late',
        'Two days have gone by since the launch, and **the executive summary has not left**. Members forget fast what they cannot read.',
      ),
    )
  }
  return errands
}
