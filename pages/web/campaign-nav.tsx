/** Where one is in a campaign: its partnership, and the ways through it. */
import type { Kind } from '../../domain/keep/kinds.ts'

export type Section =
  | 'readiness'
  | 'setup'
  | 'invitees'
  | 'board'
  | 'day'
  | 'summary'
  | 'teams'
  | 'meetings'
  | 'progress'

/** In the order of the work; those without `of` belong to every meeting. */
const SECTIONS: readonly { section: Section; label: string; path: string; of?: (kind: Kind) => boolean | undefined }[] =
  [
    { section: 'board', label: 'Board', path: '' },
    { section: 'readiness', label: 'Readiness', path: '/readiness', of: kind => kind.readiness },
    { section: 'setup', label: 'Set-up', path: '/review' },
    { section: 'invitees', label: 'Invitees', path: '/invitees' },
    { section: 'day', label: 'The day', path: '/day' },
    { section: 'summary', label: 'Summary', path: '/summary', of: kind => kind.tells === 'executive summary' },
    { section: 'progress', label: 'Progress', path: '/progress', of: kind => kind.tells === 'report' },
    { section: 'teams', label: 'Teams', path: '/teams' },
    { section: 'meetings', label: 'Meetings', path: '/meetings' },
  ]

interface Nav {
  campaign: string
  name: string
  kind: Kind
  /** Which of its meetings, where that is not the launch. */
  meeting?: string | undefined
  section: Section
}

export const CampaignNav = ({ campaign, name, kind, meeting, section }: Nav) => (
  <div class="campaign-nav">
    <p class="campaign-name">
      {name || 'A new partnership'}
      {meeting && <span class="under">{meeting}</span>}
    </p>
    <nav aria-label="Campaign">
      <ul>
        {SECTIONS.filter(({ of }) => of === undefined || of(kind)).map(({ section: each, label, path }) => (
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
