/** Where one is in a campaign: its partnership, and the ways through it. */

export type Section = 'board' | 'invitees' | 'setup'

const SECTIONS: readonly [Section, string, string][] = [
  ['board', 'Board', ''],
  ['invitees', 'Invitees', '/invitees'],
  ['setup', 'Set-up', '/review'],
]

export const CampaignNav = ({ campaign, name, section }: { campaign: string; name: string; section: Section }) => (
  <div class="campaign-nav">
    <p class="campaign-name">{name || 'A new partnership'}</p>
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
