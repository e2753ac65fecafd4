/** What somebody has under way: each partnership, its meetings, what comes next and what waits for a person. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import type { PartnershipId } from '../../domain/keep/ids.ts'
import { meetingTitle } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import {
  canonicalAddress,
  mayEdit,
  nameOf,
  type Partnership,
  type Role,
  roleOf,
} from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { keyOf, plan } from '../../domain/send/plan.ts'
import type { CampaignRow, PartnershipRow } from '../../pages/campaign/home.tsx'
import { pageOf } from '../../pages/web/paging.tsx'
import {
  campaignIdsOf,
  campaignRef,
  look,
  partnershipIdsOf,
  partnershipRef,
  type Ref,
  UnreadableRow,
} from '../keep/documents.ts'
import type { Overview } from '../keep/overview.ts'
import type { Logs, Reads, Timed } from '../keep/ports.ts'
import { sideBySide } from '../keep/side-by-side.ts'
import { noteUnreadable } from '../keep/unreadable.ts'
import { newsOf } from './digest-news.ts'

/** So many partnerships are looked through for one page; whoever has more finds them by name. */
const A_PAGE = 50

export interface Home {
  rows: PartnershipRow[]
  /** The places of what cannot be read among them. */
  missing: string[]
  /** How many have what was looked for in their names. */
  found: number
  page: number
  pages: number
}

/**
 * Partnerships by what is next in them; more than one page of them by name. Only those of the page are looked into: `search`
 * finds a part of a name, in whatever case.
 */
export async function homeOf(
  world: Reads & Timed & Logs,
  email: string,
  { search = '', wanted = 1 }: { search?: string; wanted?: number } = {},
): Promise<Home> {
  const missing: string[] = []
  const readOrMiss = async <T>(ref: Ref<T>): Promise<T | undefined> => {
    const found = await look(world.store, ref)
    if (!(found instanceof UnreadableRow)) return found?.value
    noteUnreadable(world.log, found)
    missing.push(ref.partition)
    return undefined
  }
  const now = world.clock.now()
  const own: { id: PartnershipId; partnership: Partnership; role: Role }[] = []
  await sideBySide(await partnershipIdsOf(world.store, canonicalAddress(email)), async id => {
    const partnership = await readOrMiss(partnershipRef(id))
    const role = partnership && roleOf(partnership, email)
    if (partnership && role) own.push({ id, partnership, role })
  })
  const matching = own.filter(({ partnership }) => nameOf(partnership).toLowerCase().includes(search.toLowerCase()))
  const byNames = own.length > A_PAGE
  // They were read side by side, and came in any order.
  matching.sort((a, b) => isArchived(a) - isArchived(b) || byName(a, b))
  const { items, page, pages } = pageOf(matching, wanted, A_PAGE)
  const rows: PartnershipRow[] = []
  for (const { id, partnership, role } of items) {
    const campaigns: Campaign[] = []
    for (const cid of await campaignIdsOf(world.store, id)) {
      const campaign = await readOrMiss(campaignRef(cid))
      if (campaign) campaigns.push(campaign)
    }
    if (campaigns.length === 0) continue
    campaigns.sort((a, b) => ((a.meeting?.date ?? '9') < (b.meeting?.date ?? '9') ? -1 : 1))
    const archived = partnership.archivedAt !== undefined
    rows.push({
      id,
      name: nameOf(partnership),
      role,
      mayEdit: mayEdit(role),
      sample: partnership.sample === true,
      archived,
      // What was put away is not looked through.
      waiting: archived ? [] : await waitingIn(world, { partnership, campaigns, now }),
      meetings: campaigns.map(campaign => rowOf(campaign, now)),
    })
  }
  if (!byNames) rows.sort((a, b) => (whenOf(a, now) < whenOf(b, now) ? -1 : 1))
  return { rows, missing, found: matching.length, page, pages }
}

const isArchived = ({ partnership }: { partnership: Partnership }): number =>
  Number(partnership.archivedAt !== undefined)

const collator = new Intl.Collator('en', { numeric: true })
const byName = (a: { partnership: Partnership }, b: { partnership: Partnership }): number =>
  collator.compare(nameOf(a.partnership), nameOf(b.partnership))

/** What only a person can settle, oldest first. */
async function waitingIn(world: Reads & Timed, overview: Overview) {
  const { lines } = await newsOf(world, overview)
  return lines
    .filter(({ kind, since }) => (kind === 'needs you' || kind === 'late') && since <= overview.now)
    .sort((a, b) => (a.since < b.since ? -1 : 1))
    .map(({ words, path }) => ({ words, path }))
}

function rowOf(campaign: Campaign, now: Instant): CampaignRow {
  const { id, status, meeting } = campaign
  const isOver = meeting !== undefined && endOf(meeting) <= now
  const isLive = status === 'scheduled' || status === 'running'
  const next = isLive
    ? plan(campaign).find(wave => !wave.off && wave.at > now && !campaign.left[keyOf(wave)])
    : undefined
  return {
    id,
    title: meetingTitle(campaign),
    status,
    meeting,
    isOver,
    next: next && { at: next.at, title: titleOf(keyOf(next)) },
  }
}

/** Those with a meeting to come first, the nearest before others; then those that are over, the latest first. */
function whenOf({ meetings }: PartnershipRow, now: Instant): string {
  const ahead = meetings.find(({ meeting, isOver }) => meeting && !isOver)?.meeting?.date
  return ahead ?? `~${meetings.some(({ meeting }) => !meeting) ? '' : now}`
}
