/** A page of a campaign: the frame of every page, the ways through the campaign, and what it is about. */
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { kindOf, meetingTitle } from '../../domain/keep/kinds.ts'
import { nameOf } from '../../domain/keep/partnership.ts'
import { PATHS } from '../../domain/keep/paths.ts'
import { CampaignNav, type Section } from '../../pages/web/campaign-nav.tsx'
import { page } from '../../pages/web/layout.tsx'
import type { WebEnv } from './env.ts'

interface Shown {
  title: string
  section: Section
  status?: 200 | 404 | 422
  /** Wider still, for what is shown side by side. */
  broad?: boolean | undefined
}

export function showPage(c: Context<WebEnv>, { title, section, status = 200, broad }: Shown, body: Child) {
  const name = nameOf(c.get('partnership'))
  const campaign = c.get('campaign')
  const meeting = kindOf(campaign).signed && !campaign.session ? undefined : meetingTitle(campaign)
  const whole = (
    <>
      <CampaignNav campaign={campaign.id} name={name} kind={kindOf(campaign)} meeting={meeting} section={section} />
      {body}
      {section === 'invitees' && c.get('campaign').status === 'draft' ? (
        <p class="go-on">
          <a class="usa-button" href={PATHS.letter(c.get('campaign').id)}>
            Go on to the letter
          </a>
        </p>
      ) : null}
    </>
  )
  const tab = status === 422 ? `Please check: ${title}` : title
  return c.html(page(`${tab} | ${name}`, whole, { email: c.get('email'), wide: true, broad }), status)
}
