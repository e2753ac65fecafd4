/** A page of a campaign: the frame of every page, the ways through the campaign, and what it is about. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Campaign } from '../../domain/keep/campaign.ts'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { nameOf, type Partnership } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { stepsDone, stepsUnfinished } from '../../domain/keep/setup.ts'
import { CampaignNav, type Section } from '../../pages/web/campaign-nav.tsx'
import { page } from '../../pages/web/layout.tsx'
import { StepPage, type Steps, stepsFor } from '../../pages/web/steps.tsx'
import type { WebEnv } from './env.ts'

interface Shown {
  title: string
  section: Section
  status?: 200 | 404 | 409 | 422 | 503
  /** Wider still, for what is shown side by side. */
  broad?: boolean | undefined
  /** It is a step of setting up while the campaign is a draft; whether somebody is on the list then. */
  setup?: { invited: boolean } | undefined
}

const stepsView = (campaign: Campaign, partnership: Partnership, invited: boolean): Steps => ({
  campaign: campaign.id,
  steps: stepsFor(kindOf(campaign)),
  step: 'invitees',
  done: stepsDone(campaign, partnership, invited),
  open: stepsUnfinished(campaign, partnership),
})

export function showPage(c: Context<WebEnv>, { title, section, status = 200, broad, setup }: Shown, body: Child) {
  const name = nameOf(c.get('partnership'))
  const campaign = c.get('campaign')
  const meeting = kindOf(campaign).signed && !campaign.session ? undefined : meetingTitle(campaign)
  const whole = (
    <>
      <CampaignNav campaign={campaign.id} name={name} kind={kindOf(campaign)} meeting={meeting} section={section} />
      {setup && campaign.status === 'draft' ? (
        <StepPage view={stepsView(campaign, c.get('partnership'), setup.invited)}>
          {body}
          <p class="go-on">
            <a class="usa-button" href={PATHS.letter(campaign.id)}>
              Continue to the letter
            </a>
          </p>
        </StepPage>
      ) : (
        body
      )}
    </>
  )
  const tab = status === 422 || status === 409 ? `Please check: ${title}` : title
  // The steps stand beside what is as wide as a page by itself.
  const wider = broad || (setup !== undefined && campaign.status === 'draft')
  return c.html(page(`${tab} | ${name}`, whole, { email: c.get('email'), wide: true, broad: wider }), status)
}
