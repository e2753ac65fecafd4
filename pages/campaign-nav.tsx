/** Where one is in a campaign: its partnership, and the ways through it. */

export type Section = 'board' | 'invitees' | 'setup' | 'meetings'

const SECTIONS: readonly [Section, string, string][] = [
  ['board', 'Board', ''],
  ['invitees', 'Invitees', '/invitees'],
  ['setup', 'Set-up', '/review'],
  ['meetings', 'Meetings', '/meetings'],
]

interface Nav {
  campaign: string
  name: string
  /** Which of its meetings, where that is not the launch. */
  meeting?: string | undefined
  section: Section
}

export const CampaignNav = ({ campaign, name, meeting, section }: Nav) => (
  <div class="campaign-nav">
    <p class="campaign-name">
      {name || 'A new partnership'}
      {meeting && <span class="under">{meeting}</span>}
    </p>
    <nav aria-label="Campaign">
      <ul>
        {SECTIONS.map(([each, label, path]) => (
          <li key={each}>
            <a href={`/campaigns/${campaign}${path}`} aria-current={each === section ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </div>
)
