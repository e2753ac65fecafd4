/** Where one is in a campaign: its partnership, and the ways through it. */
import type { MeetingKind } from '../../domain/keep/meeting.ts'

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
const SECTIONS: readonly { section: Section; label: string; path: string; kinds?: readonly MeetingKind[] }[] = [
  { section: 'board', label: 'Board', path: '' },
  { section: 'readiness', label: 'Readiness', path: '/readiness', kinds: ['launch'] },
  { section: 'setup', label: 'Set-up', path: '/review' },
  { section: 'invitees', label: 'Invitees', path: '/invitees' },
  { section: 'day', label: 'The day', path: '/day' },
  { section: 'summary', label: 'Summary', path: '/summary', kinds: ['launch'] },
  { section: 'progress', label: 'Progress', path: '/progress', kinds: ['quarterly'] },
  { section: 'teams', label: 'Teams', path: '/teams' },
  { section: 'meetings', label: 'Meetings', path: '/meetings' },
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
          ({ section: each, label, path }) => (
            <li key={each}>
              <a href={`/campaigns/${campaign}${path}`} aria-current={each === section ? 'page' : undefined}>
                {label}
              </a>
            </li>
          ),
        )}
      </ul>
    </nav>
  </div>
)
