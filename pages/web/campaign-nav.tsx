/** Where one is in a campaign: its partnership, and the ways through it. */
import type { MeetingKind } from '../../domain/keep/meeting.ts'
import { type CampaignPage, PATHS } from '../../domain/keep/paths.ts'

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

/** In the order of the work; a section without kinds belongs to every meeting. */
const SECTIONS: readonly { section: Section; label: string; to: CampaignPage; kinds?: readonly MeetingKind[] }[] = [
  { section: 'board', label: 'Board', to: 'board' },
  { section: 'readiness', label: 'Readiness', to: 'readiness', kinds: ['launch'] },
  { section: 'setup', label: 'Set-up', to: 'review' },
  { section: 'invitees', label: 'Invitees', to: 'invitees' },
  { section: 'day', label: 'The day', to: 'day' },
  { section: 'summary', label: 'Summary', to: 'summary', kinds: ['launch'] },
  { section: 'progress', label: 'Progress', to: 'progress', kinds: ['quarterly'] },
  { section: 'teams', label: 'Teams', to: 'teams' },
  { section: 'meetings', label: 'Meetings', to: 'meetings' },
]

interface Nav {
  campaign: string
  name: string
  kind: MeetingKind
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
        {SECTIONS.filter(({ kinds }) => kinds === undefined || kinds.includes(kind)).map(
          ({ section: each, label, to }) => (
            <li key={each}>
              <a href={PATHS[to](campaign)} aria-current={each === section ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ),
        )}
      </ul>
    </nav>
  </div>
)
