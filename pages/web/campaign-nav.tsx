/** Where one is in a campaign: its partnership, and the ways through it. */
import type { Child } from 'hono/jsx'
import type { Kind } from '../../domain/keep/kinds.ts'
import { type CampaignPage, PATHS } from '../../domain/keep/paths.ts'

export type Section =
  | 'readiness'
  | 'setup'
  | 'letters'
  | 'invitees'
  | 'board'
  | 'day'
  | 'summary'
  | 'teams'
  | 'meetings'
  | 'progress'

/** What belongs to some kinds of meetings only says to which. */
interface Way {
  section: Section
  label: string
  to: CampaignPage
  of?: (kind: Kind) => boolean | undefined
}

/** In the order of the work. */
const SECTIONS: readonly Way[] = [
  { section: 'board', label: 'Board', to: 'board' },
  { section: 'readiness', label: 'Readiness', to: 'readiness', of: kind => kind.readiness },
  { section: 'setup', label: 'Set-up', to: 'review' },
  { section: 'letters', label: 'Letters', to: 'texts' },
  { section: 'invitees', label: 'Invitees', to: 'invitees' },
  { section: 'day', label: 'The day', to: 'day' },
  { section: 'summary', label: 'Summary', to: 'summary', of: kind => kind.tells === 'executive summary' },
  { section: 'progress', label: 'Progress', to: 'progress', of: kind => kind.tells === 'report' },
  { section: 'teams', label: 'Teams', to: 'teams' },
  { section: 'meetings', label: 'Meetings', to: 'meetings' },
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
        {SECTIONS.filter(({ of }) => of === undefined || of(kind)).map(({ section: each, label, to }) => (
          <li key={each}>
            <a href={PATHS[to](campaign)} aria-current={each === section ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </div>
)

/** The way back to where a page belongs, above its heading. */
export const Back = ({ to, children }: { to: string; children: Child }) => (
  <p class="margin-bottom-1">
    <a class="usa-link" href={to}>
      {children}
    </a>
  </p>
)
