/** What somebody has under way: each partnership, its meetings, what comes next and what waits for a person. */
import type { Campaign } from '../../domain/keep/campaign.ts'
import { meetingTitle } from '../../domain/keep/kinds.ts'
import { endOf } from '../../domain/keep/meeting.ts'
import { canonicalAddress, mayEdit, nameOf, roleOf } from '../../domain/keep/partnership.ts'
import type { Instant } from '../../domain/keep/time.ts'
import { titleOf } from '../../domain/keep/wave-id.ts'
import { keyOf, plan } from '../../domain/send/plan.ts'
import type { CampaignRow, PartnershipRow } from '../../pages/campaign/home.tsx'
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
import { noteUnreadable } from '../keep/unreadable.ts'
import { newsOf } from './digest-news.ts'

/** Partnerships by what is next in them, and the places of what cannot be read among them. */
export async function homeOf(
  world: Reads & Timed & Logs,
  email: string,
): Promise<{ rows: PartnershipRow[]; missing: string[] }> {
  const rows: PartnershipRow[] = []
  const missing: string[] = []
  const readOrMiss = async <T>(ref: Ref<T>): Promise<T | undefined> => {
    const found = await look(world.store, ref)
    if (!(found instanceof UnreadableRow)) return found?.value
    noteUnreadable(world.log, found)
    missing.push(ref.partition)
    return undefined
  }
  const now = world.clock.now()
  for (const id of await partnershipIdsOf(world.store, canonicalAddress(email))) {
    const partnership = await readOrMiss(partnershipRef(id))
    const role = partnership && roleOf(partnership, email)
    if (!partnership || !role) continue
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
  return { rows: rows.sort((a, b) => (whenOf(a, now) < whenOf(b, now) ? -1 : 1)), missing }
}

/** What only a person can settle, oldest first. */
async function waitingIn(world: Reads, overview: Overview) {
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
